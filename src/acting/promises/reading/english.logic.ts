import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock.ts';
import { addMonths, addWorkdays, endOfMonth, endOfWeek, endOfYear, nextNamedWeekday, nextWeekday, weekdayOfWeek, writtenDate, writtenDayOfMonth } from './days.logic.ts';
import { type Moment, type PartOfDay, type Piece, type Rule, words } from './pieces.logic.ts';

const numberWords: Readonly<Record<string, number>> = {
  a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, fifteen: 15, twenty: 20, 'twenty-four': 24, 'twenty four': 24,
  thirty: 30, forty: 40, 'forty-eight': 48, 'forty eight': 48, 'half an': 0.5, 'half a': 0.5, 'a quarter of an': 0.25, 'one and a half': 1.5, 'a couple of': 2, 'couple of': 2,
};
const NUMBER = String.raw`\d{1,4}(?:\.\d{1,2})?|half an?|a quarter of an|one and a half|a couple of|couple of|twenty[- ]four|forty[- ]eight|fifteen|twenty|thirty|forty|twelve|eleven|ten|nine|eight|seven|six|five|four|three|two|one|an?`;
const HOUR_WORD = String.raw`\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve`;
const numberOf = (text: string): number => numberWords[text.toLowerCase()] ?? Number(text);

const weekdayStarts = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WEEKDAY = String.raw`(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?`;
const weekdayOf = (text: string): number => weekdayStarts.indexOf(text.slice(0, 3).toLowerCase());
const MONTHS = String.raw`jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`;
const monthStarts = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthOf = (text: string): number => 1 + monthStarts.indexOf(text.slice(0, 3).toLowerCase());
const ORDINAL = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const UNIT = String.raw`minutes?|mins?|hours?|hrs?|h|(?:business|working)\s+days?|workdays?|days?|fortnight|weeks?|months?`;

function duration(n: number, unit: string, isStrict: boolean, moment: Moment): Piece | null {
  if (!Number.isFinite(n) || n <= 0) return null;
  const start = unit.toLowerCase();
  if (start.startsWith('mi')) return { kind: 'elapsed', ms: n * MINUTE_MS };
  if (start.startsWith('h')) return { kind: 'elapsed', ms: n * HOUR_MS };
  if (n !== Math.round(n)) return null;
  if (/^(business|work)/.test(start)) return addWorkdays(moment, n);
  const day = start.startsWith('mo') ? addMonths(moment.today, n) : moment.today + n * (start.startsWith('w') ? 7 : start.startsWith('f') ? 14 : 1) * DAY_MS;
  return isStrict ? { kind: 'day', day, isTimeKept: true } : { kind: 'day', day };
}

/** am and pm make an hour exact; so does a leading zero, and an hour after noon. */
function clock(hourText: string, minuteText: string | undefined, half: string | undefined): Piece | null {
  const written = numberOf(hourText);
  const minute = Number(minuteText ?? 0);
  const isPm = half?.toLowerCase().startsWith('p') ?? false;
  if (half !== undefined && (written < 1 || written > 12)) return null;
  const hour = half === undefined ? written : (written % 12) + (isPm ? 12 : 0);
  if (!(hour <= 24) || minute > 59 || hour * 60 + minute > 1_440) return null;
  return { kind: 'clock', hour, minute, isExact: half !== undefined || hour >= 13 || hour === 0 || /^0\d$/.test(hourText) };
}
const range = (piece: Piece | null): Piece | null => (piece?.kind === 'clock' ? { ...piece, isRange: true } : null);
const HALF = String.raw`a\.?m\.?|p\.?m\.?`;

const parts: readonly [string, PartOfDay][] = [
  [String.raw`first thing(?: in the morning)?`, 'early'],
  [String.raw`(?:in the |by the )?(?:early |late )?morning`, 'morning'],
  [String.raw`(?:at |by )?(?:noon|midday|lunch(?:time)?)`, 'noon'],
  [String.raw`(?:in the |by the )?(?:early |late )?afternoon`, 'afternoon'],
  [String.raw`(?:in the |by the )?evening`, 'evening'],
  [String.raw`(?:at |by )?midnight`, 'midnight'],
  [String.raw`(?:at )?night`, 'night'],
];

