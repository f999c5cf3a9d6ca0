import { splitList } from '../../../kernel/cell-lists.ts';
import { compileDatePattern, type DatePattern, type DateReading, FIRST_YEAR, LAST_YEAR, readIsoDate } from './date-pattern.logic.ts';
import { restoreFormula } from '../../../kernel/formula-cells.ts';
import type { ColumnMapping, Profile, RefusalCode } from '../imports.contract.ts';
import { readCents, readNumber } from './numbers.logic.ts';
import type { RefusalDetails } from '../refusal-words.logic.ts';
import type { TargetField } from '../targets.logic.ts';
import { instantOf } from '../../../kernel/time/zones.ts';
import { readBoolean } from './written-words.logic.ts';

/** What one cell says, or why it says nothing that could be used. */
export type CellReading = { value: string | number | boolean | readonly string[] | Readonly<Record<string, string | number | boolean>> } | { code: RefusalCode; details: RefusalDetails };
/** @param kind - what the cell was in a spreadsheet (see SourceRow.kinds); '' in CSV */
export type CellReader = (text: string, kind: string) => CellReading;

export const NOON_MS = 12 * 3_600_000;

type Settings = Pick<Profile, 'timeZone' | 'repeatedHour' | 'twoDigitYearFrom'>;
type How = Pick<ColumnMapping, 'pattern' | 'timeZone' | 'decimal'>;
type What = Pick<TargetField, 'type' | 'choices' | 'maxLength'>;

const refuse = (code: RefusalCode, value: string, details: RefusalDetails = {}) => ({ code, details: { value: value.slice(0, 80), ...details } });

/** A reader for the cells of one column. */
export function cellReader(what: What, how: How, settings: Settings): CellReader {
  const decimalOf = (kind: string) => (kind === 'n' ? '.' : (how.decimal ?? '.'));
  switch (what.type) {
    case 'identifier': case 'text':
      return (text) => (text.length > what.maxLength ? refuse('value.too_long', text, { limit: what.maxLength }) : { value: text });
    case 'json':
      return readProperties;
    case 'list':
      return (text) => ({ value: splitList(text) });
    case 'boolean':
      return (text) => {
        const value = readBoolean(text);
        return value === null ? refuse('boolean.invalid', text) : { value };
      };
    case 'choice': {
      const choices = new Map(what.choices.map((choice) => [choice.toLowerCase(), choice]));
      return (text) => {
        const value = choices.get(text.toLowerCase());
        return value === undefined ? refuse('value.not_in_list', text, { choices: what.choices.join(', ') }) : { value };
      };
    }
    case 'number':
      return (text, kind) => {
        const value = readNumber(text, decimalOf(kind));
        return value === null ? refuse('number.invalid', text, { decimal: decimalOf(kind) }) : { value };
      };
    case 'money':
      return (text, kind) => {
        const value = readCents(text, decimalOf(kind));
        return value === null ? refuse('money.invalid', text, { decimal: decimalOf(kind) }) : { value };
      };
    case 'date': case 'instant': {
      const pattern = how.pattern === undefined ? null : compileDatePattern(how.pattern, settings.twoDigitYearFrom);
      const write = what.type === 'date' ? calendarDay : instant(how.timeZone ?? settings.timeZone, settings.repeatedHour);
      return (text, kind) => {
        const read = readDate(text, kind, pattern);
        return typeof read === 'string' ? dateRefusal(read, text, how.pattern) : write(read, text);
      };
    }
  }
}

/** An object as JSON; what is nested in it is kept as JSON text. */
function readProperties(text: string): CellReading {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { value: Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== null).map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : value])) };
  } catch {
    // told below, in the same words as for JSON of another kind
  }
  return refuse('value.not_allowed', text, { why: 'it is no JSON object', whyDe: 'es ist kein JSON-Objekt' });
}

function readDate(text: string, kind: string, pattern: DatePattern | null): DateReading | 'no_pattern' {
  if (kind === 'd') return readIsoDate(text);
  return pattern === null ? 'no_pattern' : pattern.read(text);
}

function dateRefusal(why: Extract<DateReading, string> | 'no_pattern', text: string, pattern: string | undefined): CellReading {
  switch (why) {
    case 'no_pattern': return refuse('date.no_pattern', text);
    case 'not_in_pattern': return refuse('date.not_in_pattern', text, { pattern: pattern ?? 'yyyy-MM-dd' });
    case 'impossible': return refuse('date.impossible', text);
    case 'out_of_range': return refuse('date.out_of_range', text, { min: FIRST_YEAR, max: LAST_YEAR });
  }
}

type Read = Exclude<DateReading, string>;

/** The day as it is written; a zone beside it does not move it. */
const calendarDay = ({ local }: Read): CellReading => ({ value: new Date(local).toISOString().slice(0, 10) });

/** A day without a time counts as noon: it stays the same day in the zones around. */
function instant(zone: string, repeatedHour: Profile['repeatedHour']) {
  return ({ local, offsetMinutes, hasTime }: Read, text: string): CellReading => {
    if (offsetMinutes !== null) return { value: new Date(local - offsetMinutes * 60_000).toISOString() };
    const found = instantOf(zone, hasTime ? local : local + NOON_MS);
    if (found.kind === 'once') return { value: new Date(found.atMs).toISOString() };
    if (found.kind === 'skipped') return refuse('time.skipped', text, { zone });
    if (repeatedHour === 'refuse') return refuse('time.repeated', text, { zone });
    return { value: new Date(repeatedHour === 'first' ? found.firstMs : found.secondMs).toISOString() };
  };
}

/** A value that counts for all rows: dates as yyyy-MM-dd (and a time), numbers with a decimal point, whatever the columns use. */
export function readConstant(what: What, text: string, settings: Settings): CellReading {
  const isDate = what.type === 'date' || what.type === 'instant';
  return cellReader(what, { decimal: '.' }, settings)(text, isDate ? 'd' : '');
}

/** The text of a cell as the profile wants it read: trimmed, without what stands for nothing, mapped. Empty = nothing is said. */
export function cellText({ values, otherValues, emptyValues }: Pick<ColumnMapping, 'values' | 'otherValues' | 'emptyValues'>): (raw: string, kind: string) => string | { code: RefusalCode; details: RefusalDetails } {
  const nothing = new Set((emptyValues ?? []).map(compared));
  const meaning = values === undefined ? null : new Map(Object.entries(values).map(([from, to]) => [compared(from), to.trim()]));
  return (raw, kind) => {
    // a workbook says of each cell that it is text: nothing had to be defused
    const text = (kind === '' ? restoreFormula(raw) : raw).trim();
    if (text === '' || (nothing.size > 0 && nothing.has(compared(text)))) return '';
    if (!meaning) return text;
    const mapped = meaning.get(compared(text));
    if (mapped !== undefined) return mapped;
    if (otherValues === 'empty') return '';
    return otherValues === 'keep' ? text : refuse('value.not_in_list', text, { choices: Object.keys(values ?? {}).slice(0, 20).join(', ') });
  };
}

const compared = (text: string): string => text.trim().toLowerCase();
