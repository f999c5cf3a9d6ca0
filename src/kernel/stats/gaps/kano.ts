import { CONFIDENCE } from '../distributions.ts';
import { requireCount } from '../inputs.ts';
import { shareFromCounts } from '../scores/share.ts';

/** What a feature does to satisfaction, in the order in which it matters: of equals the earlier one. */
export const kanoClasses = ['must_be', 'performance', 'attractive', 'indifferent', 'reverse', 'questionable'] as const;
export type KanoClass = (typeof kanoClasses)[number];
export type KanoCounts = Readonly<Record<KanoClass, number>>;

/** As the literature writes them: must-be, one-dimensional, attractive, indifferent, reverse, questionable. */
export const kanoLetters = { must_be: 'M', performance: 'O', attractive: 'A', indifferent: 'I', reverse: 'R', questionable: 'Q' } as const satisfies Record<KanoClass, string>;
export type KanoLetter = (typeof kanoLetters)[KanoClass];

/** Two answers of one customer, on points 1 to 5, and how many gave them. */
export interface KanoPair {
  /** How they feel if the feature is there. */
  first: number;
  /** How they feel if it is not. */
  second: number;
  n: number;
}

/** A share of customers in [0, 1], or for worse in [−1, 0]; null where nobody is in its denominator. */
export interface KanoShare {
  value: number | null;
  low: number | null;
  high: number | null;
}

/**
 * A feature as its customers see it. Everything is null where nobody answered; `better` and `worse` also where nobody saw it as must-be,
 * performance, attractive or indifferent.
 */
export interface KanoEstimate {
  n: number;
  counts: KanoCounts;
  /** The class that most see; of equals the one that matters more. */
  mostSeen: KanoClass | null;
  /** Of the classes that lie less than 6 % of all answers below the most seen, the one that matters more (M > O > A > I). */
  byRule: KanoClass | null;
  /** Share that leads: the most seen class before the second, in [0, 1]. */
  strength: number | null;
  /** Share for whom the feature matters (M, O, A), in [0, 1]. */
  totalStrength: number | null;
  /** Whether the most seen class leads by more than chance (Fong). */
  isDecided: boolean | null;
  /** By how many answers the most seen class leads, and by how many it must, see {@link kanoFromCounts}. */
  lead: { answers: number; needed: number } | null;
  /** Share that is more satisfied when the feature is there: (A + O) / (A + O + M + I). */
  better: KanoShare;
  /** Minus the share that is less satisfied when it is absent: −(O + M) / (A + O + M + I). */
  worse: KanoShare;
}

/** Leads below this share of the answers are leads of nobody. */
const MIXED_BELOW = 0.06;
/** 90 % two-sided, as Fong has it. */
const FONG_Z = 1.65;
const matters = ['must_be', 'performance', 'attractive', 'indifferent'] as const;

/**
 * The class of one answer. Rows: 1 I like it, 2 it must be that way, 3 I am neutral, 4 I can live with it, 5 I dislike it, when the
 * feature is there; columns the same when it is absent: row 1 is Q A A A O, rows 2 to 4 are R I I I M, row 5 is R R R R Q.
 * @source evaluation table of Berger et al. (1993), Center for Quality of Management Journal 2(4), after Kano et al. (1984)
 * @throws RangeError for points other than 1 to 5: a missing side makes no pair
 */
export function kanoClassOf(functional: number, dysfunctional: number): KanoClass {
  for (const point of [functional, dysfunctional]) if (!Number.isInteger(point) || point < 1 || point > 5) throw new RangeError(`Kano answers are 1 to 5, got ${point}`);
  if ((functional === 1 && dysfunctional === 1) || (functional === 5 && dysfunctional === 5)) return 'questionable';
  if (functional === 1) return dysfunctional === 5 ? 'performance' : 'attractive';
  if (functional === 5 || dysfunctional === 1) return 'reverse';
  return dysfunctional === 5 ? 'must_be' : 'indifferent';
}

/** Adds pairs up by class. @throws RangeError as {@link kanoClassOf} */
export function countKano(pairs: readonly KanoPair[]): KanoCounts {
  const counts: Record<KanoClass, number> = { ...NOBODY };
  for (const { first, second, n } of pairs) counts[kanoClassOf(first, second)] += requireCount('n', n);
  return counts;
}

const NOBODY: KanoCounts = { must_be: 0, performance: 0, attractive: 0, indifferent: 0, reverse: 0, questionable: 0 };