/** Month and day as two numbers: America writes 12/3 where others write 3/12. Both count unless only one is a date. */
function slashDate(moment: Moment, first: number, second: number, year?: number): Piece | null {
  const british = writtenDate(moment, first, second, year);
  const american = writtenDate(moment, second, first, year);
  if (!british || !american || british.kind !== 'day' || american.kind !== 'day') return british ?? american;
  if (british.day === american.day) return british;
  return { kind: 'day', day: british.day, other: american.day, isUnclear: true };
}

/** The rules in their order: longer phrases before those that are part of them. */
export const englishRules: readonly Rule[] = [
  // times of day
  { pattern: words(String.raw`(?:between\s+|from\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(?:${HALF})?\s*(?:and|to|until|-|–)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(${HALF})`), read: ([, , , to = '', minute, half]) => range(clock(to, minute, half)) },
  { pattern: words(String.raw`(?:between|from)\s+(\d{1,2})(?:[:.](\d{2}))?\s*(?:and|to|until|-|–)\s*(\d{1,2})(?:[:.](\d{2}))?`), read: ([, , , to = '', minute]) => range(clock(to, minute, undefined)) },
  { pattern: words(String.raw`(\d{1,2})(?:[:.](\d{2}))?\s*(${HALF})`), read: ([, hour = '', minute, half]) => clock(hour, minute, half) },
  { pattern: words(String.raw`(\d{1,2}):(\d{2})(?:\s*h(?:rs|ours)?)?`), read: ([, hour = '', minute]) => clock(hour, minute, undefined) },
  { pattern: words(String.raw`half\s+past\s+(${HOUR_WORD})`), read: ([, hour = '']) => clock(String(numberOf(hour)), '30', undefined) },
  { pattern: words(String.raw`(a\s+quarter|quarter|five|ten|twenty|twenty-five|\d{1,2})(?:\s+minutes)?\s+(past|to|after)\s+(${HOUR_WORD})`), read: ([, n = '', side = '', hour = '']) => spoken(n, side, numberOf(hour)) },
  { pattern: words(String.raw`(${HOUR_WORD})\s+o['’]?clock`), read: ([, hour = '']) => clock(String(numberOf(hour)), undefined, undefined) },
  // weeks and weekdays together
  { pattern: words(String.raw`${WEEKDAY}\s+week|a\s+week\s+(?:on|from)\s+${WEEKDAY}`), read: ([, a, b], moment) => later(nextWeekday(moment, weekdayOf(a ?? b ?? '')), 7) },
  { pattern: words(String.raw`(?:a|one)\s+week\s+from\s+(today|tomorrow|now)`), read: ([, from = ''], { today }) => ({ kind: 'day', day: today + (from.toLowerCase() === 'tomorrow' ? 8 : 7) * DAY_MS }) },
  { pattern: words(String.raw`${WEEKDAY}\s+(?:of\s+)?next\s+week|next\s+week(?:\s+on)?\s+${WEEKDAY}`), read: ([, a, b], moment) => weekdayOfWeek(moment, weekdayOf(a ?? b ?? ''), 1) },
  { pattern: words(String.raw`${WEEKDAY}\s+(?:of\s+)?this\s+week|this\s+week(?:\s+on)?\s+${WEEKDAY}`), read: ([, a, b], moment) => weekdayOfWeek(moment, weekdayOf(a ?? b ?? ''), 0) },
  { pattern: words(String.raw`(?:the\s+)?(?:beginning|start)\s+of\s+next\s+week|early\s+next\s+week`), read: (_, moment) => ({ ...weekdayOfWeek(moment, 1, 1), note: 'end_of_period' }) },
  { pattern: words(String.raw`(?:the\s+)?middle\s+of\s+next\s+week|mid\s+next\s+week`), read: (_, moment) => ({ ...weekdayOfWeek(moment, 2, 1), note: 'end_of_period' }) },
  { pattern: words(String.raw`(?:(?:the\s+)?end\s+of\s+|sometime\s+)?next\s+week|week\s+after\s+this`), read: (_, moment) => endOfWeek(moment, 1) },
  { pattern: words(String.raw`(?:the\s+)?end\s+of\s+(?:the|this)\s+week|end\s+of\s+week|(?:later\s+)?this\s+week|eow|(?:the\s+)?weekend`), read: (_, moment) => endOfWeek(moment, 0) },
  { pattern: words(String.raw`(?:(?:the\s+)?end\s+of\s+)?next\s+month`), read: (_, moment) => endOfMonth(moment, 1) },
  { pattern: words(String.raw`(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?month|this\s+month|month\s+end|eom`), read: (_, moment) => endOfMonth(moment, 0) },
  { pattern: words(String.raw`(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?year|year\s+end`), read: (_, moment) => endOfYear(moment) },
  { pattern: words(String.raw`(?:the\s+)?(?:end\s+of\s+(?:the\s+)?(?:business\s+|working\s+)?day|close\s+of\s+(?:business|play)|end\s+of\s+business)|cob|eod|closing\s+time`), read: () => ({ kind: 'closing' }) },
  // so much time from now
  { pattern: words(String.raw`in\s+an\s+hour\s+and\s+a\s+half`), read: () => ({ kind: 'elapsed', ms: 1.5 * HOUR_MS }) },
  { pattern: words(String.raw`(?:within|inside)\s+(?:the\s+next\s+)?(?:(${NUMBER})\s*)?(${UNIT})`), read: ([, n = '1', unit = ''], moment) => duration(numberOf(n), unit, true, moment) },
  { pattern: words(String.raw`in\s+(?:the\s+next\s+)?(?:(${NUMBER})\s*)(${UNIT})(?:['’]?\s+time)?`), read: ([, n = '', unit = ''], moment) => duration(numberOf(n), unit, false, moment) },
  { pattern: words(String.raw`in\s+the\s+next\s+(hour|day|week)`), read: ([, unit = ''], moment) => duration(1, unit, true, moment) },
  { pattern: words(String.raw`(${NUMBER})\s*(minutes?|mins?|hours?|hrs?|days?|weeks?)\s+from\s+now`), read: ([, n = '', unit = ''], moment) => duration(numberOf(n), unit, false, moment) },
  { pattern: words(String.raw`(\d{1,3})\s*(hours?|hrs?|h|minutes?|mins?)`), read: ([, n = '', unit = ''], moment) => duration(Number(n), unit, false, moment) },
  // dates
  { pattern: words(String.raw`(\d{4})-(\d{2})-(\d{2})`), read: ([, y, m, d], moment) => writtenDate(moment, Number(d), Number(m), Number(y)) },
  { pattern: words(String.raw`(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?`), read: ([, a, b, y], moment) => slashDate(moment, Number(a), Number(b), y === undefined ? undefined : Number(y)) },
  { pattern: words(String.raw`(${MONTHS})\.?\s+(?:the\s+)?${ORDINAL}(?!\s*[:.]\d|\s*(?:${HALF}))(?:,?\s+(\d{4}))?`), read: ([, m = '', d, y], moment) => writtenDate(moment, Number(d), monthOf(m), y === undefined ? undefined : Number(y)) },
  { pattern: words(String.raw`(?:the\s+)?${ORDINAL}\s+(?:of\s+)?(${MONTHS})\.?(?:,?\s+(\d{4}))?`), read: ([, d, m = '', y], moment) => writtenDate(moment, Number(d), monthOf(m), y === undefined ? undefined : Number(y)) },
  { pattern: words(String.raw`(?:on\s+|by\s+|until\s+)?the\s+(\d{1,2})(?:st|nd|rd|th)`), read: ([, d], moment) => writtenDayOfMonth(moment, Number(d)) },
  // days by name
  { pattern: words(String.raw`(?:the\s+)?day\s+before\s+yesterday`), read: (_, { today }) => ({ kind: 'day', day: today - 2 * DAY_MS }) },
  { pattern: words('yesterday'), read: (_, { today }) => ({ kind: 'day', day: today - DAY_MS }) },
  { pattern: words(String.raw`(?:the\s+)?day\s+after\s+tomorrow`), read: (_, { today }) => ({ kind: 'day', day: today + 2 * DAY_MS }) },
  { pattern: words(String.raw`(?:the\s+)?next\s+(?:business|working)\s+day`), read: (_, moment) => addWorkdays(moment, 1) },
  { pattern: words(String.raw`tonight`), read: (_, { today }) => [{ kind: 'day', day: today }, { kind: 'part', part: 'evening' }] },
  { pattern: words(String.raw`this\s+(morning|afternoon|evening)`), read: ([, part = ''], { today }) => [{ kind: 'day', day: today }, { kind: 'part', part: dayParts[part.toLowerCase()] ?? 'morning' }] },
  { pattern: words(String.raw`(?:still|later)\s+today`), read: (_, { today }) => ({ kind: 'day', day: today, isLoose: true }) },
  { pattern: words('today'), read: (_, { today }) => ({ kind: 'day', day: today }) },
  { pattern: words('tomorrow|tmrw|tomorow'), read: (_, { today }) => ({ kind: 'day', day: today + DAY_MS }) },
  { pattern: words(String.raw`next\s+${WEEKDAY}`), read: ([, name = ''], moment) => nextNamedWeekday(moment, weekdayOf(name)) },
  { pattern: words(String.raw`(?:this|coming|this\s+coming)\s+${WEEKDAY}`), read: ([, name = ''], moment) => clear(nextWeekday(moment, weekdayOf(name))) },
  { pattern: words(WEEKDAY), read: ([, name = ''], moment) => nextWeekday(moment, weekdayOf(name)) },
  { pattern: /(?<![\p{L}\p{N}])(mon|tues?|wed|thu(?:rs?)?|fri)\.?(?!\p{L})/iu, read: ([, name = ''], moment) => nextWeekday(moment, weekdayOf(name)) },
  // what is left of times
  { pattern: words(String.raw`(?:at|by|until|till|before|around)\s+(${HOUR_WORD})(?!\s*[.,:/]?\d|\s*%|\s*(?:euros?|gb|mb|pieces|times))`), read: ([, hour = '']) => clock(/^\d/.test(hour) ? hour : String(numberOf(hour)), undefined, undefined) },
  ...parts.map(([source, part]): Rule => ({ pattern: words(source), read: () => ({ kind: 'part', part }) })),
  { pattern: /(?<=\uE000[\s,]*)(\d{1,2})(?![\p{L}\p{N}.,:/%])/iu, read: ([, hour = '']) => clock(hour, undefined, undefined) },
];

const dayParts: Readonly<Record<string, PartOfDay>> = { morning: 'morning', afternoon: 'afternoon', evening: 'evening' };

/** Words that hang on a time and mean nothing without it. */
export const englishFillers = String.raw`by|at|on|in|until|till|before|around|about|the|no later than|not later than|at the latest|latest|within|and|or sooner|or|from|sometime|of|exactly|sharp`;

function later(piece: Piece, days: number): Piece {
  return piece.kind === 'day' ? { kind: 'day', day: (piece.other ?? piece.day) + days * DAY_MS } : piece;
}
const clear = (piece: Piece): Piece => (piece.kind === 'day' ? { kind: 'day', day: piece.day, isSameAs: 'weekday' } : piece);

function spoken(n: string, side: string, hour: number): Piece | null {
  const minutes = /quarter/i.test(n) ? 15 : /twenty-five/i.test(n) ? 25 : numberOf(n);
  const total = hour * 60 + (side.toLowerCase() === 'to' ? -minutes : minutes);
  return clock(String(Math.floor(total / 60)), String(total % 60), undefined);
}
