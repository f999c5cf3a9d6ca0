import { type FormEvent, useState } from 'react';
import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SurveyList } from '../../../listening/surveys/surveys.contract.ts';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { Distribution } from '../invitations.contract.ts';
import { bodyOf, type Draft, emptyDraft, kindsFor, missingIn, readList } from './distribution-draft.logic.ts';
import { ReachFields } from './ReachFields.tsx';
import { SampleFields } from './SampleFields.tsx';
import { emptyTexts, TextsFields } from './TextsFields.tsx';
import { WhoFields } from './WhoFields.tsx';
import classes from './invitations.module.css';

const noSurvey = { survey: '' };

/** Whom to ask, when and how; what it would do is shown before anything leaves. */
export function NewDistributionPage() {
  const { t, i18n } = useTranslation('invitations');
  const go = useGo();
  const queryClient = useQueryClient();
  const [{ survey }] = useUrlState(noSurvey);
  const surveys = useQuery({ queryKey: ['surveys', 'for-invitations'], queryFn: ({ signal }) => api.get<SurveyList>('/api/surveys', { query: { state: 'open', limit: '200' }, signal }) });
  const [typed, setDraft] = useState<Draft>({ ...emptyDraft, survey, texts: emptyTexts });
  const kinds = kindsFor(surveys.data?.items.find(({ code }) => code === typed.survey)?.kind);
  const draft = kinds.includes(typed.kind) ? typed : { ...typed, kind: kinds[0] ?? typed.kind };
  const [hasTried, setTried] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const missing = hasTried ? missingIn(draft) : [];
  const save = useMutation({
    mutationFn: async () => {
      const made = await api.post<Distribution>('/api/distributions', { body: bodyOf(draft) });
      const identifiers = readList(draft.list);
      if ((draft.kind === 'list' || draft.kind === 'staff') && identifiers.length > 0) await api.put(`/api/distributions/${made.id}/list`, { body: { identifiers } }).catch(async (error: unknown) => {
        await api.delete(`/api/distributions/${made.id}`); // a draft without its list would only be in the way
        throw error;
      });
      return made;
    },
    onSuccess: (made) => {
      void queryClient.invalidateQueries({ queryKey: ['distributions'] });
      go(`/listening/invitations/${made.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missingIn(draft).length === 0) save.mutate();
  };
  const names = surveys.data?.items.map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn })) ?? [];
  const options = [{ value: '', label: t('new.pick') }, ...names, ...(draft.survey !== '' && !names.some(({ value }) => value === draft.survey) ? [{ value: draft.survey, label: draft.survey }] : [])];
  return (
    <>
      <PageHeader question={t('new.question')} answer={t('new.answer')} back={survey === '' ? { to: '/listening/invitations', label: t('list.title') } : { to: `/listening/surveys/${survey}`, label: options.find(({ value }) => value === survey)?.label ?? survey }} />
      <form className={classes.form} onSubmit={submit} noValidate>
        <NativeSelect label={t('new.survey')} value={draft.survey} onChange={(event) => change({ survey: event.currentTarget.value })} data={options} error={missing.includes('survey') && t('new.required')} />
        <TextInput label={t('new.title')} value={draft.title} maxLength={200} onChange={(event) => change({ title: event.currentTarget.value })} error={missing.includes('title') && t('new.required')} />
        <WhoFields kinds={kinds} draft={draft} change={change} missing={missing} />
        <SampleFields draft={draft} change={change} missing={missing} />
        {draft.kind !== 'staff' && <Checkbox label={t('new.skipsOpenCases')} description={t('new.skipsOpenCasesHint')} checked={draft.skipsOpenCases} onChange={(event) => change({ skipsOpenCases: event.currentTarget.checked })} />}
        <ReachFields draft={draft} change={change} missing={missing} />
        <TextsFields texts={draft.texts} onChange={(texts) => change({ texts })} />
        {missing.length > 0 && <p className={classes.wrong} role="alert">{t('new.incomplete')}</p>}
        {save.isError && <ErrorState error={save.error} />}
        <Group gap="xs"><Button type="submit" loading={save.isPending}>{t('new.save')}</Button><span className={classes.soft}>{t('new.nobodyYet')}</span></Group>
      </form>
    </>
  );
}
