import { type ReactNode, useMemo, useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { PromiseClock } from '../../../ui/charts/PromiseClock.tsx';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { useCan } from '../../../ui/session.tsx';
import { createFormat } from '../../../ui/words/format.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { CustomerPromise } from '../promises.contract.ts';
import { clockState, timeWords } from './promise-words.logic.ts';
import { promisesKey } from './promise-queries.ts';
import classes from './promises.module.css';

/** One promise: its clock, what and by when, and what one can do about it. */
export function PromiseRow({ promise, now, children }: { promise: CustomerPromise; now: Date; children?: ReactNode }) {
  const { t, i18n } = useTranslation('promises');
  const format = useFormat();
  // The time that was promised, as the customer's clock shows it; named where this one shows another.
  const there = useMemo(() => createFormat(i18n.language, promise.timeZone), [i18n.language, promise.timeZone]);
  const due = there.dateTime(promise.dueAt);
  const isElsewhere = due !== format.dateTime(promise.dueAt);
  const mayUpdate = useCan('update', 'promise');
  const isOpen = promise.state === 'open' || promise.state === 'late';
  const { key, at } = timeWords(promise);
  const time = t(`time.${key}`, { when: format.relative(at, now), at: format.dateTime(at) });
  return (
    <li className={classes.row}>
      <PromiseClock label={`${promise.text}: ${t(`state.${promise.state}`)}, ${time}`} state={clockState(promise.state)} madeAt={promise.madeAt} dueAt={promise.dueAt} now={now} />
      <div className={classes.body}>
        <p className={classes.what}>{promise.text}</p>
        <p className={classes.meta}>
          <span className={promise.state === 'late' || promise.state === 'kept_late' ? classes.late : undefined}>{time}</span>
          {' · '}<time dateTime={promise.dueAt}>{due}</time>{isElsewhere && ` (${promise.timeZone})`}
          {' · '}{promise.responsibleName ?? promise.responsibleDepartment ?? t('row.nobody')}
          {promise.isAway && isOpen && <> · <strong>{t('row.away')}</strong></>}
        </p>
        {promise.withdrawnReason !== null && <p className={classes.meta}>{t('row.reason', { reason: promise.withdrawnReason })}</p>}
        {children}
        {isOpen && mayUpdate && <Settle promise={promise} />}
      </div>
    </li>
  );
}

/** What was asked for is typed next: the place was opened by a click on the button before it. */
const focus = (input: HTMLInputElement | null): void => input?.focus();

function Settle({ promise }: { promise: CustomerPromise }) {
  const { t } = useTranslation('promises');
  const client = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const [reason, setReason] = useState<string | null>(null);
  const done = (message: string) => async () => {
    tell(message);
    setReason(null);
    await Promise.all([client.invalidateQueries({ queryKey: promisesKey }), ...(promise.caseId === null ? [] : [client.invalidateQueries({ queryKey: ['cases', promise.caseId] })])]);
  };
  const path = `/api/promises/${promise.id}`;
  const keep = useMutation({ mutationFn: () => api.post(`${path}/keep`, { body: {} }), onSuccess: done(t(promise.state === 'late' ? 'row.keptLate' : 'row.kept')), onError: tellFailure });
  const withdraw = useMutation({ mutationFn: () => api.post(`${path}/withdraw`, { body: { reason } }), onSuccess: done(t('row.withdrawn')), onError: tellFailure });
  if (reason !== null) {
    return (
      <form className={classes.actions} onSubmit={(event) => { event.preventDefault(); if (reason.trim() !== '') withdraw.mutate(); }}>
        <TextInput size="xs" className={classes.reason} aria-label={t('row.why')} placeholder={t('row.why')} value={reason} maxLength={500} ref={focus} onChange={(event) => setReason(event.currentTarget.value)} />
        <Button size="xs" type="submit" disabled={reason.trim() === ''} loading={withdraw.isPending}>{t('row.withdraw')}</Button>
        <Button size="xs" variant="subtle" onClick={() => setReason(null)}>{t('row.cancel')}</Button>
      </form>
    );
  }
  return (
    <div className={classes.actions}>
      <Button size="xs" variant="light" loading={keep.isPending} aria-label={`${t('row.keep')}: ${promise.text}`} onClick={() => keep.mutate()}>{t('row.keep')}</Button>
      <Button size="xs" variant="subtle" aria-label={`${t('row.withdraw')}: ${promise.text}`} onClick={() => setReason('')}>{t('row.withdraw')}</Button>
    </div>
  );
}
