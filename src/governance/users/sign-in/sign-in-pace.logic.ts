import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../kernel/clock.ts';

export interface FailureRecord {
  failures: number;
  failedAt: Date;
}

/** How one counter of wrong attempts slows down. */
export interface Pace {
  freeAttempts: number;
  firstWaitMs: number;
  longestWaitMs: number;
  /** After this time without a wrong attempt everything is forgotten. */
  forgottenAfterMs: number;
}

/** One account from one network, or from one browser that is known: what a person meets who mistypes. */
export const personalPace: Pace = { freeAttempts: 5, firstWaitMs: 5 * SECOND_MS, longestWaitMs: 15 * MINUTE_MS, forgottenAfterMs: DAY_MS };
/** One account from everywhere: guesses spread over many networks. Browsers that are known do not meet it. */
export const accountPace: Pace = { freeAttempts: 30, firstWaitMs: 5 * SECOND_MS, longestWaitMs: MINUTE_MS, forgottenAfterMs: DAY_MS };
/** All accounts from everywhere: one guess at each of a thousand accounts. Short waits, so that nobody new is kept out for long. */
export const globalPace: Pace = { freeAttempts: 300, firstWaitMs: SECOND_MS, longestWaitMs: 5 * SECOND_MS, forgottenAfterMs: 10 * MINUTE_MS };
/** Second factors have six digits only: a day allows about 100 guesses, from wherever. Browsers that are known are counted for themselves. */
export const secondFactorPace: Pace = { freeAttempts: 10, firstWaitMs: 30 * SECOND_MS, longestWaitMs: 15 * MINUTE_MS, forgottenAfterMs: DAY_MS };

/** A person who mistyped yesterday starts afresh today. */
export const FAILURES_KEPT_MS = DAY_MS;

/**
 * How long to wait after wrong attempts: some are free, then the wait doubles up to the longest one. At the personal pace
 * (5 free, then 5 s, 10 s, 20 s … up to 15 minutes) a day allows about 100 guesses.
 * @returns milliseconds from `at`; 0 = may try now
 */
export function waitBeforeSignIn({ failures, failedAt }: FailureRecord, at: Date, pace: Pace = personalPace): number {
  const sinceMs = at.getTime() - failedAt.getTime();
  if (failures < pace.freeAttempts || sinceMs >= pace.forgottenAfterMs) return 0;
  const waitMs = Math.min(pace.longestWaitMs, pace.firstWaitMs * 2 ** Math.min(20, failures - pace.freeAttempts));
  return Math.min(pace.longestWaitMs, Math.max(0, waitMs - sinceMs));
}

/** The part of a network address that belongs to one connection: IPv6 customers own a whole /64. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...middle, ...right].slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':');
}
