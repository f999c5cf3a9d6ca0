import { CONFIDENCE } from '../distributions.ts';
import { dealUnits } from '../deal.ts';
import { requireFinite } from '../inputs.ts';
import { expandedTail, percentiles, quantile } from '../percentiles.ts';
import { SeededRandom } from '../random.ts';

/** Something that customers find important (stated or derived) and live well or badly. */
export interface MapItem {
  name: string;
  importance: number;
  performance: number;
}

/**
 * The four fields of Martilla & James: high importance, low performance = `concentrate`; both high = `keep`; both low =
 * `low`; low importance, high performance = `overkill`. On a line counts as high.
 */
export type Quadrant = 'concentrate' | 'keep' | 'low' | 'overkill';

/** Where the lines of the map cross, and by which rule. */
export interface CrossHairs {
  rule: 'mean' | 'midpoint';
  importance: number;
  performance: number;
}

/** Ends of a scale, low < high. */
export interface ScaleEnds {
  low: number;
  high: number;
}

/**
 * Lines at the grand means of the items: they always split the items, so "low" means lower than the others.
 * @returns null without items
 * @source Martilla & James (1977), J. of Marketing 41(1), 77–79
 * @throws RangeError when a value is no finite number
 */
export function meanCrossHairs(items: readonly MapItem[]): CrossHairs | null {
  if (items.length === 0) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    rule: 'mean',
    importance: mean(items.map(({ name, importance }) => requireFinite(`importance of ${name}`, importance))),
    performance: mean(items.map(({ name, performance }) => requireFinite(`performance of ${name}`, performance))),
  };
}

/** Lines in the middle of the scales: nothing may be low, and everything can be. @throws RangeError unless low < high */
export function midpointCrossHairs(importance: ScaleEnds, performance: ScaleEnds): CrossHairs {
  const middle = ({ low, high }: ScaleEnds): number => {
    if (!(low < high)) throw new RangeError(`a scale needs its low end below its high end, got ${low} and ${high}`);
    return (low + high) / 2;
  };
  return { rule: 'midpoint', importance: middle(importance), performance: middle(performance) };
}

/** In which field of the map an item lies. */
export function quadrantOf({ importance, performance }: Pick<MapItem, 'importance' | 'performance'>, cross: CrossHairs): Quadrant {
  if (importance >= cross.importance) return performance >= cross.performance ? 'keep' : 'concentrate';
  return performance >= cross.performance ? 'overkill' : 'low';
}

/** Performance weighted by importance, Σ I·P / ΣI, in units of the performance; null where ΣI is not above 0. */
export function weightedSatisfaction(items: readonly MapItem[]): number | null {
  const total = items.reduce((sum, { importance }) => sum + importance, 0);
  return total > 0 ? items.reduce((sum, { importance, performance }) => sum + importance * performance, 0) / total : null;
}

/** Answers of respondents about one item; NaN = did not answer. All arrays of one analysis have one entry a respondent. */
export interface CriticalityItem {
  name: string;
  performance: Float64Array;
  /** What was expected: answers, or one number that holds for all (a Soll, the top of the scale, a cross-hair) */
  expectation: Float64Array | number;
  /** Stated importance; where absent, importance is the correlation of performance with the outcome */
  importance?: Float64Array | undefined;
}

export interface Criticality {
  name: string;
  /** Respondents with performance (and expectation) */
  n: number;
  importance: number | null;
  /** max(0, expectation − performance), scale points */
  shortfall: number | null;
  /** Share of respondents who met it, by weight, in [0, 1] */
  reach: number;
  /** importance × shortfall × reach; null where a part is unknown */
  criticality: number | null;
  low: number | null;
  high: number | null;
  /** Place from the most critical, 1 = first; with the places that the bootstrap gave. Null without criticality */
  rank: number | null;
  rankLow: number | null;
  rankHigh: number | null;
}

const DRAWS = 2_000;
const FEWEST = 3;
const MOST_GROUPS = 1_000;
/** What rounding leaves of a difference, as a share of what was subtracted. */
const ROUNDING_SHARE = 1e-12;

