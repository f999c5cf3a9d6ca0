import { completeRows } from '../../../kernel/stats/drivers/complete-rows.ts';
import { correlationFromSums } from '../../../kernel/stats/drivers/correlation.ts';
import { analyseDrivers, MOST_DRIVERS } from '../../../kernel/stats/drivers/drivers.ts';
import { type Criticality, criticalities, type CriticalityItem, type CrossHairs, type MapItem, meanCrossHairs, midpointCrossHairs, quadrantOf, weightedSatisfaction } from '../../../kernel/stats/gaps/importance-performance.ts';
import { momentsOfRows } from '../../../kernel/stats/drivers/moments.ts';
import { DEFAULT_SEED } from '../../../kernel/stats/random.ts';
import { type Command, UsageError } from '../command.ts';
import { refusalText } from '../numbers/driver-words.ts';
import { splitList, splitPairs } from '../numbers/lists.ts';
import { commonOptionsHelp, parseNumberArgs, type Scale, wholeOption } from '../numbers/options.ts';
import { writeJson, writeTable } from '../numbers/print.ts';
import { readTable, type Table } from '../numbers/read-table.ts';
import { readWeights } from '../numbers/rows.ts';

const usage = 'momente ipa <file> --pairs "importance1:performance1,…" (or --outcome <column> --items <columns>)';
const DRAWS = 2_000;

export const ipaCommand: Command = {
  name: 'ipa',
  summary: 'importance–performance map with cross-hairs and criticality, from a CSV',
  help: `
${usage} [options]

Places items on a map of importance and performance (Martilla & James 1977). Importance is what customers state
(--pairs), or derived: the correlation of performance with an outcome (--outcome, --items). Each item counts over the
rows that have both of its values. Criticality = importance × shortfall × reach, with intervals and places by bootstrap
over the rows; a negative correlation counts as no importance there.

  --pairs       columns of importance and performance: "i1:p1,i2:p2"
  --outcome     column that importance is derived from, with
  --items       columns of performance: "p1,p2"
  --lines       where the lines of the map cross: mean (of all items, default) or midpoint (of --scale)
  --scale       ends of the scale, low:high, for --lines midpoint (and for --reverse)
  --target      performance that customers may expect; default: the performance line of the map
  --draws       of the bootstrap (default: ${DRAWS})
  --seed        of the bootstrap, a whole number (default: ${DEFAULT_SEED})
${commonOptionsHelp.split('\n').filter((line) => !/--(scale|cluster) /.test(line)).join('\n')}

Fields of --json
  n             rows of the file
  lines         rule (mean, midpoint), importance, performance
  satisfaction  performance weighted by importance (null where importance does not sum to more than 0)
  items         name, n, importance, performance, quadrant (concentrate, keep, low, overkill), shortfall, reach,
                criticality, low, high (its interval), rank, rankLow, rankHigh; share: relative importance as in
                momente drivers (with --outcome, where it can be given honestly, else null)
`,
  async run(args, outside) {
    const { file, values, common } = parseNumberArgs(args, usage, { pairs: { type: 'string' }, outcome: { type: 'string' }, items: { type: 'string' }, lines: { type: 'string' }, target: { type: 'string' }, draws: { type: 'string' }, seed: { type: 'string' } }, ['cluster']);
    const asked = readColumns(values);
    const draws = wholeOption(values.draws, '--draws', { fallback: DRAWS, low: 50, high: 20_000 });
    const seed = wholeOption(values.seed, '--seed', { fallback: DEFAULT_SEED, low: 0, high: Number.MAX_SAFE_INTEGER });
    const table = readTable(file, { ...common.reading, numbers: [...new Set([...asked.items.flatMap(({ importance, performance }) => (importance === null ? [performance] : [importance, performance])), ...(asked.outcome === null ? [] : [asked.outcome]), ...(common.weight === null ? [] : [common.weight])])] });
    const weights = readWeights(table, common.weight) ?? undefined;
    const points = asked.items.map((item) => placeItem(table, item, { outcome: asked.outcome, weights }));
    const known = points.flatMap(({ name, importance, performance }): MapItem[] => (importance === null || performance === null ? [] : [{ name, importance, performance }]));
    const lines = linesOf(values.lines, { known, scale: common.reading.scale, isStated: asked.outcome === null });
    const target = values.target === undefined ? (lines?.performance ?? null) : readTarget(values.target);
    const outcome = asked.outcome === null ? null : table.numbers(asked.outcome);
    const critical = target === null ? [] : criticalities(asked.items.map((item) => criticalityItem(table, item, target)), outcome, { draws, seed, confidence: common.confidence, weights });
    const relative = relativeImportance(table, asked, weights);
    for (const line of relative.said) outside.writeError(`${line}\n`);
    const items = points.map((point, place) => ({ ...point, quadrant: quadrantIn(point, lines), ...criticalityFields(critical[place]), share: relative.shares.get(point.name) ?? null }));
    if (common.json) writeJson(outside, { n: table.rows, lines, satisfaction: weightedSatisfaction(known), items });
    else {
      outside.write(lines === null ? 'No item has figures.\n' : `Lines at the ${lines.rule === 'mean' ? 'means of all items' : 'middle of the scale'}: importance ${lines.importance.toFixed(3)}, performance ${lines.performance.toFixed(3)}\n\n`);
      writeTable(outside, ['item', 'n', 'importance', 'performance', 'field', 'criticality', 'low', 'high', 'rank'], [...items].sort((a, b) => (b.criticality ?? -1) - (a.criticality ?? -1)).map((one) => [
        one.name, one.n, one.importance, one.performance, one.quadrant, one.criticality, one.low, one.high, one.rank === null ? null : one.rankLow === one.rankHigh ? `${one.rank}` : `${one.rank} (${one.rankLow}–${one.rankHigh})`,
      ]));
    }
    return 0;
  },
};

