import { requireCount } from '../inputs.ts';

/** How many people of each category there are in truth, e.g. `{ north: 4421, south: 1773 }`; each > 0. */
export type Margin = Readonly<Record<string, number>>;

/** Answers that share their category in every margin: `categories[k]` belongs to `margins[k]`. */
export interface RakingCell {
  categories: readonly string[];
  /** Answers in the cell, > 0. */
  n: number;
  /** Sum of their weights before, the same for each; n where nothing was weighted yet. */
  weight: number;
}

export interface RakingOptions {
  /** Weights above this many medians are cut; null = never. Default 5. */
  trimAtMedians?: number | null;
  /** Rounds through all margins after which an answer is refused. Default 1,000. */
  maxIterations?: number;
}

export interface Raked {
  /** By what the weight of each answer of a cell is multiplied, in the order of the cells. */
  factors: number[];
  /** Rounds through all margins until no weight changed any more. */
  iterations: number;
  /** Sum of all weights = people in the margins. */
  total: number;
  /** Answers whose weight was cut. */
  trimmed: number;
  /** Largest distance of a category's share from its target after cutting, in [0, 1]; 0 where nothing was cut. */
  marginError: number;
}

export const rakingFaults = ['no_answers', 'no_target', 'bad_total', 'missing_category', 'empty_category', 'contradictory_totals', 'bad_weight', 'no_convergence'] as const;
export type RakingFault = (typeof rakingFaults)[number];

/** Why answers cannot be weighted; `margin` and `category` say where. */
export class RakingError extends RangeError {
  readonly fault: RakingFault;
  readonly margin: string | null;
  readonly category: string | null;
  constructor(fault: RakingFault, message: string, { margin = null, category = null }: { margin?: string | null; category?: string | null } = {}) {
    super(message);
    this.name = 'RakingError';
    this.fault = fault;
    this.margin = margin;
    this.category = category;
  }
}

const TRIM_AT_MEDIANS = 5;
const MAX_ITERATIONS = 1_000;
/** No step of the last round moved any weight by more than this share. */
const SMALLEST_CHANGE = 1e-12;
/** Totals typed in from two tables may differ by rounding; more is a contradiction. */
const SAME_TOTAL_SHARE = 1e-6;

/**
 * Weights answers so that every margin has its known size: raking, or iterative proportional fitting. In turn, each
 * margin's weights are multiplied by target / current sum of their category, until no step of a round moves a weight by more than
 * a 1e-12th. One margin alone is post-stratification and done in one round (a second sees that nothing moves).
 *
 * Cells and not answers are the rows here, because answers of one cell keep the ratio of their weights: history counts
 * the cells, a file is counted into them.
 *
 * Weights above `trimAtMedians` medians are cut and what they lose goes to the others in proportion, so that a few
 * people do not speak for thousands; the margins are then met only nearly, and `marginError` says how nearly.
 * @param margins - by name; the same order as in `categories`; totals must agree
 * @source Deming & Stephan (1940), Annals of Math. Statistics 11, 427–444; the same as survey::rake of R
 * @throws RakingError for no answers, a category of answers without a target (missing_category), a target without answers
 *   (empty_category), margins of different totals (contradictory_totals), weights that are none, and margins that
 *   contradict each other in the answers that there are (no_convergence)
 */
export function rake(cells: readonly RakingCell[], margins: readonly (readonly [name: string, margin: Margin])[], { trimAtMedians = TRIM_AT_MEDIANS, maxIterations = MAX_ITERATIONS }: RakingOptions = {}): Raked {
  const total = checkTotals(margins);
  const places = placesOf(cells, margins);
  const start = cells.map(({ weight }) => weight);
  const weights = [...start];
  let iterations = 0;
  for (let change = Infinity; change > SMALLEST_CHANGE; ) {
    if (iterations === maxIterations) throw new RakingError('no_convergence', `The targets of ${margins.map(([name]) => `"${name}"`).join(' and ')} contradict each other in the answers that there are: after ${maxIterations} rounds the weights still move. Leave out a margin, or join small categories.`);
    change = round(weights, places);
    iterations += 1;
  }
  const raked = { factors: weights.map((weight, cell) => weight / (start[cell] ?? 1)), iterations, total, trimmed: 0, marginError: 0 };
  return trimAtMedians === null ? raked : trimmed(raked, { cells, weights, places }, trimAtMedians);
}

/** Which cells a category holds, and how many people it should. */
interface Place {
  cells: readonly number[];
  target: number;
}

