import { useState, type FormEvent } from 'react';
import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { Links } from '../../responses/links/links.contract.ts';
import type { Definition } from '../../surveys/definition.contract.ts';
import { emptyLinkDraft, identifierKinds, isLinkReady, linkBody, type LinkDraft, type LinkKind, linkKinds } from './link-draft.logic.ts';
import { MadeLinks } from './MadeLinks.tsx';
import { linksKey } from './placement-queries.ts';
import { useLanguageName } from './useLanguageName.ts';
import classes from './placements.module.css';

interface LinkFormProps {
  code: string;
  definition: Definition;
  /** What this survey can be answered with: employees, say, answer without names. */
  kinds: readonly LinkKind[];
}

/** Links of their own: for one answer each, for somebody by name, or for many. */
export function LinkForm({ code, definition, kinds }: LinkFormProps) {
  const { t } = useTranslation('placements');
  const queries = useQueryClient();
  const languageName = useLanguageName();
  const [draft, setDraft] = useState<LinkDraft>(emptyLinkDraft);
  const set = (change: Partial<LinkDraft>) => setDraft((before) => ({ ...before, ...change }));
  const make = useMutation({
    mutationFn: () => api.post<Links>(`/api/surveys/${encodeURIComponent(code)}/links`, { body: linkBody(draft) }),
    onSuccess: () => {
      set({ name: '', value: '' });
      return queries.invalidateQueries({ queryKey: linksKey(code) });
    },
  });
  const isReady = isLinkReady(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !make.isPending) make.mutate();
  };
  return (
    <>
      <form className={`${classes.fields} ${classes.stack}`} onSubmit={submit}>
        <div className={classes.pair}>
          <NativeSelect label={t('links.kind')} value={draft.kind} onChange={(event) => set({ kind: linkKinds.find((kind) => kind === event.currentTarget.value) ?? 'single' })} data={kinds.map((kind) => ({ value: kind, label: t(`links.is.${kind}`) }))} />
          <TextInput label={t('links.name')} placeholder={t('links.nameHint')} maxLength={120} value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} />
          {draft.kind === 'person' && <NativeSelect label={t('links.by')} value={draft.identifierKind} onChange={(event) => set({ identifierKind: identifierKinds.find((kind) => kind === event.currentTarget.value) ?? 'email' })} data={identifierKinds.map((kind) => ({ value: kind, label: t(`links.${kind}`) }))} />}
          {draft.kind === 'person' && <TextInput label={t('links.value')} required maxLength={500} value={draft.value} onChange={(event) => set({ value: event.currentTarget.value })} />}
          {draft.kind === 'single' && <NumberInput label={t('links.count')} min={1} max={1_000} value={draft.count} onChange={(count) => typeof count === 'number' && set({ count })} />}
          {definition.languages.length > 1 && <NativeSelect label={t('share.language')} value={draft.language} onChange={(event) => set({ language: event.currentTarget.value })} data={[{ value: '', label: t('share.anyLanguage') }, ...definition.languages.map((tag) => ({ value: tag, label: languageName(tag) }))]} />}
          <TextInput type="date" label={t('links.expires')} value={draft.expiresOn} onChange={(event) => set({ expiresOn: event.currentTarget.value })} />
          {definition.hidden.map(({ id, label }) => <TextInput key={id} label={label === undefined || label === '' ? id : label} description={t('links.hidden')} inputWrapperOrder={['label', 'input', 'description', 'error']} maxLength={500} value={draft.hidden[id] ?? ''} onChange={(event) => set({ hidden: { ...draft.hidden, [id]: event.currentTarget.value } })} />)}
        </div>
        {draft.kind === 'person' && <Checkbox label={t('links.repeatable')} checked={draft.isRepeatable} onChange={(event) => set({ isRepeatable: event.currentTarget.checked })} />}
        <Checkbox label={t('links.pin')} description={t('links.pinNote')} checked={draft.withPin} onChange={(event) => set({ withPin: event.currentTarget.checked })} />
        <div><Button type="submit" variant="light" loading={make.isPending} disabled={!isReady}>{t('links.make', { count: draft.kind === 'single' ? draft.count : 1 })}</Button></div>
      </form>
      {make.isError && <ErrorState error={make.error} />}
      {make.data && <MadeLinks code={code} made={make.data} />}
    </>
  );
}