interface AskedItem {
  performance: string;
  /** Column of stated importance; null = derived */
  importance: string | null;
}
interface Asked {
  items: AskedItem[];
  outcome: string | null;
}

function readColumns({ pairs, outcome, items }: { pairs?: string | undefined; outcome?: string | undefined; items?: string | undefined }): Asked {
  if (pairs !== undefined && (outcome !== undefined || items !== undefined)) throw new UsageError('Importance is either stated (--pairs) or derived (--outcome and --items).');
  if (pairs !== undefined) return { items: splitPairs(pairs, '--pairs').map(({ first, second }) => ({ importance: first, performance: second })), outcome: null };
  const performance = splitList(items ?? '', '--items');
  if (outcome === undefined || performance.length === 0) throw new UsageError(`Say what to place on the map: ${usage}`);
  if (performance.includes(outcome)) throw new UsageError(`${outcome} is the outcome and cannot be an item.`);
  return { items: performance.map((column) => ({ performance: column, importance: null })), outcome };
}

type Placed = { name: string; n: number; importance: number | null; performance: number | null };

/** Means (or the correlation) over the rows that have both values, each row as heavy as weighted. */
function placeItem(table: Table, { performance, importance }: AskedItem, { outcome, weights }: { outcome: string | null; weights: Float64Array | undefined }): Placed {
  const complete = completeRows([table.numbers(performance), table.numbers(importance ?? outcome ?? performance)], { weights });
  const { n, columns: [lived = new Float64Array(0), beside = new Float64Array(0)] } = complete;
  if (n === 0) return { name: performance, n, importance: null, performance: null };
  const all = complete.weights?.reduce((sum, weight) => sum + weight, 0) ?? n;
  const weightOf = (row: number) => (complete.weights === undefined ? 1 : ((complete.weights[row] ?? 0) * n) / all);
  const mean = (values: Float64Array) => values.reduce((sum, value, row) => sum + weightOf(row) * value, 0) / n;
  return { name: performance, n, importance: importance === null ? correlationOf(lived, beside, weightOf) : mean(beside), performance: mean(lived) };
}

function correlationOf(x: Float64Array, y: Float64Array, weightOf: (row: number) => number): number | null {
  const sums = { n: x.length, sumX: 0, sumY: 0, sumXx: 0, sumYy: 0, sumXy: 0 };
  for (let row = 0; row < x.length; row += 1) {
    const [weight, dx, dy] = [weightOf(row), (x[row] ?? 0) - (x[0] ?? 0), (y[row] ?? 0) - (y[0] ?? 0)];
    sums.sumX += weight * dx;
    sums.sumY += weight * dy;
    sums.sumXx += weight * dx * dx;
    sums.sumYy += weight * dy * dy;
    sums.sumXy += weight * dx * dy;
  }
  return correlationFromSums(sums).r;
}

function linesOf(rule: string | undefined, { known, scale, isStated }: { known: readonly MapItem[]; scale: Scale | null; isStated: boolean }): CrossHairs | null {
  if (rule === undefined || rule === 'mean') return meanCrossHairs(known);
  if (rule !== 'midpoint') throw new UsageError(`--lines is mean or midpoint, not "${rule}".`);
  if (!isStated) throw new UsageError('--lines midpoint needs stated importance: a correlation has no scale with a middle.');
  if (scale === null) throw new UsageError('--lines midpoint needs --scale low:high, e.g. --scale 1:7.');
  return midpointCrossHairs(scale, scale);
}

function readTarget(said: string): number {
  const target = Number(said);
  if (said.trim() === '' || !Number.isFinite(target)) throw new UsageError(`--target is a number, not "${said}".`);
  return target;
}

function criticalityItem(table: Table, { performance, importance }: AskedItem, target: number): CriticalityItem {
  return { name: performance, performance: table.numbers(performance), expectation: target, ...(importance === null ? {} : { importance: table.numbers(importance) }) };
}

function criticalityFields(found: Criticality | undefined) {
  const { shortfall = null, reach = null, criticality = null, low = null, high = null, rank = null, rankLow = null, rankHigh = null } = found ?? {};
  return { shortfall, reach, criticality, low, high, rank, rankLow, rankHigh };
}

function quadrantIn({ importance, performance }: Placed, lines: CrossHairs | null): string | null {
  return lines === null || importance === null || performance === null ? null : quadrantOf({ importance, performance }, lines);
}

/** Shares of R² beside the correlations; where they cannot be given honestly, the reason is told. */
function relativeImportance(table: Table, { items, outcome }: Asked, weights: Float64Array | undefined): { shares: Map<string, number>; said: string[] } {
  if (outcome === null || items.length > MOST_DRIVERS) return { shares: new Map(), said: [] };
  const names = items.map(({ performance }) => performance);
  const found = analyseDrivers(momentsOfRows(completeRows([...names, outcome].map((name) => table.numbers(name)), { weights })), names);
  if (found.kind === 'answered') return { shares: new Map(found.drivers.map(({ name, share }) => [name, share])), said: [] };
  return { shares: new Map(), said: found.refusals.map((refusal) => `No relative importance: ${refusalText(refusal, outcome)}.`) };
}
