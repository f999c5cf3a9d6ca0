import { useState } from 'react';
import { ActionIcon, Button, Checkbox, NativeSelect, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { Section } from '../../../../ui/page/Section.tsx';
import { useTell } from '../../../../ui/feedback/undo.tsx';
import { type Definition, partIdSchema } from '../../definition.contract.ts';
import { surveyKinds } from '../../drafts/drafts.contract.ts';
import type { Survey, SurveyChange } from '../../surveys.contract.ts';
import { withoutEmpty } from '../editing/edit-definition.logic.ts';
import { freshId, takenIds } from '../editing/new-question.logic.ts';
import { pathOf, surveyQuery, touchpointNamesQuery } from '../survey-queries.ts';
import { useEdit, useTongue } from './edit-context.ts';
import { QuotasSection } from './QuotasSection.tsx';
import { WordsField } from './WordsField.tsx';
import classes from './editor.module.css';

/** What is not asked: where the survey belongs, when it is open, how many answers are wanted, what comes with the link. */
export function SettingsView({ definition, survey }: { definition: Definition; survey: Survey }) {
  const { t } = useTranslation('survey-editor');
  return (
    <section className={classes.settings} aria-label={t('view.settings')}>
      <Section title={t('settings.about')} note={t('settings.aboutNote')}><AboutForm survey={survey} /></Section>
      <Section title={t('quota.title')} note={t('quota.note')}><QuotasSection code={survey.code} definition={definition} /></Section>
      <Section title={t('closing.title')} note={t('closing.note')}><ClosingForm definition={definition} /></Section>
      <Section title={t('hidden.title')} note={t('hidden.note')}><HiddenForm definition={definition} /></Section>
    </section>
  );
}

/** Instant → what a field for date and time shows, in the time of the reader. */
const toLocal = (at: string | null): string => {
  if (at === null) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
const fromLocal = (text: string): string | null => (text === '' ? null : new Date(text).toISOString());

const bodyOf = ({ opensAt, closesAt, ...rest }: { nameDe?: string; nameEn?: string; kind?: Survey['kind']; touchpoint?: string | null; opensAt?: string; closesAt?: string }): SurveyChange => ({ ...rest, ...(opensAt !== undefined && { opensAt: fromLocal(opensAt) }), ...(closesAt !== undefined && { closesAt: fromLocal(closesAt) }) });

function AboutForm({ survey }: { survey: Survey }) {
  const { t, i18n } = useTranslation('survey-editor');
  const queries = useQueryClient();
  const tell = useTell();
  const touchpoints = useQuery(touchpointNamesQuery).data ?? [];
  const start = { nameDe: survey.nameDe, nameEn: survey.nameEn, kind: survey.kind, touchpoint: survey.touchpoint, needsLink: survey.needsLink, opensAt: toLocal(survey.opensAt), closesAt: toLocal(survey.closesAt) };
  // Only what was changed here: what comes in meanwhile neither takes it away nor is overwritten.
  const [changes, setChanges] = useState<Partial<typeof start>>({});
  const form = { ...start, ...changes };
  const set = (change: Partial<typeof start>) => setChanges({ ...changes, ...change });
  const save = useMutation({
    mutationFn: (body: SurveyChange) => api.patch<Survey>(pathOf(survey.code), { body }),
    onSuccess: (after) => {
      queries.setQueryData(surveyQuery(survey.code).queryKey, after);
      void queries.invalidateQueries({ queryKey: ['surveys', 'list'] });
      setChanges({});
      tell(t('settings.saved'));
    },
  });
  const isForStaff = survey.kind === 'employee';
  // Answers of employees lie apart from those of customers: once published, none becomes the other.
  const offered = survey.publishedVersion === null ? surveyKinds : surveyKinds.filter((kind) => (kind === 'employee') === isForStaff);
  const isChanged = JSON.stringify(form) !== JSON.stringify(start);
  const isWrongWay = form.opensAt !== '' && form.closesAt !== '' && form.closesAt <= form.opensAt;
  const isWhole = form.nameDe.trim() !== '' && form.nameEn.trim() !== '' && !isWrongWay;
  return (
    <form className={classes.stack} onSubmit={(event) => { event.preventDefault(); if (isWhole) save.mutate(bodyOf(changes)); }}>
      <div className={`${classes.two} ${classes.settingsFields}`}>
        <TextInput size="sm" label={t('settings.nameDe')} maxLength={120} value={form.nameDe} onChange={(event) => set({ nameDe: event.currentTarget.value })} />
        <TextInput size="sm" label={t('settings.nameEn')} maxLength={120} value={form.nameEn} onChange={(event) => set({ nameEn: event.currentTarget.value })} />
        <NativeSelect size="sm" label={t('settings.kind')} description={survey.publishedVersion === null ? undefined : t(isForStaff ? 'settings.staysEmployee' : 'settings.notEmployee')} disabled={survey.publishedVersion !== null && isForStaff} value={form.kind} data={offered.map((kind) => ({ value: kind, label: t(`surveyKind.${kind}`) }))} onChange={(event) => set({ kind: surveyKinds.find((kind) => kind === event.currentTarget.value) ?? 'other', ...(event.currentTarget.value === 'employee' && form.kind !== 'employee' ? { needsLink: true } : {}) })} />
        <Select size="sm" label={t('settings.touchpoint')} searchable clearable clearButtonProps={{ 'aria-label': t('form.clear') }} placeholder={t('settings.noTouchpoint')} nothingFoundMessage={t('form.noTouchpoint')} data={touchpoints.map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn }))} value={form.touchpoint} onChange={(touchpoint) => set({ touchpoint })} />
        <TextInput size="sm" type="datetime-local" label={t('settings.opensAt')} description={t('settings.opensAtHint')} value={form.opensAt} onChange={(event) => set({ opensAt: event.currentTarget.value })} />
        <TextInput size="sm" type="datetime-local" label={t('settings.closesAt')} description={t('settings.closesAtHint')} value={form.closesAt} error={isWrongWay ? t('settings.wrongWay') : null} onChange={(event) => set({ closesAt: event.currentTarget.value })} />
      </div>
      {form.kind === 'employee' && <Checkbox label={t('settings.needsLink')} description={t(form.needsLink ? 'settings.needsLinkHint' : 'settings.needsNoLink')} checked={form.needsLink} onChange={(event) => set({ needsLink: event.currentTarget.checked })} />}
      {save.isError && <ErrorState error={save.error} />}
      <div className={classes.inline}><Button type="submit" size="xs" loading={save.isPending} disabled={!isChanged || !isWhole}>{t('settings.save')}</Button></div>
    </form>
  );
}

