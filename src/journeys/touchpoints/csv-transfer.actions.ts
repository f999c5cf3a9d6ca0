import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { cellsOf, type CellFault, columnOfField, type CsvColumn, csvColumns, valuesOfCells } from './csv-cells.logic.ts';
import { findDuplicates } from './discovery.logic.ts';
import type { CsvImport } from './inventory.contract.ts';
import { tidyRule } from './matching.logic.ts';
import { isInScope, listTouchpoints, reservedCodes, saveTouchpoints, type Scope, touchpointsByCode } from './touchpoints.actions.ts';
import { type Touchpoint, touchpointSchema, type TouchpointValues } from './touchpoints.contract.ts';
import { listAllDepartments } from './touchpoints.queries.ts';

const LINE_LIMIT = 5_000;
const FAULT_LIMIT = 200;

/** The inventory as a file that a spreadsheet opens, and that `importCsv` takes back unchanged. */
export async function exportCsv(context: Context, scope: Scope): Promise<string> {
  const touchpoints = await listTouchpoints(context, scope);
  // The mark at the start tells Excel that the file is UTF-8.
  return stringify([[...csvColumns], ...touchpoints.map(cellsOf)], { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}

/**
 * Adds and changes touchpoints from a file; a touchpoint that the file does not name stays. With a fault anywhere
 * nothing is changed at all.
 * @throws touchpoint.csv_invalid with row and column of every fault, unless it is a dry run
 */
export async function importCsv(context: Context, csv: string, dryRun: boolean, scope: Scope = null): Promise<CsvImport> {
  const existing = await touchpointsByCode(context);
  const departments = new Set((await listAllDepartments(context.db)).map(({ code }) => code));
  const outOfReach = (one: { code: string; department: string | null }) => (existing.has(one.code) && !isInScope(existing.get(one.code) ?? one, scope) ? [{ column: 'code', reason: 'is taken; choose another one' }] : isInScope(one, scope) ? [] : [{ column: 'department', reason: 'is not one of yours' }]);
  const { lines, faults } = readLines(csv);
  const read = lines.map((line) => ({ row: line.row, ...readTouchpoint(line.cells, existing, departments) }));
  const errors = [
    ...faults,
    ...read.flatMap(({ row, faults: own }) => own.map((fault) => ({ row, ...fault }))),
    ...read.flatMap(({ row, touchpoint }) => (touchpoint ? outOfReach(touchpoint).map((fault) => ({ row, ...fault })) : [])),
    ...repeatedCodes(read),
  ].sort((a, b) => a.row - b.row).slice(0, FAULT_LIMIT);
  const touchpoints = read.flatMap(({ touchpoint }) => (touchpoint ? [touchpoint] : []));
  const changed = touchpoints.filter((touchpoint) => isChange(existing.get(touchpoint.code), touchpoint));
  const result: CsvImport = {
    dryRun,
    rows: lines.length,
    created: changed.filter(({ code }) => !existing.has(code)).map(({ code }) => code),
    changed: changed.filter(({ code }) => existing.has(code)).map(({ code }) => code),
    unchanged: touchpoints.length - changed.length,
    errors,
    duplicates: findDuplicates([...new Map([...existing, ...touchpoints.map((touchpoint) => [touchpoint.code, touchpoint] as const)]).values()].filter((touchpoint) => isInScope(touchpoint, scope))),
  };
  if (dryRun) return result;
  if (errors.length > 0) {
    const places = errors.slice(0, 50).map(({ row, column, reason }) => ({ at: `row ${row}, ${column}`, reason }));
    throw new Problem('touchpoint.csv_invalid', `Nothing was imported: ${errors.length} faults in the file.`, { errors }, places);
  }
  await saveTouchpoints(context, changed);
  return result;
}

interface Line {
  row: number;
  cells: Partial<Record<CsvColumn, string>>;
}

function readLines(csv: string): { lines: Line[]; faults: CsvImport['errors'] } {
  const fault = (row: number, column: string, reason: string) => ({ lines: [], faults: [{ row, column, reason }] });
  let records: { row: number; cells: string[] }[];
  try {
    const firstLine = csv.slice(0, csv.search(/[\r\n]|$/));
    // Excel writes semicolons where the comma is the decimal sign.
    const delimiter = [';', ',', '\t'].map((sign) => ({ sign, n: firstLine.split(sign).length })).sort((a, b) => b.n - a.n)[0]?.sign ?? ',';
    const parsed: unknown = parse(csv, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: 100_000, to: LINE_LIMIT + 2 });
    records = asRecords(parsed);
  } catch (error) {
    const row = error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    return fault(row, '', error instanceof Error ? error.message : 'is not readable as CSV');
  }
  const [header, ...rest] = records;
  if (!header) return fault(1, '', 'the file is empty');
  if (rest.length > LINE_LIMIT) return fault(LINE_LIMIT + 2, '', `more than ${LINE_LIMIT} lines; split the file`);
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const unknown = names.filter((name) => !csvColumns.some((column) => column === name));
  if (unknown.length > 0) return fault(1, unknown[0] ?? '', `is not a column of touchpoints. Columns: ${csvColumns.join(', ')}`);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return fault(1, repeated, 'appears twice in the header');
  if (!names.includes('code')) return fault(1, 'code', 'is missing: it says which touchpoint a line is about');
  const faults = rest.filter(({ cells }) => cells.length !== names.length).map(({ row, cells }) => ({ row, column: '', reason: `has ${cells.length} cells instead of ${names.length}` }));
  const lines = rest.filter(({ cells }) => cells.length === names.length).map(({ row, cells }) => ({ row, cells: Object.fromEntries(names.map((name, index) => [name, cells[index]])) }));
  return { lines, faults };
}

/** With `info`, the parser says for each record in which line it ends; a cell may hold line breaks, so rows are counted in lines. */
function asRecords(parsed: unknown): { row: number; cells: string[] }[] {
  if (!Array.isArray(parsed)) return [];
  return parsed.map((entry: { info: { lines: number }; record: string[] }) => {
    const breaks = entry.record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return { row: Math.max(1, entry.info.lines - breaks), cells: entry.record };
  });
}

function readTouchpoint(cells: Line['cells'], existing: ReadonlyMap<string, Touchpoint>, departments: ReadonlySet<string>): { code: string; touchpoint: TouchpointValues | null; faults: CellFault[] } {
  const { values, faults } = valuesOfCells(cells);
  const code = String(values['code'] ?? '');
  if (reservedCodes.has(code)) faults.push({ column: 'code', reason: 'is reserved; choose another one' });
  const { version: _version, updatedAt: _updatedAt, ...before } = existing.get(code) ?? { version: 0, updatedAt: '' };
  const parsed = touchpointSchema.safeParse({ ...before, ...values });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => ({ column: columnOfField[String(issue.path[0])] ?? '', reason: issue.message }));
    return { code, touchpoint: null, faults: [...faults, ...wrong] };
  }
  const touchpoint = parsed.data;
  const unknown = (codes: readonly string[]) => codes.filter((one) => !departments.has(one));
  if (touchpoint.department !== null) faults.push(...unknown([touchpoint.department]).map((one) => ({ column: 'department', reason: `there is no department ${one}` })));
  faults.push(...unknown(touchpoint.involvedDepartments).map((one) => ({ column: 'involved_departments', reason: `there is no department ${one}` })));
  try {
    return { code, touchpoint: { ...touchpoint, rules: touchpoint.rules.map((rule, index) => tidyRule(rule, `rules[${index}]`)) }, faults };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code, touchpoint: null, faults: [...faults, { column: 'rules', reason: error.message }] };
  }
}

function repeatedCodes(read: readonly { row: number; code: string }[]): CsvImport['errors'] {
  const firstRow = new Map<string, number>();
  return read.flatMap(({ row, code }) => {
    const first = firstRow.get(code);
    if (first !== undefined && code !== '') return [{ row, column: 'code', reason: `${code} is in row ${first} already` }];
    firstRow.set(code, row);
    return [];
  });
}

function isChange(before: Touchpoint | undefined, after: TouchpointValues): boolean {
  return before === undefined || JSON.stringify(cellsOf(before)) !== JSON.stringify(cellsOf(after));
}
