import { Checkbox, NativeSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuestionOf, Words } from '../../definition.contract.ts';
import { WordsField } from '../editor/WordsField.tsx';
import classes from '../editor/editor.module.css';
import { useSet } from './useSet.ts';

const orNothing = (words: Words) => (Object.keys(words).length === 0 ? undefined : words);

/** What the two ends of a scale are called. */
export function EndsFields({ question }: { question: QuestionOf<'nps' | 'csat' | 'ces' | 'rating' | 'slider'> }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question);
  const [low, high] = question.kind === 'nps' ? [0, 10] : question.kind === 'slider' ? [question.low, question.high] : [1, question.points];
  return (
    <div className={classes.two}>
      <WordsField label={t('scale.low', { point: low })} words={question.lowLabel} onChange={(words) => set({ lowLabel: orNothing(words) }, 'low')} />
      <WordsField label={t('scale.high', { point: high })} words={question.highLabel} onChange={(words) => set({ highLabel: orNothing(words) }, 'high')} />
    </div>
  );
}

const pointsOf = { csat: [5, 7, 10], ces: [5, 7], rating: [2, 3, 4, 5, 6, 7, 8, 9, 10] } as const;
const looks = ['numbers', 'stars', 'smileys'] as const;

export function PointsFields({ question }: { question: QuestionOf<'csat' | 'ces' | 'rating'> }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question as QuestionOf<'rating'>); // only numbers that its own kind allows are offered
  return (
    <div className={classes.inline}>
      <NativeSelect label={t('scale.points')} size="sm" className={classes.short ?? ''} value={String(question.points)} data={pointsOf[question.kind].map((points) => ({ value: String(points), label: t('scale.range', { low: 1, high: points }) }))} onChange={(event) => set({ points: Number(event.currentTarget.value) })} />
      {question.kind !== 'ces' && (
        <div>
          <p className={classes.label}>{t('scale.look')}</p>
          <SegmentedControl size="xs" aria-label={t('scale.look')} value={question.look ?? 'numbers'} onChange={(chosen) => set({ look: looks.find((look) => look === chosen) })} data={looks.map((look) => ({ value: look, label: t(`scale.look_${look}`) }))} />
        </div>
      )}
      {question.kind === 'rating' && <Checkbox label={t('scale.isOverall')} checked={question.role === 'overall'} onChange={(event) => set({ role: event.currentTarget.checked ? 'overall' : undefined })} />}
    </div>
  );
}

export function SliderFields({ question }: { question: QuestionOf<'slider'> }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question);
  const number = (value: string | number, take: (number: number) => void) => { if (value !== '' && Number.isFinite(Number(value))) take(Number(value)); };
  return (
    <div className={classes.three}>
      <NumberInput label={t('range.low')} size="sm" value={question.low} onChange={(value) => number(value, (low) => set({ low }, 'low'))} />
      <NumberInput label={t('range.high')} size="sm" value={question.high} error={question.high <= question.low ? t('range.wrong') : null} onChange={(value) => number(value, (high) => set({ high }, 'high'))} />
      <NumberInput label={t('range.step')} size="sm" min={0} value={question.step} onChange={(value) => number(value, (step) => { if (step > 0) set({ step }, 'step'); })} />
      <WordsField label={t('range.unit')} words={question.unit} placeholder={t('range.unitHint')} onChange={(unit) => set({ unit: orNothing(unit) }, 'unit')} />
    </div>
  );
}

export function NumberFields({ question }: { question: QuestionOf<'number'> }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question);
  const number = (value: string | number) => (value === '' || !Number.isFinite(Number(value)) ? undefined : Number(value));
  return (
    <div className={classes.three}>
      <NumberInput label={t('range.low')} size="sm" placeholder={t('range.none')} value={question.low ?? ''} onChange={(value) => set({ low: number(value) }, 'low')} />
      <NumberInput label={t('range.high')} size="sm" placeholder={t('range.none')} value={question.high ?? ''} error={question.low !== undefined && question.high !== undefined && question.high <= question.low ? t('range.wrong') : null} onChange={(value) => set({ high: number(value) }, 'high')} />
      <NativeSelect label={t('range.decimals')} size="sm" value={String(question.decimals ?? 0)} data={['0', '1', '2', '3']} onChange={(event) => set({ decimals: Number(event.currentTarget.value) || undefined })} />
      <WordsField label={t('range.unit')} words={question.unit} placeholder={t('range.unitHint')} onChange={(unit) => set({ unit: orNothing(unit) }, 'unit')} />
    </div>
  );
}

export function DateFields({ question }: { question: QuestionOf<'date'> }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question);
  const limit = (field: 'earliest' | 'latest') => {
    const value = question[field];
    const kind = value === undefined ? 'none' : value === 'today' ? 'today' : 'day';
    return (
      <div className={classes.inline}>
        <NativeSelect label={t(`range.${field}`)} size="sm" value={kind} data={(['none', 'today', 'day'] as const).map((one) => ({ value: one, label: t(`range.date_${one}`) }))} onChange={(event) => { const chosen = event.currentTarget.value; set({ [field]: chosen === 'none' ? undefined : chosen === 'today' ? 'today' : value !== undefined && value !== 'today' ? value : todayHere() }); }} />
        {kind === 'day' && <TextInput type="date" aria-label={t(`range.${field}`)} size="sm" value={value} onChange={(event) => { if (event.currentTarget.value !== '') set({ [field]: event.currentTarget.value }, field); }} />}
      </div>
    );
  };
  return <div className={classes.two}>{limit('earliest')}{limit('latest')}</div>;
}

/** As `2026-11-22`, on the clock of whoever edits. */
function todayHere(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