function ClosingForm({ definition }: { definition: Definition }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language } = useTongue();
  const set = (part: 'quotaFull' | 'closed', words: Record<string, string>) =>
    edit.change('step.closing', { kind: 'survey', id: '' }, (before) => {
      const closing = withoutEmpty({ ...before.closing, [part]: Object.keys(words).length === 0 ? undefined : words });
      return withoutEmpty({ ...before, closing: Object.keys(closing).length === 0 ? undefined : closing }) as Definition;
    }, `closing ${part} ${language}`);
  return (
    <div className={classes.two}>
      <WordsField label={t('closing.quotaFull')} words={definition.closing?.quotaFull} isLong placeholder={t('closing.quotaFullHint')} onChange={(words) => set('quotaFull', words)} />
      <WordsField label={t('closing.closed')} words={definition.closing?.closed} isLong placeholder={t('closing.closedHint')} onChange={(words) => set('closed', words)} />
    </div>
  );
}

/** Values that come with the link: a campaign, a shop, an order. */
function HiddenForm({ definition }: { definition: Definition }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const here = { kind: 'survey' as const, id: '' };
  const set = (hidden: Definition['hidden'], field?: string) => edit.change('step.hidden', here, (before) => ({ ...before, hidden }), field);
  return (
    <div className={classes.stack}>
      {definition.hidden.map((field, at) => (
        // The id is what is typed here: the place is what stays.
        <div key={at} className={classes.inline} role="group" aria-label={t('hidden.field', { number: at + 1 })}>
          <HiddenId id={field.id} onChange={(id) => set(definition.hidden.with(at, { ...field, id }))} />
          <TextInput size="sm" className={classes.grow ?? ''} label={t('hidden.label')} maxLength={120} value={field.label ?? ''} onChange={(event) => set(definition.hidden.with(at, { id: field.id, ...(event.currentTarget.value !== '' && { label: event.currentTarget.value }) }), `hidden ${at}`)} />
          <ActionIcon variant="subtle" color="gray" aria-label={t('hidden.remove', { name: field.id })} onClick={() => set(definition.hidden.toSpliced(at, 1))}><IconTrash size={15} /></ActionIcon>
        </div>
      ))}
      <div><Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} disabled={definition.hidden.length >= 30} onClick={() => set([...definition.hidden, { id: freshId('field', takenIds(definition)) }])}>{t('hidden.add')}</Button></div>
    </div>
  );
}

function HiddenId({ id, onChange }: { id: string; onChange: (id: string) => void }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const [text, setText] = useState(id);
  const fault = text !== id && takenIds(edit.now()).has(text) ? t('form.idTaken') : partIdSchema.safeParse(text).success ? null : t('form.idInvalid');
  return <TextInput size="sm" label={t('hidden.id')} maxLength={40} classNames={{ input: classes.code ?? '' }} value={text} error={fault} onChange={(event) => setText(event.currentTarget.value)} onBlur={() => { if (fault === null && text !== id) onChange(text); else setText(id); }} />;
}
