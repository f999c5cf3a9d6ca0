import type { LookupFact, LookupField, Verdict } from './lookups.contract.ts';

const MAX_TEXT = 300;
const MAX_ITEMS = 20;

/** What the fields say about one answer. What is not there is null, never an error: sources change without asking us. */
export function readFields(fields: readonly LookupField[], answer: unknown): LookupFact[] {
  return fields.map((field) => {
    const value = answer === null ? null : plainValue(valuesAt(answer, field.path), field.path.includes('[]'));
    const verdict = judge(field, value);
    return { path: field.path, labelDe: field.labelDe, labelEn: field.labelEn, unit: field.unit, value, verdict, sentence: verdict && field.words ? field.words[verdict] : null };
  });
}

/** `a.b`, `list[0].title`, `list[].title` (all of them), with or without `$.` in front. */
function valuesAt(answer: unknown, path: string): unknown[] {
  let found: unknown[] = [answer];
  for (const step of path.replace(/^\$\.?/, '').split(/\.|(?=\[)/).filter((part) => part !== '')) {
    const index = /^\[(\d*)\]$/.exec(step);
    found = found.flatMap((part): unknown[] => {
      if (index) return !Array.isArray(part) ? [] : index[1] === '' ? part.slice(0, MAX_ITEMS) : [part[Number(index[1])]];
      return isObject(part) && Object.hasOwn(part, step) ? [part[step]] : [];
    });
  }
  return found.filter((part) => part !== undefined && part !== null);
}

function plainValue(values: readonly unknown[], isList: boolean): LookupFact['value'] {
  if (isList) return values.map(textOf).filter((text) => text !== '').slice(0, MAX_ITEMS);
  const [first] = values;
  if (first === undefined) return null;
  if (typeof first === 'number') return Number.isFinite(first) ? first : null;
  if (typeof first === 'boolean') return first;
  if (Array.isArray(first)) return first.slice(0, MAX_ITEMS).map(textOf).filter((text) => text !== '');
  return textOf(first) || null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '').replaceAll('\0', '').toWellFormed().slice(0, MAX_TEXT);

/** Between the two thresholds it is fair; with one of them only, everything else is fair. */
function judge({ goodFrom, badFrom }: LookupField, value: LookupFact['value']): Verdict | null {
  const n = Array.isArray(value) ? value.length : typeof value === 'string' ? Number(value.trim() === '' ? NaN : value) : value;
  if (typeof n !== 'number' || !Number.isFinite(n) || (goodFrom === null && badFrom === null)) return null;
  const isMoreBetter = goodFrom === null || badFrom === null || goodFrom > badFrom;
  const reaches = (limit: number, upwards: boolean) => (upwards ? n >= limit : n <= limit);
  if (goodFrom !== null && reaches(goodFrom, isMoreBetter)) return 'good';
  if (badFrom !== null && reaches(badFrom, !isMoreBetter)) return 'bad';
  return 'fair';
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
