import { Checkbox, MultiSelect, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../people/timeline/timeline.contract.ts';
import { codeFrom } from '../discovery.logic.ts';
import { stages, type TouchpointValues } from '../touchpoints.contract.ts';
import type { TouchpointDraft } from './draft.logic.ts';
import { useDepartments, useNameOf } from './inventory-queries.ts';
import classes from './touchpoints.module.css';

interface AttributesProps {
  draft: TouchpointDraft;
  isNew: boolean;
  /** Somebody wanted to save: what is missing says so now. */
  hasTried: boolean;
  onChange: (patch: Partial<TouchpointDraft>) => void;
}

export function Attributes({ draft, isNew, hasTried, onChange }: AttributesProps) {
  const { t, i18n } = useTranslation('touchpoints');
  const nameOf = useNameOf();
  const departments = (useDepartments().data?.items ?? []).map((one) => ({ value: one.code, label: nameOf(one) }));
  const name = (field: 'nameDe' | 'nameEn') => (
    <TextInput
      label={t(`edit.${field}`)} required maxLength={120} value={draft[field]} error={hasTried && draft[field].trim() === '' && t('edit.need.name')}
      onChange={(event) => {
        const value = event.currentTarget.value;
        // As long as nobody has typed a code of their own, it follows the name.
        const follows = isNew && field === 'nameEn' && (draft.code === '' || draft.code === codeFrom(draft.nameEn));
        onChange({ [field]: value, ...(follows ? { code: value === '' ? '' : codeFrom(value) } : {}) });
      }}
    />
  );
  const description = (field: 'descriptionDe' | 'descriptionEn') => <Textarea label={t(`edit.${field}`)} maxLength={2000} autosize minRows={2} maxRows={8} value={draft[field]} onChange={(event) => onChange({ [field]: event.currentTarget.value })} />;
  const inOrder = i18n.language === 'de' ? (['De', 'En'] as const) : (['En', 'De'] as const);
  return (
    <div className={classes.grid}>
      {inOrder.map((language) => <div key={language}>{name(`name${language}`)}</div>)}
      {isNew && <TextInput className={classes.wide ?? ''} label={t('edit.code')} description={t('edit.codeNote')} required pattern="[a-z][a-z0-9_]{1,59}" maxLength={60} value={draft.code} error={hasTried && !/^[a-z][a-z0-9_]{1,59}$/.test(draft.code) && t('departments.wrong.code')} onChange={(event) => onChange({ code: event.currentTarget.value })} />}
      {inOrder.map((language) => <div key={language}>{description(`description${language}`)}</div>)}
      <NativeSelect label={t('edit.stage')} value={draft.stage} onChange={(event) => onChange({ stage: event.currentTarget.value as TouchpointValues['stage'] })} data={stages.map((value) => ({ value, label: t(`stage.${value}`) }))} />
      <NativeSelect label={t('edit.channel')} value={draft.channel} onChange={(event) => onChange({ channel: event.currentTarget.value as TouchpointValues['channel'] })} data={channels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
      <NativeSelect label={t('edit.kind')} value={draft.kind} onChange={(event) => onChange({ kind: event.currentTarget.value as TouchpointValues['kind'] })} data={['main', 'secondary'].map((value) => ({ value, label: t(`kind.${value}`) }))} />
      <NativeSelect label={t('edit.reachKind')} value={draft.reachKind} onChange={(event) => onChange({ reachKind: event.currentTarget.value as TouchpointValues['reachKind'] })} data={['direct', 'indirect'].map((value) => ({ value, label: t(`reachKind.${value}`) }))} />
      <NativeSelect label={t('edit.department')} value={draft.department} onChange={(event) => onChange({ department: event.currentTarget.value })} data={[{ value: '', label: t('edit.nobody') }, ...departments]} />
      <MultiSelect label={t('edit.involved')} value={draft.involvedDepartments} onChange={(involvedDepartments) => onChange({ involvedDepartments })} data={departments} maxValues={20} />
      <TagsInput className={classes.wide ?? ''} label={t('edit.tangible')} description={t('edit.tangibleNote')} value={draft.tangibleItems} onChange={(tangibleItems) => onChange({ tangibleItems })} maxTags={30} splitChars={[]} />
      <Checkbox className={classes.wide ?? ''} label={t('edit.truth')} checked={draft.momentOfTruth} onChange={(event) => onChange({ momentOfTruth: event.currentTarget.checked })} />
    </div>
  );
}
