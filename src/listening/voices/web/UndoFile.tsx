import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { VoiceFile, VoiceFileUndo } from '../sources/voice-sources.contract.ts';
import { fileUndoQuery } from './voice-queries.ts';
import classes from './voices.module.css';

const told = ['removed', 'restored', 'kept', 'cases', 'waitingReplies'] as const;

/** Takes a file back, after saying what that means. */
export function UndoFile({ file: { id, name, sourceId } }: { file: VoiceFile }) {
  const { t } = useTranslation('voices');
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const preview = useQuery({ ...fileUndoQuery(id), enabled: isOpen });
  const undo = async () => {
    await api.post<VoiceFile>(`/api/voice-files/${id}/undo`);
    await queries.invalidateQueries({ queryKey: ['voice-sources', sourceId] });
    void queries.invalidateQueries({ queryKey: ['voices'] });
  };
  return (
    <>
      <Button size="xs" variant="default" aria-label={t('undo.actionOf', { name })} onClick={() => setOpen(true)}>{t('undo.action')}</Button>
      <Confirm isOpen={isOpen} onClose={() => setOpen(false)} title={t('undo.title', { name })} confirmLabel={t('undo.confirm')} tone="danger" isBlocked={!preview.data} onConfirm={undo}>
        <Loaded query={preview} skeleton={<Skeleton lines={3} />}>{(data) => <Told preview={data} />}</Loaded>
      </Confirm>
    </>
  );
}

function Told({ preview }: { preview: VoiceFileUndo }) {
  const { t } = useTranslation('voices');
  const format = useFormat();
  const lines = told.filter((key) => preview[key] > 0);
  if (lines.length === 0) return <p>{t('undo.nothing')}</p>;
  return (
    <>
      <p>{t('undo.lead')}</p>
      <ul>{lines.map((key) => <li key={key}>{t(`undo.${key}`, { count: preview[key], formatted: format.integer(preview[key]) })}</li>)}</ul>
      <p className={classes.soft}>{t('undo.later')}</p>
    </>
  );
}
