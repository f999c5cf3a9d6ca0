/** One line of the table of properties: where it lies and what it says. */
export interface PropertyRow {
  /** Path in the data, e.g. `products[0].name`. */
  path: string;
  /** The same for readers: `Products › 1 › Name`. */
  label: string;
  value: PropertyValue;
}

export type PropertyValue =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'yes_no'; yes: boolean }
  | { kind: 'date'; on: string }
  | { kind: 'instant'; at: string }
  | { kind: 'empty' };

/** More than this is not read by anybody; the rest is counted. */
const MOST_ROWS = 120;
const DEEPEST = 6;

/** Nested properties as a flat, bounded table in the order they were sent. */
export function listProperties(properties: Record<string, unknown>): { rows: PropertyRow[]; leftOut: number } {
  const rows: PropertyRow[] = [];
  let leftOut = 0;
  const add = (path: string, labels: string[], value: PropertyValue) => {
    if (rows.length >= MOST_ROWS) leftOut += 1;
    else rows.push({ path, label: labels.join(' › '), value });
  };
  const walk = (value: unknown, path: string, labels: string[]) => {
    if (value === null || typeof value !== 'object') return add(path, labels, readValue(value));
    const entries = Object.entries(value);
    if (entries.length === 0) return add(path, labels, { kind: 'empty' });
    if (labels.length >= DEEPEST) return add(path, labels, { kind: 'text', text: JSON.stringify(value) });
    for (const [name, inner] of entries) {
      const isItem = Array.isArray(value);
      walk(inner, isItem ? `${path}[${name}]` : join(path, name), [...labels, isItem ? String(Number(name) + 1) : humanise(name)]);
    }
  };
  for (const [name, value] of Object.entries(properties)) walk(value, name, [humanise(name)]);
  return { rows, leftOut };
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** `callDuration_seconds` → `Call duration seconds`; names that are shouted (SKU) stay as they are. */
export function humanise(name: string): string {
  const words = name
    .replaceAll(/([a-zäöüß\d])([A-ZÄÖÜ])/g, '$1 $2')
    .replaceAll(/[_\-.]+/g, ' ')
    .trim()
    .split(/\s+/)
    .map((word) => (word.length > 1 && word === word.toUpperCase() ? word : word.toLowerCase()));
  const text = words.join(' ');
  return text === '' ? name : text.charAt(0).toUpperCase() + text.slice(1);
}

/** What one value is, so that the page can write it in the reader's language. Text stays text, whatever it looks like. */
export function readValue(value: unknown): PropertyValue {
  if (value === null || value === undefined || value === '') return { kind: 'empty' };
  if (typeof value === 'boolean') return { kind: 'yes_no', yes: value };
  if (typeof value === 'number') return { kind: 'number', number: value };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isDate(text)) return { kind: 'date', on: text };
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text) && isDate(text)) return { kind: 'instant', at: text };
  return { kind: 'text', text };
}

const isDate = (text: string): boolean => !Number.isNaN(new Date(text).getTime());
