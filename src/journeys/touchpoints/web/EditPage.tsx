import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import type { Touchpoint } from '../touchpoints.contract.ts';
import { Attributes } from './Attributes.tsx';
import { draftOf, emptyDraft, inputOf, type TouchpointDraft } from './draft.logic.ts';
import { useNameOf } from './inventory-queries.ts';
import { RulePreview } from './RulePreview.tsx';
import { RulesEditor } from './RulesEditor.tsx';
import classes from './touchpoints.module.css';

/** A touchpoint that the inventory does not have yet. */
export function NewPage() {
  const { t } = useTranslation('touchpoints');
  return (
    <>
      <PageHeader question={t('edit.newQuestion')} back={{ to: '/touchpoints/inventory', label: t('inventory.title') }} />
      <Editor touchpoint={null} />
    </>
  );
}

/** Attributes and rules of one touchpoint. */
export function EditPage() {
  const { t } = useTranslation('touchpoints');
  const nameOf = useNameOf();
  const code = usePathParam('touchpointCode');
  const touchpoint = useQuery({ queryKey: ['touchpoints', 'one', code], queryFn: ({ signal }) => api.get<Touchpoint>(`/api/touchpoints/${encodeURIComponent(code)}`, { signal }), refetchOnMount: 'always', refetchOnWindowFocus: false });
  const name = touchpoint.data ? nameOf(touchpoint.data) : code;
  return (
    <>
      <PageHeader question={t('edit.question', { name })} title={name} back={{ to: `/touchpoints/${code}`, label: name }} />
      {/* A form must begin with what is stored now, not with what was seen a while ago. */}
      {touchpoint.isFetchedAfterMount || touchpoint.isError ? <Loaded query={touchpoint}>{(data) => <Editor key={data.code} touchpoint={data} />}</Loaded> : <Skeleton lines={8} />}
    </>
  );
}

function Editor({ touchpoint }: { touchpoint: Touchpoint | null }) {
  const { t } = useTranslation('touchpoints');
  const go = useGo();
  const tell = useTell();
  const client = useQueryClient();
  const [seen, setSeen] = useState(touchpoint);
  const [draft, setDraft] = useState<TouchpointDraft>(() => (touchpoint ? draftOf(touchpoint) : emptyDraft()));
  const change = (patch: Partial<TouchpointDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const save = useMutation({
    mutationFn: () => {
      const { code, ...values } = inputOf(draft);
      return seen === null ? api.post<Touchpoint>('/api/touchpoints', { body: { code, ...values } }) : api.patch<Touchpoint>(`/api/touchpoints/${seen.code}`, { body: { version: seen.version, ...values } });
    },
    onSuccess: async (saved) => {
      tell(t('edit.saved'));
      setSeen(saved);
      await client.invalidateQueries({ queryKey: ['touchpoints'] });
      go(`/touchpoints/${saved.code}`);
    },
  });
  const [hasTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const wrong = form.current?.querySelector<HTMLInputElement>(':invalid:not(fieldset)');
    if (wrong) wrong.focus();
    else save.mutate();
  };
  const hasConflict = save.error instanceof ProblemError && save.error.code === 'touchpoint.changed_meanwhile';
  const loadAgain = async () => {
    if (!seen) return;
    const newest = await api.get<Touchpoint>(`/api/touchpoints/${seen.code}`);
    setSeen(newest);
    setDraft(draftOf(newest));
    save.reset();
  };
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <Section title={t('edit.attributes')}><Attributes draft={draft} isNew={seen === null} hasTried={hasTried} onChange={change} /></Section>
      <Section title={t('edit.rules')} note={t('edit.rulesNote')}>
        <RulesEditor rules={draft.rules} onChange={(rules) => change({ rules })} />
        <RulePreview rules={draft.rules} />
      </Section>
      {save.error && (hasConflict
        ? <div className={classes.note} role="alert">{t('edit.changed')} <Button size="compact-sm" variant="light" onClick={() => void loadAgain()}>{t('edit.reload')}</Button></div>
        : <ErrorState error={save.error} />)}
      <div className={classes.foot}>
        <Button type="submit" loading={save.isPending}>{t(seen === null ? 'edit.create' : 'edit.save')}</Button>
        {seen && <Delete touchpoint={seen} />}
      </div>
    </form>
  );
}

function Delete({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation('touchpoints');
  const nameOf = useNameOf();
  const go = useGo();
  const tell = useTell();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  if (!useCan('delete', 'touchpoint')) return null;
  const name = nameOf(touchpoint);
  const remove = async () => {
    await api.delete<void>(`/api/touchpoints/${touchpoint.code}`);
    tell(t('edit.deleted', { name }));
    go('/touchpoints/inventory');
    await client.invalidateQueries({ queryKey: ['touchpoints'] });
  };
  return (
    <>
      <Button variant="subtle" color="danger" onClick={() => setOpen(true)}>{t('edit.delete')}</Button>
      <Confirm isOpen={isOpen} onClose={() => setOpen(false)} title={t('edit.deleteQuestion', { name })} confirmLabel={t('edit.delete')} tone="danger" onConfirm={remove}>{t('edit.deleteNote')}</Confirm>
    </>
  );
}
