import { CONFIDENCE } from '../distributions.ts';
import { dealUnits } from '../deal.ts';
import { requireCount, requireFinite } from '../inputs.ts';
import { DEFAULT_SEED, SeededRandom } from '../random.ts';

/** A figure that is ranked, e.g. a gap in scale points, with its standard error; null = unknown, it gets no rank. */
export interface RankedEstimate {
  estimate: number | null;
  standardError: number | null;
}

/**
 * Place of a figure among all, 1 = the smallest (of gaps: the one that falls shortest). `low` to `high` are the places
 * that fit the data; `firstProbability` says how often it came out first, in [0, 1]. Unknown figures have null throughout.
 */
export interface RankInterval {
  rank: number | null;
  low: number | null;
  high: number | null;
  firstProbability: number | null;
}

export interface RankOptions {
  confidence?: number;
  draws?: number;
  seed?: number;
}

export interface EstimateRankOptions extends RankOptions {
  /** Say only where the first so many of the figures stand, among all: a list's top of some thousand. */
  only?: number;
}

const DRAWS = 2_000;
const MOST_GROUPS = 1_000;
/** Fewer figures than this are counted one by one; more are worth sorting all. */
const FEW = 14;

/**
 * How certain a ranking is: every figure is drawn again and again from what the data leave open – normal around its
 * estimate, independent of the others – and each draw is ranked. The interval holds the middle `confidence` of a figure's
 * places. Two touchpoints whose intervals of places overlap widely are not really in an order.
 *
 * Figures of the same customers move together, so that differences between them are more certain than independent
 * draws say: the interval is then wider than it need be, never narrower. From single answers, {@link rankByRespondents}
 * knows better.
 * @returns in the order given
 * @source Goldstein & Spiegelhalter (1996), League tables and their limitations, JRSS A 159, 385–443
 * @throws RangeError when an estimate is no finite number, a standard error is negative, or draws < 100
 */
export function rankFromEstimates(figures: readonly RankedEstimate[], options: EstimateRankOptions = {}): RankInterval[] {
  const { random, draws } = prepared(options);
  const { only = figures.length } = options;
  const known = figures.flatMap(({ estimate, standardError }, place) => (estimate === null ? [] : [{ place, estimate: requireFinite('estimate', estimate), standardError: requireCount('standard error', standardError ?? 0) }]));
  const drawn = new Float64Array(known.length);
  const wanted = known.filter(({ place }) => place < only);
  const places = placesOf(wanted.length, draws, () => {
    for (let at = 0; at < known.length; at += 1) drawn[at] = (known[at]?.estimate ?? 0) + (known[at]?.standardError ?? 0) * random.normal();
    return drawn;
  });
  return spread({ figures: figures.length, known, wanted, places }, options.confidence);
}

/** Answers of respondents, one column per figure, e.g. the gaps of one item; NaN = no answer. */
export interface RespondentAnswers {
  columns: readonly ArrayLike<number>[];
  weights?: ArrayLike<number> | undefined;
  /** Who answered, where one customer may stand in several rows. */
  clusters?: ArrayLike<number | string> | undefined;
}

/**
 * The same from single answers: respondents are drawn with replacement, each with all of their answers, and the means are
 * ranked anew. So it knows that answers of one respondent move together. Above 1,000 respondents they are drawn in
 * 1,000 groups of the same size, dealt by chance, which leaves the spread of a mean what it is and costs the same for a million.
 * @returns in the order of the columns; a column without any answer has no rank
 * @source Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13 (percentile interval); for ranks: Hall & Miller (2009),
 *   Annals of Statistics 37, 3929–3959; groups: Wolter (2007), Introduction to Variance Estimation, ch. 2
 * @throws RangeError when columns differ in length, a weight is negative, or draws < 100
 */
export function rankByRespondents(answers: RespondentAnswers, options: RankOptions = {}): RankInterval[] {
  const { random, draws } = prepared(options);
  const { sums, sizes, groups } = sumByGroup(answers, options.seed);
  const total = (column: number, of: Float64Array, times: Float64Array) => {
    let sum = 0;
    for (let group = 0; group < groups; group += 1) sum += (times[group] ?? 0) * (of[column * groups + group] ?? 0);
    return sum;
  };
  const once = new Float64Array(groups).fill(1);
  const meanWith = (column: number, times: Float64Array) => {
    const size = total(column, sizes, times);
    return size === 0 ? null : total(column, sums, times) / size;
  };
  const known = answers.columns.flatMap((_, column) => {
    const mean = meanWith(column, once);
    return mean === null ? [] : [{ place: column, estimate: mean }];
  });
  const [times, drawn] = [new Float64Array(groups), new Float64Array(known.length)];
  const places = placesOf(known.length, draws, () => {
    times.fill(0);
    for (let one = 0; one < groups; one += 1) {
      const group = random.integer(groups);
      times[group] = (times[group] ?? 0) + 1;
    }
    for (const [at, { place, estimate }] of known.entries()) drawn[at] = meanWith(place, times) ?? estimate;
    return drawn;
  });
  return spread({ figures: answers.columns.length, known, wanted: known, places }, options.confidence);
}

