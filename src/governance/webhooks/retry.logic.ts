import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';

/** Waits after the first, second … failed attempt; the schedule that Standard Webhooks recommends. Three days in all. */
const waitsMs = [5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 14 * HOUR_MS, 20 * HOUR_MS, 24 * HOUR_MS];
export const MAX_ATTEMPTS = waitsMs.length + 1;
/** An endpoint that has failed for so long without one success is switched off. */
export const FAILING_FOR_MS = 5 * DAY_MS;

/**
 * When to try again after `attempts` failed ones; null when it was the last.
 * @param random - in [0, 1): spreads the waits by ±10 %, so that what failed together does not come back together
 */
export function nextAttemptAt(attempts: number, now: Date, random: number): Date | null {
  const waitMs = waitsMs[attempts - 1];
  return waitMs === undefined ? null : new Date(now.getTime() + Math.round(waitMs * (0.9 + 0.2 * random)));
}

export type Outcome = 'delivered' | 'gone' | 'failed';

/** Only 2xx counts as taken; 410 says that the receiver is gone for good (Standard Webhooks). */
export function judgeStatus(status: number | null): Outcome {
  if (status === 410) return 'gone';
  return status !== null && status >= 200 && status < 300 ? 'delivered' : 'failed';
}
