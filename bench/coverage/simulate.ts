import { SeededRandom } from '../../src/kernel/stats/random.ts';

/** One interval that a simulated sample gave, and what it should hold. Limits are null where nothing would be shown. */
export interface Drawn {
  low: number | null;
  high: number | null;
  truth: number;
}

/** One kind of interval in one situation. */
export interface CoverageCase {
  /** As the method is called in the product. */
  kind: string;
  situation: string;
  /** Answers (or customers) of the sample; the smallest is the smallest that the product shows. */
  n: number;
  /** Samples at full length; bootstraps take fewer. */
  samples: number;
  /**
   * Intervals of places (ranks) hold whole numbers, mostly the true one with room to spare: nobody can make them miss in 5 % of all
   * cases. They are judged from below only.
   */
  isOfPlaces?: true;
  /** One sample and its intervals. */
  draw(random: SeededRandom): readonly Drawn[];
}

export interface Coverage {
  kind: string;
  situation: string;
  n: number;
  /** Intervals that were shown. */
  intervals: number;
  share: number | null;
  /** Share of truths below and above the interval. */
  missedBelow: number;
  missedAbove: number;
  /** Standard error of the share, by the number of samples. */
  error: number;
  isKept: boolean;
}

export const LOWEST = 0.93;
export const HIGHEST = 0.97;
/** So that a rounding does not turn a truth at the end of an interval out of it. */
const EDGE = 1e-9;

/** @param effort - share of the full number of samples; a quick look (below 1) forgives twice the error of so few samples */
export function simulate(one: CoverageCase, effort: number = 1, seed: number = 1): Coverage {
  const random = new SeededRandom(seed);
  const samples = Math.max(20, Math.round(one.samples * effort));
  let [intervals, below, above] = [0, 0, 0];
  for (let sample = 0; sample < samples; sample += 1) {
    for (const { low, high, truth } of one.draw(random)) {
      if (low === null || high === null) continue;
      intervals += 1;
      if (truth < low - EDGE) below += 1;
      else if (truth > high + EDGE) above += 1;
    }
  }
  const share = intervals === 0 ? null : 1 - (below + above) / intervals;
  const { kind, situation, n } = one;
  const error = share === null ? 0 : Math.sqrt((share * (1 - share)) / samples);
  const forgiven = effort < 1 ? 2 * error : 0;
  return {
    kind, situation, n, intervals, share,
    missedBelow: intervals === 0 ? 0 : below / intervals, missedAbove: intervals === 0 ? 0 : above / intervals,
    error,
    isKept: share !== null && share + forgiven >= LOWEST && (one.isOfPlaces === true || share - forgiven <= HIGHEST),
  };
}