/**
 * Criticality of items, importance × shortfall × reach, with intervals and places by bootstrap over respondents
 * (expanded percentiles of 2,000 draws): all parts are uncertain together, so they are drawn together. Above 1,000 respondents
 * groups of them are drawn ({@link dealUnits}), so that a million takes as long as a thousand.
 * @param outcome - one number a respondent, NaN = missing; needed where importance is not stated
 * @param weights - of each respondent, ≥ 0: sums are weighted, and intervals as wide as the effective number (Kish) says
 * @returns in the order of the items; fewer than 3 respondents at an item, or no variation, leave its parts null
 * @source capability T3; Efron & Tibshirani (1993) for the intervals, {@link expandedTail}
 * @throws RangeError when lengths differ
 */
export function criticalities(items: readonly CriticalityItem[], outcome: Float64Array | null, { draws = DRAWS, seed, confidence = CONFIDENCE, weights }: { draws?: number; seed?: number | undefined; confidence?: number; weights?: Float64Array | undefined } = {}): Criticality[] {
  const respondents = items[0]?.performance.length ?? outcome?.length ?? 0;
  requireLengths(items, outcome, respondents);
  if (weights && weights.length !== respondents) throw new RangeError('every respondent needs one weight');
  const asked = { outcome, weights };
  const independence = weights ? shareOfEffective(weights) : 1;
  const groups = Math.min(respondents, MOST_GROUPS);
  const groupOf = dealUnits(respondents, groups, seed);
  const sums = items.map((item) => sumByGroup(item, asked, { groups, groupOf }));
  const point = items.map((item, place) => measure(item, sums[place] ?? EMPTY, null));
  const random = new SeededRandom(seed);
  const counts = new Int32Array(groups);
  const drawn = items.map(() => new Float64Array(draws));
  const places = items.map(() => new Float64Array(draws));
  const done = respondents === 0 ? 0 : draws;
  for (let draw = 0; draw < done; draw += 1) {
    counts.fill(0);
    for (let pick = 0; pick < groups; pick += 1) {
      const one = random.integer(groups);
      counts[one] = (counts[one] ?? 0) + 1;
    }
    const values = items.map((item, place) => measure(item, sums[place] ?? EMPTY, counts).criticality ?? 0);
    const order = ranksOf(values);
    values.forEach((value, item) => {
      const [own, place] = [drawn[item], places[item]];
      if (own) own[draw] = value;
      if (place) place[draw] = order[item] ?? 0;
    });
  }
  const ranks = ranksOf(point.map(({ criticality }) => criticality ?? -1));
  const tail = (1 - confidence) / 2;
  return items.map(({ name }, item) => {
    const own = point[item] ?? NOTHING;
    if (own.criticality === null) return { name, ...own, low: null, high: null, rank: null, rankLow: null, rankHigh: null };
    const [low, high] = percentiles(drawn[item] ?? EMPTY, expandedTail(Math.max(FEWEST, Math.min(groups, own.n * independence)), confidence));
    const place = (places[item] ?? EMPTY).toSorted();
    return {
      name, ...own, low, high,
      rank: ranks[item] ?? null, rankLow: Math.floor(quantile(place, tail)), rankHigh: Math.ceil(quantile(place, 1 - tail)),
    };
  });
}

const EMPTY = new Float64Array(0);
type Measured = Pick<Criticality, 'n' | 'importance' | 'shortfall' | 'reach' | 'criticality'>;
const NOTHING: Measured = { n: 0, importance: null, shortfall: null, reach: 0, criticality: null };

/** Effective respondents for each who has a weight, (Σw)² / (m Σw²). @source Kish (1965), Survey Sampling */
function shareOfEffective(weights: Float64Array): number {
  const own = weights.filter((weight) => weight > 0);
  const sum = own.reduce((total, weight) => total + weight, 0);
  return own.length === 0 ? 1 : sum ** 2 / (own.length * own.reduce((total, weight) => total + weight * weight, 0));
}

/** Places of the sums of one group: weights of all respondents, of those with performance, of those who stated importance, of those with an outcome; `n` and `both` count respondents. */
const at = { all: 0, n: 1, mass: 2, performance: 3, expectation: 4, statedMass: 5, stated: 6, both: 7, m: 8, sx: 9, sy: 10, sxx: 11, syy: 12, sxy: 13 } as const;
const SUMS = Object.keys(at).length;

