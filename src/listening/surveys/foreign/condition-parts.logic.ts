/** How the answers of an imported question look in our conditions. */
export interface AskedBefore {
  id: string;
  kind: 'one' | 'many' | 'number' | 'text' | 'rows' | 'consent';
  /** Our option id or point, by the foreign value. */
  values: ReadonlyMap<string, string | number>;
  /** Our row ids by the foreign ones. */
  rows: ReadonlyMap<string, string>;
}

/** A value as our conditions write it; null where they cannot. */
export function literalOf(asked: AskedBefore | null, value: unknown): string | null {
  const known = asked?.values.get(String(value));
  if (typeof known === 'number') return String(known);
  if (typeof known === 'string') return `'${known}'`;
  if (asked && (asked.kind === 'one' || asked.kind === 'many')) return null; // an option that was not taken over
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || /['"\n\\]/.test(value)) return null;
  return asked?.kind === 'number' && Number.isFinite(Number(value)) && value.trim() !== '' ? String(Number(value)) : `'${value}'`;
}

/** Joins parts; where one cannot be said, the whole cannot. */
export function joined(parts: readonly (string | null)[], sign: 'and' | 'or'): string | null {
  if (parts.length === 0 || parts.some((part) => part === null)) return null;
  return parts.length === 1 ? (parts[0] ?? null) : `(${parts.join(` ${sign} `)})`;
}

export const hasOf = (asked: AskedBefore, literal: string | null): string | null => (literal === null ? null : asked.kind === 'many' ? `has(${asked.id}, ${literal})` : `${asked.id} == ${literal}`);
