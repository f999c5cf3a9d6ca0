import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import { customerPath, refreshCustomers } from '../customer-queries.ts';
import { emptyDraft, readDraft, recordFields, toDraft, type RecordField, type RecordKind } from './records.logic.ts';
import type { AnyRecord } from './split-records.logic.ts';

interface RecordFormProps {
  kind: RecordKind;
  customerId: string;
  /** Null for a new one. */
  record: AnyRecord | null;
  today: string;
  onClose: () => void;
}

/** Adds or changes a contract, a device or an address. What is wrong is said beside its field once it was tried to save. */
export function RecordForm({ kind, customerId, record, today, onClose }: RecordFormProps) {
  const { t, i18n } = useTranslation('customers');
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => (record ? toDraft(kind, record, i18n.language === 'de') : emptyDraft(kind, today)));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const reading = readDraft(kind, draft);
  const wrong = reading.ok ? {} : reading.wrong;
  const save = async () => {
    if (!reading.ok) return;
    const path = `${customerPath(customerId)}/${kind}`;
    if (record) await api.patch(`${path}/${record.id}`, { body: reading.body });
    else await api.post(path, { body: reading.body });
    await refreshCustomers(queries);
  };
  const set = (key: string, value: string) => {
    setDraft((before) => ({ ...before, [key]: value }));
    setTouched((before) => new Set(before).add(key));
  };
  return (
    <Confirm isOpen onClose={onClose} title={t(record ? `record.change.${kind}` : `record.add.${kind}`)} confirmLabel={t('action.save')} isBlocked={!reading.ok} onConfirm={save}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
        {recordFields[kind].map((field, index) => {
          const reason = wrong[field.key];
          return <FieldInput key={field.key} field={field} value={draft[field.key] ?? ''} hasFocus={index === 0} error={reason && touched.has(field.key) ? t(`wrong.${reason}`) : ''} onChange={(value) => set(field.key, value)} />;
        })}
      </SimpleGrid>
    </Confirm>
  );
}

interface FieldInputProps { field: RecordField; value: string; error: string; hasFocus: boolean; onChange: (value: string) => void }

function FieldInput({ field, value, error, hasFocus, onChange }: FieldInputProps) {
  const { t } = useTranslation('customers');
  const label = t(field.key === 'kind' ? 'field.addressKind' : `field.${field.key}`);
  if (field.type === 'choice') {
    return <NativeSelect label={label} value={value} data={(field.choices ?? []).map((choice) => ({ value: choice, label: t(`address.${choice}`) }))} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  return (
    <TextInput
      label={label} value={value} error={error} required={field.isRequired === true} withAsterisk={field.isRequired === true} {...(hasFocus ? { 'data-autofocus': true } : {})}
      type={field.type === 'date' ? 'date' : 'text'} {...(field.type === 'money' ? { inputMode: 'decimal' as const } : {})} {...(field.maxLength ? { maxLength: field.maxLength } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
