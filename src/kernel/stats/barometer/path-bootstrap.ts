import { CONFIDENCE } from '../distributions.ts';
import { rawWeights } from './barometer-index.ts';
import { addMoments, type ItemMoments, noMoments, totalOf } from '../drivers/item-moments.ts';
import { type FittedPaths, fitPathModel, type PathRefusal, type PreparedModel } from './path-model.ts';
import { expandedTail, percentiles } from '../percentiles.ts';
import { DEFAULT_SEED, SeededRandom } from '../random.ts';

/** Limits are null where too few of the draws could be fitted to say anything. */
export interface Limits {
  low: number | null;
  high: number | null;
}

export interface PathEstimates extends Omit<FittedPaths, 'paths' | 'blocks'> {
  blocks: (FittedPaths['blocks'][number] & { index: number | null; indexLimits: Limits })[];
  paths: (FittedPaths['paths'][number] & Limits)[];
  /** How many draws the limits rest on, of how many. */
  draws: number;
  asked: number;
}

export interface BootstrapOptions {
  draws?: number;
  seed?: number;
  confidence?: number;
}

/** Fewer fitted draws than this share, and there are no limits: what failed is not random. */
const ENOUGH_DRAWS = 0.9;
/** Digits of a coefficient that a draw needs; the model itself is fitted to 1e-12. */
const DRAW_TOLERANCE = 1e-7;

/**
 * A path model with (expanded) percentile bootstrap intervals for its coefficients and for the index of each block with the
 * model's own weights (from 0 to 100 when the items are).
 *
 * A draw takes as many parts as there are, each any number of times, and fits the model anew. A part holds whole
 * respondents: one each, or a random group of them where there are many, so that the time does not grow with their
 * number. Blocks of a draw are turned as those of the model (sign rule), so a coefficient does not jump its sign.
 * @param parts - moments of disjoint groups of respondents; from one alone no limits follow
 * @returns the model with limits of coefficients and indices, or why it cannot be fitted
 * @source Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13; for PLS: Tenenhaus et al. (2005), section 3
 */
export function bootstrapPathModel(parts: readonly ItemMoments[], prepared: PreparedModel, options: BootstrapOptions = {}): PathEstimates | PathRefusal {
  const steps = bootstrapSteps(parts, prepared, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** As {@link bootstrapPathModel}, with a pause after each draw: a server lets others have their turn. */
export function* bootstrapSteps(parts: readonly ItemMoments[], prepared: PreparedModel, { draws = 500, seed = DEFAULT_SEED, confidence = CONFIDENCE }: BootstrapOptions = {}): Generator<undefined, PathEstimates | PathRefusal> {
  const items = parts[0]?.items ?? [];
  const whole = totalOf(items, parts);
  const fitted = fitPathModel(whole, prepared);
  if (fitted.kind === 'refused') return fitted;
  const random = new SeededRandom(seed);
  const found: { coefficients: number[]; indices: (number | null)[] }[] = [];
  for (let draw = 0; draw < draws && parts.length > 1; draw += 1) {
    const drawn = drawParts(items, parts, random);
    const fit = fitPathModel(drawn, prepared, { tolerance: DRAW_TOLERANCE });
    if (fit.kind === 'fitted') found.push({ coefficients: fit.paths.map(({ coefficient }) => coefficient), indices: fit.blocks.map(({ weights }, block) => weightedIndex(drawn, prepared.items[block] ?? [], weights)) });
    yield;
  }
  const limits = (values: (number | null)[]): Limits => limitsOf(values.filter((value) => value !== null), parts.length, { asked: draws, confidence });
  return {
    ...fitted,
    blocks: fitted.blocks.map((block, at) => ({ ...block, index: weightedIndex(whole, prepared.items[at] ?? [], block.weights), indexLimits: limits(found.map(({ indices }) => indices[at] ?? null)) })),
    paths: fitted.paths.map((path, at) => ({ ...path, ...limits(found.map(({ coefficients }) => coefficients[at] ?? null)) })),
    draws: found.length, asked: draws,
  };
}

function drawParts(items: readonly string[], parts: readonly ItemMoments[], random: SeededRandom): ItemMoments {
  const drawn = noMoments(items);
  const times = new Uint32Array(parts.length);
  for (let at = 0; at < parts.length; at += 1) {
    const one = random.integer(parts.length);
    times[one] = (times[one] ?? 0) + 1;
  }
  for (const [one, part] of parts.entries()) if (times[one]) addMoments(drawn, part, times[one]);
  return drawn;
}

/** Mean of the items with the model's weights, brought back to their own units; null when those do not exist. */
function weightedIndex(moments: ItemMoments, places: readonly number[], weights: readonly number[]): number | null {
  const raw = rawWeights(moments, places, weights);
  return raw && places.reduce((sum, place, at) => sum + ((moments.sums[place] ?? 0) / moments.weight) * (raw[at] ?? 0), 0);
}

/** Simulated coverage of path coefficients at n = 100: 92.8 % with plain percentiles, 94 % with expanded ones. */
function limitsOf(values: readonly number[], parts: number, { asked, confidence }: { asked: number; confidence: number }): Limits {
  if (values.length < 2 || parts < 2 || values.length < asked * ENOUGH_DRAWS) return { low: null, high: null };
  const [low, high] = percentiles(Float64Array.from(values), expandedTail(parts, confidence));
  return { low, high };
}
