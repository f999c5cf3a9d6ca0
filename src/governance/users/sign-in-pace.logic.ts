import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';

export interface FailureRecord {
  failures: number;
  failedAt: Date;
}

const FREE_ATTEMPTS = 5;
const FIRST_WAIT_MS = 5 * SECOND_MS;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;
/** A person who mistyped yesterday starts afresh today. */
export const FAILURES_KEPT_MS = DAY_MS;

/**
 * How long somebody must wait after wrong passwords for one account from one network address: five attempts are
 * free, then 5 s, 10 s, 20 s … up to 15 minutes. At that pace a day allows about 100 guesses.
 * @returns milliseconds from `at`; 0 = may try now
 */
export function waitBeforeSignIn({ failures, failedAt }: FailureRecord, at: Date): number {
  const sinceMs = at.getTime() - failedAt.getTime();
  if (failures < FREE_ATTEMPTS || sinceMs >= FAILURES_KEPT_MS) return 0;
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, failures - FREE_ATTEMPTS));
  return Math.min(LONGEST_WAIT_MS, Math.max(0, waitMs - sinceMs));
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
