import type { SeededRandom } from '../../src/kernel/stats/random.ts';

/** Answers on points, with how often each is given. */
export interface Points {
  name: string;
  /** by point, from the lowest */
  shares: readonly number[];
  lowest: number;
}

/** What customers really answer: most are content, few are furious. */
export const contentOfFive: Points = { name: 'rating 1–5, most content', shares: [0.05, 0.07, 0.13, 0.4, 0.35], lowest: 1 };
export const evenOfEleven: Points = { name: 'rating 0–10, even', shares: Array.from({ length: 11 }, () => 1 / 11), lowest: 0 };
export const skewedOfTen: Points = { name: 'rating 1–10, skewed', shares: [0.06, 0.03, 0.03, 0.04, 0.06, 0.08, 0.12, 0.2, 0.2, 0.18], lowest: 1 };

export const meanOf = ({ shares, lowest }: Points): number => shares.reduce((sum, share, point) => sum + share * (lowest + point), 0);

export function drawPoint(random: SeededRandom, { shares, lowest }: Points): number {
  let left = random.next();
  for (const [point, share] of shares.entries()) {
    left -= share;
    if (left < 0) return lowest + point;
  }
  return lowest + shares.length - 1;
}

/** Which of some shares; they sum to 1. */
export const drawOf = (random: SeededRandom, shares: readonly number[]): number => drawPoint(random, { name: '', shares, lowest: 0 });

export function summaryOf(values: readonly number[]): { n: number; mean: number; variance: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return { n, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) };
}

export const times = <T>(n: number, one: (place: number) => T): T[] => Array.from({ length: n }, (_, place) => one(place));
/** Uniform between two numbers. */
export const between = (random: SeededRandom, low: number, high: number): number => low + random.next() * (high - low);
