import { compileDatePattern, type DatePattern } from './date-pattern.logic.ts';
import type { InspectedColumn } from '../imports.contract.ts';

/** Ways in which dates are written, the more usual first. `d` and `M` read one or two digits. */
const days = [
  'd.M.yyyy', 'yyyy-MM-dd', 'd/M/yyyy', 'M/d/yyyy', 'd-M-yyyy', 'M-d-yyyy', 'yyyy/M/d', 'yyyy.M.d', 'yyyy-M-d', 'M.d.yyyy',
  'd.M.yy', 'd/M/yy', 'M/d/yy', 'd-M-yy', 'M-d-yy', 'M.d.yy', 'yy-M-d', 'yy/M/d', 'yy.M.d',
  'd. MMMM yyyy', 'd MMMM yyyy', 'MMMM d, yyyy', 'd-MMM-yy', 'd-MMM-yyyy', 'd.MMM.yyyy', 'EEE, d MMM yyyy', 'EEEE, d. MMMM yyyy', 'yyyyMMdd', 'ddMMyyyy',
];
const times = ['', ' H:mm', ' H:mm:ss', ' H:mm:ss.SSS', "'T'HH:mm", "'T'HH:mm:ss", "'T'HH:mm:ss.SSS", "'T'HH:mmXXX", "'T'HH:mm:ssXXX", "'T'HH:mm:ss.SSSXXX", ' H:mm:ssXXX', ' H:mm:ss XXX', ' H:mm:ss.SSSXXX', ' h:mm a', ' h:mm:ss a', ', H:mm', ', H:mm:ss', ", H:mm 'Uhr'", " H:mm 'Uhr'", ' - H:mm'];

let candidates: DatePattern[] | null = null;
const all = (): DatePattern[] => (candidates ??= days.flatMap((day) => times.map((time) => compileDatePattern(day + time, 1950))).filter((pattern) => pattern !== null));

const couldBeDate = /^[\p{L},.\s]*\d{1,4}[./\- ]|^\d{8}\b|^\p{L}{3,9}\.? \d/u;
/** Words of headings under which a bare number may be an instant. */
const timeHeading = /date|datum|zeit|time|stamp|created|updated|erstellt|_at$|_on$/i;

/** Among many dates of one form, this share may be days that do not exist (31.02.). */
const IMPOSSIBLE_MOST = 0.1;

/**
 * Patterns that read every one of the values; where there is none, those in whose form every value is written and that
 * read nearly all of them: the rest are slips, whose rows are refused when they are read. What is written the same way twice (`yyyy-M-d` beside
 * `yyyy-MM-dd`) counts once.
 */
export function fittingPatterns(values: readonly string[], heading: string): InspectedColumn['patterns'] {
  const [first] = values;
  if (first === undefined) return [];
  const candidatesHere = couldBeDate.test(first) ? all() : [];
  const strict = [...candidatesHere, ...numericPatterns(values, heading)].filter(({ read }) => values.every((text) => typeof read(text) === 'object'));
  const fitting = strict.length > 0 ? strict : nearlyFitting(candidatesHere, values);
  const shown = new Map<string, InspectedColumn['patterns'][number]>();
  for (const pattern of fitting) {
    // told apart by what they make of all values, shown by the first three
    const meaning = values.map((text) => readText(pattern, text)).join('\n');
    if (!shown.has(meaning)) shown.set(meaning, { pattern: pattern.pattern, examples: values.filter((text) => typeof pattern.read(text) === 'object').slice(0, 3).map((text) => ({ text, read: readText(pattern, text) })) });
  }
  return [...shown.values()];
}

function nearlyFitting(patterns: readonly DatePattern[], values: readonly string[]): DatePattern[] {
  const most = Math.floor(values.length * IMPOSSIBLE_MOST);
  const near = patterns.flatMap((pattern) => {
    const slips = countSlips(pattern, values, most);
    return slips === null ? [] : [{ pattern, slips }];
  });
  const fewest = Math.min(...near.map(({ slips }) => slips));
  return near.filter(({ slips }) => slips === fewest).map(({ pattern }) => pattern);
}

/** How many values are in the form of a pattern, but no possible day; null where one has another form, or more than `most` are impossible. */
function countSlips({ read }: DatePattern, values: readonly string[], most: number): number | null {
  let slips = 0;
  for (const text of values) {
    const reading = read(text);
    if (typeof reading === 'object') continue;
    if (reading === 'not_in_pattern' || (slips += 1) > most) return null;
  }
  return slips;
}

/** What a pattern makes of a text, as ISO date or local date and time. */
export function readText({ read }: Pick<DatePattern, 'read'>, text: string): string {
  const reading = read(text);
  if (typeof reading === 'string') return '';
  const iso = new Date(reading.local).toISOString();
  const zone = reading.offsetMinutes === null ? '' : ` UTC${reading.offsetMinutes < 0 ? '−' : '+'}${String(Math.floor(Math.abs(reading.offsetMinutes) / 60)).padStart(2, '0')}:${String(Math.abs(reading.offsetMinutes) % 60).padStart(2, '0')}`;
  return reading.hasTime ? `${iso.slice(0, 10)} ${iso.slice(11, iso.endsWith('.000Z') ? 19 : 23)}${zone}` : iso.slice(0, 10);
}

/** Numbers are instants only under a heading that says so, and in the range of our times. */
function numericPatterns(values: readonly string[], heading: string): DatePattern[] {
  if (!timeHeading.test(heading)) return [];
  const numbers = values.map(Number);
  const between = (low: number, high: number) => numbers.every((value) => value >= low && value <= high);
  const name = between(946_684_800, 2_524_608_000) ? 'unix' : between(946_684_800_000, 2_524_608_000_000) ? 'unix_ms' : between(20_000, 60_000) ? 'excel' : null;
  const pattern = name === null ? null : compileDatePattern(name, 1950);
  return pattern ? [pattern] : [];
}
