import { jsonText } from '../../kernel/json-text.ts';
import { joinList } from '../../kernel/cell-lists.ts';
import { defuseFormula } from '../../kernel/formula-cells.ts';
import { localTimeOf } from '../../kernel/time/zones.ts';
import type { TableColumn, TableValue } from '../../kernel/tables.ts';

/** How CSV is written for a language: decimal sign, dates, words. */
export interface Flavour {
  delimiter: ',' | ';';
  decimal: ',' | '.';
  yes: string;
  no: string;
  day(year: string, month: string, day: string): string;
}

export const flavours = {
  'csv-de': { delimiter: ';', decimal: ',', yes: 'ja', no: 'nein', day: (year: string, month: string, day: string) => `${day}.${month}.${year}` },
  'csv-en': { delimiter: ',', decimal: '.', yes: 'yes', no: 'no', day: (year: string, month: string, day: string) => `${year}-${month}-${day}` },
} as const satisfies Record<string, Flavour>;

/** "Zeitpunkt (Europe/Berlin)": an instant without its zone is none. */
export function headingOf({ type, labelDe, labelEn }: TableColumn, language: 'de' | 'en', timeZone: string): string {
  const label = language === 'de' ? labelDe : labelEn;
  return type === 'instant' ? `${label} (${timeZone})` : label;
}

/** One cell of CSV. Numbers stay numbers; every text that a spreadsheet would run is defused. */
export function csvCell(value: TableValue, type: TableColumn['type'], flavour: Flavour, timeZone: string): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return csvInstant(value, flavour, timeZone);
  if (type === 'money' && typeof value === 'number') return moneyText(value).replace('.', flavour.decimal);
  if (typeof value === 'number') return numberText(value).replace('.', flavour.decimal);
  if (typeof value === 'boolean') return value ? flavour.yes : flavour.no;
  if (type === 'date' && typeof value === 'string') return flavour.day(value.slice(0, 4), value.slice(5, 7), value.slice(8, 10));
  return defuseFormula(textOf(value));
}

/** What a value is as text, in formats without types of their own. */
export function textOf(value: TableValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (isList(value)) return joinList(value);
  return typeof value === 'object' ? jsonText(value) : String(value);
}

const isList = (value: TableValue): value is readonly string[] => Array.isArray(value);

/** Cents as an amount: 2985 → 29.85, −5 → -0.05. */
export function moneyText(cents: number): string {
  const digits = String(Math.abs(Math.trunc(cents))).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Without an exponent where a spreadsheet might stumble over it; infinite values are no numbers. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  const text = String(value);
  return text.includes('e') && Math.abs(value) < 1e21 ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}

/** Whole seconds: spreadsheets read them as dates. */
function csvInstant(at: Date, flavour: Flavour, timeZone: string): string {
  const [date = '', time = ''] = localText(at, timeZone).split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${flavour.day(year, month, day)} ${time.slice(0, 8)}`;
}

export function localText(at: Date, timeZone: string): string {
  return new Date(localTimeOf(timeZone, at.getTime())).toISOString();
}

/** Days since 30 December 1899, as spreadsheets count; null before 1 March 1900, where they count differently. */
export function serialDay(localMs: number): number | null {
  const days = (localMs - Date.UTC(1899, 11, 30)) / 86_400_000;
  return days < 61 ? null : days;
}
