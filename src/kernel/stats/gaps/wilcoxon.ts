import { twoSidedPOfZ } from '../distributions.ts';
import { requireFinite } from '../inputs.ts';

/** From this many differences on, and with ties or zeros always, p comes from the normal distribution (as in R). */
const EXACT_BELOW_N = 50;
/** Differences that are the same on paper differ in the last digits of floats (8.1 − 7 and 5.1 − 4): they tie. */
const DIGITS = 12;

/** `v` is the sum of the ranks of the positive differences. p is null without any difference other than 0. */
export interface SignedRank {
  /** Differences other than 0; the zeros are left out of the test. */
  n: number;
  zeros: number;
  v: number;
  p: number | null;
  method: 'exact' | 'normal';
}

/**
 * Wilcoxon's signed rank test: the check beside the paired t test where ratings pile up at one end of the scale. It
 * asks whether the differences lie evenly around 0, and needs no normal distribution.
 *
 * Below 50 differences without ties and zeros p is exact: under "no difference" each of the 2^n patterns of signs is
 * equally likely. Else `z = (V − n(n+1)/4 ∓ ½) / √(n(n+1)(2n+1)/24 − Σ(t³ − t)/48)` with t the sizes of the ties.
 * @param differences - scale points, each finite
 * @source Wilcoxon (1945), Biometrics Bulletin 1, 80–83; ties and continuity as in R's wilcox.test(paired = TRUE)
 * @throws RangeError when a difference is no finite number
 */
export function signedRank(differences: Iterable<number>): SignedRank {
  const all = Float64Array.from(differences, (value) => cleaned(requireFinite('difference', value)));
  const nonzero = all.filter((value) => value !== 0);
  const n = nonzero.length;
  const zeros = all.length - n;
  const { v, tied } = rankSum(nonzero);
  if (n === 0) return { n, zeros, v, p: null, method: 'exact' };
  if (n < EXACT_BELOW_N && tied === 0 && zeros === 0) return { n, zeros, v, p: exactP(v, n), method: 'exact' };
  const distance = v - (n * (n + 1)) / 4;
  const sigma = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tied / 48);
  return { n, zeros, v, p: twoSidedPOfZ((distance - Math.sign(distance) / 2) / sigma), method: 'normal' };
}

/** Differences of ratings are whole numbers, which need no cleaning. */
const cleaned = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS)));

/** @returns the sum of the ranks of the positive ones among all sizes, and Σ(t³ − t) over ties of t */
function rankSum(nonzero: Float64Array): { v: number; tied: number } {
  const sizes = nonzero.map(Math.abs).sort();
  const rankOf = new Map<number, number>();
  let tied = 0;
  for (let from = 0; from < sizes.length; ) {
    const size = sizes[from] ?? 0;
    let to = from;
    while (to < sizes.length && sizes[to] === size) to += 1;
    rankOf.set(size, (from + 1 + to) / 2);
    tied += (to - from) ** 3 - (to - from);
    from = to;
  }
  let v = 0;
  for (const value of nonzero) if (value > 0) v += rankOf.get(value) ?? 0;
  return { v, tied };
}

/** Twice the smaller tail, counted: how many of the 2^n patterns of signs have a rank sum of at most w. Exact in floats below n = 53. */
function exactP(v: number, n: number): number {
  const most = (n * (n + 1)) / 2;
  const patterns = new Float64Array(most + 1);
  patterns[0] = 1;
  for (let rank = 1, reached = 0; rank <= n; rank += 1) {
    reached += rank;
    for (let sum = reached; sum >= rank; sum -= 1) patterns[sum] = (patterns[sum] ?? 0) + (patterns[sum - rank] ?? 0);
  }
  const tail = patterns.subarray(0, Math.min(v, most - v) + 1).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (2 * tail) / 2 ** n);
}
