import { existsSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { designEffectOf } from '../../../kernel/stats/scores/design-effect.ts';
import { rake, RakingError } from '../../../kernel/stats/scores/raking.ts';
import { type Command, UsageError } from '../command.ts';
import { nearestName } from '../nearest-name.ts';
import { commonOptionsHelp, numberOption, parseNumberArgs } from '../numbers/options.ts';
import { writeJson } from '../numbers/print.ts';
import { readJson } from '../numbers/read-json.ts';
import { readTable, type Table } from '../numbers/read-table.ts';

const usage = 'momente weight <file> --targets <targets.json> --out <weighted.csv>';
const help = `
${usage}

Weights answers so that they have the known structure of the customers: raking (iterative proportional fitting) to all
margins; one margin alone is post-stratification. Weights are cut at five medians, so that a few people do not speak for thousands.

  --targets     JSON file: {"column": {"category": people in truth, …}, …}; the totals of all columns must agree
  --out         file to write: all columns and the new one
  --column      name of the new column (default: weight)
  --trim        cut weights above this many medians (default: 5; 0 = never)
  --force       overwrite the file if it exists
${commonOptionsHelp.split('\n').filter((line) => !/^ {2}--(weight|cluster|confidence|reverse|scale) /.test(line)).join('\n')}
  --weight      column with weights to start from instead of 1, each above 0

--json: {n, iterations, deff, nEff, total, trimmed, marginError}
`;

const text = { type: 'string' } as const;
const targetsSchema = z.record(z.string().min(1), z.record(z.string().min(1), z.number()));

export const weightCommand: Command = {
  name: 'weight',
  summary: 'weight the answers of a CSV to the known structure of customers',
  help,
  async run(args, outside) {
    const { file, values, common } = parseNumberArgs(args, usage, { targets: text, out: text, column: text, trim: text, force: { type: 'boolean', default: false } }, ['confidence', 'cluster', 'reverse', 'scale']);
    if (values.targets === undefined || values.out === undefined) throw new UsageError(`Say the targets and where to write: ${usage}`);
    if (existsSync(values.out) && !values.force) throw new UsageError(`${values.out} exists already. Choose another name, or say --force.`);
    const margins = Object.entries(readTargets(values.targets));
    const table = readTable(file, { ...common.reading, numbers: common.weight === null ? [] : [common.weight], texts: 'all' });
    const name = values.column ?? 'weight';
    if (table.headers.includes(name)) throw new UsageError(`${file} has a column "${name}" already. Name the new one with --column.`);
    const trim = numberOption(values.trim, '--trim', 5);
    const { weights, ...raked } = weigh(table, margins, common.weight, trim === 0 ? null : trim);
    const { deff, nEff } = designEffectOf(weights);
    writeTo(values.out, withColumn(table, name, weights));
    const said = { n: table.rows, iterations: raked.iterations, deff, nEff, total: raked.total, trimmed: raked.trimmed, marginError: raked.marginError };
    if (common.json) writeJson(outside, said);
    else {
      outside.write(`${table.rows} answers weighted to ${raked.total} customers in ${raked.iterations} rounds: ${values.out}\n`);
      outside.write(`They are worth ${nEff.toFixed(1)} equally weighted ones (design effect ${(deff ?? 1).toFixed(3)}).\n`);
      if (raked.trimmed > 0) outside.write(`${raked.trimmed} weights were cut; margins are off by up to ${(100 * raked.marginError).toFixed(1)} % of all.\n`);
    }
    return 0;
  },
};

function writeTo(path: string, content: string): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(error.code === 'ENOENT' ? `${path} cannot be written: there is no such folder.` : `${path} cannot be written (${String(error.code)}).`);
  }
}

function readTargets(path: string): Record<string, Record<string, number>> {
  const targets = targetsSchema.safeParse(readJson(path));
  if (!targets.success) throw new UsageError(`${path} must be {"column": {"category": number, …}, …}: ${z.prettifyError(targets.error)}`);
  return targets.data;
}

interface Group {
  categories: string[];
  start: number;
  rows: number[];
}

/** Rows that share their categories and the weight they start with are one cell. */
function weigh(table: Table, margins: readonly (readonly [string, Record<string, number>])[], startColumn: string | null, trimAtMedians: number | null) {
  const unknown = margins.find(([name]) => !table.headers.includes(name));
  const meant = unknown ? nearestName(unknown[0], table.headers) : null;
  if (unknown) throw new UsageError(`The targets name a column "${unknown[0]}" that is not there.${meant === null ? '' : ` Do you mean "${meant}"?`} There are: ${table.headers.join(', ')}`);
  if (table.rows === 0) throw new UsageError('There are no rows to weight.');
  const columns = margins.map(([name]) => table.texts(name));
  const starts = startColumn === null ? null : table.numbers(startColumn);
  const groups = new Map<string, Group>();
  for (let row = 0; row < table.rows; row += 1) {
    const categories = columns.map((column, place) => column[row] ?? refuseRow(table, row, margins[place]?.[0] ?? '', 'is empty: a row without its category cannot be weighted'));
    const start = starts?.[row] ?? 1;
    if (!(start > 0)) refuseRow(table, row, startColumn ?? '', 'must be a weight above 0');
    const key = JSON.stringify([categories, start]);
    const group = groups.get(key) ?? { categories, start, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  const cells = [...groups.values()];
  try {
    const raked = rake(cells.map(({ categories, start, rows }) => ({ categories, n: rows.length, weight: start * rows.length })), margins, { trimAtMedians });
    const weights = new Float64Array(table.rows);
    for (const [place, { start, rows }] of cells.entries()) for (const row of rows) weights[row] = start * (raked.factors[place] ?? 0);
    return { ...raked, weights };
  } catch (error) {
    if (error instanceof RakingError) throw new UsageError(error.message);
    throw error;
  }
}

function refuseRow(table: Table, row: number, column: string, reason: string): never {
  throw new UsageError(`row ${table.rowOf(row)}, column ${column} ${reason}.`);
}

/** As the file writes its decimals, or it could not be read again; without any as people do who separate by semicolon. */
function writesCommas(columns: readonly (readonly (string | null)[])[], delimiter: string): boolean {
  const has = (pattern: RegExp): boolean => columns.some((column) => column.some((cell) => cell !== null && pattern.test(cell)));
  return delimiter === ';' && (has(/^-?\d+,\d+$/) || !has(/^-?\d+\.\d+$/));
}

function withColumn(table: Table, name: string, weights: Float64Array): string {
  const columns = table.headers.map((header) => table.texts(header));
  const quoted = (cell: string): string => (/["\r\n]/.test(cell) || cell.includes(table.delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const decimal = (weight: number): string => (isComma ? String(weight).replace('.', ',') : String(weight));
  const isComma = writesCommas(columns, table.delimiter);
  const lines = [[...table.headers, name].map(quoted).join(table.delimiter)];
  for (let row = 0; row < table.rows; row += 1) lines.push([...columns.map((column) => quoted(column[row] ?? '')), decimal(weights[row] ?? 0)].join(table.delimiter));
  return `${lines.join('\n')}\n`;
}
