import { DRIVER_MINIMUM, MOST_AT_ONCE } from './drivers.contract.ts';

/** Rows that each driver should stand on; fewer, and the order is rough. */
const ROWS_EACH = 10;

export interface Pattern {
  /** Bit j is set where the j-th key was rated */
  pattern: number;
  units: number;
}

/** How many responses (or customers) rated all of the chosen. */
export function countTogether(patterns: readonly Pattern[], chosen: readonly number[]): number {
  const mask = chosen.reduce((bits, place) => bits | (1 << place), 0);
  return patterns.reduce((sum, { pattern, units }) => sum + ((pattern & mask) === mask ? units : 0), 0);
}

/**
 * Chooses drivers that were rated together: only rows that rated all of them count (listwise), so one that hardly
 * anybody rated beside the others would cost nearly all rows. Begins with the most often rated, and takes out again and
 * again the one whose absence brings most rows, until the rows are enough for those that are left.
 * @param keys - number of keys, the most often rated first
 * @returns places of the chosen, in order; at most 12
 */
export function chooseTogether(keys: number, patterns: readonly Pattern[]): number[] {
  let chosen = Array.from({ length: Math.min(keys, MOST_AT_ONCE) }, (_, place) => place);
  while (chosen.length > 2 && countTogether(patterns, chosen) < Math.max(DRIVER_MINIMUM, ROWS_EACH * chosen.length)) {
    const options = chosen.map((place) => chosen.filter((other) => other !== place));
    // From the end: among equals the one that fewer rated goes.
    chosen = options.reduceRight((best, option) => (countTogether(patterns, option) > countTogether(patterns, best) ? option : best), options.at(-1) ?? chosen);
  }
  return chosen;
}
