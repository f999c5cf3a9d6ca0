/** The only source of "now" in the product; tests hand in their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** An instant as the history engine reads it: 2026-03-31 09:30:00.000, in UTC. */
export const historyTime = (instant: Date | number | string): string => new Date(instant).toISOString().slice(0, 23).replace('T', ' ');
