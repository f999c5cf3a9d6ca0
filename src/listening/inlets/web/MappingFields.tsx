import { useState } from 'react';
import { Autocomplete, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import type { Preview } from '../inlets.contract.ts';
import { MappingPreview } from './MappingPreview.tsx';
import { type InletDraft, mappingOf, replaceAt } from './inlet-draft.logic.ts';
import classes from './inlets.module.css';

const kinds = ['email', 'phone', 'customerNumber', 'userId', 'anonymousId', 'deviceId'];
const TYPING_MS = 400;
/** Enough to be told what can be pointed at, before anything has been chosen. */
const anything = { event: { name: '?' }, identifiers: [{ kind: 'email', path: '?' }], at: null, properties: [] };

/** What of the other program's message becomes what; beside an example, so that one sees it. */
export function MappingFields({ draft, onChange, hasTried }: { draft: InletDraft; onChange: (part: Partial<InletDraft>) => void; hasTried: boolean }) {
  const { t } = useTranslation('inlets');
  const [example, setExample] = useState('');
  const mapping = mappingOf(draft);
  const [asked] = useDebouncedValue(JSON.stringify({ mapping: mapping ?? anything, body: example }), TYPING_MS);
  const preview = useQuery({
    queryKey: ['inlets', 'preview', asked], enabled: example.trim() !== '', placeholderData: keepPreviousData, staleTime: Infinity,
    queryFn: ({ signal }) => api.post<Preview>('/api/inlets/preview', { body: JSON.parse(asked) as unknown, signal }),
  });
  const paths = [...new Set(preview.data?.paths.map(({ path }) => path) ?? [])];
  return (
    <fieldset className={classes.mapping}>
      <legend className={classes.strong}>{t('map.title')}</legend>
      <Textarea label={t('map.example')} description={t('map.exampleText')} autosize minRows={3} maxRows={10} spellCheck={false} value={example} onChange={(event) => setExample(event.currentTarget.value)} classNames={{ input: classes.mono ?? '' }} />
      <div className={classes.pair}>
        <NativeSelect label={t('map.eventFrom')} value={draft.eventFrom} onChange={(event) => onChange({ eventFrom: event.currentTarget.value === 'fixed' ? 'fixed' : 'path' })} data={(['path', 'fixed'] as const).map((value) => ({ value, label: t(`map.from.${value}`) }))} />
        {draft.eventFrom === 'fixed'
          ? <TextInput label={t('map.eventName')} value={draft.event} onChange={(event) => onChange({ event: event.currentTarget.value })} error={hasTried && draft.event.trim() === '' && t('map.needEvent')} />
          : <Autocomplete label={t('map.eventPath')} data={paths} value={draft.event} onChange={(event) => onChange({ event })} error={hasTried && draft.event.trim() === '' && t('map.needEvent')} />}
      </div>
      {draft.identifiers.map(({ kind, path }, place) => (
        // Rows have no other name than their place.
        <div key={place} className={classes.pair}>
          <Autocomplete label={t('map.kind')} data={kinds} value={kind} onChange={(value) => onChange({ identifiers: replaceAt(draft.identifiers, place, { kind: value }) })} />
          <Autocomplete label={t('map.kindPath')} data={paths} value={path} onChange={(value) => onChange({ identifiers: replaceAt(draft.identifiers, place, { path: value }) })} error={hasTried && place === 0 && mapping === null && t('map.needWho')} />
        </div>
      ))}
      <Autocomplete label={t('map.at')} description={t('map.atText')} data={paths} value={draft.at} onChange={(at) => onChange({ at })} />
      {draft.properties.map(({ name, path }, place) => (
        <div key={place} className={classes.pair}>
          <Autocomplete label={t('map.property')} data={['text', 'score', 'product', 'place', 'subject']} value={name} onChange={(value) => onChange({ properties: replaceAt(draft.properties, place, { name: value }) })} />
          <Autocomplete label={t('map.propertyPath')} data={paths} value={path} onChange={(value) => onChange({ properties: replaceAt(draft.properties, place, { path: value }) })} />
        </div>
      ))}
      <div className={classes.deeds}>
        <Button size="xs" variant="default" onClick={() => onChange({ identifiers: [...draft.identifiers, { kind: '', path: '' }] })}>{t('map.moreWho')}</Button>
        <Button size="xs" variant="default" onClick={() => onChange({ properties: [...draft.properties, { name: '', path: '' }] })}>{t('map.moreProperties')}</Button>
      </div>
      {example.trim() !== '' && preview.data && <MappingPreview preview={preview.data} isReady={mapping !== null} />}
    </fieldset>
  );
}
