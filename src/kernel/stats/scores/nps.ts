import { CONFIDENCE, criticalZ, twoSidedPOfZ } from '../distributions.ts';
import { requireCount } from '../inputs.ts';

/** Answers to "would you recommend us?" (0–10): promoters 9–10, passives 7–8, detractors 0–6. Each ≥ 0. */
export interface NpsCounts {
  promoters: number;
  passives: number;
  detractors: number;
}

/** Net Promoter Score with its interval, points in [−100, 100]. Without any answer all three are null, never 0. */
export type NpsEstimate =
  | { n: number; nps: number; low: number; high: number }
  | { n: number; nps: null; low: null; high: null };

/** First minus second group: points in [−200, 200], z of the adjusted test, p two-sided in [0, 1]. */
export interface NpsComparison {
  difference: number;
  low: number;
  high: number;
  z: number;
  p: number;
}

/** Added before the interval is taken, so that it stays honest for small n and for "everybody is a promoter". */
const PSEUDO_ANSWERS: NpsCounts = { promoters: 0.75, passives: 1.5, detractors: 0.75 };

/**
 * Net Promoter Score with the adjusted Wald interval: the default everywhere in Momente.
 * The point is the plain score. The interval belongs to the score after adding ¾ promoter, 1½ passives and
 * ¾ detractor, is cut at ±100, and reaches to the point where it would miss it (at 95 % only with one answer).
 * n = 0 gives nulls; n = 1 gives ±100 or 0 with an interval of more than 100 points. Answers count as independent:
 * for several answers of one customer use {@link clusteredMeanFromSums} with 100, 0 and −100.
 * @param confidence - share in ]0, 1[
 * @source Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4), adjusted
 *   Wald with n + 3; Lewis & Sauro (2021), MeasuringU
 * @throws RangeError when a count is negative or not a number
 */
export function npsFromCounts(counts: NpsCounts, confidence: number = CONFIDENCE): NpsEstimate {
  const { n, score } = scoreOf(counts);
  if (n === 0) return { n, nps: null, low: null, high: null };
  const adjusted = scoreOf(withPseudoAnswers(counts));
  const half = criticalZ(confidence) * Math.sqrt(adjusted.variance / adjusted.n);
  return estimate(n, score, adjusted.score - half, adjusted.score + half);
}

/**
 * Net Promoter Score with the plain Wald interval. Only for comparison with other tools and only from n = 100 on:
 * with 20 answers, 85 % of them promoters, its "95 %" covers 84.5 %, and identical answers give it no width at all.
 * @source variance of the score: (p + d − (p − d)²) / n; Rocks (2016), The American Statistician 70(4)
 * @throws RangeError when a count is negative or not a number
 */
export function npsWald(counts: NpsCounts, confidence: number = CONFIDENCE): NpsEstimate {
  const { n, score, variance } = scoreOf(counts);
  if (n === 0) return { n, nps: null, low: null, high: null };
  const half = criticalZ(confidence) * Math.sqrt(variance / n);
  return estimate(n, score, score - half, score + half);
}

/**
 * Net Promoter Score with the score interval: all true scores that a test would not refuse at this confidence.
 * The exact alternative for small n, found by bisection.
 * n = 0 gives nulls; the interval always holds the point and stays within ±100 by construction.
 * @source Rocks (2016), "iterative score" interval; the restricted estimate is that of Tango (1998), Statistics in
 *   Medicine 17, 891–908
 * @throws RangeError when a count is negative or not a number
 */
export function npsScoreInterval(counts: NpsCounts, confidence: number = CONFIDENCE): NpsEstimate {
  const { n, score } = scoreOf(counts);
  if (n === 0) return { n, nps: null, low: null, high: null };
  const z = criticalZ(confidence);
  const isPossible = (trueScore: number): boolean =>
    n * (score - trueScore) ** 2 <= z * z * restrictedVariance(counts, n, trueScore);
  return estimate(n, score, lastPossible(isPossible, score, -1), lastPossible(isPossible, score, 1));
}

