import { useState } from 'react';
import { Button, MultiSelect, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type LineSetting, type PromiseKind, promiseKinds } from '../promises.contract.ts';
import type { EscalationTarget, PromisePolicy } from '../promise-settings.contract.ts';
import { promisePoliciesQuery, promisesKey } from './promise-queries.ts';
import { useNames } from './useNames.ts';
import classes from './promises.module.css';

type Draft = Omit<PromisePolicy, 'id' | 'position'> & { id?: string; key: string };
const roles = ['administrator', 'cx_manager', 'agent'] as const;

/** When to remind of a promise, and who is told when it gets tight. */
export function PromiseSettingsPage() {
  const { t } = useTranslation('promises');
  const policies = useQuery(promisePoliciesQuery);
  return (
    <>
      <PageHeader question={t('settings.question')} answer={t('settings.answer')} />
      <Section title={t('settings.policies')} note={t('settings.note')}>
        <Loaded query={policies}>{({ items }) => <Policies key={items.map(({ id }) => id).join()} items={items} />}</Loaded>
      </Section>
    </>
  );
}

function Policies({ items }: { items: readonly PromisePolicy[] }) {
  const { t } = useTranslation('promises');
  const client = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const mayChange = useCan('update', 'service_level');
  const [drafts, setDrafts] = useState<Draft[]>(() => items.map((item) => ({ ...item, key: item.id })));
  const [isDirty, setDirty] = useState(false);
  const edit = (after: Draft[]) => {
    setDrafts(after);
    setDirty(true);
  };
  const save = useMutation({
    mutationFn: () => api.put('/api/promise-policies', { body: { items: drafts.map(({ id, name, conditions, remindMinutesBefore, escalateMinutesLate, escalateTo }) => ({ ...(id === undefined ? {} : { id }), name, conditions, remindMinutesBefore, escalateMinutesLate, escalateTo })) } }),
    onSuccess: async () => {
      tell(t('settings.saved'));
      setDirty(false);
      await client.invalidateQueries({ queryKey: promisesKey });
    },
    onError: tellFailure,
  });
  const add = () => edit([{ key: `new ${drafts.length}`, name: t('settings.newName'), conditions: {}, remindMinutesBefore: 60, escalateMinutesLate: 0, escalateTo: { kind: 'role', id: 'cx_manager' } }, ...drafts]);
  return (
    <form onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      {drafts.map((draft, place) => (
        <PolicyFields
          key={draft.key} draft={draft} isDisabled={!mayChange} onChange={(change) => edit(drafts.map((one, n) => (n === place ? { ...one, ...change } : one)))}
          onRemove={() => edit(drafts.filter((_, n) => n !== place))} {...(place > 0 ? { onUp: () => edit(drafts.map((one, n) => (n === place - 1 ? draft : n === place ? (drafts[place - 1] ?? one) : one))) } : {})}
        />
      ))}
      {mayChange && (
        <div className={classes.actions}>
          <Button type="submit" disabled={!isDirty} loading={save.isPending}>{t('settings.save')}</Button>
          <Button variant="default" onClick={add}>{t('settings.add')}</Button>
        </div>
      )}
    </form>
  );
}

function PolicyFields({ draft, isDisabled, onChange, onRemove, onUp }: { draft: Draft; isDisabled: boolean; onChange: (change: Partial<Draft>) => void; onRemove: () => void; onUp?: () => void }) {
  const { t } = useTranslation('promises');
  const { departments } = useNames(false);
  const people = useQuery({ queryKey: [...promisesKey, 'people'], queryFn: ({ signal }) => api.get<LineSetting>('/api/promises/setting', { signal }) });
  const targets = [
    ...roles.map((id) => ({ value: `role ${id}`, label: t('settings.role', { role: t(`settings.roles.${id}`) }) })),
    ...departments.map(({ code, name }) => ({ value: `department ${code}`, label: t('settings.department', { name }) })),
    ...(people.data?.people ?? []).map(({ id, name }) => ({ value: `user ${id}`, label: name })),
  ];
  const target = `${draft.escalateTo.kind} ${draft.escalateTo.id}`;
  const { kinds = [], departments: wanted = [] } = draft.conditions;
  return (
    <fieldset className={classes.policy} disabled={isDisabled} aria-label={draft.name}>
      <TextInput label={t('settings.name')} required maxLength={120} value={draft.name} onChange={(event) => onChange({ name: event.currentTarget.value })} />
      <MultiSelect label={t('settings.kinds')} placeholder={kinds.length === 0 ? t('settings.every') : ''} value={[...kinds]} onChange={(values) => onChange({ conditions: { ...draft.conditions, kinds: promiseKinds.filter((kind: PromiseKind) => values.includes(kind)) } })} data={promiseKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      <MultiSelect label={t('settings.departments')} placeholder={wanted.length === 0 ? t('settings.every') : ''} value={[...wanted]} onChange={(values) => onChange({ conditions: { ...draft.conditions, departments: values } })} data={departments.map(({ code, name }) => ({ value: code, label: name }))} />
      <NumberInput label={t('settings.remind')} min={1} max={20_160} value={draft.remindMinutesBefore} onChange={(value) => onChange({ remindMinutesBefore: Math.max(1, Math.round(Number(value)) || 1) })} />
      <NumberInput label={t('settings.late')} description={t('settings.lateHint')} min={0} max={20_160} value={draft.escalateMinutesLate ?? ''} onChange={(value) => onChange({ escalateMinutesLate: value === '' ? null : Math.max(0, Math.round(Number(value)) || 0) })} />
      <NativeSelect label={t('settings.to')} value={target} onChange={(event) => onChange({ escalateTo: readTarget(event.currentTarget.value) })} data={targets.some(({ value }) => value === target) ? targets : [{ value: target, label: draft.escalateTo.id }, ...targets]} />
      {!isDisabled && (
        <div className={classes.actions}>
          {onUp && <Button size="xs" variant="subtle" aria-label={`${t('settings.up')}: ${draft.name}`} onClick={onUp}>{t('settings.up')}</Button>}
          <Button size="xs" variant="subtle" color="danger" aria-label={`${t('settings.remove')}: ${draft.name}`} onClick={onRemove}>{t('settings.remove')}</Button>
        </div>
      )}
    </fieldset>
  );
}

function readTarget(value: string): EscalationTarget {
  const [kind, ...rest] = value.split(' ');
  const id = rest.join(' ');
  return kind === 'user' ? { kind: 'user', id } : kind === 'department' ? { kind: 'department', id } : { kind: 'role', id };
}
