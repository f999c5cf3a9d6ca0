import { ActionIcon, Autocomplete, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../people/timeline/timeline.contract.ts';
import { api } from '../../../ui/api.ts';
import type { InventoryGaps } from '../inventory.contract.ts';
import { type ConditionDraft, emptyCondition, emptyRule, type RuleDraft } from './draft.logic.ts';
import classes from './touchpoints.module.css';

const ops = ['is', 'is_not', 'contains', 'starts_with', 'exists', 'greater', 'less'] as const;

/** Rules of which one must match; within a rule everything must hold. */
export function RulesEditor({ rules, onChange }: { rules: RuleDraft[]; onChange: (rules: RuleDraft[]) => void }) {
  const { t } = useTranslation('touchpoints');
  // Kinds of contacts that have no touchpoint yet are the ones a rule is most likely made for.
  const gaps = useQuery({ queryKey: ['touchpoints', 'gaps'], queryFn: ({ signal }) => api.get<InventoryGaps>('/api/touchpoints/gaps', { signal }), staleTime: 60_000 });
  const unplaced = gaps.data?.eventsWithoutTouchpoint ?? [];
  const suggestions = { event: [...new Set(unplaced.map(({ kind }) => kind))].filter(Boolean), source: [...new Set(unplaced.map(({ source }) => source))].filter(Boolean) };
  return (
    <>
      {rules.length === 0 && <p className={classes.soft}>{t('edit.noRules')}</p>}
      {rules.map((rule, index) => (
        <RuleFields
          key={rule.key} rule={rule} number={index + 1} suggestions={suggestions}
          onChange={(patch) => onChange(rules.map((one) => (one.key === rule.key ? { ...one, ...patch } : one)))} onRemove={() => onChange(rules.filter((one) => one.key !== rule.key))}
        />
      ))}
      {rules.length < 30 && <Button variant="default" leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => onChange([...rules, emptyRule()])} mb="md">{t('edit.addRule')}</Button>}
    </>
  );
}

interface RuleFieldsProps {
  rule: RuleDraft;
  number: number;
  suggestions: { event: string[]; source: string[] };
  onChange: (patch: Partial<RuleDraft>) => void;
  onRemove: () => void;
}

function RuleFields({ rule, number, suggestions, onChange, onRemove }: RuleFieldsProps) {
  const { t } = useTranslation('touchpoints');
  const changeCondition = (key: number, patch: Partial<ConditionDraft>) => onChange({ conditions: rule.conditions.map((one) => (one.key === key ? { ...one, ...patch } : one)) });
  return (
    <fieldset className={classes.rule}>
      <legend>{t('edit.rule', { number })}</legend>
      <div className={classes.ruleFields}>
        <Autocomplete label={t('edit.event')} placeholder={t('edit.anyEvent')} maxLength={200} value={rule.event} onChange={(event) => onChange({ event })} data={suggestions.event} limit={12} />
        <NativeSelect label={t('edit.channel')} value={rule.channel} onChange={(event) => onChange({ channel: event.currentTarget.value })} data={[{ value: '', label: t('edit.anyChannel') }, ...channels.map((value) => ({ value, label: t(`channel.${value}`) }))]} />
        <Autocomplete label={t('edit.source')} placeholder={t('edit.anySource')} maxLength={100} value={rule.source} onChange={(source) => onChange({ source })} data={suggestions.source} limit={12} />
      </div>
      {rule.conditions.map((condition) => (
        <div key={condition.key} className={classes.condition}>
          <TextInput label={t('edit.property')} required maxLength={100} value={condition.property} onChange={(event) => changeCondition(condition.key, { property: event.currentTarget.value })} />
          <NativeSelect label={t('edit.op')} value={condition.op} onChange={(event) => changeCondition(condition.key, { op: event.currentTarget.value as ConditionDraft['op'] })} data={ops.map((value) => ({ value, label: t(`edit.ops.${value}`) }))} />
          {condition.op === 'exists' ? <span /> : <TextInput label={t('edit.value')} maxLength={500} value={condition.value} onChange={(event) => changeCondition(condition.key, { value: event.currentTarget.value })} />}
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('edit.removeCondition')} onClick={() => onChange({ conditions: rule.conditions.filter((one) => one.key !== condition.key) })}><IconX size={16} stroke={1.6} /></ActionIcon>
        </div>
      ))}
      <div className={classes.ruleFoot}>
        {rule.conditions.length < 10 ? <Button size="compact-sm" variant="subtle" onClick={() => onChange({ conditions: [...rule.conditions, emptyCondition()] })}>{t('edit.addCondition')}</Button> : <span />}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onRemove}>{t('edit.removeRule', { number })}</Button>
      </div>
    </fieldset>
  );
}
