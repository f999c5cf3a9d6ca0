import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Import } from '../imports.contract.ts';
import { CameIn } from './outcome/CameIn.tsx';
import { FailureNote } from './FailureNote.tsx';
import { importQuery, isBusy } from './import-queries.ts';
import { Running } from './outcome/Running.tsx';
import { UndoImport } from './outcome/UndoImport.tsx';
import classes from './imports.module.css';

/** From the first row that comes in to the last, and back again if it must be. */
export function BringStep({ one }: { one: Import }) {
  if (isBusy(one.state)) return <Running one={one} />;
  if (one.state === 'done') return <CameIn one={one} />;
  if (one.state === 'undone') return <Undone one={one} />;
  return <Stopped one={one} />;
}

function Stopped({ one }: { one: Import }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const client = useQueryClient();
  const mayBring = useCan('create', 'import');
  const resume = useMutation({
    mutationFn: () => api.post<Import>(`/api/imports/${one.id}/resume`),
    onSuccess: () => client.invalidateQueries({ queryKey: importQuery(one.id).queryKey, exact: true }),
  });
  const values = { count: one.counts.rows, formatted: format.integer(one.counts.rows) };
  return (
    <>
      <p className={classes.big} role="status">{t(one.state === 'failed' ? 'stopped.failed' : 'stopped.cancelled', values)}</p>
      {one.state === 'failed' && <FailureNote one={one} lead={t('stopped.why')} />}
      <p className={classes.note}>{t('stopped.note')}</p>
      {resume.isError && <ErrorState error={resume.error} />}
      <div className={classes.foot}>
        {mayBring && <Button loading={resume.isPending} onClick={() => resume.mutate()}>{t('stopped.resume')}</Button>}
        <UndoImport one={one} />
      </div>
    </>
  );
}

function Undone({ one }: { one: Import }) {
  const { t } = useTranslation('imports');
  const go = useGo();
  const format = useFormat();
  return (
    <>
      <p className={classes.big} role="status">{t('undo.done', { when: one.undoneAt ? format.dateTime(one.undoneAt) : '' })}</p>
      <Button onClick={() => go('/listening/imports')}>{t('undo.again')}</Button>
    </>
  );
}
