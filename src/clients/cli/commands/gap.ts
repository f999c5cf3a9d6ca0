import { z } from 'zod';
import type { PairedEstimate } from '../../../kernel/stats/gaps/paired.ts';
import { servqual, type ServqualDimension, type ServqualItemResult, type ServqualResult } from '../../../kernel/stats/gaps/servqual.ts';
import { type Command, type Outside, UsageError } from '../command.ts';
import { type ColumnPair, splitPairs } from '../numbers/lists.ts';
import { commonOptionsHelp, parseNumberArgs, wholeOption } from '../numbers/options.ts';
import { type PrintedCell, writeJson, writeTable } from '../numbers/print.ts';
import { readJson } from '../numbers/read-json.ts';
import { readTable, type Table } from '../numbers/read-table.ts';
import { readWeights } from '../numbers/rows.ts';

const usage = 'momente gap <file> --pairs "e1:p1,e2:p2"';
const DRAWS = 2_000;
const help = `
${usage}

Does experience meet expectation? Each pair names the column with what was expected and the one with what was experienced, on the
same scale. gap = experience − expectation, so below 0 is less than expected. Both sides must be answered: an expectation without its
experience does not count. Where a scale points the other way (German grades), turn both sides: --reverse e1,p1 --scale 1:6.

  --pairs       expectation:experience, several separated by commas
  --dimensions  JSON file {"name": {"items": ["e1:p1", "e2:p2"], "points": 20}}: items that belong together, as in SERVQUAL; with
                points (together 100) also the weighted gap
  --draws       how often respondents are drawn for the certainty of ranks (default: ${DRAWS})
  --seed        of these draws; the same data and seed give the same numbers
${commonOptionsHelp}

--json: {items: [{name, n, expectation, experience, gap, low, high, t, df, p, pAdjusted, sd, dz, effectiveN, wilcoxonV, wilcoxonP,
         wilcoxonMethod, rank, rankLow, rankHigh, firstProbability, leftOut, halves, firstHalves: [{row, column}]}],
         overall: {n, expectation, experience, gap, low, high, t, df, p, sd, dz, effectiveN}, dimensions: [{name, points, …as overall}],
         weighted: as overall, or null without points}
        t, df, p, low, high: paired t over respondents (over --cluster where given); pAdjusted: after Benjamini and Hochberg over the
        items; dz: gap in standard deviations of the differences; wilcoxon…: signed rank test, exact below 50 differences without ties,
        null with --weight or --cluster; rank: 1 falls shortest, rankLow to rankHigh the places that fit the data; overall: mean over the
        items that a respondent answered on both sides; leftOut: rows with only one side, with none, or of weight 0; halves: those with only one side,
        firstHalves: the first five of them by row (the header is row 1) and the column that is empty there
`;

export const gapCommand: Command = {
  name: 'gap',
  summary: 'expectation against experience in a CSV, with tests and certainty of ranks',
  help,
  async run(args, outside) {
    const { file, values, common } = parseNumberArgs(args, usage, { pairs: { type: 'string' }, dimensions: { type: 'string' }, draws: { type: 'string' }, seed: { type: 'string' } });
    if (values.pairs === undefined) throw new UsageError(`Say the pairs: ${usage}`);
    const pairs = splitPairs(values.pairs, '--pairs');
    const dimensions = values.dimensions === undefined ? [] : readDimensions(values.dimensions, pairs.map(nameOf));
    const draws = wholeOption(values.draws, '--draws', { fallback: DRAWS, low: 100, high: 100_000 });
    const seed = wholeOption(values.seed, '--seed', { fallback: 0, low: 0, high: 1_000_000_000 });
    const table = readTable(file, {
      ...common.reading,
      numbers: [...new Set([...pairs.flatMap(({ first, second }) => [first, second]), ...(common.weight === null ? [] : [common.weight])])],
      texts: common.cluster === null ? [] : [common.cluster],
    });
    refuseHalfTurned(pairs, common.reading.reverse);
    const halves = new Map(pairs.map((pair) => [nameOf(pair), halvesOf(table, pair)]));
    const result = servqual(pairs.map((pair) => ({ name: nameOf(pair), expectation: table.numbers(pair.first), experience: table.numbers(pair.second) })), {
      dimensions, draws, confidence: common.confidence, weights: readWeights(table, common.weight) ?? undefined,
      // Whose answer it is unknown of is one's own.
      clusters: common.cluster === null ? undefined : table.texts(common.cluster).map((cluster, row) => cluster ?? `\0${row}`),
      ...(values.seed === undefined ? {} : { seed }),
    });
    if (common.json) writeJson(outside, asJson(result, table, halves));
    else print(outside, result, { table, halves, confidence: common.confidence });
    return 0;
  },
};

const nameOf = ({ first, second }: ColumnPair): string => `${first}:${second}`;

/** Rows in which only one side of a pair is answered. */
interface Halves {
  count: number;
  /** The first of them: row as a spreadsheet counts, and the column that is empty there. */
  first: { row: number; column: string }[];
}
const NAMED_HALVES = 5;

