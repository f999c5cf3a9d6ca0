import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudOff, IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../../ui/page/useErrorWords.ts';
import type { Autosave } from './useAutosave.ts';
import classes from './editor.module.css';

/** Whether what one sees is safe. */
export function SaveStatus({ autosave: { state, error, flush } }: { autosave: Autosave }) {
  const { t } = useTranslation('survey-editor');
  const wordsOf = useErrorWords();
  const retry = () => void flush().catch(() => {});
  if (state === 'failed' || state === 'refused') {
    const { title, detail, places } = wordsOf(error);
    return (
      <span className={classes.status} data-state={state} role="alert" title={[detail, ...places.map(({ at, reason }) => `${at} ${reason}`)].filter(Boolean).join('\n')}>
        {state === 'failed' ? <IconCloudOff size={15} aria-hidden="true" /> : <IconAlertTriangle size={15} aria-hidden="true" />}
        {t(`save.${state}`, { reason: title })} <Button variant="subtle" size="compact-sm" onClick={retry}>{t('save.again')}</Button>
      </span>
    );
  }
  return (
    <span className={classes.status} data-state={state} role="status">
      {state === 'saved' ? <IconCheck size={15} aria-hidden="true" /> : <IconDots size={15} aria-hidden="true" />}
      <span className={classes.statusWords}>{t(state === 'saved' ? 'save.saved' : state === 'conflict' ? 'save.conflict' : 'save.saving')}</span>
    </span>
  );
}
