import type { Lookup, LookupField, LookupInput } from '../lookups.contract.ts';

export interface FieldDraft {
  path: string;
  labelDe: string;
  labelEn: string;
  unit: string;
  goodFrom: number | '';
  badFrom: number | '';
  words: { good: Words; fair: Words; bad: Words };
}
interface Words {
  de: string;
  en: string;
}
export interface LookupDraft {
  code: string;
  nameDe: string;
  nameEn: string;
  urlTemplate: string;
  headers: string;
  secretHeader: string;
  /** Empty: stays as it is. */
  secret: string;
  timeoutMs: number;
  cacheS: number;
  isPaused: boolean;
  fields: FieldDraft[];
}

const noWords: Words = { de: '', en: '' };
export const emptyField: FieldDraft = { path: '', labelDe: '', labelEn: '', unit: '', goodFrom: '', badFrom: '', words: { good: noWords, fair: noWords, bad: noWords } };
export const emptyDraft: LookupDraft = { code: '', nameDe: '', nameEn: '', urlTemplate: 'https://', headers: '', secretHeader: '', secret: '', timeoutMs: 3_000, cacheS: 300, isPaused: false, fields: [emptyField] };

export function draftOf(lookup: Lookup): LookupDraft {
  const { code, nameDe, nameEn, urlTemplate, headers, secretHeader, timeoutMs, cacheS, isPaused, fields } = lookup;
  return {
    code, nameDe, nameEn, urlTemplate, timeoutMs, cacheS, isPaused, secretHeader: secretHeader ?? '', secret: '',
    headers: Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\n'),
    fields: fields.map((field) => ({ ...field, goodFrom: field.goodFrom ?? '', badFrom: field.badFrom ?? '', words: field.words ?? emptyField.words })),
  };
}

/** @param isNew - without a secret there is none yet, which is said instead of left open */
export function inputOf(draft: LookupDraft, isNew: boolean): LookupInput {
  const { secret, secretHeader, headers, fields, ...rest } = draft;
  return {
    ...rest,
    headers: Object.fromEntries(headers.split('\n').flatMap((line) => { const at = line.indexOf(':'); return at <= 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]]; })),
    secretHeader: secretHeader.trim() === '' ? null : secretHeader.trim(),
    ...(secretHeader.trim() === '' ? { secret: null } : secret !== '' ? { secret } : isNew ? { secret: null } : {}),
    fields: fields.map(fieldOf),
  };
}

function fieldOf({ goodFrom, badFrom, words, ...field }: FieldDraft): LookupField {
  const isWorded = [words.good, words.fair, words.bad].every(({ de, en }) => de.trim() !== '' && en.trim() !== '');
  return { ...field, goodFrom: goodFrom === '' ? null : goodFrom, badFrom: badFrom === '' ? null : badFrom, words: isWorded ? words : null };
}

/** From what it is called: `Netz am Wohnort` → `netz_am_wohnort`. */
export const codeOf = (name: string): string => name.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').replace(/[^a-z0-9]+/g, '_').replace(/^[_0-9]+|_+$/g, '').slice(0, 60);
