import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTellFailure } from '../../../../ui/feedback/undo.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Import } from '../../imports.contract.ts';
import { importQuery } from '../import-queries.ts';
import { remainingSeconds, sayWait } from '../wizard.logic.ts';
import classes from '../imports.module.css';

/** Something is under way: how far, how fast, how long still, and a way to stop it. */
export function Running({ one }: { one: Import }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const client = useQueryClient();
  const tellFailure = useTellFailure();
  const mayStop = useCan('create', 'import') && one.state !== 'undoing';
  const stop = useMutation({
    mutationFn: () => api.post<Import>(`/api/imports/${one.id}/cancel`),
    onSuccess: () => client.invalidateQueries({ queryKey: importQuery(one.id).queryKey, exact: true }),
    onError: tellFailure,
  });
  // The same question the page asks: while nobody answers it, the figures below are old and must not look alive.
  const { failureCount, fetchStatus } = useQuery(importQuery(one.id));
  const isAway = failureCount > 0 || fetchStatus === 'paused';
  const seconds = remainingSeconds(one);
  const wait = seconds === null ? null : sayWait(seconds);
  const title = t(`run.${one.state}`, { name: one.name });
  return (
    <div className={classes.running}>
      <p className={classes.big}>{title}</p>
      <Progress value={Math.max(2, one.share * 100)} size="lg" animated={one.share === 0} aria-label={title} />
      <p className={classes.note}>
        {t('run.rows', { count: one.counts.rows, formatted: format.integer(one.counts.rows) })}
        {one.rowsPerSecond !== null && one.rowsPerSecond > 0 && ` · ${t('run.speed', { formatted: format.integer(one.rowsPerSecond) })}`}
        {wait && ` · ${wait.unit === 'moment' ? t('run.moment') : t(`run.left.${wait.unit}`, { count: wait.n })}`}
      </p>
      <p className="m-hidden" role="status">{t('run.spoken', { share: format.share(Math.floor(one.share * 10) / 10) })}</p>
      <p className={classes.note} role="status">{t(isAway ? 'run.away' : 'run.leave')}</p>
      {mayStop && <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>{t('run.cancel')}</Button>}
    </div>
  );
}