function checkTotals(margins: readonly (readonly [string, Margin])[]): number {
  const [first] = margins;
  if (!first) throw new RakingError('no_target', 'Say at least one margin, e.g. {"region": {"north": 4421, "south": 1773}}.');
  const totals = margins.map(([name, margin]) => {
    const entries = Object.entries(margin);
    if (entries.length === 0) throw new RakingError('no_target', `"${name}" has no categories.`, { margin: name });
    for (const [category, people] of entries) {
      if (!(typeof people === 'number' && Number.isFinite(people) && people > 0)) throw new RakingError('bad_total', `The target of "${category}" in "${name}" must be a number above 0, got ${String(people)}.`, { margin: name, category });
    }
    return entries.reduce((sum, [, people]) => sum + people, 0);
  });
  const total = totals[0] ?? 0;
  for (const [place, other] of totals.entries()) {
    if (Math.abs(other - total) > SAME_TOTAL_SHARE * total) {
      throw new RakingError('contradictory_totals', `The targets contradict each other: "${first[0]}" has ${total} people, "${margins[place]?.[0] ?? ''}" has ${other}.`, { margin: margins[place]?.[0] ?? null });
    }
  }
  return total;
}

function placesOf(cells: readonly RakingCell[], margins: readonly (readonly [string, Margin])[]): Place[][] {
  if (cells.length === 0) throw new RakingError('no_answers', 'There are no answers to weight.');
  for (const { n, weight } of cells) {
    requireCount('n', n);
    if (!(Number.isFinite(weight) && weight > 0)) throw new RakingError('bad_weight', `A weight must be a number above 0, got ${weight}.`);
  }
  return margins.map(([name, margin], place) => {
    const own = Map.groupBy(cells.keys(), (cell) => cells[cell]?.categories[place] ?? '');
    for (const category of own.keys()) {
      if (!Object.hasOwn(margin, category)) throw new RakingError('missing_category', `Answers have the category "${category}" in "${name}", the targets do not. Give it a target, or leave these answers out.`, { margin: name, category });
    }
    return Object.entries(margin).map(([category, target]) => {
      const found = own.get(category);
      if (!found) throw new RakingError('empty_category', `"${category}" in "${name}" has a target of ${target}, but no answer. Join it with another category.`, { margin: name, category });
      return { cells: found, target };
    });
  });
}

/** One round through all margins. @returns the largest share by which a step moved a weight */
function round(weights: number[], places: readonly Place[][]): number {
  let largest = 0;
  for (const margin of places) {
    for (const { cells, target } of margin) {
      const factor = target / cells.reduce((all, cell) => all + (weights[cell] ?? 0), 0);
      for (const cell of cells) weights[cell] = (weights[cell] ?? 0) * factor;
      largest = Math.max(largest, Math.abs(factor - 1));
    }
  }
  return largest;
}

function trimmed(raked: Raked, { cells, weights, places }: { cells: readonly RakingCell[]; weights: readonly number[]; places: readonly Place[][] }, atMedians: number): Raked {
  const each = cells.map(({ n }, cell) => (weights[cell] ?? 0) / n);
  const limit = atMedians * medianOf(each.map((value, cell) => ({ value, n: cells[cell]?.n ?? 0 })));
  if (!each.some((weight) => weight > limit * (1 + SMALLEST_CHANGE))) return raked;
  const isCut = each.map((weight) => weight > limit);
  const now = [...each];
  // What is handed on may lift others above the limit: they are cut in the next round, and each round cuts at least one.
  for (let rounds = 0; rounds < cells.length; rounds += 1) {
    const cut = sumOf(cells, (cell) => (isCut[cell] ? limit : 0));
    const kept = sumOf(cells, (cell) => (isCut[cell] ? 0 : (now[cell] ?? 0)));
    const factor = kept === 0 ? 1 : Math.max(1, (raked.total - cut) / kept);
    for (const cell of now.keys()) now[cell] = isCut[cell] ? limit : (now[cell] ?? 0) * factor;
    const above = now.flatMap((weight, cell) => (!isCut[cell] && weight > limit * (1 + SMALLEST_CHANGE) ? [cell] : []));
    if (above.length === 0) break;
    for (const cell of above) isCut[cell] = true;
  }
  const total = sumOf(cells, (cell) => now[cell] ?? 0);
  const errors = places.flatMap((margin) => margin.map(({ cells: own, target }) => Math.abs(own.reduce((sum, cell) => sum + (now[cell] ?? 0) * (cells[cell]?.n ?? 0), 0) / total - target / raked.total)));
  return {
    ...raked,
    factors: now.map((weight, cell) => (weight * (cells[cell]?.n ?? 0)) / (cells[cell]?.weight ?? 1)),
    total,
    trimmed: cells.reduce((sum, { n }, cell) => sum + (isCut[cell] ? n : 0), 0),
    marginError: Math.max(...errors),
  };
}

/** The lower median of the weights of all answers. */
function medianOf(cells: readonly { value: number; n: number }[]): number {
  const sorted = cells.toSorted((a, b) => a.value - b.value);
  const half = cells.reduce((sum, { n }) => sum + n, 0) / 2;
  let before = 0;
  return sorted.find(({ n }) => (before += n) >= half)?.value ?? 0;
}

const sumOf = (cells: readonly RakingCell[], each: (cell: number) => number): number => cells.reduce((sum, { n }, cell) => sum + n * each(cell), 0);
