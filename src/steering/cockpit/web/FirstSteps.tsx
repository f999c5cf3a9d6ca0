import { Button } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Cockpit } from '../cockpit.contract.ts';
import { openSteps } from './cockpit-words.logic.ts';
import classes from './cockpit.module.css';

/** What to do first, as long as something is missing; only ways that this reader may go. */
export function FirstSteps({ inventory }: { inventory: Cockpit['inventory'] }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const mayImport = useCan('create', 'import');
  const mayConnect = useCan('manage', 'key');
  const mayDo = { contacts: mayImport || mayConnect, touchpoints: useCan('create', 'touchpoint'), surveys: useCan('create', 'survey') };
  const mayLoadDemo = useCan('create', 'demo');
  const go = useGo();
  const missing = openSteps(inventory);
  if (missing.length === 0) return null;
  if (!mayDo.contacts && !mayDo.touchpoints && !mayDo.surveys) return missing.length === 3 ? <EmptyState>{t('steps.reader')}</EmptyState> : null;
  const steps = [
    { key: 'contacts', n: inventory.contacts, to: mayImport ? '/listening/imports' : '/settings/keys?open=source' },
    { key: 'touchpoints', n: inventory.touchpoints, to: '/touchpoints' },
    { key: 'surveys', n: inventory.surveys, to: inventory.surveys > 0 ? '/listening' : '/listening/new-survey' },
  ] as const;
  const next = missing.find((step) => mayDo[step]);
  return (
    <Section title={t('steps.title')}>
      <ol className={classes.steps}>
        {steps.map(({ key, n, to }) => {
          const isDone = !missing.includes(key);
          const isWaiting = key === 'surveys' && !isDone && n > 0;
          return (
            <li key={key} data-done={isDone || undefined}>
              {isDone ? <IconCircleCheck size={22} stroke={1.6} role="img" aria-label={t('steps.isDone')} /> : <IconCircle size={22} stroke={1.6} aria-hidden="true" />}
              <div>
                <h3 className={classes.stepTitle}>{t(`steps.${key}.title`)}</h3>
                <p className={classes.stepText}>{isDone ? t(`steps.${key}.done`, { n: format.integer(n) }) : isWaiting ? t('steps.surveys.waiting', { n: format.integer(n) }) : t(`steps.${key}.todo`)}</p>
              </div>
              {!isDone && mayDo[key] && (
                <div className={classes.stepActions}>
                  {key === 'contacts' && mayImport && mayConnect && <Button variant="default" onClick={() => go('/settings/keys?open=source')}>{t('steps.contacts.action')}</Button>}
                  <Button variant={key === next ? 'filled' : 'default'} onClick={() => go(to)}>{t(isWaiting ? 'shortfalls.ask' : key === 'contacts' && mayImport ? 'steps.contacts.file' : `steps.${key}.action`)}</Button>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {missing.length === 3 && mayLoadDemo && <p className={classes.demo}>{t('steps.demo')} <Button variant="subtle" size="compact-md" onClick={() => go('/first-steps')}>{t('steps.demoAction')}</Button></p>}
    </Section>
  );
}