/**
 * Says what kind of feature it is, how sure that is, and what it is worth to have or to lack it.
 *
 * With a and b answers in the two most seen classes of n, the feature is decided when `a − b ≥ 1.65 · √((a + b)(2n − a − b) / 2n)`.
 * Better and worse have Wilson intervals, because they are shares of different customers.
 * @param counts - answers by class; fractions are allowed (weights)
 * @param independence - effective answers per answer, in ]0, 1]: below 1 where customers answered several times or are weighted
 * @param confidence - share in ]0, 1[
 * @source category strength and the order M > O > A > I: Lee & Newcomb (1997), Research in Engineering Design 9; Berger et al. (1993);
 *   better/worse: Timko in Berger et al. (1993); decided or not: Fong (1996), Center for Quality of Management Journal 5(1)
 * @throws RangeError when a count is negative or no number, or independence lies outside of ]0, 1]
 */
export function kanoFromCounts(counts: KanoCounts, { independence = 1, confidence = CONFIDENCE }: { independence?: number; confidence?: number } = {}): KanoEstimate {
  if (!(independence > 0 && independence <= 1)) throw new RangeError(`independence must lie above 0 and not above 1, got ${independence}`);
  const n = kanoClasses.reduce((sum, name) => sum + requireCount(name, counts[name]), 0);
  const better = shareOf(counts.attractive + counts.performance, counts, { independence, confidence });
  const worse = negative(shareOf(counts.performance + counts.must_be, counts, { independence, confidence }));
  if (n === 0) return { n, counts, mostSeen: null, byRule: null, strength: null, totalStrength: null, isDecided: null, lead: null, better, worse };
  // sort keeps the order of equals
  const [first, second] = kanoClasses.toSorted((a, b) => counts[b] - counts[a]);
  const [most, next] = [first ? counts[first] : 0, second ? counts[second] : 0];
  const needed = neededLead(most * independence, next * independence, n * independence) / independence;
  return {
    n, counts,
    mostSeen: first ?? null,
    byRule: kanoClasses.find((name) => counts[name] === most || (most - counts[name]) / n < MIXED_BELOW) ?? null,
    strength: (most - next) / n,
    totalStrength: (counts.must_be + counts.performance + counts.attractive) / n,
    isDecided: most - next >= needed,
    lead: { answers: most - next, needed },
    better, worse,
  };
}

const neededLead = (a: number, b: number, n: number): number => FONG_Z * Math.sqrt(((a + b) * Math.max(0, 2 * n - a - b)) / (2 * n));

function shareOf(hits: number, counts: KanoCounts, { independence, confidence }: { independence: number; confidence: number }): KanoShare {
  const n = matters.reduce((sum, name) => sum + counts[name], 0);
  // adding fractions in another order may differ in the last digit
  const { share, low, high } = shareFromCounts({ hits: Math.min(hits, n) * independence, n: n * independence }, confidence);
  return { value: share, low, high };
}

const negative = ({ value, low, high }: KanoShare): KanoShare => ({ value: minus(value), low: minus(high), high: minus(low) });
const minus = (share: number | null): number | null => (share === null ? null : share === 0 ? 0 : -share);

/** Points of Berger's continuous analysis: answers in favour of a feature count more than answers against it. */
const FUNCTIONAL_POINTS = [4, 2, 0, -1, -2] as const;
const DYSFUNCTIONAL_POINTS = [-2, -1, 0, 2, 4] as const;

/**
 * Mean of the answers if the feature is there (functional) and if it is absent (dysfunctional), in points from −2 to 4; null without
 * answers.
 * @source Berger et al. (1993), continuous analysis
 * @throws RangeError as {@link kanoClassOf}
 */
export function kanoMeans(pairs: readonly KanoPair[]): { functional: number | null; dysfunctional: number | null } {
  let [n, functional, dysfunctional] = [0, 0, 0];
  for (const pair of pairs) {
    kanoClassOf(pair.first, pair.second);
    n += requireCount('n', pair.n);
    functional += pair.n * (FUNCTIONAL_POINTS[pair.first - 1] ?? 0);
    dysfunctional += pair.n * (DYSFUNCTIONAL_POINTS[pair.second - 1] ?? 0);
  }
  return n === 0 ? { functional: null, dysfunctional: null } : { functional: functional / n, dysfunctional: dysfunctional / n };
}
