import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { Skeleton } from '../../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Import, UndoPreview } from '../../imports.contract.ts';
import { importQuery, undoPreviewQuery } from '../import-queries.ts';
import classes from '../imports.module.css';

const taken = ['customersRemoved', 'customersRestored', 'mergesUndone', 'contactsRemoved', 'answersRemoved', 'recordsRemoved', 'recordsRestored'] as const;

/** Takes a whole import back, after saying what that means. */
export function UndoImport({ one }: { one: Import }) {
  const { t } = useTranslation('imports');
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const preview = useQuery({ ...undoPreviewQuery(one.id), enabled: isOpen });
  const undo = async () => {
    await api.post<Import>(`/api/imports/${one.id}/undo`);
    await client.invalidateQueries({ queryKey: importQuery(one.id).queryKey, exact: true });
  };
  if (!useCan('delete', 'import')) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>{t('undo.action')}</Button>
      <Confirm isOpen={isOpen} onClose={() => setOpen(false)} title={t('undo.title', { name: one.name })} confirmLabel={t('undo.confirm')} tone="danger" isBlocked={!preview.data} onConfirm={undo}>
        <Loaded query={preview} skeleton={<Skeleton lines={3} />}>{(data) => <Taken preview={data} />}</Loaded>
      </Confirm>
    </>
  );
}

function Taken({ preview }: { preview: UndoPreview }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const lines = taken.filter((key) => preview[key] > 0);
  return (
    <>
      {lines.length === 0 ? <p>{t('undo.nothing')}</p> : <p>{t('undo.lead')}</p>}
      <ul className={classes.plainList}>{lines.map((key) => <li key={key}>{t(`undo.${key}`, { count: preview[key], formatted: format.integer(preview[key]) })}</li>)}</ul>
      {preview.kept > 0 && <p className={classes.note}>{t('undo.kept', { count: preview.kept, formatted: format.integer(preview.kept), names: preview.keptTouchpoints.join(', ') })}</p>}
      <p className={classes.note}>{t('undo.later')}</p>
    </>
  );
}
