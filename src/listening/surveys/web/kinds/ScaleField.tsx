import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuestionOf, Scale, Words } from '../../definition.contract.ts';
import { withoutEmpty } from '../editing/edit-definition.logic.ts';
import { naWords } from '../editing/question-words.logic.ts';
import { useTongue } from '../editor/edit-context.ts';
import { WordsField } from '../editor/WordsField.tsx';
import classes from '../editor/editor.module.css';
import { useSet } from './useSet.ts';

const usual = ['0-10', '1-5', '1-7', '1-10', '1-4', '1-6', '-3-3'] as const;
const ends = (key: string): [number, number] => {
  const [, low = '1', high = '5'] = /^(-?\d+)-(-?\d+)$/.exec(key) ?? [];
  return [Number(low), Number(high)];
};

/** The points on which every row is answered. */
export function ScaleField({ question }: { question: QuestionOf<'matrix' | 'pairs' | 'importance'> }) {
  const { t } = useTranslation('survey-editor');
  const { languages } = useTongue();
  const save = useSet(question);
  const { scale } = question;
  const set = (change: { [Field in keyof Scale]?: Scale[Field] | undefined }, field?: string) => save({ scale: withoutEmpty({ ...scale, ...change }) as Scale }, field);
  const orNothing = (words: Words) => (Object.keys(words).length === 0 ? undefined : words);
  const key = `${scale.low}-${scale.high}`;
  const keys = usual.some((one) => one === key) ? usual : [key, ...usual];
  const points = scale.high - scale.low + 1;
  const namePoints = (isOn: boolean) => set({ labels: isOn ? Object.fromEntries(Array.from({ length: points }, (_, at) => [String(scale.low + at), {}])) : undefined });
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{t('scale.title')}</legend>
      <div className={classes.three}>
        <NativeSelect label={t('scale.points')} size="sm" value={key} data={keys.map((one) => ({ value: one, label: t('scale.range', { low: String(ends(one)[0]).replace('-', '−'), high: ends(one)[1] }) }))} onChange={(event) => { const [low, high] = ends(event.currentTarget.value); set({ low, high, labels: undefined }); }} />
        <WordsField label={t('scale.low', { point: scale.low })} words={scale.lowLabel} onChange={(words) => set({ lowLabel: orNothing(words) }, 'low')} />
        <WordsField label={t('scale.high', { point: scale.high })} words={scale.highLabel} onChange={(words) => set({ highLabel: orNothing(words) }, 'high')} />
      </div>
      {points <= 7 && <Switch size="sm" label={t('scale.named')} checked={scale.labels !== undefined} onChange={(event) => namePoints(event.currentTarget.checked)} />}
      {scale.labels && (
        <div className={classes.three}>
          {Object.entries(scale.labels).toSorted(([a], [b]) => Number(a) - Number(b)).map(([point, words]) => <WordsField key={point} label={t('scale.point', { point })} words={words} onChange={(next) => set({ labels: { ...scale.labels, [point]: next } }, `point ${point}`)} />)}
        </div>
      )}
      <Switch size="sm" label={t('scale.withNa')} checked={scale.naLabel !== undefined} onChange={(event) => set({ naLabel: event.currentTarget.checked ? Object.fromEntries(Object.entries(naWords).filter(([tag]) => languages.includes(tag))) : undefined })} />
      {scale.naLabel && <WordsField label={t('scale.na')} words={scale.naLabel} onChange={(naLabel) => set({ naLabel }, 'na')} />}
    </fieldset>
  );
}
