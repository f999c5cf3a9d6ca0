import { ActionIcon, NumberInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { verdictSchema } from '../lookups.contract.ts';
import type { FieldDraft } from './lookup-draft.logic.ts';
import classes from './lookups.module.css';

interface FieldCardProps {
  field: FieldDraft;
  number: number;
  isOnly: boolean;
  onChange: (field: FieldDraft) => void;
  onRemove: () => void;
}

/** One thing to read out of an answer, and when it is good or bad. */
export function FieldCard({ field, number, isOnly, onChange, onRemove }: FieldCardProps) {
  const { t } = useTranslation('lookups');
  const set = (change: Partial<FieldDraft>) => onChange({ ...field, ...change });
  const limit = (value: string | number) => (value === '' ? '' : Number(value));
  const hasThresholds = field.goodFrom !== '' || field.badFrom !== '';
  return (
    <fieldset className={classes.card}>
      <div className={classes.cardHead}>
        <legend>{t('edit.field', { number })}</legend>
        <ActionIcon variant="subtle" color="gray" aria-label={t('edit.removeField', { number })} disabled={isOnly} onClick={onRemove}><IconTrash size={16} /></ActionIcon>
      </div>
      <div className={classes.triple}>
        <TextInput label={t('field.path')} description={t('edit.pathNote')} placeholder="quality" required maxLength={200} value={field.path} onChange={(event) => set({ path: event.currentTarget.value.trim() })} />
        <TextInput label={t('field.labelDe')} required maxLength={80} value={field.labelDe} onChange={(event) => set({ labelDe: event.currentTarget.value })} />
        <TextInput label={t('field.labelEn')} required maxLength={80} value={field.labelEn} onChange={(event) => set({ labelEn: event.currentTarget.value })} />
        <TextInput label={t('field.unit')} maxLength={20} value={field.unit} onChange={(event) => set({ unit: event.currentTarget.value })} />
        <NumberInput label={t('field.goodFrom')} value={field.goodFrom} onChange={(value) => set({ goodFrom: limit(value) })} />
        <NumberInput label={t('field.badFrom')} value={field.badFrom} onChange={(value) => set({ badFrom: limit(value) })} />
      </div>
      {hasThresholds && (
        <details>
          <summary className={classes.soft}>{t('edit.words')}</summary>
          {verdictSchema.options.map((verdict) => (
            <div key={verdict} className={classes.pair}>
              <TextInput label={t('edit.wordsDe', { verdict: t(`verdict.${verdict}`) })} maxLength={200} value={field.words[verdict].de} onChange={(event) => set({ words: { ...field.words, [verdict]: { ...field.words[verdict], de: event.currentTarget.value } } })} />
              <TextInput label={t('edit.wordsEn', { verdict: t(`verdict.${verdict}`) })} maxLength={200} value={field.words[verdict].en} onChange={(event) => set({ words: { ...field.words, [verdict]: { ...field.words[verdict], en: event.currentTarget.value } } })} />
            </div>
          ))}
        </details>
      )}
    </fieldset>
  );
}
