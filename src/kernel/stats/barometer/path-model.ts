import { type ItemMoments, spreadsOf } from '../drivers/item-moments.ts';

/** Blocks of items, each for one thing that cannot be asked directly, and which of them acts on which. */
export interface PathModel {
  blocks: readonly { name: string; items: readonly string[] }[];
  paths: readonly { from: string; to: string }[];
  /** How a block listens to its neighbours while weights are sought: by the sign of the correlation, or (path) by regression on those before it and correlation with those behind it. */
  scheme: 'centroid' | 'path';
}

export interface FittedPaths {
  kind: 'fitted';
  n: number;
  iterations: number;
  /** In the order of the model's blocks. Weights and loadings of standardised items, in the order of the block's items. */
  blocks: { name: string; weights: number[]; loadings: number[]; r2: number | null }[];
  /** In the order of the model's paths: standardised regression coefficients. */
  paths: { from: string; to: string; coefficient: number }[];
}

/**
 * Why there is no model: fewer rows than its regressions need, items that never vary, blocks that cannot be told apart
 * (named), or weights that find no rest.
 */
export type PathRefusal =
  | { kind: 'refused'; reason: 'too_few'; n: number; needed: number }
  | { kind: 'refused'; reason: 'constant'; names: string[] }
  | { kind: 'refused'; reason: 'collinear'; names: string[] }
  | { kind: 'refused'; reason: 'not_converged'; iterations: number };

/** A model by places instead of names; what repeats itself is worked out once. */
export interface PreparedModel {
  model: PathModel;
  /** Places of each block's items among those of the moments. */
  items: readonly (readonly number[])[];
  /** Blocks that act on each block, in the order of the paths. */
  before: readonly (readonly number[])[];
  behind: readonly (readonly number[])[];
}

/**
 * Checks a model against the items that there are.
 * @throws RangeError naming what is wrong: blocks without items or path, unknown or doubled names, a circle of paths
 */
export function prepareModel(model: PathModel, items: readonly string[]): PreparedModel {
  const names = model.blocks.map(({ name }) => name);
  refuseDoubles('block', names);
  refuseDoubles('item', model.blocks.flatMap((block) => block.items));
  refuseDoubles('path', model.paths.map(({ from, to }) => `${from} → ${to}`));
  const placeOf = (kind: string, list: readonly string[], name: string): number => {
    const place = list.indexOf(name);
    if (place < 0) throw new RangeError(`there is no ${kind} "${name}"`);
    return place;
  };
  const ends = model.paths.map(({ from, to }) => [placeOf('block', names, from), placeOf('block', names, to)] as const);
  for (const { name, items: own } of model.blocks) {
    if (own.length === 0) throw new RangeError(`block "${name}" has no items`);
    if (!model.paths.some(({ from, to }) => from === name || to === name)) throw new RangeError(`block "${name}" has no path`);
  }
  const before = names.map((_, block) => ends.flatMap(([from, to]) => (to === block ? [from] : [])));
  refuseCircle(names, before);
  return { model, items: model.blocks.map((block) => block.items.map((item) => placeOf('item', items, item))), before, behind: names.map((_, block) => ends.flatMap(([from, to]) => (from === block ? [to] : []))) };
}

function refuseDoubles(kind: string, names: readonly string[]): void {
  const double = names.find((name, at) => names.indexOf(name) !== at);
  if (double !== undefined) throw new RangeError(`${kind} "${double}" is there twice`);
}

function refuseCircle(names: readonly string[], before: readonly (readonly number[])[]): void {
  const settled = new Set<number>();
  for (;;) {
    const next = names.findIndex((_, block) => !settled.has(block) && (before[block] ?? []).every((one) => settled.has(one)));
    if (next < 0) break;
    settled.add(next);
  }
  const rest = names.filter((_, block) => !settled.has(block));
  if (rest.length > 0) throw new RangeError(`the paths go in a circle through ${rest.join(', ')}`);
}

export interface FitOptions {
  /** Weights rest when none moves by more; in units of weights. */
  tolerance?: number;
  mostIterations?: number;
}

/**
 * Path model by partial least squares (Lohmöller's algorithm, mode A: every item reflects its block).
 *
 * Items are standardised. Beginning with equal weights: blocks are weighted sums with variance 1; each listens to its
 * neighbours (inner estimate, by the scheme); the new weight of an item is its covariance with what its block heard;
 * until no weight moves. Then each block is regressed on those before it. All of it needs only the correlations of the
 * items, so it takes moments, not rows. Signs: a block points the way in which most of its loadings point.
 * @param moments - of the items as `prepared` was made for
 * @returns standardised path coefficients, weights and loadings, or why there are none: too few rows, constant or collinear blocks
 * @source Lohmöller (1989), Latent Variable Path Modeling with Partial Least Squares; Tenenhaus et al. (2005),
 *   Computational Statistics & Data Analysis 48(1), 159–205; checked against SmartPLS 2.0.M3 to 8 digits
 */
