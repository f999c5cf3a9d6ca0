/** When something happens again: minute, hour, day of month, month, day of week (0 and 7 = Sunday), as in a crontab. */
export interface Cron {
  fields: [minutes: Set<number>, hours: Set<number>, days: Set<number>, months: Set<number>, weekdays: Set<number>];
  /** With both a day of the month and one of the week given, either will do. */
  eitherDay: boolean;
}

const ranges: [low: number, high: number][] = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 7]];
const MINUTE_MS = 60_000;
const DAYS_AHEAD = 1_500;

/** @returns null where it is no such text */
export function readCron(text: string): Cron | null {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== ranges.length) return null;
  const fields = parts.map((part, place) => readField(part, ranges[place] ?? [0, 0]));
  const [minutes, hours, days, months, weekdays] = fields;
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  if (weekdays.has(7)) weekdays.add(0);
  return { fields: [minutes, hours, days, months, weekdays], eitherDay: !parts[2]?.startsWith('*') && !parts[4]?.startsWith('*') };
}

function readField(text: string, [low, high]: [number, number]): Set<number> | null {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const found = /^(\*|\d{1,2})(?:-(\d{1,2}))?(?:\/(\d{1,2}))?$/.exec(part);
    if (!found) return null;
    const from = found[1] === '*' ? low : Number(found[1]);
    const to = found[1] === '*' ? high : found[2] !== undefined ? Number(found[2]) : found[3] !== undefined ? high : from;
    const step = Number(found[3] ?? 1);
    if (from < low || to > high || from > to || step < 1) return null;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

/** The next instant after `after` at which the clocks of the zone show such a time; null within four years = never. */
export function nextRun({ fields: [minutes, hours, days, months, weekdays], eitherDay }: Cron, after: Date, timeZone: string): Date | null {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', weekday: 'short' });
  const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  let at = Math.floor(after.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const endMs = at + DAYS_AHEAD * 1_440 * MINUTE_MS;
  while (at < endMs) {
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const minute = Number(part.get('minute'));
    const hour = Number(part.get('hour'));
    const isDay = days.has(Number(part.get('day')));
    const isWeekday = weekdays.has(names.indexOf(part.get('weekday') ?? ''));
    const isRightDay = months.has(Number(part.get('month'))) && (eitherDay ? isDay || isWeekday : isDay && isWeekday);
    // Whole hours are leapt over, never more: a day may have 23 or 25 of them.
    if (!isRightDay || !hours.has(hour)) at += (60 - minute) * MINUTE_MS;
    else if (!minutes.has(minute)) at += MINUTE_MS;
    else return new Date(at);
  }
  return null;
}
