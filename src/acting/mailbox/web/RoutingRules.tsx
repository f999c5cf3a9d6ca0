import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { casePriorities } from '../../service-levels/service-levels.contract.ts';
import type { RoutingRule } from '../mailbox.contract.ts';
import classes from './mailbox.module.css';

const fields = ['subject', 'text', 'from', 'to'] as const;
const emptyRule: RoutingRule = { field: 'subject', contains: '', department: null, touchpoint: null, category: null, priority: null };

/** Where mails go that contain a word; the first rule that says something wins. */
export function RoutingRules({ rules, departments, onChange }: { rules: readonly RoutingRule[]; departments: readonly { value: string; label: string }[]; onChange: (rules: RoutingRule[]) => void }) {
  const { t } = useTranslation('mailbox');
  const replace = (index: number, part: Partial<RoutingRule>) => onChange(rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)));
  return (
    <div className={classes.stack}>
      {rules.map((rule, index) => (
        <div key={index} className={classes.rule} role="group" aria-label={t('rule.no', { n: index + 1 })}>
          <NativeSelect label={t('rule.field')} value={rule.field} onChange={(event) => replace(index, { field: fields.find((one) => one === event.currentTarget.value) ?? 'subject' })} data={fields.map((value) => ({ value, label: t(`rule.${value}`) }))} />
          <TextInput label={t('rule.contains')} maxLength={200} value={rule.contains} onChange={(event) => replace(index, { contains: event.currentTarget.value })} />
          <NativeSelect label={t('account.department')} value={rule.department ?? ''} onChange={(event) => replace(index, { department: event.currentTarget.value || null })} data={[{ value: '', label: t('rule.same') }, ...departments]} />
          <TextInput label={t('rule.category')} maxLength={100} value={rule.category ?? ''} onChange={(event) => replace(index, { category: event.currentTarget.value.trim() === '' ? null : event.currentTarget.value })} />
          <NativeSelect label={t('rule.priority')} value={rule.priority ?? ''} onChange={(event) => replace(index, { priority: casePriorities.find((one) => one === event.currentTarget.value) ?? null })} data={[{ value: '', label: t('rule.same') }, ...casePriorities.map((value) => ({ value, label: t(`priority.${value}`) }))]} />
          <Button variant="default" size="xs" aria-label={t('rule.drop', { n: index + 1 })} onClick={() => onChange(rules.filter((_, at) => at !== index))}>{t('remove.deed')}</Button>
        </div>
      ))}
      <Group><Button variant="default" size="xs" disabled={rules.length >= 50} onClick={() => onChange([...rules, emptyRule])}>{t('rule.add')}</Button></Group>
    </div>
  );
}