/** One pass over the respondents: the sums of each group, one group after the other. */
function sumByGroup({ performance, expectation, importance }: CriticalityItem, { outcome, weights }: { outcome: Float64Array | null; weights: Float64Array | undefined }, { groups, groupOf }: { groups: number; groupOf: Int32Array }): Float64Array {
  const sums = new Float64Array(groups * SUMS);
  for (let one = 0; one < performance.length; one += 1) {
    const weight = weights?.[one] ?? 1;
    if (weight === 0) continue;
    const start = (groupOf[one] ?? 0) * SUMS;
    const add = (place: (typeof at)[keyof typeof at], value: number): void => void (sums[start + place] = (sums[start + place] ?? 0) + value);
    add(at.all, weight);
    const said = importance?.[one] ?? Number.NaN;
    if (!Number.isNaN(said)) {
      add(at.statedMass, weight);
      add(at.stated, weight * said);
    }
    const p = performance[one] ?? Number.NaN;
    const e = typeof expectation === 'number' ? expectation : (expectation[one] ?? Number.NaN);
    if (Number.isNaN(p) || Number.isNaN(e)) continue;
    add(at.n, 1);
    add(at.mass, weight);
    add(at.performance, weight * p);
    add(at.expectation, weight * e);
    const y = outcome?.[one] ?? Number.NaN;
    if (Number.isNaN(y)) continue;
    add(at.both, 1);
    add(at.m, weight);
    add(at.sx, weight * p);
    add(at.sy, weight * y);
    add(at.sxx, weight * p * p);
    add(at.syy, weight * y * y);
    add(at.sxy, weight * p * y);
  }
  return sums;
}

/** Criticality from the sums of the groups, each as often as drawn; every group once without counts. */
function measure({ importance }: Pick<CriticalityItem, 'importance'>, sums: Float64Array, counts: Int32Array | null): Measured {
  const total = new Float64Array(SUMS);
  for (let group = 0; group * SUMS < sums.length; group += 1) {
    const times = counts === null ? 1 : (counts[group] ?? 0);
    if (times === 0) continue;
    for (let place = 0; place < SUMS; place += 1) total[place] = (total[place] ?? 0) + times * (sums[group * SUMS + place] ?? 0);
  }
  const sum = (name: keyof typeof at): number => total[at[name]] ?? 0;
  const [n, mass] = [sum('n'), sum('mass')];
  const reach = sum('all') === 0 ? 0 : mass / sum('all');
  if (n < FEWEST) return { ...NOTHING, n, reach };
  // An expectation that is the mean itself leaves 1e-15: no shortfall.
  const missed = (sum('expectation') - sum('performance')) / mass;
  const shortfall = missed <= ROUNDING_SHARE * (Math.abs(sum('expectation')) / mass) ? 0 : missed;
  const stated = sum('statedMass') === 0 ? null : sum('stated') / sum('statedMass');
  const share = importance !== undefined ? stated : sum('both') < FEWEST ? null : derived({ m: sum('m'), sx: sum('sx'), sy: sum('sy'), sxx: sum('sxx'), syy: sum('syy'), sxy: sum('sxy') });
  return { n, importance: share, shortfall, reach, criticality: share === null ? null : share * shortfall * reach };
}

/** Positive part of Pearson's correlation; null where nothing varies. */
function derived({ m, sx, sy, sxx, syy, sxy }: Record<'m' | 'sx' | 'sy' | 'sxx' | 'syy' | 'sxy', number>): number | null {
  const [vx, vy] = [sxx - (sx * sx) / m, syy - (sy * sy) / m];
  if (vx <= 1e-12 * sxx || vy <= 1e-12 * syy) return null;
  return Math.max(0, Math.min(1, (sxy - (sx * sy) / m) / Math.sqrt(vx * vy)));
}

/** 1 for the largest; equals share the better place. */
const ranksOf = (values: readonly number[]): number[] => values.map((value) => 1 + values.filter((other) => other > value).length);

function requireLengths(items: readonly CriticalityItem[], outcome: Float64Array | null, respondents: number): void {
  const lengths = items.flatMap(({ performance, expectation, importance }) => [performance.length, typeof expectation === 'number' ? respondents : expectation.length, importance?.length ?? respondents]);
  if ([...lengths, outcome?.length ?? respondents].some((length) => length !== respondents)) throw new RangeError('every respondent needs one place in every column');
}
