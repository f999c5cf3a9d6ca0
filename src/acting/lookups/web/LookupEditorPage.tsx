import { Button, Checkbox, Group, NumberInput, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import type { Lookup } from '../lookups.contract.ts';
import { placeholders } from '../lookups.contract.ts';
import { readTemplate } from '../url-template.logic.ts';
import { codeOf, draftOf, emptyDraft, emptyField, inputOf, type LookupDraft } from './lookup-draft.logic.ts';
import { FieldCard } from './FieldCard.tsx';
import { lookupsQuery } from './LookupsPage.tsx';
import { TestPart } from './TestPart.tsx';
import classes from './lookups.module.css';

export function NewLookupPage() {
  return <Editor lookup={null} />;
}

export function EditLookupPage() {
  const { t } = useTranslation('lookups');
  const id = usePathParam('lookupId');
  const lookups = useQuery(lookupsQuery);
  return <Loaded query={lookups}>{({ items }) => { const lookup = items.find((one) => one.id === id); return lookup ? <Editor key={id} lookup={lookup} /> : <EmptyState action={{ label: t('list.title'), to: '/settings/lookups' }}>{t('problem.lookup.not_found')}</EmptyState>; }}</Loaded>;
}

/** Where to ask, with what, and how to read the answer; tried with a sample before it is saved. */
function Editor({ lookup }: { lookup: Lookup | null }) {
  const { t, i18n } = useTranslation('lookups');
  const [draft, setDraft] = useState(() => (lookup ? draftOf(lookup) : emptyDraft));
  const [isRemoving, setRemoving] = useState(false);
  const go = useGo();
  const tell = useTell();
  const queryClient = useQueryClient();
  const set = (change: Partial<LookupDraft>) => setDraft((before) => ({ ...before, ...change }));
  const input = inputOf({ ...draft, code: draft.code || codeOf(draft.nameEn) || 'source' }, lookup === null);
  const save = useMutation({
    mutationFn: () => (lookup ? api.put<Lookup>(`/api/lookups/${lookup.id}`, { body: input }) : api.post<Lookup>('/api/lookups', { body: input })),
    onSuccess: async () => { await queryClient.invalidateQueries({ queryKey: ['lookups'] }); tell(t('edit.saved')); go('/settings/lookups'); },
  });
  const template = readTemplate(draft.urlTemplate);
  return (
    <>
      <PageHeader question={lookup ? (i18n.language === 'de' ? lookup.nameDe : lookup.nameEn) : t('edit.new')} back={{ to: '/settings/lookups', label: t('list.title') }} />
      <form className={classes.form} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <div className={classes.pair}>
          <TextInput label={t('field.nameDe')} required maxLength={120} value={draft.nameDe} onChange={(event) => set({ nameDe: event.currentTarget.value })} />
          <TextInput label={t('field.nameEn')} required maxLength={120} value={draft.nameEn} onChange={(event) => set({ nameEn: event.currentTarget.value })} />
        </div>
        <TextInput label={t('field.url')} description={t('edit.urlNote', { names: placeholders.map((name) => `{${name}}`).join(' ') })} required maxLength={1_000} value={draft.urlTemplate} error={draft.urlTemplate.length > 8 && 'reason' in template ? t('edit.urlWrong') : undefined} onChange={(event) => set({ urlTemplate: event.currentTarget.value })} />
        <div className={classes.pair}>
          <TextInput label={t('field.secretHeader')} description={t('edit.secretNote')} placeholder="authorization" maxLength={60} value={draft.secretHeader} onChange={(event) => set({ secretHeader: event.currentTarget.value })} />
          <PasswordInput label={t('field.secret')} description={lookup?.hasSecret ? t('edit.secretStays') : t('edit.secretValue')} autoComplete="off" maxLength={2_000} value={draft.secret} onChange={(event) => set({ secret: event.currentTarget.value })} />
        </div>
        <Textarea label={t('field.headers')} description={t('edit.headersNote')} autosize minRows={1} maxRows={6} value={draft.headers} onChange={(event) => set({ headers: event.currentTarget.value })} />
        <div className={classes.pair}>
          <NumberInput label={t('field.timeout')} min={100} max={15_000} step={100} suffix=" ms" value={draft.timeoutMs} onChange={(value) => set({ timeoutMs: Number(value) || 3_000 })} />
          <NumberInput label={t('field.cache')} description={t('edit.cacheNote')} min={0} max={604_800} suffix=" s" value={draft.cacheS} onChange={(value) => set({ cacheS: Number(value) || 0 })} />
        </div>
        <Section title={t('field.fields')} note={t('edit.fieldsNote')}>
          <div className={classes.form}>
            {draft.fields.map((field, at) => <FieldCard key={at} field={field} number={at + 1} isOnly={draft.fields.length === 1} onChange={(next) => set({ fields: draft.fields.with(at, next) })} onRemove={() => set({ fields: draft.fields.toSpliced(at, 1) })} />)}
            <Group><Button variant="default" disabled={draft.fields.length >= 20} onClick={() => set({ fields: [...draft.fields, emptyField] })}>{t('edit.addField')}</Button></Group>
          </div>
        </Section>
        <TestPart input={input} id={lookup?.id ?? null} wanted={'reason' in template ? [] : template.placeholders} />
        <Checkbox label={t('field.paused')} checked={draft.isPaused} onChange={(event) => set({ isPaused: event.currentTarget.checked })} />
        {save.isError && <ErrorState error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={'reason' in template}>{t('edit.save')}</Button>
          <Button variant="default" onClick={() => go('/settings/lookups')}>{t('edit.cancel')}</Button>
          {lookup && <Button variant="subtle" color="danger" onClick={() => setRemoving(true)}>{t('edit.remove')}</Button>}
        </Group>
      </form>
      {lookup && (
        <Confirm isOpen={isRemoving} onClose={() => setRemoving(false)} title={t('edit.removeTitle')} confirmLabel={t('edit.remove')} tone="danger" onConfirm={async () => { await api.delete(`/api/lookups/${lookup.id}`); await queryClient.invalidateQueries({ queryKey: ['lookups'] }); go('/settings/lookups'); }}>
          <p>{t('edit.removeText')}</p>
        </Confirm>
      )}
    </>
  );
}