function halvesOf(table: Table, { first, second }: ColumnPair): Halves {
  const [expectation, experience] = [table.numbers(first), table.numbers(second)];
  const halves: Halves = { count: 0, first: [] };
  for (let row = 0; row < table.rows; row += 1) {
    const isUnexpected = Number.isNaN(expectation[row]);
    if (isUnexpected === Number.isNaN(experience[row])) continue;
    halves.count += 1;
    if (halves.first.length < NAMED_HALVES) halves.first.push({ row: table.rowOf(row), column: isUnexpected ? first : second });
  }
  return halves;
}

/** One side turned and the other not would be a gap between two scales. */
function refuseHalfTurned(pairs: readonly ColumnPair[], reversed: readonly string[]): void {
  const half = pairs.find(({ first, second }) => reversed.includes(first) !== reversed.includes(second));
  if (half) throw new UsageError(`--reverse turns only one side of ${nameOf(half)}: both must be on the same scale.`);
}

const dimensionsSchema = z.record(z.string(), z.strictObject({ items: z.array(z.string()).min(1), points: z.number().min(0).optional() }));

function readDimensions(path: string, names: readonly string[]): ServqualDimension[] {
  const parsed = dimensionsSchema.safeParse(readJson(path));
  if (!parsed.success) throw new UsageError(`${path}: ${parsed.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`).join('; ')}`);
  const dimensions = Object.entries(parsed.data).map(([name, { items, points }]) => ({ name, items, points }));
  for (const { name, items } of dimensions) {
    const stray = items.find((item) => !names.includes(item));
    if (stray !== undefined) throw new UsageError(`${path}: dimension ${name} names ${stray}, which --pairs does not.`);
  }
  const points = dimensions.map((dimension) => dimension.points);
  if (points.some((one) => one !== undefined)) {
    const without = dimensions.find((dimension) => dimension.points === undefined);
    if (without) throw new UsageError(`${path}: dimension ${without.name} has no points, others have.`);
    const total = points.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    if (Math.abs(total - 100) > 1e-6) throw new UsageError(`${path}: the points add up to ${total}, not to 100.`);
  }
  return dimensions;
}

const estimate = ({ n, expectation, experience, gap, low, high, t, df, p, sd, dz, effectiveN }: PairedEstimate) => ({ n, expectation, experience, gap, low, high, t, df, p, sd, dz, effectiveN });

function asJson({ items, overall, dimensions, weighted }: ServqualResult, table: Table, halves: ReadonlyMap<string, Halves>): Record<string, unknown> {
  return {
    items: items.map((item) => {
      const { sd, dz, effectiveN, ...tested } = estimate(item);
      const { wilcoxon, rank } = item;
      return {
        name: item.name, ...tested, pAdjusted: item.pAdjusted, sd, dz, effectiveN, wilcoxonV: wilcoxon?.v, wilcoxonP: wilcoxon?.p, wilcoxonMethod: wilcoxon?.method,
        rank: rank.rank, rankLow: rank.low, rankHigh: rank.high, firstProbability: rank.firstProbability, leftOut: table.rows - item.n, halves: halves.get(item.name)?.count, firstHalves: halves.get(item.name)?.first,
      };
    }),
    overall: estimate(overall),
    dimensions: dimensions.map((dimension) => ({ name: dimension.name, points: dimension.points, ...estimate(dimension) })),
    weighted: weighted && estimate(weighted),
  };
}

function print(outside: Outside, { items, overall, dimensions, weighted }: ServqualResult, { table, halves, confidence }: { table: Table; halves: ReadonlyMap<string, Halves>; confidence: number }): void {
  const figures = ({ n, expectation, experience, gap, low, high, t, p }: PairedEstimate): PrintedCell[] => [n, expectation, experience, gap, low === null || high === null ? '–' : `${low.toFixed(3)} … ${high.toFixed(3)}`, t, p];
  const heads = ['n', 'expectation', 'experience', 'gap', `${Number((confidence * 100).toFixed(3))} % interval`, 't', 'p'];
  const byRank = items.toSorted((a, b) => (a.rank.rank ?? Infinity) - (b.rank.rank ?? Infinity));
  writeTable(outside, ['item', ...heads, 'p adjusted', 'd_z', 'p Wilcoxon', 'rank', 'ranks'], byRank.map((item) => [item.name, ...figures(item), item.pAdjusted, item.dz, item.wilcoxon?.p, item.rank.rank, ranksOf(item)]));
  outside.write('\n');
  writeTable(outside, ['', ...heads], [
    ...dimensions.map((dimension) => [`${dimension.name}${dimension.points === null ? '' : ` (${dimension.points} points)`}`, ...figures(dimension)]),
    ...(weighted ? [['weighted', ...figures(weighted)]] : []),
    ['overall', ...figures(overall)],
  ]);
  const leftOut = items.filter(({ n }) => n < table.rows);
  if (leftOut.length === 0) return;
  outside.write('\nLeft out, because one of both sides is missing, both are, or the weight is 0:\n');
  for (const { name, n } of leftOut) {
    const { count, first } = halves.get(name) ?? { count: 0, first: [] };
    const places = first.map(({ row, column }) => `row ${row}, column ${column}`).join('; ');
    outside.write(`  ${name}: ${table.rows - n} rows${count === 0 ? '' : `, ${count} with only one side (${places}${count > first.length ? '; …' : ''})`}\n`);
  }
}

const ranksOf = ({ rank: { low, high } }: ServqualItemResult): string => (low === null || high === null ? '–' : low === high ? String(low) : `${low}–${high}`);
