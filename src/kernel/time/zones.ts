import { Temporal } from 'temporal-polyfill';
import { DAY_MS } from '../clock.ts';

/** What a wall clock showed, as milliseconds of the same digits in UTC. */
export type LocalMs = number;

/** Skipped: the clock was set forward over it, at `changeMs`. Twice: it was set back, and the time came again. */
export type InstantOf = { kind: 'once'; atMs: number } | { kind: 'skipped'; changeMs: number } | { kind: 'twice'; firstMs: number; secondMs: number };

/** A stretch without a change of the clock: from ≤ t < until, both may be infinite. */
export interface SteadySpan {
  fromMs: number;
  untilMs: number;
  /** Local time minus UTC. */
  offsetMs: number;
}

// A clock is never set further than a day (Samoa, 2011), and then not again within two.
const AROUND_MS = 2 * DAY_MS;

/**
 * The instant at which a clock in a zone showed a local time. In the night the clock is set forward some times do not
 * exist, in the night it is set back some exist twice; neither is decided here.
 */
export function instantOf(zone: string, local: LocalMs): InstantOf {
  const found: number[] = [];
  let changeMs = Number.NaN;
  for (let span = spanAt(zone, local - AROUND_MS); ; span = spanAt(zone, span.untilMs)) {
    const at = local - span.offsetMs;
    if (at >= span.fromMs && at < span.untilMs) found.push(at);
    // too late for this stretch and too early for the next one: it lies in the gap between them
    if (at >= span.untilMs) changeMs = span.untilMs;
    if (span.untilMs > local + AROUND_MS) break;
  }
  const [firstMs, secondMs] = found;
  if (firstMs === undefined) return { kind: 'skipped', changeMs };
  return secondMs === undefined ? { kind: 'once', atMs: firstMs } : { kind: 'twice', firstMs, secondMs };
}

/** What a clock in the zone showed at an instant. */
export function localTimeOf(zone: string, atMs: number): LocalMs {
  return atMs + spanAt(zone, atMs).offsetMs;
}

/** The stretch in which an instant lies. @throws RangeError for a zone that does not exist */
export function spanAt(zone: string, atMs: number): SteadySpan {
  const known = spans.get(zone);
  const near = known?.find(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs);
  if (near) return near;
  const span = findSpan(zone, atMs);
  // The newest first, because the next question is mostly about the same months.
  spans.set(zone, [span, ...(known ?? [])].slice(0, SPANS_KEPT));
  return span;
}

const SPANS_KEPT = 200;
const spans = new Map<string, SteadySpan[]>();

function findSpan(zone: string, atMs: number): SteadySpan {
  const here = Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(zone);
  const next = here.getTimeZoneTransition('next');
  const before = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  return {
    fromMs: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    untilMs: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: here.offsetNanoseconds / 1e6,
  };
}
