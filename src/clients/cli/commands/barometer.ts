import { type IndexEstimate, indexOf, rawWeights, scaleTo100 } from '../../../kernel/stats/barometer/barometer-index.ts';
import { clusteredMeanFromSums } from '../../../kernel/stats/scores/clustered-mean.ts';
import { completeRows, type CompleteRows } from '../../../kernel/stats/drivers/complete-rows.ts';
import { type ItemMoments, momentsOfColumns, totalOf } from '../../../kernel/stats/drivers/item-moments.ts';
import { bootstrapPathModel, type PathEstimates } from '../../../kernel/stats/barometer/path-bootstrap.ts';
import { type PathRefusal, prepareModel, type PreparedModel } from '../../../kernel/stats/barometer/path-model.ts';
import { DEFAULT_SEED } from '../../../kernel/stats/random.ts';
import { cronbachAlpha, ENOUGH_RELIABILITY } from '../../../kernel/stats/barometer/reliability.ts';
import { type Command, type Outside, UsageError } from '../command.ts';
import { type FileModel, modelHelp, readModel } from '../numbers/barometer-model.ts';
import { type CommonOptions, commonOptionsHelp, parseNumberArgs, wholeOption } from '../numbers/options.ts';
import { writeJson, writeTable } from '../numbers/print.ts';
import { readTable, type Table } from '../numbers/read-table.ts';
import { readWeights } from '../numbers/rows.ts';

const usage = 'momente barometer <file> --model <model.json>';
const DRAWS = 500;
/** More parts than this make a bootstrap slower and not better. */
const PARTS = 1_000;
const FAULTS = 5;

export const barometerCommand: Command = {
  name: 'barometer',
  summary: 'customer barometer: index, factors and how they depend on one another, from a CSV',
  help: `
${usage} [options]

Computes an index from 0 to 100 for each block of questions, its reliability (Cronbach's alpha), and a path model by
partial least squares (mode A, standardised) with bootstrap intervals. Only rows without a missing value in all items of
the model count (listwise); n says how many.
${modelHelp}

  --model       the model file
  --draws       of the bootstrap (default: ${DRAWS})
  --seed        of the bootstrap, a whole number (default: ${DEFAULT_SEED}): the same seed gives the same intervals
${commonOptionsHelp}

Fields of --json
  index, low, high   of the block that is the index, 0–100, with its interval
  n, leftOut    rows that count, rows left out because something is missing
  blocks        name, index, low, high, alpha (null with alphaReason: one_item, too_few, constant), r2,
                weights: outer weights of the model by item (standardised items), loadings: by item,
                plsIndex, plsLow, plsHigh: the index with the weights of the model, plsWeights: those weights by item (sum 1)
  paths         from, to, coefficient (standardised), low, high
  scheme, iterations, draws: fitted bootstrap draws
  refused       null, or why there is no path model: reason (too_few, constant, collinear, not_converged), names, text
`,
  async run(args, outside) {
    const text = { type: 'string' } as const;
    const { file, values, common } = parseNumberArgs(args, usage, { model: text, draws: text, seed: text });
    if (values.model === undefined) throw new UsageError(`Say the model: ${usage}`);
    if (common.weight !== null && common.cluster !== null) throw new UsageError('--weight and --cluster cannot be said together here.');
    const draws = wholeOption(values.draws, '--draws', { fallback: DRAWS, low: 50, high: 10_000 });
    const seed = wholeOption(values.seed, '--seed', { fallback: DEFAULT_SEED, low: 0, high: Number.MAX_SAFE_INTEGER });
    const model = readModel(values.model);
    const items = model.blocks.flatMap((block) => block.items);
    const prepared = prepare(values.model, model, items);
    const rows = readRows(file, model, items, common);
    const parts = momentsOfColumns(items, rows.columns, { weights: rows.weights, clusters: rows.clusters, parts: PARTS, seed });
    const paths = model.paths.length === 0 ? null : bootstrapPathModel(parts, prepared, { draws, seed, confidence: common.confidence });
    const result = describe(model, prepared, { rows, moments: totalOf(items, parts), paths, confidence: common.confidence });
    if (result.refused) outside.writeError(`No path model: ${result.refused.text}\n`);
    if (common.json) writeJson(outside, result);
    else print(outside, result, model.index);
    return 0;
  },
};

