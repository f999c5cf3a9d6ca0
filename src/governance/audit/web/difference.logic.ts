import type { AuditEntry } from '../audit.contract.ts';

/** One field of an entry: as it was and as it is; undefined: was not there. */
export interface FieldChange {
  /** Name of the column; within an object its place too: `traits.city`. */
  field: string;
  before: unknown;
  after: unknown;
}

/** Columns that say nothing to a person: they stand in the sentence, or are inner numbers. */
const unsaid = new Set(['id', 'created_at', 'updated_at']);

/** What an entry changed, field by field, objects one level deep. */
export function fieldChanges({ before, after }: Pick<AuditEntry, 'before' | 'after'>): FieldChange[] {
  const [was, is] = [flatten(before ?? {}), flatten(after ?? {})];
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields.filter((field) => !unsaid.has(field)).map((field) => ({ field, before: was.get(field), after: is.get(field) }));
}

function flatten(row: Record<string, unknown>): Map<string, unknown> {
  return new Map(Object.entries(row).flatMap(([name, value]) => (isPlain(value) && Object.keys(value).length > 0 ? Object.entries(value).map(([key, inner]): [string, unknown] => [`${name}.${key}`, inner]) : [[name, value]])));
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `monthly_cents` → "monthly cents", `traits.firstName` → "first name": for fields without a word of their own. */
export function humaniseField(field: string): string {
  const last = field.split('.').at(-1) ?? field;
  return last.replaceAll('_', ' ').replaceAll(/([a-zäöü])([A-ZÄÖÜ])/g, (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}

export type ValueKind = 'none' | 'hidden' | 'yes' | 'no' | 'instant' | 'list' | 'text' | 'structure';

/** How a value is best shown. */
export function kindOfValue(value: unknown): ValueKind {
  if (value === undefined || value === null || value === '') return 'none';
  if (value === '[hidden]') return 'hidden';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value))) return 'instant';
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object')) return value.length === 0 ? 'none' : 'list';
  return typeof value === 'object' ? 'structure' : 'text';
}

/** Entries of one day together, in their order. @param dayOf - the day of an instant as the page writes it */
export function byDay(entries: readonly AuditEntry[], dayOf: (at: string) => string): [string, AuditEntry[]][] {
  return [...Map.groupBy(entries, (entry) => dayOf(entry.at))];
}
