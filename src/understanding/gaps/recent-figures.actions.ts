import { remembering } from '../../platform/recent-results.ts';

/** A figure is usable for this many times as long as it took to count: counting costs 5 % of the machine at most. */
const USABLE_PER_COST = 20;
/** From this share of its time on, a figure that is asked for is counted anew behind. */
const RENEW_AT_SHARE = 0.2;
const LONGEST_USABLE_MS = 120_000;

const usableMs = (costMs: number): number => Math.min(LONGEST_USABLE_MS, costMs * USABLE_PER_COST);

/**
 * Keeps heavy figures for a moment, so that ten people who look at the same list make one count, and a list that is typed
 * into stays quick. What takes 20 ms is at most 0.4 s old, so a small company always sees what is; what takes 2 s on ten
 * million contacts is at most 40 s old, and is counted anew behind while the old figure is given.
 */
export const remembered = remembering({ freshMs: (costMs) => usableMs(costMs) * RENEW_AT_SHARE, staleMs: usableMs, limit: 100 });
