import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomField } from '../../customers.contract.ts';

interface CustomFieldInputProps {
  field: Omit<CustomField, 'isPersonal'>;
  text: string;
  isWrong: boolean;
  onChange: (text: string) => void;
}

/** The input that fits the type of a custom field. */
export function CustomFieldInput({ field, text, isWrong, onChange }: CustomFieldInputProps) {
  const { t, i18n } = useTranslation('customers');
  const label = i18n.language === 'de' ? field.labelDe : field.labelEn;
  if (field.type === 'choice' || field.type === 'boolean') {
    const data = field.type === 'boolean' ? [{ value: 'true', label: t('value.yes') }, { value: 'false', label: t('value.no') }] : (field.choices ?? []).map((choice) => ({ value: choice, label: choice }));
    // A value from before the choices were changed stays visible until another one is chosen.
    const known = text === '' || data.some(({ value }) => value === text) ? data : [{ value: text, label: text }, ...data];
    return <NativeSelect label={label} value={text} data={[{ value: '', label: t('value.none') }, ...known]} error={isWrong ? t('wrong.choice') : ''} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  return (
    <TextInput
      label={label} value={text} type={field.type === 'date' ? 'date' : 'text'} {...(field.type === 'number' ? { inputMode: 'decimal' as const } : {})} maxLength={2000}
      error={isWrong ? t(field.type === 'number' ? 'wrong.number' : 'wrong.date') : ''} onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
