import fCdf from '@stdlib/stats-base-dists-f-cdf';
import { CONFIDENCE, criticalZ } from '../distributions.ts';
import { requireCount } from '../inputs.ts';
import type { ShareCounts, ShareEstimate } from '../scores/share.ts';

/**
 * A share with Clopper and Pearson's exact interval: it never covers less than it promises, and often more, so it is
 * wider than Wilson's, which Momente shows. A reference for tests: the oracles of the NPS waves name it, and Wilson's is held against it.
 *
 * The low end is the share at which `hits` or more have the chance (1 − confidence)/2, the high end that at which
 * `hits` or fewer have it. The binomial tail is an F distribution: `P(X ≥ x) = F((n − x + 1)/x · p/(1 − p); 2x, 2(n − x + 1))`.
 * n = 0 gives nulls; 0 of n begins at 0, n of n ends at 1.
 * @param confidence - share in ]0, 1[
 * @source Clopper & Pearson (1934), Biometrika 26, 404–413; as R's binom.test
 * @throws RangeError when hits or n are negative, not numbers, or hits > n
 */
export function clopperPearson({ hits, n }: ShareCounts, confidence: number = CONFIDENCE): ShareEstimate {
  requireCounts({ hits, n });
  requireConfidence(confidence);
  if (n === 0) return { n, share: null, low: null, high: null };
  const tail = (1 - confidence) / 2;
  return {
    n, share: hits / n,
    low: hits === 0 ? 0 : shareWhere((share) => chanceOfAtLeast(hits, n, share) >= tail),
    high: hits === n ? 1 : 1 - shareWhere((share) => chanceOfAtLeast(n - hits, n, share) >= tail),
  };
}

/**
 * A share with Agresti and Coull's interval: Wald's around the share after adding z²/2 hits and z²/2 misses. Its middle is
 * Wilson's, its width a little larger; cut at 0 and 1. A reference for tests, as above.
 * n = 0 gives nulls.
 * @param confidence - share in ]0, 1[
 * @source Agresti & Coull (1998), The American Statistician 52, 119–126
 * @throws RangeError when hits or n are negative, not numbers, or hits > n
 */
export function agrestiCoull({ hits, n }: ShareCounts, confidence: number = CONFIDENCE): ShareEstimate {
  requireCounts({ hits, n });
  const z = criticalZ(confidence);
  if (n === 0) return { n, share: null, low: null, high: null };
  const added = n + z * z;
  const middle = (hits + (z * z) / 2) / added;
  const half = z * Math.sqrt((middle * (1 - middle)) / added);
  return { n, share: hits / n, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

function requireCounts({ hits, n }: ShareCounts): void {
  requireCount('hits', hits);
  requireCount('n', n);
  if (hits > n) throw new RangeError(`hits must not exceed n, got ${hits} of ${n}`);
}

/** @throws RangeError outside of ]0, 1[, in the words of all intervals */
const requireConfidence = (confidence: number): void => void criticalZ(confidence);

/** P(X ≥ hits) of n at a share in ]0, 1[; hits > 0, fractions allowed (weighted answers). */
function chanceOfAtLeast(hits: number, n: number, share: number): number {
  const rest = n - hits + 1;
  return fCdf(((rest / hits) * share) / (1 - share), 2 * hits, 2 * rest);
}

/** Where a fact that holds for large shares begins to hold; 60 halvings exhaust a float between 0 and 1. */
function shareWhere(holds: (share: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
