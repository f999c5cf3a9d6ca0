import { useState, type FormEvent } from 'react';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import type { PlacementInput } from '../placements.contract.ts';
import { type Draft, inputOf, missingOf, withRules } from './placement-draft.logic.ts';
import { askableQuery } from './placement-queries.ts';
import { FrequencyFields } from './FrequencyFields.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { TriggerFields } from './TriggerFields.tsx';
import { VisitorFields } from './VisitorFields.tsx';
import { WayField } from './WayField.tsx';
import classes from './placements.module.css';

interface PlacementFormProps {
  initial: Draft;
  isReadOnly?: boolean;
  isSaving: boolean;
  error: unknown;
  onSave: (body: PlacementInput) => void;
}

/** Which survey, how it looks, when it comes, where, for whom, how often. */
export function PlacementForm({ initial, isReadOnly = false, isSaving, error, onSave }: PlacementFormProps) {
  const { t, i18n } = useTranslation('placements');
  const [draft, setDraft] = useState(initial);
  const surveys = useQuery(askableQuery).data ?? [];
  const setRules = (change: Partial<Draft['rules']>) => setDraft((before) => withRules(before, change));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(initial);
  const missing = missingOf(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing.length === 0 && !isSaving) onSave(inputOf(draft));
  };
  // A survey that was closed or archived meanwhile still stands in the placements that show it.
  const known = surveys.map(({ code, nameDe, nameEn, state }) => ({ value: code, label: `${i18n.language === 'de' ? nameDe : nameEn}${state === 'open' ? '' : ` (${t('form.notOpen')})`}` }));
  const choices = draft.survey === '' || known.some(({ value }) => value === draft.survey) ? known : [{ value: draft.survey, label: draft.survey }, ...known];
  const fields = { rules: draft.rules, onChange: setRules };
  return (
    <form onSubmit={submit}>
      <fieldset disabled={isReadOnly} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Section title={t('form.what')}>
          <div className={`${classes.pair} ${classes.top}`}>
            <NativeSelect label={t('form.survey')} required value={draft.survey} onChange={(event) => setDraft({ ...draft, survey: event.currentTarget.value })} data={[{ value: '', label: t('form.choose') }, ...choices]} />
            <TextInput label={t('form.name')} description={t('form.nameNote')} inputWrapperOrder={['label', 'input', 'description', 'error']} required maxLength={120} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })} />
          </div>
        </Section>
        <Section title={t('form.how')}><WayField {...fields} /></Section>
        <Section title={t('form.when')}><TriggerFields {...fields} /></Section>
        <Section title={t('form.where')}><PlaceFields {...fields} sourceId={draft.sourceId} onSource={(sourceId) => setDraft({ ...draft, sourceId })} /></Section>
        <Section title={t('form.who')}><VisitorFields {...fields} /></Section>
        <Section title={t('form.often')} note={t('form.oftenNote')}><FrequencyFields {...fields} /></Section>
        {!isReadOnly && (
          <div className={classes.save}>
            <Button type="submit" loading={isSaving} disabled={!isChanged || missing.length > 0}>{t('form.save')}</Button>
            <span className={classes.soft} role="status">{missing.length > 0 ? t(`form.missing.${missing[0] ?? 'name'}`) : isChanged ? t('form.unsaved') : ''}</span>
          </div>
        )}
        {error !== null && error !== undefined && <ErrorState error={error} />}
      </fieldset>
    </form>
  );
}