function prepare(path: string, model: FileModel, items: readonly string[]): PreparedModel {
  try {
    // Without paths there are indices only.
    return prepareModel(model.paths.length > 0 ? model : { ...model, blocks: [] }, items);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${path}: ${error.message}.`);
    throw error;
  }
}

/** Items from 0 (worst) to 100 (best). */
function readRows(file: string, model: FileModel, items: readonly string[], { reading, weight, cluster }: CommonOptions): CompleteRows {
  const table = readTable(file, { ...reading, numbers: [...items, ...(weight === null ? [] : [weight])], texts: cluster === null ? [] : [cluster] });
  refuseOutside(file, table, model, items);
  const weights = readWeights(table, weight) ?? undefined;
  const columns = items.map((item) => {
    const { low, high } = model.ends.get(item) ?? { low: 0, high: 100 };
    return table.numbers(item).map((value) => scaleTo100(value, low, high));
  });
  return completeRows(columns, { weights, clusters: cluster === null ? undefined : table.texts(cluster) });
}

function refuseOutside(file: string, table: Table, model: FileModel, items: readonly string[]): void {
  const faults: string[] = [];
  let count = 0;
  for (const item of items) {
    const { low, high } = model.ends.get(item) ?? { low: 0, high: 0 };
    const [least, most] = [Math.min(low, high), Math.max(low, high)];
    for (const [row, value] of table.numbers(item).entries()) {
      if (Number.isNaN(value) || (value >= least && value <= most)) continue;
      count += 1;
      if (faults.length < FAULTS) faults.push(`row ${table.rowOf(row)}, column ${item}: ${value} lies outside of its scale ${least} to ${most}`);
    }
  }
  if (count > 0) throw new UsageError(`${file}: ${faults.join('\n')}${count > faults.length ? `\nand ${count - faults.length} more.` : ''}`);
}

interface Counted {
  rows: CompleteRows;
  moments: ItemMoments;
  paths: PathEstimates | PathRefusal | null;
  confidence: number;
}
type Result = ReturnType<typeof describe>;

function describe(model: FileModel, prepared: PreparedModel, { rows, moments, paths, confidence }: Counted) {
  const fitted = paths?.kind === 'fitted' ? paths : null;
  let first = 0;
  const blocks = model.blocks.map((block, at) => {
    const places = block.items.map((_, place) => first + place);
    first += places.length;
    const fit = fitted?.blocks[at];
    const byItem = (values: readonly number[] | null | undefined) => values && Object.fromEntries(block.items.map((item, place) => [item, values[place] ?? 0]));
    const plsWeights = fit && rawWeights(moments, places, fit.weights);
    const equal = rows.clusters ? clusteredIndex(rows, places, confidence) : indexOf(moments, places, { confidence });
    const { alpha, reason } = cronbachAlpha(moments, places);
    const pls = { index: fit?.index ?? null, low: fit?.indexLimits.low ?? null, high: fit?.indexLimits.high ?? null };
    const own = model.weights === 'pls' ? pls : equal;
    return {
      name: block.name, index: own.index, low: own.low, high: own.high, alpha, alphaReason: reason, r2: fit?.r2 ?? null, weights: byItem(fit?.weights) ?? null, loadings: byItem(fit?.loadings) ?? null,
      plsIndex: pls.index, plsLow: pls.low, plsHigh: pls.high, plsWeights: byItem(plsWeights) ?? null,
    };
  });
  const { index, low, high } = blocks.find(({ name }) => name === model.index) ?? { index: null, low: null, high: null };
  return {
    index, low, high, n: moments.n, leftOut: rows.leftOut, blocks,
    paths: (fitted?.paths ?? []).map(({ from, to, coefficient, low: pathLow, high: pathHigh }) => ({ from, to, coefficient, low: pathLow, high: pathHigh })),
    scheme: prepared.model.scheme, iterations: fitted?.iterations ?? null, draws: fitted?.draws ?? null,
    refused: paths?.kind === 'refused' ? { reason: paths.reason, names: 'names' in paths ? paths.names : [], text: refusalText(paths) } : null,
  };
}

/** Several answers of one customer resemble each other; the interval knows it. */
function clusteredIndex({ columns, clusters }: CompleteRows, places: readonly number[], confidence: number): Omit<IndexEstimate, 'variance'> {
  const sums = new Map<number, { size: number; sum: number }>();
  for (const [row, cluster] of (clusters ?? new Int32Array()).entries()) {
    const own = places.reduce((total, place) => total + (columns[place]?.[row] ?? 0), 0) / places.length;
    const known = sums.get(cluster) ?? { size: 0, sum: 0 };
    sums.set(cluster, { size: known.size + 1, sum: known.sum + own });
  }
  const add = (part: (one: { size: number; sum: number }) => number) => [...sums.values()].reduce((total, one) => total + part(one), 0);
  const { n, mean, low, high } = clusteredMeanFromSums({
    n: add(({ size }) => size), clusters: sums.size, sum: add(({ sum }) => sum), sumSqOfClusterSums: add(({ sum }) => sum ** 2), sumClusterSumTimesSize: add(({ sum, size }) => sum * size), sumSqClusterSizes: add(({ size }) => size ** 2),
  }, confidence);
  return { n, index: mean, low: low === null ? null : Math.max(0, low), high: high === null ? null : Math.min(100, high) };
}

function refusalText(refusal: PathRefusal): string {
  switch (refusal.reason) {
    case 'too_few': return `${refusal.n} complete ${refusal.n === 1 ? 'row is' : 'rows are'} too few; its regressions need at least ${refusal.needed}.`;
    case 'constant': return refusal.names.length === 0 ? 'nothing varies.' : `every row has the same answer in ${refusal.names.join(', ')}. Take it out of the model.`;
    case 'collinear': return `the answers do not tell ${refusal.names.join(' and ')} apart (perfectly collinear).`;
    case 'not_converged': return `its weights found no rest in ${refusal.iterations} rounds: the blocks hardly depend on one another.`;
  }
}

function print(outside: Outside, { index, low, high, n, leftOut, blocks, paths, draws, scheme }: Result, indexName: string): void {
  outside.write(`${indexName}: ${index === null ? '–' : index.toFixed(1)} of 100${low === null || high === null ? '' : ` (${low.toFixed(1)} to ${high.toFixed(1)})`}, n = ${n}${leftOut === 0 ? '' : ` (${leftOut} rows with a missing value left out)`}\n\n`);
  writeTable(outside, ['block', 'index', 'low', 'high', 'alpha', 'R²', 'index by model', 'weights'], blocks.map((block) => [
    block.name, block.index, block.low, block.high, block.alpha, block.r2, block.plsIndex, block.weights && Object.entries(block.weights).map(([item, weight]) => `${item} ${weight.toFixed(3)}`).join(', '),
  ]), 3);
  const loose = blocks.filter(({ alpha }) => alpha !== null && alpha < ENOUGH_RELIABILITY);
  if (loose.length > 0) outside.write(`\nBelow ${ENOUGH_RELIABILITY} the items of a block hardly measure one thing: ${loose.map(({ name }) => name).join(', ')}.\n`);
  if (paths.length === 0) return;
  outside.write(`\nPath coefficients (PLS, ${scheme} scheme, intervals from ${draws} bootstrap draws):\n\n`);
  writeTable(outside, ['from', 'to', 'coefficient', 'low', 'high'], paths.map((path) => [path.from, path.to, path.coefficient, path.low, path.high]));
}
