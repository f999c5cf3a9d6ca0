import { DAY_MS } from '../../../kernel/clock.ts';

/** What a page says about time, by a clock that may be wrong. */
export interface SaidTimes {
  startedAt: string;
  answeredAt?: string | undefined;
  sentAt?: string | undefined;
}

/** A kiosk without a line sends days later; what claims to be older has a wrong clock. */
const OLDEST_MS = 30 * DAY_MS;
const LONGEST_MS = 7 * DAY_MS;

/**
 * When a response was given, by our clock. How far the customer's clock is off is known from the moment of sending; what is
 * still impossible – in the future, older than 30 days – counts as given now, and an impossible beginning as unknown.
 */
export function readTimes({ startedAt, answeredAt, sentAt }: SaidTimes, receivedAt: Date): { startedAt: Date | null; at: Date } {
  const receivedMs = receivedAt.getTime();
  const offMs = sentAt === undefined ? 0 : receivedMs - Date.parse(sentAt);
  const saidMs = answeredAt === undefined ? receivedMs : Date.parse(answeredAt) + offMs;
  const atMs = saidMs > receivedMs || saidMs < receivedMs - OLDEST_MS ? receivedMs : saidMs;
  const startedMs = Date.parse(startedAt) + offMs;
  const isPossible = startedMs <= atMs && atMs - startedMs <= LONGEST_MS;
  return { startedAt: isPossible ? new Date(startedMs) : null, at: new Date(atMs) };
}

/** The calendar days that it may be where the customer is, the likeliest first. */
export function possibleDays(startedAt: string, receivedAt: Date): string[] {
  const here = receivedAt.toISOString().slice(0, 10);
  const said = startedAt.slice(0, 10);
  const around = [0, 1, -1].map((days) => new Date(receivedAt.getTime() + days * DAY_MS).toISOString().slice(0, 10));
  return around.includes(said) ? [said, ...around.filter((day) => day !== said)] : [here, ...around.slice(1)];
}
