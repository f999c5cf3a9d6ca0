import { fittingPatterns } from '../values/date-candidates.logic.ts';
import { readIsoDate } from '../values/date-pattern.logic.ts';
import { restoreFormula } from '../../../kernel/formula-cells.ts';
import type { InspectedColumn } from '../imports.contract.ts';
import { decimalsOf, readNumber } from '../values/numbers.logic.ts';

const DISTINCT_SHOWN = 30;
const SAMPLES = 5;

/** What the sampled cells of one column have in common. @param kinds - of the cells in a spreadsheet, '' in CSV */
export function inspectColumn(position: number, heading: string, cells: readonly string[], kinds: readonly string[]): InspectedColumn {
  const counts = new Map<string, number>();
  const filledKinds = new Set<string>();
  for (const [index, cell] of cells.entries()) {
    const text = (kinds[index] ? cell : restoreFormula(cell)).trim();
    if (text === '') continue;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    filledKinds.add(kinds[index] ?? '');
  }
  const values = [...counts.keys()];
  const filled = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const typedDates = filledKinds.size === 1 && filledKinds.has('d');
  const patterns = typedDates ? typedPatterns(values) : fittingPatterns(values, heading);
  const numbers = inspectNumbers(withoutStrays(counts, filled), filledKinds.size === 1 && filledKinds.has('n'));
  const base = { position, heading, samples: values.slice(0, SAMPLES).map((value) => value.slice(0, 200)), emptyShare: cells.length === 0 ? 1 : 1 - filled / cells.length };
  const kind = kindOf(values, filled, patterns, numbers);
  const isNumber = kind === 'integer' || kind === 'decimal';
  const isDate = kind === 'date' || kind === 'instant';
  return {
    ...base,
    kind,
    distinct: values.length > DISTINCT_SHOWN ? null : [...counts].sort(([, a], [, b]) => b - a).map(([value, n]) => ({ value: value.slice(0, 200), n })),
    patterns: isDate ? patterns : [],
    decimals: isNumber ? numbers.decimals : [],
    range: isNumber ? numbers.range : null,
  };
}

/** Typed dates of a workbook come out in one form. */
function typedPatterns(values: readonly string[]): InspectedColumn['patterns'] {
  const hasTime = values.some((text) => {
    const read = readIsoDate(text);
    return typeof read === 'object' && read.hasTime;
  });
  return [{ pattern: hasTime ? 'yyyy-MM-dd HH:mm:ss' : 'yyyy-MM-dd', examples: values.slice(0, 3).map((text) => ({ text, read: text })) }];
}

/**
 * Hardly a column of marks is without an "n/a" or a slip of the keyboard. Where nearly all values are marks, the others
 * are left aside here, and refused or taken as nothing when the rows are read.
 */
function withoutStrays(counts: ReadonlyMap<string, number>, filled: number): string[] {
  const values = [...counts.keys()];
  const marks = values.filter(isMark);
  const strays = values.filter((value) => !isMark(value)).reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
  return marks.length >= 3 && marks.length <= MARKS_MOST && strays <= filled * STRAYS_MOST ? marks : values;
}
const MARKS_MOST = 21;
const STRAYS_MOST = 0.05;
const isMark = (value: string): boolean => /^(10([.,]0+)?|\d([.,]\d+)?)$/.test(value);

interface Numbers {
  decimals: InspectedColumn['decimals'];
  range: InspectedColumn['range'];
}

function inspectNumbers(values: readonly string[], typed: boolean): Numbers {
  const none: Numbers = { decimals: [], range: null };
  if (values.length === 0) return none;
  const read = typed ? [] : values.map(decimalsOf);
  const fitting = typed ? (['.'] as const) : ([',', '.'] as const).filter((sign) => read.every(({ decimals }) => decimals.includes(sign)));
  const [sign] = fitting;
  if (sign === undefined) return none;
  // whole numbers without separators fit both signs and mean the same
  const isAmbiguous = fitting.length === 2 && read.some(({ ambiguous }) => ambiguous);
  const plain = fitting.length === 2 && !isAmbiguous ? '.' : sign;
  const numbers = values.map((text) => readNumber(text, plain) ?? 0);
  const range = { min: numbers.reduce((a, b) => Math.min(a, b)), max: numbers.reduce((a, b) => Math.max(a, b)), whole: numbers.every(Number.isInteger) };
  return { decimals: isAmbiguous ? [...fitting] : [plain], range };
}

