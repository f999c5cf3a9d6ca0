import { useEffect, useRef, useState } from 'react';
import { Button, Group, NumberInput, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import { uploadFile } from '../../imports/web/upload.ts';
import type { UploadedVoices, VoiceFile, VoiceSource } from '../sources/voice-sources.contract.ts';
import { FaultList } from './FaultList.tsx';
import { FoundList } from './FoundList.tsx';
import { MappingFields } from './MappingFields.tsx';
import { UndoFile } from './UndoFile.tsx';
import { filesQuery } from './voice-queries.ts';
import classes from './voices.module.css';

/** Exports of portals: brought here, looked at, taken in. */
export function FilesPart({ source }: { source: VoiceSource }) {
  const { t } = useTranslation('voices');
  const input = useRef<HTMLInputElement>(null);
  const files = useQuery(filesQuery(source.id)).data ?? [];
  useFreshCounts(source.id, files.some(isBusy));
  const upload = useMutation({ mutationFn: (file: File) => uploadFile<UploadedVoices>(`/api/voice-sources/${source.id}/files`, file, { onShare: () => undefined, signal: AbortSignal.timeout(600_000) }) });
  return (
    <section className={classes.form} aria-label={t('file.title')}>
      {upload.data ? <Decide key={upload.data.id} uploaded={upload.data} source={source} onDone={() => upload.reset()} /> : (
        <div className={classes.sheet}>
          <h2 className={classes.boxTitle}>{t('file.title')}</h2>
          <p className={classes.soft}>{t('file.text')}</p>
          <Group><Button loading={upload.isPending} onClick={() => input.current?.click()}>{t('file.choose')}</Button></Group>
          <input ref={input} type="file" hidden aria-label={t('file.choose')} accept=".csv,.tsv,.txt,.xlsx,.json" onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) upload.mutate(file); }} />
          {upload.isError && <ErrorState error={upload.error} />}
        </div>
      )}
      {files.length > 0 && <ul className={classes.plain}>{files.filter(({ state }) => state !== 'uploaded').map((file) => <FileLine key={file.id} file={file} />)}</ul>}
    </section>
  );
}

const isBusy = ({ state }: VoiceFile): boolean => state === 'running' || state === 'undoing';

/** When the last file is through, the source has other voices than before. */
function useFreshCounts(sourceId: string, isAnyBusy: boolean): void {
  const queries = useQueryClient();
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !isAnyBusy) {
      void queries.invalidateQueries({ queryKey: ['voice-sources', sourceId], exact: true });
      void queries.invalidateQueries({ queryKey: ['voices'] });
    }
    wasBusy.current = isAnyBusy;
  }, [queries, sourceId, isAnyBusy]);
}

const usualPatterns = ['d.M.yyyy', 'd.M.yyyy H:mm', 'd/M/yyyy', 'M/d/yyyy', 'd.M.yy'];

/** What the file looks like, corrected by a person, then brought in. */
function Decide({ uploaded, source, onDone }: { uploaded: UploadedVoices; source: VoiceSource; onDone: () => void }) {
  const { t } = useTranslation('voices');
  const queries = useQueryClient();
  const [mapping, setMapping] = useState(uploaded.mapping);
  const [scale, setScale] = useState({ starsWorst: uploaded.starsWorst, starsBest: uploaded.starsBest });
  const fitting = uploaded.columns.find(({ heading }) => heading === mapping.fields.at)?.patterns ?? [];
  const body = { mapping, ...scale };
  const preview = useQuery({ queryKey: ['voice-files', uploaded.id, 'preview', body], queryFn: ({ signal }) => api.post<Pick<UploadedVoices, 'preview' | 'faults'>>(`/api/voice-files/${uploaded.id}/preview`, { body, signal }), placeholderData: (before) => before ?? { preview: uploaded.preview, faults: uploaded.faults } });
  // A single cell that is no date leaves no way that reads all: a person says how the others are written.
  const isMixed = fitting.length === 0 && (mapping.pattern !== null || (preview.data?.faults ?? uploaded.faults).some(({ code }) => code === 'no_date'));
  const patterns = isMixed ? usualPatterns : fitting;
  const start = useMutation({
    mutationFn: () => api.post<VoiceFile>(`/api/voice-files/${uploaded.id}/start`, { body }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['voice-sources', source.id] });
      onDone();
    },
  });
  return (
    <div className={classes.sheet}>
      <h2 className={classes.boxTitle}>{uploaded.name}</h2>
      <p className={classes.soft}>{uploaded.preset === null ? t('file.unknown') : t('file.recognised', { name: t(`preset.${uploaded.preset}`) })}</p>
      <MappingFields mapping={mapping} places={uploaded.columns.map(({ heading }) => heading).filter((heading) => heading !== '')} isTable patterns={patterns} isMixed={isMixed} onChange={setMapping} />
      <div className={classes.pair}>
        <NumberInput label={t('form.worst')} value={scale.starsWorst} onChange={(value) => setScale({ ...scale, starsWorst: Number(value) })} />
        <NumberInput label={t('form.best')} value={scale.starsBest} onChange={(value) => setScale({ ...scale, starsBest: Number(value) })} />
      </div>
      {preview.isError ? <ErrorState error={preview.error} /> : preview.data && <FoundList voices={preview.data.preview} faults={preview.data.faults} />}
      {start.isError && <ErrorState error={start.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>{t('file.discard')}</Button>
        <Button loading={start.isPending} disabled={scale.starsWorst === scale.starsBest} onClick={() => start.mutate()}>{t('file.bring')}</Button>
      </Group>
    </div>
  );
}

function FileLine({ file }: { file: VoiceFile }) {
  const { t } = useTranslation('voices');
  const format = useFormat();
  const { name, state, share, refused, refusals, failure, createdAt, undoneAt } = file;
  const counts = (keys: readonly ('new' | 'changed' | 'unchanged' | 'refused' | 'removed' | 'restored' | 'kept')[]) => Object.fromEntries(keys.map((key) => [key, format.integer(file[key])]));
  return (
    <li className={classes.box}>
      <Group justify="space-between" align="flex-start">
        <span><strong>{name}</strong> <span className={classes.soft}>· <When at={createdAt} /></span></span>
        {(state === 'done' || (state === 'failed' && file.new + file.changed + file.unchanged > 0)) && <UndoFile file={file} />}
      </Group>
      {isBusy(file) && <Progress value={share * 100} aria-label={t(`file.${state}`, { name })} />}
      {state === 'undoing' || undoneAt !== null
        ? <span className={classes.soft} role="status">{undoneAt !== null && <>{t('file.undone')} · <When at={undoneAt} /> · </>}{t('file.undoneCounts', counts(['removed', 'restored', 'kept']))}</span>
        : <span className={classes.soft} role="status">{t('file.counts', { ...counts(['new', 'changed', 'unchanged']), refused: format.integer(refused) })}</span>}
      {failure !== null && <p className={classes.failure}>{failure}</p>}
      {refusals.length > 0 && <details><summary className={classes.soft}>{t('file.why')}</summary><FaultList faults={refusals} /></details>}
    </li>
  );
}