export function fitPathModel(moments: ItemMoments, prepared: PreparedModel, { tolerance = 1e-12, mostIterations = 300 }: FitOptions = {}): FittedPaths | PathRefusal {
  // A regression on k blocks leaves n − k − 1 degrees of freedom.
  const needed = Math.max(3, ...prepared.before.map(({ length }) => length + 2));
  if (moments.n < needed) return { kind: 'refused', reason: 'too_few', n: moments.n, needed };
  const correlations = correlationsOf(moments, prepared);
  if (!(correlations instanceof Float64Array)) return correlations;
  const seen: Seen = { prepared, correlations, p: moments.items.length };
  let weights = prepared.items.map((places) => normed(seen, places, places.map(() => 1)));
  for (let iterations = 1; iterations <= mostIterations; iterations += 1) {
    const heard = listen(prepared, blockCorrelations(seen, weights));
    if (!heard) return collinear(seen, weights);
    const before = weights;
    const next = prepared.items.map((places, block) => normed(seen, places, places.map((item) => covarianceWith(seen, item, heard[block] ?? [], before))));
    let moved = 0;
    for (const [block, own] of next.entries()) for (const [at, weight] of own.entries()) moved = Math.max(moved, Math.abs(Math.abs(weight) - Math.abs(weights[block]?.[at] ?? 0)));
    weights = next;
    if (moved < tolerance) return describe(seen, { n: moments.n, iterations }, weights);
  }
  return { kind: 'refused', reason: 'not_converged', iterations: mostIterations };
}

/** Weights of the items of each block. */
type Weights = readonly (readonly number[])[];

interface Seen {
  prepared: PreparedModel;
  /** p × p by rows. */
  correlations: Float64Array;
  p: number;
}

function correlationsOf(moments: ItemMoments, prepared: PreparedModel): Float64Array | PathRefusal {
  const spreads = spreadsOf(moments);
  const used = prepared.items.flat();
  const constant = spreads ? used.flatMap((place) => (spreads.constant.includes(moments.items[place] ?? '') ? [moments.items[place] ?? ''] : [])) : [];
  if (!spreads || constant.length > 0) return { kind: 'refused', reason: 'constant', names: constant };
  const p = moments.items.length;
  const deviations = moments.items.map((_, i) => Math.sqrt(spreads.covariances[i * p + i] ?? 0));
  return spreads.covariances.map((covariance, at) => covariance / ((deviations[Math.floor(at / p)] ?? 0) * (deviations[at % p] ?? 0)));
}

/** Weights that give their block variance 1; all 0 when the block heard nothing. */
function normed({ correlations, p }: Seen, places: readonly number[], weights: readonly number[]): number[] {
  let variance = 0;
  for (const [a, i] of places.entries()) for (const [b, j] of places.entries()) variance += (weights[a] ?? 0) * (weights[b] ?? 0) * (correlations[i * p + j] ?? 0);
  const deviation = Math.sqrt(Math.max(0, variance));
  return weights.map((weight) => (deviation < 1e-12 ? 0 : weight / deviation));
}

/** Correlations between the blocks as they are weighted now. */
function blockCorrelations({ prepared: { items }, correlations, p }: Seen, weights: Weights): number[][] {
  const between = (a: number, b: number): number => {
    let sum = 0;
    for (const [at, i] of (items[a] ?? []).entries()) for (const [bt, j] of (items[b] ?? []).entries()) sum += (weights[a]?.[at] ?? 0) * (weights[b]?.[bt] ?? 0) * (correlations[i * p + j] ?? 0);
    return sum;
  };
  return items.map((_, a) => items.map((__, b) => between(a, b)));
}

/** How strongly each block hears each other one; null when blocks before one cannot be told apart. */
function listen({ model, before, behind }: PreparedModel, blocks: readonly (readonly number[])[]): number[][] | null {
  const heard = blocks.map((row) => row.map(() => 0));
  for (const [block, ears] of heard.entries()) {
    const first = before[block] ?? [];
    const slopes = model.scheme === 'path' ? regress(blocks, block, first) : first.map((other) => Math.sign(blocks[block]?.[other] ?? 0));
    if (!slopes) return null;
    for (const [at, other] of first.entries()) ears[other] = slopes[at] ?? 0;
    for (const other of behind[block] ?? []) {
      const correlation = blocks[block]?.[other] ?? 0;
      ears[other] = model.scheme === 'path' ? correlation : Math.sign(correlation);
    }
  }
  return heard;
}

