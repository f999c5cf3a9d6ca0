import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import type { CustomField } from '../../customers.contract.ts';
import { fieldTypes, judgeField, toField, type FieldDraft } from './field-draft.logic.ts';

interface CustomFieldFormProps {
  /** Null for a new one. */
  field: CustomField | null;
  taken: readonly string[];
  onClose: () => void;
}

export function CustomFieldForm({ field, taken, onClose }: CustomFieldFormProps) {
  const { t } = useTranslation('customers');
  const queries = useQueryClient();
  const [draft, setDraft] = useState<FieldDraft>(() => (field
    ? { key: field.key, labelDe: field.labelDe, labelEn: field.labelEn, type: field.type, choices: (field.choices ?? []).join('\n'), isPersonal: field.isPersonal }
    : { key: '', labelDe: '', labelEn: '', type: 'text', choices: '', isPersonal: true }));
  const set = (change: Partial<FieldDraft>) => setDraft((before) => ({ ...before, ...change }));
  const wanted = toField(draft);
  const problem = judgeField(wanted, field ? [] : taken);
  const save = async () => {
    const { key, ...body } = wanted;
    await api.put(`/api/custom-fields/${encodeURIComponent(key)}`, { body });
    await queries.invalidateQueries();
  };
  return (
    <Confirm isOpen onClose={onClose} title={t(field ? 'fields.edit' : 'fields.add')} confirmLabel={t('action.save')} isBlocked={problem !== null} onConfirm={save}>
      <Stack gap="sm">
        <TextInput label={t('fields.labelDe')} value={draft.labelDe} maxLength={120} required withAsterisk data-autofocus onChange={(event) => set({ labelDe: event.currentTarget.value })} />
        <TextInput label={t('fields.labelEn')} description={t('fields.labelEnHint')} value={draft.labelEn} maxLength={120} onChange={(event) => set({ labelEn: event.currentTarget.value })} />
        <TextInput label={t('fields.key')} description={t('fields.keyHint')} value={field ? field.key : draft.key} placeholder={wanted.key} disabled={field !== null} maxLength={60}
          error={problem === 'key' || problem === 'taken' ? t(`fields.wrong.${problem}`) : ''} onChange={(event) => set({ key: event.currentTarget.value })} />
        <NativeSelect label={t('fields.column.type')} value={draft.type} data={fieldTypes.map((type) => ({ value: type, label: t(`fields.type.${type}`) }))}
          onChange={(event) => { const type = fieldTypes.find((known) => known === event.currentTarget.value); if (type) set({ type }); }} />
        {draft.type === 'choice' && <Textarea label={t('fields.column.choices')} description={t('fields.choicesHint')} autosize minRows={3} maxRows={10} value={draft.choices} required withAsterisk onChange={(event) => set({ choices: event.currentTarget.value })} />}
        <Checkbox label={t('fields.personal')} description={t('fields.personalHint')} checked={draft.isPersonal} onChange={(event) => set({ isPersonal: event.currentTarget.checked })} />
      </Stack>
    </Confirm>
  );
}
