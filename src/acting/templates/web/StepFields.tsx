import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MacroStep, Template } from '../templates.contract.ts';
import { stepPriorities, stepStatuses } from './macro-steps.logic.ts';
import { useDepartmentChoices } from './useChoices.ts';

/** What one step needs to know. */
export function StepFields({ step, texts, onChange }: { step: MacroStep; texts: readonly Template[]; onChange: (step: MacroStep) => void }) {
  const { t } = useTranslation('templates');
  const departments = useDepartmentChoices();
  const label = t(`step.${step.do}`);
  switch (step.do) {
    case 'reply': return <NativeSelect aria-label={label} value={step.templateId} onChange={(event) => onChange({ ...step, templateId: event.currentTarget.value })} data={[...(step.templateId === '' ? [{ value: '', label: t('macro.choose') }] : []), ...texts.filter(({ kind }) => kind === 'reply').map(({ id, name }) => ({ value: id, label: name }))]} />;
    case 'set_status': return <NativeSelect aria-label={label} value={step.status} onChange={(event) => onChange({ ...step, status: stepStatuses.find((one) => one === event.currentTarget.value) ?? step.status })} data={stepStatuses.map((value) => ({ value, label: t(`status.${value}`) }))} />;
    case 'set_priority': return <NativeSelect aria-label={label} value={step.priority} onChange={(event) => onChange({ ...step, priority: stepPriorities.find((one) => one === event.currentTarget.value) ?? step.priority })} data={stepPriorities.map((value) => ({ value, label: t(`priority.${value}`) }))} />;
    case 'set_category': return <TextInput aria-label={label} maxLength={100} value={step.category} onChange={(event) => onChange({ ...step, category: event.currentTarget.value })} />;
    case 'set_department': return <NativeSelect aria-label={label} value={step.department} onChange={(event) => onChange({ ...step, department: event.currentTarget.value })} data={[{ value: '', label: t('macro.choose') }, ...departments]} />;
    case 'assign': return <NativeSelect aria-label={label} value={step.to} onChange={(event) => onChange({ ...step, to: event.currentTarget.value })} data={[{ value: 'me', label: t('assign.me') }, { value: 'nobody', label: t('assign.nobody') }, ...(step.to === 'me' || step.to === 'nobody' ? [] : [{ value: step.to, label: t('assign.somebody') }])]} />;
    case 'note': return <TextInput aria-label={label} maxLength={5000} value={step.text} onChange={(event) => onChange({ ...step, text: event.currentTarget.value })} />;
    case 'promise': return <TextInput aria-label={label} placeholder={t('macro.promiseExample')} maxLength={300} value={step.line} onChange={(event) => onChange({ ...step, line: event.currentTarget.value })} />;
  }
}