const email = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]{2,}$/;
const phone = /^(\+|00?)[\d\s()/.\-\u00a0]{6,24}$/;
const clock = /^\d{1,2}:\d{2}(:\d{2})?$/;
const yesNo = new Set(['yes', 'no', 'ja', 'nein', 'true', 'false', 'wahr', 'falsch', 'y', 'n', 'j']);
const leadingZero = /^0\d/;

function kindOf(values: readonly string[], filled: number, patterns: InspectedColumn['patterns'], { range }: Numbers): InspectedColumn['kind'] {
  if (values.length === 0) return 'empty';
  const all = (test: (value: string) => boolean) => values.every(test);
  // a few wrong ones do not make addresses something else
  const most = (test: (value: string) => boolean) => values.filter(test).length >= values.length * 0.9;
  if (all((value) => yesNo.has(value.toLowerCase()))) return 'boolean';
  if (most((value) => email.test(value))) return 'email';
  if (most(isIban)) return 'iban';
  if (patterns.length > 0) return patterns.some(({ examples }) => examples.some(({ read }) => read.length > 10)) ? 'instant' : 'date';
  if (all((value) => clock.test(value))) return 'time';
  if (most((value) => phone.test(value) && value.replaceAll(/\D/g, '').length >= 7)) return 'phone';
  if (range !== null) {
    if (values.some((value) => leadingZero.test(value) && !/[.,]/.test(value)) || all((value) => /^\d{12,}$/.test(value))) return 'code';
    return range.whole ? 'integer' : 'decimal';
  }
  if (values.length <= DISTINCT_SHOWN && (values.length <= 12 ? filled > values.length : values.length < filled * 0.2)) return 'choice';
  const letters = values.reduce((sum, value) => sum + value.length, 0) / values.length;
  if (letters > 60) return 'long_text';
  return all((value) => /^[\w./-]*\d[\w./-]*$/.test(value)) ? 'code' : 'text';
}

/** @source ISO 13616: the letters as numbers, the first four signs at the end, modulo 97 is 1 */
function isIban(value: string): boolean {
  const text = value.replaceAll(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  let rest = 0;
  for (const letter of text.slice(4) + text.slice(0, 4)) rest = Number(`${rest}${/\d/.test(letter) ? letter : letter.charCodeAt(0) - 55}`) % 97;
  return rest === 1;
}

/**
 * How many rows on top are headings. A row that holds numbers, dates or addresses is none. A second row of words counts
 * as a heading where a column below it holds numbers or dates only.
 */
export function countHeaderRows(rows: readonly (readonly string[])[]): number {
  const [first, second] = rows;
  if (!first || !isHeading(first)) return 0;
  const body = rows.slice(2);
  const width = Math.max(...rows.map((row) => row.length));
  const isTitle = width > 2 && first.filter((cell) => cell.trim() !== '').length === 1;
  if (isTitle && second && isHeading(second)) return 2;
  if (!second || !isHeading(second) || body.length < 2) return 1;
  // what comes again further down is a value, not a heading
  if (second.some((cell, position) => cell.trim() !== '' && body.some((row) => (row[position] ?? '').trim() === cell.trim()))) return 1;
  const contrasts = second.some((cell, position) => {
    const below = body.map((row) => (row[position] ?? '').trim()).filter((value) => value !== '');
    return cell.trim() !== '' && !looksLikeData(cell.trim()) && below.length > 1 && below.every(looksLikeData);
  });
  return contrasts ? 2 : 1;
}

const looksLikeData = (text: string): boolean => /^[+-]?[\d.,]*\d[\d.,]*\s?[€$%]?$/.test(text) || email.test(text) || /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(text) || clock.test(text);

function isHeading(row: readonly string[]): boolean {
  const filled = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  // a year or a question number may head a column; a row of such numbers is data
  return filled.length > 0 && filled.filter(looksLikeData).length <= filled.length * 0.2 && filled.every((cell) => cell.length <= 300 && !email.test(cell)) && filled.filter((cell) => yesNo.has(cell.toLowerCase())).length <= filled.length * 0.2;
}
