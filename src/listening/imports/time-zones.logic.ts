import { DAY_MS } from '../../kernel/clock.ts';

/** What a wall clock showed, as milliseconds of the same digits in UTC. */
export type LocalMs = number;

export type InstantOf = { kind: 'once'; atMs: number } | { kind: 'skipped' } | { kind: 'twice'; firstMs: number; secondMs: number };

/** Difference to UTC in milliseconds at one instant. */
type OffsetAt = (utcMs: number) => number;

const zones = new Map<string, OffsetAt>();

/**
 * The instant at which a clock in a zone showed a local time. In the night the clock is set forward some times do not
 * exist, in the night it is set back some exist twice; neither is decided here.
 */
export function instantOf(zone: string, local: LocalMs): InstantOf {
  const offsetAt = zones.get(zone) ?? remember(zone);
  // no clock is set twice within two days
  const before = offsetAt(local - DAY_MS);
  const after = offsetAt(local + DAY_MS);
  if (before === after) return { kind: 'once', atMs: local - before };
  const first = offsetAt(local - before) === before;
  const second = offsetAt(local - after) === after;
  if (first && second) return { kind: 'twice', firstMs: local - before, secondMs: local - after };
  if (first) return { kind: 'once', atMs: local - before };
  return second ? { kind: 'once', atMs: local - after } : { kind: 'skipped' };
}

/** What a clock in the zone showed at an instant. */
export function localTimeOf(zone: string, atMs: number): LocalMs {
  return atMs + (zones.get(zone) ?? remember(zone))(atMs);
}

function remember(zone: string): OffsetAt {
  const slow = slowOffset(zone);
  const years = new Map<number, { atMs: number; after: number }[]>();
  const offsetAt = (utcMs: number): number => {
    const year = new Date(utcMs).getUTCFullYear();
    let changes = years.get(year);
    if (!changes) years.set(year, (changes = findChanges(slow, year)));
    let offset = 0;
    for (const change of changes) {
      if (change.atMs > utcMs) break;
      offset = change.after;
    }
    return offset;
  };
  zones.set(zone, offsetAt);
  return offsetAt;
}

/** The offset a year begins with, and every change in it. */
function findChanges(offset: OffsetAt, year: number): { atMs: number; after: number }[] {
  const start = Date.UTC(year, 0, 1);
  const end = Date.UTC(year + 1, 0, 1);
  const changes = [{ atMs: Number.NEGATIVE_INFINITY, after: offset(start) }];
  for (let day = start; day < end; day += DAY_MS) {
    if (offset(day) === offset(day + DAY_MS)) continue;
    let low = day;
    let high = day + DAY_MS;
    while (high - low > 1_000) {
      const middle = Math.floor((low + high) / 2_000) * 1_000;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    changes.push({ atMs: high, after: offset(high) });
  }
  return changes;
}

function slowOffset(zone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  return (utcMs) => {
    const at: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utcMs)) at[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1_000) * 1_000;
  };
}
