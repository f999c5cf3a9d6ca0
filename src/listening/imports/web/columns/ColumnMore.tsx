import { Button, NativeSelect, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ColumnMapping } from '../../imports.contract.ts';
import type { ColumnProps } from './column-props.ts';
import { isSignOpen, type Reading } from '../draft.logic.ts';
import { TimeZone } from './TimeZone.tsx';
import classes from '../imports.module.css';

/** What only few columns need: texts that mean nothing, other words for values, another decimal sign or time zone. */
export function ColumnMore({ column, mapping, profile, onChange, reading }: ColumnProps & { reading: Reading }) {
  const { t } = useTranslation('imports');
  const isNumber = reading === 'number' || reading === 'score';
  const mayMap = column.distinct !== null && column.distinct.length > 0 && mapping.values === undefined && reading !== 'choice';
  return (
    <div className={classes.stack} style={{ gap: 10 }}>
      <TagsInput label={t('more.empty')} description={t('more.emptyNote')} placeholder="n/a" value={mapping.emptyValues ?? []} onChange={(emptyValues) => onChange({ emptyValues })} />
      {isNumber && !isSignOpen(column) && <NativeSelect label={t('more.decimal')} value={mapping.decimal ?? ''} data={[...(mapping.decimal ? [] : [{ value: '', label: '–' }]), { value: ',', label: t('more.comma') }, { value: '.', label: t('more.point') }]} onChange={(event) => onChange({ decimal: event.currentTarget.value === ',' ? ',' : '.' })} />}
      {reading === 'instant' && <TimeZone label={t('more.zone')} value={mapping.timeZone ?? profile.timeZone} onChange={(timeZone) => onChange({ timeZone })} />}
      {mapping.values !== undefined && <NativeSelect label={t('more.others')} value={mapping.otherValues} data={[{ value: 'keep', label: t('more.keep') }, { value: 'refuse', label: t('more.refuse') }, { value: 'empty', label: t('more.nothing') }]} onChange={(event) => onChange({ otherValues: otherValuesOf(event.currentTarget.value) })} />}
      {mayMap && <Button variant="default" size="xs" w="fit-content" onClick={() => onChange({ values: {} })}>{t('more.map')}</Button>}
    </div>
  );
}

const otherValuesOf = (value: string): ColumnMapping['otherValues'] => (value === 'refuse' || value === 'empty' ? value : 'keep');
