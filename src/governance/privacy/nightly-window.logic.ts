import { HOUR_MS } from '../../kernel/clock.ts';

const HOURS_AHEAD = 50;

/** The next instant at which a clock in the zone shows this hour; where summer time skips it, that of the night after. */
export function nextNight(now: Date, hour: number, timeZone: string): Date {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const minutesAt = (at: Date) => {
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0);
  };
  // Offsets of zones are whole quarters of an hour.
  const step = HOUR_MS / 4;
  const first = Math.floor(now.getTime() / step) * step + step;
  for (let at = first; at < first + HOURS_AHEAD * HOUR_MS; at += step) if (minutesAt(new Date(at)) === hour * 60) return new Date(at);
  throw new Error(`no clock in ${timeZone} shows ${hour}:00`);
}
