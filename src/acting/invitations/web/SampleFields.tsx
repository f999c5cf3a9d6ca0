import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { samplesOf } from './distribution-draft.logic.ts';
import type { FieldsProps } from './WhoFields.tsx';
import classes from './invitations.module.css';

/** How many of those who may be asked are asked. */
export function SampleFields({ draft, change, missing }: FieldsProps) {
  const { t } = useTranslation('invitations');
  const options = samplesOf(draft.kind);
  return (
    <fieldset className={classes.fields}>
      <legend>{t('new.sample')}</legend>
      <p className={classes.soft}>{t('new.sampleHint')}</p>
      <div className={classes.three}>
        <NativeSelect aria-label={t('new.sample')} value={draft.sample} data={options.map((value) => ({ value, label: t(`sample.${value}`) }))} onChange={(event) => change({ sample: options.find((one) => one === event.currentTarget.value) ?? 'all' })} />
        {draft.sample === 'share' && <NumberInput label={t('new.pct')} min={0.1} max={100} decimalScale={1} suffix=" %" value={draft.pct} onChange={(value) => change({ pct: String(value) })} />}
        {(draft.sample === 'count' || draft.sample === 'strata') && <NumberInput label={t('new.n')} min={1} max={1_000_000} value={draft.n} onChange={(value) => change({ n: String(value) })} />}
        {draft.sample === 'strata' && <TextInput label={t('new.by')} value={draft.by} maxLength={80} onChange={(event) => change({ by: event.currentTarget.value })} error={missing.includes('by') && t('new.required')} />}
        {draft.sample === 'strata' && <NativeSelect label={t('new.allocation')} value={draft.allocation} data={[{ value: 'proportional', label: t('new.proportional') }, { value: 'equal', label: t('new.equal') }]} onChange={(event) => change({ allocation: event.currentTarget.value === 'equal' ? 'equal' : 'proportional' })} />}
      </div>
    </fieldset>
  );
}
