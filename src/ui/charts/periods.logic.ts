import type { Instant } from '../words/format.ts';

export interface Period {
  /** When it began. */
  at: Instant;
  /** When it was over; without it the period is a day. */
  until?: Instant | undefined;
}

export interface PlacedPeriod {
  fromMs: number;
  untilMs: number;
  middleMs: number;
  /** Between the end of the one before and its own beginning lies time of which nothing is known. */
  isAfterGap: boolean;
}

const DAY_MS = 86_400_000;

/** Where periods lie in time, so that long ones look long and a time without any looks empty. In the order of time; only of a period with an end can be told that a gap follows. */
export function placePeriods(periods: readonly Period[]): PlacedPeriod[] {
  let before: number | null = null;
  return periods.map(({ at, until }) => {
    const fromMs = new Date(at).getTime();
    const untilMs = until === undefined ? fromMs + DAY_MS : new Date(until).getTime();
    const isAfterGap = before !== null && fromMs - before > DAY_MS / 2;
    before = until === undefined ? null : untilMs;
    return { fromMs, untilMs, middleMs: (fromMs + untilMs) / 2, isAfterGap };
  });
}
