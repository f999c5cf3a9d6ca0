import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ColumnUse } from '../../imports.contract.ts';
import type { ColumnProps } from './column-props.ts';
import classes from '../imports.module.css';

const types = ['text', 'number', 'date', 'boolean'] as const;

/** The name under which an own value is kept, and what it is. */
export function TraitDetails({ use, onChange }: ColumnProps & { use: Extract<ColumnUse, { as: 'trait' | 'property' | 'identifier' }> }) {
  const { t } = useTranslation('imports');
  if (use.as === 'identifier') {
    return <TextInput label={t('own.kind')} description={t('own.kindNote')} value={use.kind} maxLength={60} onChange={(event) => onChange({ use: { ...use, kind: event.currentTarget.value.replaceAll(/[^\w.-]/g, '') } })} />;
  }
  return (
    <div className={classes.pair}>
      <TextInput label={t('own.key')} value={use.key} maxLength={100} onChange={(event) => onChange({ use: { ...use, key: event.currentTarget.value } })} />
      <NativeSelect label={t('own.type')} value={use.type} data={types.map((value) => ({ value, label: t(`own.${value}`) }))} onChange={(event) => { const type = types.find((one) => one === event.currentTarget.value); if (type) onChange({ use: { ...use, type } }); }} />
    </div>
  );
}
