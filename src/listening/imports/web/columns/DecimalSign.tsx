import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import { decimalSchema } from '../../imports.contract.ts';
import type { ColumnProps } from './column-props.ts';
import classes from '../imports.module.css';

/** Only where both signs fit every value: 1.234 is one and a bit, or a thousand. */
export function DecimalSign({ column, mapping, onChange }: ColumnProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const sample = column.samples.find((text) => /[.,]/.test(text)) ?? column.samples[0] ?? '';
  const read = (decimal: string) => {
    const plain = decimal === ',' ? sample.replaceAll('.', '').replace(',', '.') : sample.replaceAll(',', '');
    const value = Number(plain.replaceAll(/[^\d.+-]/g, ''));
    return Number.isFinite(value) ? (Number.isInteger(value) ? format.integer(value) : format.decimal(value, 3)) : sample;
  };
  return (
    <Radio.Group aria-label={t('decimal.question', { heading: column.heading })} value={mapping.decimal ?? null} onChange={(value) => onChange({ decimal: decimalSchema.parse(value) })}>
      <p className={mapping.decimal === undefined ? classes.ask : classes.summaryLine} style={{ marginBottom: 8 }}>{t('decimal.ask', { text: sample })}</p>
      <div className={classes.row}>
        {column.decimals.map((decimal) => <Radio key={decimal} value={decimal} label={t(decimal === ',' ? 'decimal.comma' : 'decimal.point', { read: read(decimal) })} />)}
      </div>
    </Radio.Group>
  );
}
