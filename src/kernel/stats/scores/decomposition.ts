import { CONFIDENCE, criticalZ } from '../distributions.ts';
import { requireCount, requireFinite } from '../inputs.ts';

/** One segment of a wave, one row per respondent: how many, their mean and the variance between them (null below n = 2). */
export interface SegmentSummary {
  segment: string;
  n: number;
  mean: number;
  variance: number | null;
}

export interface PartOfChange {
  value: number;
  low: number;
  high: number;
}

export interface SegmentChange {
  segment: string;
  nBefore: number;
  nAfter: number;
  /** Share of the respondents, in [0, 1]. */
  shareBefore: number;
  shareAfter: number;
  meanBefore: number | null;
  meanAfter: number | null;
  /** What the segment adds to each part. */
  answered: number;
  composition: number;
}

/** `change` = `answered` + `composition`, in the units of the answers. */
export interface ChangeDecomposition {
  before: number;
  after: number;
  change: PartOfChange;
  /** Who answered differently: change within the segments at the mean of both waves' shares. */
  answered: PartOfChange;
  /** Who answered: shift of shares at the mean of both waves' answers. */
  composition: PartOfChange;
  segments: SegmentChange[];
}

/**
 * Splits the change of a mean between two waves into "people answered differently" and "other people answered".
 *
 * With shares p and means m of the segments s: Σ (p₂ − p₁)·(m₁ + m₂ − m̄₁ − m̄₂)/2 is the part of the composition (measured from the
 * overall means, which changes nothing in the sum because shares add up to 1, but says of each segment whether its
 * growth lifted or lowered the mean), Σ (p₁ + p₂)/2·(m₂ − m₁) the part of the answers; together they are the whole change,
 * without a rest. A segment that was in one wave only can show no change of answers: all of it is composition.
 *
 * Intervals by the delta method: the waves are independent, respondents too; a mean has variance s²/n (segments of one
 * respondent borrow the pooled variance) and the shares of a wave are multinomial.
 * @source Kitagawa (1955), Components of a difference between two rates, JASA 50(272), 1168–1194
 * @returns null when a wave has fewer than two respondents
 * @throws RangeError when a count or mean is no number, or a segment stands twice in a wave
 */
export function decomposeChange(before: readonly SegmentSummary[], after: readonly SegmentSummary[], confidence: number = CONFIDENCE): ChangeDecomposition | null {
  const [first, second] = [readWave(before), readWave(after)];
  if (!first || !second) return null;
  const names = [...new Set([...first.segments.keys(), ...second.segments.keys()])];
  const level = (first.mean + second.mean) / 2;
  const [answered, composition] = [new Spread(), new Spread()];
  const both = new Spread();
  const segments = names.map((segment): SegmentChange => {
    const [a, b] = [first.segments.get(segment), second.segments.get(segment)];
    const [pA, pB] = [a ? a.n / first.n : 0, b ? b.n / second.n : 0];
    const middle = a && b ? (a.mean + b.mean) / 2 : (a?.mean ?? b?.mean ?? level);
    const moved = a && b ? b.mean - a.mean : 0;
    const share = (pA + pB) / 2;
    // Derivatives of both parts by mean and by share of each wave.
    if (a) {
      answered.addMean(a && b ? -share : 0, a.errorVariance);
      composition.addMean(((pB - pA) * (b ? 1 : 2)) / 2, a.errorVariance);
      both.addMean(-pA, a.errorVariance);
    }
    if (b) {
      answered.addMean(a && b ? share : 0, b.errorVariance);
      composition.addMean(((pB - pA) * (a ? 1 : 2)) / 2, b.errorVariance);
      both.addMean(pB, b.errorVariance);
    }
    answered.addShares(moved / 2, moved / 2, pA, pB);
    composition.addShares(-middle, middle, pA, pB);
    both.addShares(-(a?.mean ?? 0), b?.mean ?? 0, pA, pB);
    return {
      segment, nBefore: a?.n ?? 0, nAfter: b?.n ?? 0, shareBefore: pA, shareAfter: pB, meanBefore: a?.mean ?? null, meanAfter: b?.mean ?? null,
      answered: share * moved, composition: (pB - pA) * (middle - level),
    };
  });
  const z = criticalZ(confidence);
  const part = (value: number, spread: Spread): PartOfChange => {
    const half = z * Math.sqrt(spread.variance(first.n, second.n));
    return { value, low: value - half, high: value + half };
  };
  const sum = (key: 'answered' | 'composition') => segments.reduce((total, one) => total + one[key], 0);
  return {
    before: first.mean, after: second.mean,
    change: part(second.mean - first.mean, both), answered: part(sum('answered'), answered), composition: part(sum('composition'), composition),
    segments,
  };
}

/** Collects the variance of a sum of products of means and shares. */
class Spread {
  #ofMeans = 0;
  // Σ g²p and Σ gp of each wave: a multinomial sum Σ g·p̂ has variance (Σ g²p − (Σ gp)²)/n.
  #squares: [number, number] = [0, 0];
  #sums: [number, number] = [0, 0];

  addMean(slope: number, errorVariance: number): void {
    this.#ofMeans += slope ** 2 * errorVariance;
  }

  addShares(slopeBefore: number, slopeAfter: number, shareBefore: number, shareAfter: number): void {
    this.#squares[0] += slopeBefore ** 2 * shareBefore;
    this.#squares[1] += slopeAfter ** 2 * shareAfter;
    this.#sums[0] += slopeBefore * shareBefore;
    this.#sums[1] += slopeAfter * shareAfter;
  }

  variance(nBefore: number, nAfter: number): number {
    return this.#ofMeans + Math.max(0, this.#squares[0] - this.#sums[0] ** 2) / nBefore + Math.max(0, this.#squares[1] - this.#sums[1] ** 2) / nAfter;
  }
}

interface ReadSegment {
  n: number;
  mean: number;
  /** Of the mean: s²/n. */
  errorVariance: number;
}

function readWave(rows: readonly SegmentSummary[]): { n: number; mean: number; segments: Map<string, ReadSegment> } | null {
  const known = rows.filter(({ segment, n }) => requireCount(`n of ${segment}`, n) > 0);
  const n = known.reduce((sum, row) => sum + row.n, 0);
  if (n < 2) return null;
  const spread = known.filter((row) => row.n >= 2 && row.variance !== null);
  const freedom = spread.reduce((sum, row) => sum + row.n - 1, 0);
  const mean = known.reduce((sum, row) => sum + row.n * requireFinite(`mean of ${row.segment}`, row.mean), 0) / n;
  // Only single respondents: they differ as the segments do.
  const pooled = freedom > 0 ? spread.reduce((sum, row) => sum + (row.n - 1) * Math.max(0, requireFinite(`variance of ${row.segment}`, row.variance ?? Number.NaN)), 0) / freedom : known.reduce((sum, row) => sum + row.n * (row.mean - mean) ** 2, 0) / (n - 1);
  const segments = new Map<string, ReadSegment>();
  for (const row of known) {
    if (segments.has(row.segment)) throw new RangeError(`segment "${row.segment}" is there twice`);
    segments.set(row.segment, { n: row.n, mean: row.mean, errorVariance: (row.n >= 2 && row.variance !== null ? Math.max(0, row.variance) : pooled) / row.n });
  }
  return { n, mean, segments };
}
