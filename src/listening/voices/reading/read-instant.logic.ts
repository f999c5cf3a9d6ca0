import { instantOf } from '../../../kernel/time/zones.ts';
import { wrong } from './faults.logic.ts';
import type { Wrong } from '../sources/voice-sources.contract.ts';
import { compileDatePattern, readIsoDate } from '../../imports/values/date-pattern.logic.ts';

const NOON_MS = 12 * 3_600_000;
const EARLIEST_MS = Date.UTC(1990, 0, 1);

/** How dates of a source are written: a pattern (null: ISO, RFC 2822 or seconds), and the zone of those that name none. */
export interface DateWriting {
  pattern: string | null;
  timeZone: string;
}

/** A date as sources write it. A day without a time counts as noon; an hour that came twice as the first of both. Null: nothing is said. */
export function readInstant(value: unknown, { pattern, timeZone }: DateWriting, now: Date): { at: Date | null } | Wrong {
  if (value === null || value === undefined || value === '') return { at: null };
  const text = String(value).trim();
  const ms = typeof value === 'number' || /^\d{10}(\d{3})?$/.test(text) ? (Number(text) < 1e11 ? Number(text) * 1_000 : Number(text)) : /^[A-Za-z]{3},? \d|^\d{1,2} [A-Za-z]{3} \d{4}/.test(text) && pattern === null ? Date.parse(text) : localMs(text, pattern, timeZone);
  if (ms === null || !Number.isFinite(ms)) return wrong('no_date', { value: text.slice(0, 40), pattern: pattern === null ? ' without a pattern' : ` as ${pattern}` });
  if (ms < EARLIEST_MS) return wrong('too_old', { value: text.slice(0, 40) });
  // Clocks of others run ahead; what lies further in the future is wrong.
  if (ms > now.getTime() + 2 * 86_400_000) return wrong('in_future', { value: text.slice(0, 40) });
  return { at: new Date(Math.min(ms, now.getTime())) };
}

function localMs(text: string, pattern: string | null, timeZone: string): number | null {
  const iso = readIsoDate(text);
  const read = pattern === null || typeof iso !== 'string' ? iso : (compileDatePattern(pattern, 1990)?.read(text) ?? 'not_in_pattern');
  if (typeof read === 'string') return null;
  if (read.offsetMinutes !== null) return read.local - read.offsetMinutes * 60_000;
  const found = instantOf(timeZone, read.hasTime ? read.local : read.local + NOON_MS);
  return found.kind === 'once' ? found.atMs : found.kind === 'twice' ? found.firstMs : found.changeMs;
}
