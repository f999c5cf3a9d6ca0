import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SecretName } from '../channel-settings.contract.ts';
import type { ChannelFieldsProps } from './channel-draft.ts';

interface FieldProps extends ChannelFieldsProps {
  name: string;
  label?: string;
  description?: string | undefined;
  maxLength?: number;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** One line of the settings of a channel. */
export function Line({ name, label, description, maxLength = 254, draft, onSettings }: FieldProps) {
  const { t } = useTranslation('channels');
  return <TextInput label={t(label ?? `settings.${name}`)} description={description} maxLength={maxLength} value={textOf(draft.settings[name])} onChange={(event) => onSettings({ [name]: event.currentTarget.value })} />;
}

export function Lines({ name, description, maxLength = 600, draft, onSettings }: FieldProps) {
  const { t } = useTranslation('channels');
  return <Textarea label={t(`settings.${name}`)} description={description} maxLength={maxLength} autosize minRows={3} value={textOf(draft.settings[name])} onChange={(event) => onSettings({ [name]: event.currentTarget.value })} />;
}

export function Choice({ name, values, draft, onSettings }: FieldProps & { values: readonly string[] }) {
  const { t } = useTranslation('channels');
  return <NativeSelect label={t(`settings.${name}`)} value={textOf(draft.settings[name])} onChange={(event) => onSettings({ [name]: event.currentTarget.value })} data={values.map((value) => ({ value, label: t(`settings.${name}_${value}`) }))} />;
}

/** A secret is typed, never read: whether one is there is all that is known of it. */
export function Secret({ name, description, placeholder, view, draft, onSecret }: Omit<FieldProps, 'name'> & { name: SecretName; placeholder?: string }) {
  const { t } = useTranslation('channels');
  return <PasswordInput label={t(`settings.${name}`)} description={`${description ? `${description} ` : ''}${t(view.secretsSet.includes(name) ? 'settings.secretKept' : 'settings.secretNew')}`} placeholder={placeholder ?? ''} autoComplete="off" value={draft.secrets[name] ?? ''} onChange={(event) => onSecret(name, event.currentTarget.value)} />;
}
