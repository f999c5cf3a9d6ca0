import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../timeline/timeline.contract.ts';
import classes from '../customers.module.css';

interface TraitInputProps {
  name: string;
  label: string;
  text: string;
  onChange: (text: string) => void;
}

const languages = ['de', 'en', 'tr', 'fr', 'pl', 'ru', 'uk', 'ar'];
const yesNo = ['true', 'false'];

/** A plain detail: what has few well-known values is chosen, all else is typed. */
export function TraitInput({ name, label, text, onChange }: TraitInputProps) {
  const { t } = useTranslation('customers');
  const choices = optionsFor(name, text);
  if (choices === null) return <TextInput className={classes.traitText ?? ''} label={label} value={text} maxLength={2000} onChange={(event) => onChange(event.currentTarget.value)} />;
  const words = { channel: (value: string) => t(`timeline:channel.${value}`), language: (value: string) => t(`language.${value}`), yesNo: (value: string) => t(value === 'true' ? 'value.yes' : 'value.no') }[choices.kind];
  const data = [{ value: '', label: t('value.none') }, ...choices.values.map((value) => ({ value, label: words(value) }))];
  return <NativeSelect className={classes.traitText ?? ''} label={label} value={text} data={data} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** A value that is not among the well-known ones is left to typing, so that it cannot get lost. */
function optionsFor(name: string, text: string): { kind: 'channel' | 'language' | 'yesNo'; values: readonly string[] } | null {
  if (/^preferred_?channel$/i.test(name)) return (channels as readonly string[]).includes(text) || text === '' ? { kind: 'channel', values: channels } : null;
  if (name === 'language') return languages.includes(text) || text === '' ? { kind: 'language', values: languages } : null;
  return yesNo.includes(text) ? { kind: 'yesNo', values: yesNo } : null;
}
