import { useState, type FormEvent } from 'react';
import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { PrivacySettings } from '../privacy.contract.ts';
import { settingsQuery } from './privacy-queries.ts';
import classes from './privacy.module.css';

export function SettingsForm() {
  const { t } = useTranslation('privacy');
  const settings = useQuery(settingsQuery);
  const canChange = useCan('update', 'privacy');
  return (
    <Section title={t('settings.title')} note={t('settings.note')}>
      <Loaded query={settings}>{(data) => <Form saved={data} isLocked={!canChange} />}</Loaded>
    </Section>
  );
}

function Form({ saved, isLocked }: { saved: PrivacySettings; isLocked: boolean }) {
  const { t } = useTranslation('privacy');
  const [draft, setDraft] = useState(saved);
  const tell = useTell();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => api.put<PrivacySettings>('/api/privacy/settings', { body: draft }),
    onSuccess: (data) => {
      queries.setQueryData(settingsQuery.queryKey, data);
      tell(t('settings.saved'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const { controller, officer } = draft;
  return (
    <form className={classes.stack} onSubmit={submit}>
      <p className={classes.strong}>{t('settings.controller')}</p>
      <div className={classes.fields}>
        <TextInput label={t('settings.company')} maxLength={200} disabled={isLocked} value={controller.name} onChange={(event) => setDraft({ ...draft, controller: { ...controller, name: event.currentTarget.value } })} />
        <TextInput label={t('settings.email')} maxLength={200} disabled={isLocked} value={controller.email} onChange={(event) => setDraft({ ...draft, controller: { ...controller, email: event.currentTarget.value } })} />
        <TextInput label={t('settings.phone')} maxLength={60} disabled={isLocked} value={controller.phone} onChange={(event) => setDraft({ ...draft, controller: { ...controller, phone: event.currentTarget.value } })} />
        <Textarea label={t('settings.address')} maxLength={500} autosize minRows={2} disabled={isLocked} value={controller.address} onChange={(event) => setDraft({ ...draft, controller: { ...controller, address: event.currentTarget.value } })} />
      </div>
      <p className={classes.strong}>{t('settings.officer')}</p>
      <div className={classes.fields}>
        <TextInput label={t('settings.officerName')} maxLength={200} disabled={isLocked} value={officer.name} onChange={(event) => setDraft({ ...draft, officer: { ...officer, name: event.currentTarget.value } })} />
        <TextInput label={t('settings.officerEmail')} maxLength={200} disabled={isLocked} value={officer.email} onChange={(event) => setDraft({ ...draft, officer: { ...officer, email: event.currentTarget.value } })} />
        <TextInput label={t('settings.officerPhone')} maxLength={60} disabled={isLocked} value={officer.phone} onChange={(event) => setDraft({ ...draft, officer: { ...officer, phone: event.currentTarget.value } })} />
      </div>
      <p className={classes.strong}>{t('settings.erasing')}</p>
      <Checkbox label={t('settings.fourEyes')} description={t('settings.fourEyesText')} disabled={isLocked} checked={draft.fourEyes} onChange={(event) => setDraft({ ...draft, fourEyes: event.currentTarget.checked })} />
      <div className={classes.fields}>
        <NativeSelect label={t('settings.scrub')} description={t(`settings.scrub_${draft.scrub}_text`)} disabled={isLocked} value={draft.scrub} onChange={(event) => setDraft({ ...draft, scrub: event.currentTarget.value as PrivacySettings['scrub'] })} data={(['auto', 'at_once', 'nightly'] as const).map((value) => ({ value, label: t(`settings.scrub_${value}`) }))} />
        <NumberInput label={t('settings.scrubHour')} description={t('settings.scrubHourText', { zone: draft.timeZone })} min={0} max={23} allowDecimal={false} disabled={isLocked || draft.scrub === 'at_once'} value={draft.scrubHour} onChange={(value) => setDraft({ ...draft, scrubHour: Number(value) || 0 })} />
        <NativeSelect label={t('settings.timeZone')} disabled={isLocked || draft.scrub === 'at_once'} value={draft.timeZone} onChange={(event) => setDraft({ ...draft, timeZone: event.currentTarget.value })} data={[...new Set([draft.timeZone, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort()} />
      </div>
      {save.isError && <ErrorState error={save.error} />}
      {!isLocked && <div className={classes.deeds}><Button type="submit" loading={save.isPending}>{t('settings.save')}</Button></div>}
    </form>
  );
}
