import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { ColumnMapping, InspectedColumn, TargetKey } from '../../imports.contract.ts';
import type { ColumnProps } from './column-props.ts';
import { type Reading, readingOf } from '../draft.logic.ts';
import { fieldOf } from '../../targets.logic.ts';
import { useChoiceWords } from './useChoiceWords.ts';
import classes from '../imports.module.css';

/** Whether what stands in a column must first be put into other words: choices, and ratings that are no numbers. */
export function needsValues(mapping: ColumnMapping, column: InspectedColumn, target: TargetKey): boolean {
  if (column.distinct === null || column.distinct.length === 0) return false;
  if (mapping.values !== undefined) return true;
  const reading = readingOf(mapping.use, target);
  return reading === 'choice' || (reading === 'score' && column.range === null);
}

/** What stands in the file, and what it means: one line per value. */
export function ValueTable({ column, mapping, profile, onChange, reading }: ColumnProps & { reading: Reading }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const values = (column.distinct ?? []).filter(({ value }) => value.trim() !== '');
  const meant = (value: string) => Object.entries(mapping.values ?? {}).find(([from]) => from.trim().toLowerCase() === value.trim().toLowerCase())?.[1];
  const set = (value: string, meaning: string) => {
    const { [value]: _before, ...others } = mapping.values ?? {};
    onChange({ values: meaning === '' ? others : { ...others, [value]: meaning } });
  };
  return (
    <table className={classes.values}>
      <caption className="m-hidden">{t('value.caption', { heading: column.heading })}</caption>
      <thead><tr><th scope="col">{t('value.stands')}</th><th scope="col">{t('value.means')}</th></tr></thead>
      <tbody>
        {values.map(({ value, n }) => (
          <tr key={value}>
            <th scope="row"><span className={classes.mono}>{value}</span> <span className={classes.soft}>{t('value.times', { formatted: format.integer(n) })}</span></th>
            <td><Meant value={value} meaning={meant(value) ?? ''} use={mapping.use} reading={reading} target={profile.target} isElseNothing={mapping.otherValues === 'empty'} onChange={(meaning) => set(value, meaning)} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MeantProps { value: string; meaning: string; use: ColumnMapping['use']; reading: Reading; target: TargetKey; isElseNothing: boolean; onChange: (meaning: string) => void }

function Meant({ value, meaning, use, reading, target, isElseNothing, onChange }: MeantProps) {
  const { t } = useTranslation('imports');
  const sayChoice = useChoiceWords();
  const label = t('value.meansOf', { value });
  if (reading === 'choice' && use.as === 'field') {
    const choices = fieldOf(target, use.field)?.choices ?? [];
    return <NativeSelect size="xs" aria-label={label} value={meaning} data={[{ value: '', label: isElseNothing ? t('value.saysNothing') : choices.includes(value.trim().toLowerCase()) ? sayChoice(use.field, value.trim().toLowerCase()) : t('value.asIs') }, ...choices.map((one) => ({ value: one, label: sayChoice(use.field, one) }))]} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  if (reading === 'score') return <NumberInput size="xs" aria-label={label} value={meaning === '' ? '' : Number(meaning)} placeholder={t('value.noScore')} onChange={(number) => onChange(number === '' ? '' : String(number))} />;
  return <TextInput size="xs" aria-label={label} value={meaning} placeholder={value} maxLength={500} onChange={(event) => onChange(event.currentTarget.value)} />;
}
