import { useState } from 'react';
import { Button, Group, Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { VoiceMapping, VoicePreview } from '../sources/voice-sources.contract.ts';
import { FoundList } from './FoundList.tsx';
import { MappingFields } from './MappingFields.tsx';
import { previewBodyOf, type SourceDraft } from './source-draft.logic.ts';
import classes from './voices.module.css';

/** Looks at the feed or an example before anything is saved; for JSON with what stands where, suggested first. */
export function PreviewPart({ draft, sourceId, onMapping, error }: { draft: SourceDraft; sourceId: string | null; onMapping: (mapping: VoiceMapping) => void; error: string | null }) {
  const { t } = useTranslation('voices');
  const [example, setExample] = useState('');
  const isJson = draft.kind === 'json' || draft.kind === 'webhook';
  const look = useMutation({
    mutationFn: () => api.post<VoicePreview>('/api/voice-sources/preview', { body: previewBodyOf(draft, { sourceId, example }), timeoutMs: 60_000 }),
    onSuccess: ({ mapping }) => {
      if (isJson && mapping !== null && Object.keys(draft.mapping.fields).length === 0) onMapping(mapping);
    },
  });
  const found = look.data;
  return (
    <section className={classes.sheet} aria-label={t('preview.title')}>
      <h2 className={classes.boxTitle}>{t('preview.title')}</h2>
      {draft.kind === 'webhook' && <Textarea label={t('preview.example')} description={t('preview.exampleText')} autosize minRows={3} maxRows={10} value={example} onChange={(event) => setExample(event.currentTarget.value)} classNames={{ input: classes.mono ?? '' }} />}
      <Group><Button variant="default" loading={look.isPending} disabled={draft.kind === 'webhook' ? example.trim() === '' : draft.url.trim() === ''} onClick={() => look.mutate()}>{t('preview.look')}</Button>{error !== null && <span className={classes.failure}>{error}</span>}</Group>
      {look.isError && <ErrorState error={look.error} />}
      {isJson && (found !== undefined || Object.keys(draft.mapping.fields).length > 0) && (
        <>
          {found !== undefined && found.lists.length > 0 && <Select label={t('map.items')} data={[...new Set(found.lists.map(({ path }) => path))].map((path) => ({ value: path === '' ? '.' : path, label: path === '' ? t('map.whole') : path }))} value={draft.mapping.items === '' ? '.' : draft.mapping.items} allowDeselect={false} onChange={(path) => onMapping({ ...draft.mapping, items: path === null || path === '.' ? '' : path })} />}
          <MappingFields mapping={draft.mapping} places={found?.paths.map(({ path }) => path) ?? []} onChange={onMapping} />
        </>
      )}
      {found !== undefined && <p className={classes.soft} role="status">{t('preview.found', { count: found.found })}</p>}
      {found !== undefined && <FoundList voices={found.voices} faults={found.faults} />}
    </section>
  );
}