function covarianceWith({ prepared: { items }, correlations, p }: Seen, item: number, ears: readonly number[], weights: Weights): number {
  let sum = 0;
  for (const [block, ear] of ears.entries()) {
    if (ear === 0) continue;
    for (const [at, other] of (items[block] ?? []).entries()) sum += ear * (weights[block]?.[at] ?? 0) * (correlations[item * p + other] ?? 0);
  }
  return sum;
}

/** What is left of a block that the others explain entirely. */
const INDISTINGUISHABLE = 1e-9;

/**
 * Standardised slopes of a block on others, from correlations, by Cholesky; ours because a bootstrap asks for some ten
 * thousand tiny systems, and because a pivot near 0 says that blocks are the same.
 * @returns null when the others cannot be told apart
 */
function regress(blocks: readonly (readonly number[])[], block: number, others: readonly number[]): number[] | null {
  const k = others.length;
  const root = others.map(() => new Float64Array(k));
  const half = new Float64Array(k);
  for (let i = 0; i < k; i += 1) {
    const row = root[i] ?? half;
    for (let j = 0; j <= i; j += 1) {
      let rest = blocks[others[i] ?? 0]?.[others[j] ?? 0] ?? 0;
      for (let m = 0; m < j; m += 1) rest -= (row[m] ?? 0) * (root[j]?.[m] ?? 0);
      if (i === j && rest < INDISTINGUISHABLE) return null;
      row[j] = i === j ? Math.sqrt(rest) : rest / (root[j]?.[j] ?? 1);
    }
    let rest = blocks[block]?.[others[i] ?? 0] ?? 0;
    for (let m = 0; m < i; m += 1) rest -= (row[m] ?? 0) * (half[m] ?? 0);
    half[i] = rest / (row[i] ?? 1);
  }
  const slopes = Array.from({ length: k }, () => 0);
  for (let i = k - 1; i >= 0; i -= 1) {
    let rest = half[i] ?? 0;
    for (let m = i + 1; m < k; m += 1) rest -= (root[m]?.[i] ?? 0) * (slopes[m] ?? 0);
    slopes[i] = rest / (root[i]?.[i] ?? 1);
  }
  return slopes;
}

function collinear(seen: Seen, weights: Weights): PathRefusal {
  const { prepared } = seen;
  const blocks = blockCorrelations(seen, weights);
  const place = prepared.before.findIndex((others, block) => regress(blocks, block, others) === null);
  return { kind: 'refused', reason: 'collinear', names: (prepared.before[place] ?? []).map((block) => prepared.model.blocks[block]?.name ?? '') };
}

function describe(seen: Seen, { n, iterations }: { n: number; iterations: number }, found: Weights): FittedPaths | PathRefusal {
  const { prepared, correlations, p } = seen;
  const loadingOf = (item: number, block: number, weights: Weights) => (prepared.items[block] ?? []).reduce((sum, other, at) => sum + (weights[block]?.[at] ?? 0) * (correlations[item * p + other] ?? 0), 0);
  const weights = prepared.items.map((places, block) => {
    const direction = places.reduce((sum, item) => sum + Math.sign(loadingOf(item, block, found)), 0) || (found[block] ?? []).reduce((sum, weight) => sum + weight, 0);
    return (found[block] ?? []).map((weight) => (direction < 0 ? -weight : weight));
  });
  const blocks = blockCorrelations(seen, weights);
  // Blocks that hear nothing from their neighbours have no weights at all.
  const silent = blocks.flatMap((row, block) => ((row[block] ?? 0) < 0.5 ? [prepared.model.blocks[block]?.name ?? ''] : []));
  if (silent.length > 0) return { kind: 'refused', reason: 'not_converged', iterations };
  const slopes = prepared.before.map((others, block) => regress(blocks, block, others));
  if (slopes.includes(null)) return collinear(seen, weights);
  const explained = (block: number): number => (prepared.before[block] ?? []).reduce((sum, other, at) => sum + (slopes[block]?.[at] ?? 0) * (blocks[block]?.[other] ?? 0), 0);
  const names = prepared.model.blocks.map(({ name }) => name);
  return {
    kind: 'fitted', n, iterations,
    blocks: prepared.items.map((places, block) => ({ name: names[block] ?? '', weights: weights[block] ?? [], loadings: places.map((item) => loadingOf(item, block, weights)), r2: prepared.before[block]?.length ? explained(block) : null })),
    paths: prepared.model.paths.map(({ from, to }) => {
      const target = names.indexOf(to);
      return { from, to, coefficient: slopes[target]?.[(prepared.before[target] ?? []).indexOf(names.indexOf(from))] ?? 0 };
    }),
  };
}
