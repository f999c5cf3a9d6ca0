import { useEffect, useRef } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { When } from '../../../../ui/words/When.tsx';
import type { Entry } from '../../../cases/cases.contract.ts';
import classes from './composer.module.css';

interface GuardProps {
  answers: readonly Entry[];
  onSend: () => void;
  onGoOn: () => void;
  onDrop: () => void;
}

/** A colleague has answered while this person was writing: here is what they wrote; the person decides. */
export function Guard({ answers, onSend, onGoOn, onDrop }: GuardProps) {
  const { t } = useTranslation('desk');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} className={classes.guard} role="alert" tabIndex={-1}>
      <p className={classes.guardTitle}>{t('guard.title', { name: answers.at(-1)?.author.label ?? t('guard.somebody') })}</p>
      {answers.map((answer) => (
        <blockquote key={answer.id} className={classes.guardWords}>{answer.text}<footer className={classes.kept}>{answer.author.label} · <When at={answer.at} as="time" /></footer></blockquote>
      ))}
      <div className={classes.guardDeeds}>
        <Button size="compact-sm" onClick={onGoOn}>{t('guard.goOn')}</Button>
        <Button size="compact-sm" variant="default" onClick={onSend}>{t('guard.send')}</Button>
        <Button size="compact-sm" variant="subtle" color="danger" onClick={onDrop}>{t('guard.drop')}</Button>
      </div>
    </div>
  );
}
