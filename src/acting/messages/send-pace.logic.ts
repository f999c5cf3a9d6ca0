import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';

/** Waits after the 1st, 2nd … attempt; a mail server that is gone over a long weekend still gets its mail. */
const RETRY_AFTER_MS = [30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS, 24 * HOUR_MS];

/** @returns milliseconds until the next attempt, up to a fifth more or less so that not all come at once; null = give up */
export function retryAfterMs(attempts: number, random: number): number | null {
  const waitMs = RETRY_AFTER_MS[attempts - 1];
  return waitMs === undefined ? null : Math.round(waitMs * (0.8 + 0.4 * random));
}

/** What may leave in one second goes out in one go. */
const BURST_MS = SECOND_MS;

/**
 * How many messages may leave now, so that over any length of time it is at most `ratePerMinute` and one burst (GCRA, ITU-T I.371).
 * @param nextFreeAt - when the next one may leave; what {@link afterLeaving} gave last
 */
export function mayLeave(ratePerMinute: number, nextFreeAt: Date, now: Date): number {
  const everyMs = MINUTE_MS / ratePerMinute;
  const aheadMs = nextFreeAt.getTime() - now.getTime();
  if (aheadMs <= 0) return Math.max(1, Math.floor(BURST_MS / everyMs));
  return Math.max(0, Math.floor((BURST_MS - aheadMs) / everyMs));
}

export function afterLeaving(left: number, ratePerMinute: number, nextFreeAt: Date, now: Date): Date {
  return new Date(Math.ceil(Math.max(nextFreeAt.getTime(), now.getTime()) + left * (MINUTE_MS / ratePerMinute)));
}
