import { useEffect, useState } from 'react';
import { IconAlarm, IconChevronDown, IconChevronsUp, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { CasePriority, CaseStatus } from '../cases.contract.ts';
import { judgeDue } from './due.logic.ts';
import classes from './cases.module.css';

const tones = { new: 'accent', open: 'neutral', waiting_customer: 'neutral', waiting_partner: 'neutral', solved: 'above', closed: 'neutral' } as const;

export function StatusTag({ status }: { status: CaseStatus }) {
  const { t } = useTranslation('cases');
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>;
}

/** Only what differs from normal is marked. */
export function PriorityMark({ priority, isWorded = false }: { priority: CasePriority; isWorded?: boolean }) {
  const { t } = useTranslation('cases');
  if (priority === 'normal') return isWorded ? <span>{t('priority.normal')}</span> : null;
  const Icon = { low: IconChevronDown, high: IconChevronUp, urgent: IconChevronsUp }[priority];
  const name = t(`priority.${priority}`);
  return (
    <span className={`${classes.priority} ${priority === 'urgent' ? classes.urgent : ''}`} title={t('priority.of', { name })}>
      <Icon size={16} stroke={2} aria-hidden="true" /><span className={isWorded ? undefined : 'm-hidden'}>{name}</span>
    </span>
  );
}

/** When something is due: quiet while there is time, with a sign when it is near or past. */
export function DueMark({ nextDueAt, status, isWorded = false }: { nextDueAt: string | null; status: CaseStatus; isWorded?: boolean }) {
  const { t } = useTranslation('cases');
  const format = useFormat();
  const nowMs = useHalfMinute();
  const due = judgeDue({ nextDueAt, status }, nowMs);
  if (due.kind === 'none') return null;
  const relative = format.relative(due.at, nowMs);
  return (
    <time dateTime={due.at} title={t('due.exact', { at: format.dateTime(due.at) })} className={`${classes.due} ${classes[due.kind] ?? ''}`}>
      {due.kind !== 'later' && <IconAlarm size={14} stroke={1.9} aria-hidden="true" />}
      <span className={isWorded ? undefined : 'm-hidden'}>{due.kind === 'late' ? t('due.late') : t('due.next')} </span>{relative}
    </time>
  );
}

function useHalfMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
