import { localTimeOf } from '../../../kernel/time/zones.ts';
import type { ColumnType, TableColumn, TableValue } from '../../../kernel/tables.ts';
import { type MissingReason, missingCodes, missingReasons, type Said, type Variable } from '../codebook.logic.ts';

/** A column of a file, whatever its format. */
export interface FileColumn {
  name: string;
  label: string;
  type: ColumnType;
  /** Of columns that hold answers. */
  variable: Variable | null;
  /** Longest text in bytes, for formats with a fixed width. */
  bytes: number;
}

/** What stands in a cell: plain values, or what was said to a question. */
export type FileCell = TableValue | Said;
export type FileRow = readonly FileCell[];

export const plainColumn = (name: string, label: string, type: ColumnType, bytes = 64): FileColumn => ({ name, label, type, variable: null, bytes });

/** Of a column in CSV, XLSX and Parquet. With codes, columns are named as in SPSS. */
export function tableColumnOf({ name, label, type, variable }: FileColumn, values: 'codes' | 'labels'): TableColumn {
  const heading = values === 'codes' ? name : label;
  return { key: name, labelDe: heading, labelEn: heading, type: variable ? typeOf(variable, values) : type };
}

function typeOf({ kind }: Variable, values: 'codes' | 'labels'): ColumnType {
  switch (kind) {
    case 'number': return 'number';
    case 'yes_no': return values === 'codes' ? 'whole' : 'boolean';
    case 'date': return 'date';
    case 'choice': case 'text': return 'text';
  }
}

/** Numbers keep the reason why they are missing when codes are wanted; words and days are empty then. */
export function tableCell(cell: FileCell, { variable }: FileColumn, values: 'codes' | 'labels'): TableValue {
  if (!variable || !isSaid(cell)) return cell as TableValue; // columns without a variable hold plain values
  if ('option' in cell) return values === 'codes' ? variable.options[cell.option]?.id : variable.options[cell.option]?.label;
  if ('missing' in cell) return values === 'codes' && (variable.kind === 'number' || variable.kind === 'yes_no') ? codeOfMissing(variable, cell.missing) : null;
  return variable.kind === 'yes_no' && values === 'labels' ? cell.value === 1 : cell.value;
}

const isSaid = (cell: FileCell): cell is Said => typeof cell === 'object' && cell !== null && ('value' in cell || 'option' in cell || 'missing' in cell);

/** Where any number may be answered, codes lie far below all of them; options and yes/no begin at 0. */
export const codesOf = ({ kind, lowest }: Variable): readonly [number, number, number] => missingCodes(kind === 'number' ? lowest : 0);
const codeOfMissing = (variable: Variable, reason: MissingReason): number => codesOf(variable)[missingReasons.indexOf(reason)] ?? 0;

const missingWords: Record<MissingReason, { de: string; en: string }> = {
  cannot_say: { de: 'kann ich nicht sagen', en: 'cannot say' },
  not_asked: { de: 'nicht gefragt', en: 'not asked' },
  not_answered: { de: 'nicht beantwortet', en: 'not answered' },
};

/** A variable of SPSS; its `name` is made fit by the writer's savNames. */
export interface SavColumn {
  label: string;
  width: number;
  format: 'number' | 'date' | 'instant';
  decimals: number;
  measure: 'nominal' | 'ordinal' | 'scale';
  valueLabels: (readonly [number, string])[];
  missing: number[];
}

const LONGEST = 32_767;

export function savColumnOf({ label, type, variable, bytes }: FileColumn, language: string): SavColumn {
  const lang = language === 'de' ? 'de' : 'en';
  const text: SavColumn = { label, width: Math.max(1, Math.min(LONGEST, bytes)), format: 'number', decimals: 0, measure: 'nominal', valueLabels: [], missing: [] };
  if (!variable) {
    if (type === 'text') return text;
    return { ...text, width: 0, format: type === 'instant' ? 'instant' : type === 'date' ? 'date' : 'number', decimals: type === 'number' ? 2 : 0, measure: 'scale' };
  }
  if (variable.kind === 'text') return text;
  const codes = codesOf(variable);
  // A day of the year 1582 is no answer, so the codes fit there as well.
  const reasons = missingReasons.filter((reason) => reason !== 'cannot_say' || variable.hasCannotSay);
  const yesNo: readonly (readonly [number, string])[] = variable.kind === 'yes_no' ? [[0, lang === 'de' ? 'nein' : 'no'], [1, lang === 'de' ? 'ja' : 'yes']] : [];
  return {
    ...text, width: 0, measure: variable.measure, decimals: variable.decimals, format: variable.kind === 'date' ? 'date' : 'number',
    missing: [...codes],
    valueLabels: [
      ...yesNo,
      ...variable.options.map((option, place) => [place + 1, option.label] as const),
      ...variable.points.map(({ point, label: words }) => [point, words] as const),
      ...reasons.map((reason) => [codes[missingReasons.indexOf(reason)] ?? 0, missingWords[reason][lang]] as const),
    ],
  };
}

/** Days and instants as seconds of the local clock; SPSS knows no zones. @param seconds - of the writer */
export function savCell(cell: FileCell, column: FileColumn, timeZone: string, seconds: (localMs: number) => number): number | string | null {
  if (isSaid(cell)) {
    if ('option' in cell) return cell.option + 1;
    if ('missing' in cell) return column.variable?.kind === 'text' || !column.variable ? null : codeOfMissing(column.variable, cell.missing);
    return column.variable?.kind === 'date' ? seconds(Date.parse(`${cell.value}T00:00:00Z`)) : cell.value;
  }
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date) return seconds(Math.trunc(localTimeOf(timeZone, cell.getTime()) / 1000) * 1000);
  if (typeof cell === 'number' || typeof cell === 'string') return cell;
  return typeof cell === 'boolean' ? Number(cell) : String(cell);
}