/**
 * Compares two waves or two groups of different respondents (first minus second), z test on adjusted counts.
 * `difference` is that of the plain scores; interval, z and p come from the adjusted ones. The same respondents asked
 * twice are no case for this: take their paired differences with {@link clusteredMeanFromSums}.
 * @returns null when either side has fewer than 2 answers, for one answer says nothing about spread
 * @source Lewis & Sauro (2021), MeasuringU; z = ΔNPS / √(SE₁² + SE₂²) with ¾, 1½, ¾ added on both sides
 * @throws RangeError when a count is negative or not a number
 */
export function compareNps(first: NpsCounts, second: NpsCounts, confidence: number = CONFIDENCE): NpsComparison | null {
  const [plainFirst, plainSecond] = [scoreOf(first), scoreOf(second)];
  if (plainFirst.n < 2 || plainSecond.n < 2) return null;
  const [a, b] = [scoreOf(withPseudoAnswers(first)), scoreOf(withPseudoAnswers(second))];
  const standardError = Math.sqrt(a.variance / a.n + b.variance / b.n);
  const half = criticalZ(confidence) * standardError;
  const z = (a.score - b.score) / standardError;
  const difference = plainFirst.score - plainSecond.score;
  return {
    difference: 100 * difference,
    low: 100 * Math.max(-2, Math.min(difference, a.score - b.score - half)),
    high: 100 * Math.min(2, Math.max(difference, a.score - b.score + half)),
    z,
    p: twoSidedPOfZ(z),
  };
}

/** Score in [−1, 1] and the variance of one answer coded +1, 0, −1; both NaN for n = 0. */
function scoreOf({ promoters, passives, detractors }: NpsCounts): { n: number; score: number; variance: number } {
  requireCount('promoters', promoters);
  requireCount('passives', passives);
  requireCount('detractors', detractors);
  const n = promoters + passives + detractors;
  const score = (promoters - detractors) / n;
  return { n, score, variance: Math.max(0, (promoters + detractors) / n - score * score) };
}

function withPseudoAnswers({ promoters, passives, detractors }: NpsCounts): NpsCounts {
  return {
    promoters: promoters + PSEUDO_ANSWERS.promoters,
    passives: passives + PSEUDO_ANSWERS.passives,
    detractors: detractors + PSEUDO_ANSWERS.detractors,
  };
}

/** From shares to points; cuts at ±100 and never leaves the point outside of its own interval. */
function estimate(n: number, score: number, low: number, high: number): NpsEstimate {
  return {
    n,
    nps: 100 * score,
    low: 100 * Math.max(-1, Math.min(score, low)),
    high: 100 * Math.min(1, Math.max(score, high)),
  };
}

/**
 * Variance of one answer if the true score were `trueScore`: 2q + s(1 − s), where q is the most likely share of
 * detractors under that condition, the larger root of 2n·q² + b·q + c = 0.
 */
function restrictedVariance({ promoters, detractors }: Omit<NpsCounts, 'passives'>, n: number, trueScore: number): number {
  // For a negative score b² and 8nc cancel; seen from the other end of the scale they do not.
  if (trueScore < 0) return restrictedVariance({ promoters: detractors, detractors: promoters }, n, -trueScore);
  const b = (2 * n - promoters + detractors) * trueScore - detractors - promoters;
  const c = -detractors * trueScore * (1 - trueScore);
  const root = Math.sqrt(b * b - 8 * n * c);
  // For b > 0 the textbook form subtracts two nearly equal numbers; this is the same root without that loss.
  const detractorShare = b > 0 ? (-2 * c) / (b + root) : (root - b) / (4 * n);
  return 2 * detractorShare + trueScore * (1 - trueScore);
}

/** The possible score farthest from the observed one towards `bound`; 100 halvings exhaust a 64-bit float. */
function lastPossible(isPossible: (score: number) => boolean, observed: number, bound: number): number {
  let possible = observed;
  let impossible = bound;
  for (let halving = 0; halving < 100; halving += 1) {
    const middle = (possible + impossible) / 2;
    if (isPossible(middle)) possible = middle;
    else impossible = middle;
  }
  return possible;
}
