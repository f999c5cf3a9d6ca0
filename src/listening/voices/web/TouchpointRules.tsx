import { ActionIcon, Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAllTouchpoints, useNameOf } from '../../../journeys/touchpoints/web/inventory-queries.ts';
import { ruleFields, type TouchpointRule } from '../sources/voice-sources.contract.ts';
import classes from './voices.module.css';

interface Props { touchpoint: string; rules: readonly TouchpointRule[]; hasTried: boolean; onChange: (change: { touchpoint?: string; rules?: TouchpointRule[] }) => void }

/** Which touchpoint the voices of a source are about: by place, product or words, else one for all. */
export function TouchpointRules({ touchpoint, rules, hasTried, onChange }: Props) {
  const { t } = useTranslation('voices');
  const nameOf = useNameOf();
  const choices = (useAllTouchpoints().data ?? []).map((one) => ({ value: one.code, label: nameOf(one) })).sort((a, b) => a.label.localeCompare(b.label));
  const replace = (place: number, part: Partial<TouchpointRule>) => onChange({ rules: rules.map((rule, index) => (index === place ? { ...rule, ...part } : rule)) });
  return (
    <fieldset className={classes.sheet}>
      <legend className={classes.boxTitle}>{t('rules.title')}</legend>
      <Select label={t('rules.usual')} description={t('rules.usualText')} searchable clearable data={choices} value={touchpoint === '' ? null : touchpoint} onChange={(code) => onChange({ touchpoint: code ?? '' })} />
      {rules.map((rule, place) => (
        <div key={place} className={classes.rule}>
          <NativeSelect label={t('rules.field')} value={rule.field} onChange={(event) => replace(place, { field: ruleFields.find((one) => one === event.currentTarget.value) ?? 'words' })} data={ruleFields.map((value) => ({ value, label: t(`rules.fields.${value}`) }))} />
          <TextInput label={t('rules.contains')} maxLength={200} value={rule.contains} onChange={(event) => replace(place, { contains: event.currentTarget.value })} error={hasTried && rule.contains.trim() === '' && t('form.need.rules')} />
          <Select label={t('rules.touchpoint')} searchable data={choices} value={rule.touchpoint === '' ? null : rule.touchpoint} onChange={(code) => replace(place, { touchpoint: code ?? '' })} error={hasTried && rule.touchpoint === '' && t('form.need.rules')} />
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('rules.remove', { number: place + 1 })} onClick={() => onChange({ rules: rules.filter((_, index) => index !== place) })}><IconX size={16} /></ActionIcon>
        </div>
      ))}
      <div><Button size="xs" variant="default" onClick={() => onChange({ rules: [...rules, { field: 'words', contains: '', touchpoint: '' }] })}>{t('rules.add')}</Button></div>
    </fieldset>
  );
}