interface Known {
  place: number;
  estimate: number;
}

function prepared({ draws = DRAWS, seed = DEFAULT_SEED }: RankOptions): { random: SeededRandom; draws: number } {
  if (!Number.isInteger(draws) || draws < 100) throw new RangeError(`draws must be a whole number of at least 100, got ${draws}`);
  return { random: new SeededRandom(seed), draws };
}

/** Weighted sums and sizes of each column in each group, columns one after the other. */
function sumByGroup({ columns, weights, clusters }: RespondentAnswers, seed: number | undefined): { sums: Float64Array; sizes: Float64Array; groups: number } {
  const rows = columns[0]?.length ?? 0;
  for (const [at, column] of [...columns, ...(weights ? [weights] : []), ...(clusters ? [clusters] : [])].entries()) if (column.length !== rows) throw new RangeError(`column ${at + 1} has ${column.length} rows, the first ${rows}`);
  const units = new Map<number | string, number>();
  const unitOf = (row: number) => {
    if (!clusters) return row;
    const cluster = clusters[row] ?? row;
    const known = units.get(cluster) ?? units.size;
    units.set(cluster, known);
    return known;
  };
  const unitOfRow = Array.from({ length: rows }, (_, row) => unitOf(row));
  const groups = Math.min(MOST_GROUPS, clusters ? units.size : rows);
  const groupOf = dealUnits(clusters ? units.size : rows, groups, seed);
  const [sums, sizes] = [new Float64Array(columns.length * groups), new Float64Array(columns.length * groups)];
  for (const [at, column] of columns.entries()) {
    for (let row = 0; row < rows; row += 1) {
      const [value, weight] = [column[row] ?? Number.NaN, weights ? (weights[row] ?? Number.NaN) : 1];
      if (Number.isNaN(value) || Number.isNaN(weight)) continue;
      const cell = at * groups + (groupOf[unitOfRow[row] ?? 0] ?? 0);
      sums[cell] = (sums[cell] ?? 0) + requireCount(`weight of row ${row + 1}`, weight) * requireFinite(`row ${row + 1}`, value);
      sizes[cell] = (sizes[cell] ?? 0) + weight;
    }
  }
  return { sums, sizes, groups };
}

/** The places of the first `figures` of what is drawn, one figure after the other. */
function placesOf(figures: number, draws: number, draw: () => Float64Array): Uint32Array {
  const places = new Uint32Array(figures * draws);
  for (let at = 0; at < draws; at += 1) {
    const values = draw();
    const isFew = figures < FEW;
    const sorted = isFew ? values : values.toSorted();
    for (let figure = 0; figure < figures; figure += 1) places[figure * draws + at] = 1 + (isFew ? countSmaller(values, values[figure] ?? 0) : smallerThan(sorted, values[figure] ?? 0));
  }
  return places;
}

function countSmaller(values: Float64Array, value: number): number {
  let count = 0;
  for (let at = 0; at < values.length; at += 1) if ((values[at] ?? 0) < value) count += 1;
  return count;
}

/** Equal ones share the best of their places. */
function smallerThan(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

interface Ranked {
  /** How many were asked for, known or not. */
  figures: number;
  known: readonly Known[];
  /** Whose places were drawn, of all that are known. */
  wanted: readonly Known[];
  places: Uint32Array;
}

function spread({ figures, known, wanted, places }: Ranked, confidence: number = CONFIDENCE): RankInterval[] {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence must lie between 0 and 1, got ${confidence}`);
  const all: RankInterval[] = Array.from({ length: figures }, () => ({ rank: null, low: null, high: null, firstProbability: null }));
  const draws = wanted.length === 0 ? 0 : places.length / wanted.length;
  const sorted = Float64Array.from(known, ({ estimate }) => estimate).sort();
  const outside = Math.floor((draws * (1 - confidence)) / 2);
  for (const [at, { place, estimate }] of wanted.entries()) {
    const own = places.slice(at * draws, (at + 1) * draws).sort();
    const rank = 1 + smallerThan(sorted, estimate);
    // The place where the figure stands belongs to the places that fit the data.
    all[place] = { rank, low: Math.min(rank, own[outside] ?? rank), high: Math.max(rank, own[draws - 1 - outside] ?? rank), firstProbability: own.filter((one) => one === 1).length / draws };
  }
  return all;
}
