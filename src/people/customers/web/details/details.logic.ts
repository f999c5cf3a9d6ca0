import type { CustomerPage, CustomField } from '../../customers.contract.ts';

/** Traits that are shown elsewhere on the page. */
const shownElsewhere = new Set(['name', 'firstName', 'lastName', 'first_name', 'last_name', 'email', 'phone', 'address', 'gender', 'salutation', 'anrede', 'geschlecht', 'avatar']);

/** What else is known of somebody: traits that are neither a custom field nor a preference nor shown elsewhere, by name. */
export function otherTraits(customer: Pick<CustomerPage, 'traits' | 'customFields' | 'preferences'>): Record<string, unknown> {
  const taken = new Set([...shownElsewhere, ...customer.customFields.map(({ key }) => key), ...Object.keys(customer.preferences)]);
  return Object.fromEntries(Object.entries(customer.traits).filter(([key, value]) => !taken.has(key) && value !== null && value !== '').sort(([a], [b]) => a.localeCompare(b)));
}

/** A line of the form: a trait as text. Traits that hold lists or objects come from machines and are not edited by hand. */
export interface TraitLine { key: string; text: string; isNew: boolean }

export const toLines = (traits: Record<string, unknown>): TraitLine[] =>
  Object.entries(traits).filter(([, value]) => typeof value !== 'object').map(([key, value]) => ({ key, text: String(value), isNew: false }));

/** Only what changed is sent: removed traits as null, texts with the type that they had before. */
export function changedTraits(before: Record<string, unknown>, lines: readonly TraitLine[]): Record<string, unknown> {
  const editable = toLines(before).map(({ key }) => key);
  const changes: Record<string, unknown> = {};
  for (const { key, text } of lines) {
    const name = key.trim();
    if (name === '') continue;
    const value = text.trim() === '' ? null : keepType(text.trim(), before[name]);
    if (value !== (before[name] ?? null)) changes[name] = value;
  }
  for (const key of editable) if (!lines.some((line) => line.key.trim() === key)) changes[key] = null;
  return changes;
}

function keepType(text: string, before: unknown): unknown {
  if (typeof before === 'number' && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** A custom field as text for its input; yes and no are `true` and `false`, nothing is ''. */
export const fieldText = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** The text of an input as the value of the field; undefined when it does not fit the type. */
export function readField({ type, choices }: Pick<CustomField, 'type' | 'choices'>, text: string): string | number | boolean | null | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  if (type === 'number') {
    const number = Number(plain.replace(',', '.'));
    return Number.isFinite(number) ? number : undefined;
  }
  if (type === 'boolean') return plain === 'true' ? true : plain === 'false' ? false : undefined;
  if (type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(plain) ? plain : undefined;
  if (type === 'choice') return choices?.includes(plain) ? plain : undefined;
  return plain;
}

/** A key for a new custom field from its name: `Lieblings-Shop (ÖPNV)` → `lieblingsShopOepnv`. */
export function keyFromLabel(label: string): string {
  const plain = label.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '');
  const words = plain.replace(/^[^a-z]+/, '').split(/[^a-z0-9]+/).filter(Boolean);
  const key = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return key.slice(0, 60);
}
