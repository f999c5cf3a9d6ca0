import { useEffect, useRef, useState } from 'react';
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Expectation } from '../gaps.contract.ts';
import { SOLL_PLACE } from './MissingSoll.tsx';
import { useDimensionName } from './useDimensionName.ts';
import classes from './gaps.module.css';

interface SollProps {
  code: string;
  dimensions: readonly string[];
  groups: readonly string[];
}

/** Expectations set by hand: what is set, by whom and why, and a form for more. */
export function Soll(props: SollProps) {
  const canRead = useCan('read', 'expectation');
  return canRead ? <SollSection {...props} /> : null;
}

function SollSection({ code, dimensions, groups }: SollProps) {
  const { t } = useTranslation('gaps');
  const path = `/api/touchpoints/${encodeURIComponent(code)}/expectations`;
  const canSet = useCan('update', 'expectation');
  const list = useQuery({ queryKey: ['touchpoints', 'expectations', code], queryFn: ({ signal }) => api.get<{ items: Expectation[] }>(path, { signal }) });
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: ['touchpoints'] });
  return (
    <Section title={t('soll.title')} note={t('soll.note')}>
      <Loaded query={list} isEmpty={(data) => data.items.length === 0} empty={<p className={classes.soft}>{t('soll.empty')}</p>}>
        {(data) => <ul className={classes.sollList}>{data.items.map((item) => <SollItem key={`${item.dimension}|${item.group}`} item={item} path={path} canSet={canSet} onChanged={renew} />)}</ul>}
      </Loaded>
      {canSet && <SollForm path={path} dimensions={dimensions} groups={groups} onChanged={renew} />}
    </Section>
  );
}

function SollItem({ item, path, canSet, onChanged }: { item: Expectation; path: string; canSet: boolean; onChanged: () => Promise<void> }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const dimensionName = useDimensionName();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const { dimension, group, value, note, setBy, setAt } = item;
  const remove = useMutation({
    mutationFn: () => api.delete<void>(path, { query: { dimension, group } }),
    onSuccess: async () => {
      undoable(t('soll.removed'), () => api.put(path, { body: { dimension, group, value, note } }).then(onChanged));
      await onChanged();
    },
    onError: tellFailure,
  });
  return (
    <li>
      <span><strong>{format.decimal(value)}</strong> · {dimension === null ? t('soll.whole') : dimensionName(dimension)} · {group ?? t('soll.everybody')}{note !== '' && <> · {note}</>}</span>
      <span className={classes.soft}>{t('soll.by', { who: setBy, when: format.date(setAt) })} {canSet && <Button size="compact-xs" variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>{t('soll.remove')}</Button>}</span>
    </li>
  );
}

function SollForm({ path, dimensions, groups, onChanged }: { path: string; dimensions: readonly string[]; groups: readonly string[]; onChanged: () => Promise<void> }) {
  const { t, i18n } = useTranslation('gaps');
  const dimensionName = useDimensionName();
  const tellFailure = useTellFailure();
  const [draft, setDraft] = useState<{ dimension: string; group: string; value: number | string; note: string }>({ dimension: '', group: '', value: '', note: '' });
  const valueField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (location.hash === `#${SOLL_PLACE}`) valueField.current?.focus(); // scrolls there as well
  }, []);
  const save = useMutation({
    mutationFn: () => api.put(path, { body: { dimension: draft.dimension || null, group: draft.group || null, value: Number(draft.value), note: draft.note } }),
    onSuccess: async () => {
      setDraft({ ...draft, value: '', note: '' });
      await onChanged();
    },
    onError: tellFailure,
  });
  // Said, not corrected: an 11 that silently became a 10 would be somebody's Soll.
  const isOutside = draft.value !== '' && !(Number(draft.value) >= 0 && Number(draft.value) <= 10);
  return (
    <form className={classes.soll} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <NativeSelect label={t('soll.dimension')} value={draft.dimension} onChange={(event) => setDraft({ ...draft, dimension: event.currentTarget.value })} data={[{ value: '', label: t('soll.whole') }, ...dimensions.map((value) => ({ value, label: dimensionName(value) }))]} />
      <NativeSelect label={t('soll.group')} value={draft.group} onChange={(event) => setDraft({ ...draft, group: event.currentTarget.value })} data={[{ value: '', label: t('soll.everybody') }, ...groups.map((value) => ({ value, label: value }))]} />
      <NumberInput ref={valueField} label={t('soll.value')} min={0} max={10} step={0.1} decimalScale={2} decimalSeparator={i18n.language.startsWith('de') ? ',' : '.'} allowedDecimalSeparators={['.', ',']} clampBehavior="none" error={isOutside} required value={draft.value} onChange={(value) => setDraft({ ...draft, value })} hideControls />
      <TextInput label={t('soll.noteField')} maxLength={500} value={draft.note} onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })} />
      <Button type="submit" variant="default" loading={save.isPending} disabled={draft.value === '' || isOutside}>{t('soll.save')}</Button>
    </form>
  );
}
