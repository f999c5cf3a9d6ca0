import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock.ts';
import { addMonths, addWorkdays, endOfMonth, endOfWeek, endOfYear, nextNamedWeekday, nextWeekday, weekdayOfWeek, writtenDate, writtenDayOfMonth } from './days.logic.ts';
import { type Moment, type PartOfDay, type Piece, type Rule, words } from './pieces.logic.ts';

const numberWords: Readonly<Record<string, number>> = {
  ein: 1, eine: 1, einer: 1, einem: 1, einen: 1, eins: 1, zwei: 2, zwo: 2, drei: 3, vier: 4, fünf: 5, fuenf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12, zwoelf: 12,
  vierzehn: 14, fünfzehn: 15, fuenfzehn: 15, zwanzig: 20, vierundzwanzig: 24, dreißig: 30, dreissig: 30, vierzig: 40, achtundvierzig: 48, zweiundsiebzig: 72,
  anderthalb: 1.5, eineinhalb: 1.5, zweieinhalb: 2.5, dreieinhalb: 3.5, 'ein und halb': 1.5, halben: 0.5, 'einer halben': 0.5, 'einer viertel': 0.25, 'einer dreiviertel': 0.75, dreiviertel: 0.75,
};
const NUMBER = String.raw`\d{1,4}(?:[.,]\d{1,2})?|einer halben|einer viertel|einer dreiviertel|anderthalb|eineinhalb|zweieinhalb|dreieinhalb|halben|dreiviertel|eine[rmn]?|ein|zw(?:ei|o)|drei|vier(?:undzwanzig|zehn|zig)?|f(?:ü|ue)nf(?:zehn)?|sechs|sieben|acht(?:undvierzig)?|neun|zehn|elf|zw(?:ö|oe)lf|zwanzig|drei(?:ß|ss)ig|zweiundsiebzig`;
const HOUR_WORD = String.raw`\d{1,2}|eins|ein|zwei|zwo|drei|vier|f(?:ü|ue)nf|sechs|sieben|acht|neun|zehn|elf|zw(?:ö|oe)lf`;
const numberOf = (text: string): number => numberWords[text.toLowerCase()] ?? Number(text.replace(',', '.'));

const weekdayWords = ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'];
const WEEKDAY = String.raw`(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?`;
const weekdayOf = (text: string): number => (text.toLowerCase() === 'sonnabend' ? 5 : weekdayWords.indexOf(text.toLowerCase()));
const shortWeekdays: Readonly<Record<string, number>> = { mo: 0, di: 1, mi: 2, do: 3, fr: 4, sa: 5, so: 6 };

const MONTHS = String.raw`jan(?:uar)?|j(?:ä|ae)nner|feb(?:ruar)?|m(?:ä|ae)rz|mrz|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?`;
const monthStarts = ['j(?:an|ä|ae)', 'feb', 'm(?:ä|ae|r)', 'apr', 'mai', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dez'];
const monthOf = (text: string): number => 1 + monthStarts.findIndex((start) => new RegExp(`^${start}`, 'iu').test(text));

const NEXT = String.raw`n(?:ä|ae)chste[rnms]?|kommende[rnms]?`;
/** Months of which only the start is asked for are told by name; days stand for themselves. */
function duration(n: number, unit: string, isStrict: boolean, moment: Moment): Piece | null {
  if (!Number.isFinite(n) || n <= 0) return null;
  const start = unit.toLowerCase();
  if (start.startsWith('mi')) return { kind: 'elapsed', ms: n * MINUTE_MS };
  if (start.startsWith('st') || start === 'h') return { kind: 'elapsed', ms: n * HOUR_MS };
  if (n !== Math.round(n)) return null;
  if (/^(werk|arbeits)/.test(start)) return addWorkdays(moment, n);
  const day = start.startsWith('mo') ? addMonths(moment.today, n) : moment.today + n * (start.startsWith('w') ? 7 : 1) * DAY_MS;
  return isStrict ? { kind: 'day', day, isTimeKept: true } : { kind: 'day', day };
}
const UNIT = String.raw`minuten?|min\.?|stunden?|std\.?|h|werktage[ns]?|arbeitstage[ns]?|werktag|arbeitstag|tage[ns]?|tag|wochen?|monate[ns]?|monat`;

const clock = (hour: number, minute: number, isExact: boolean): Piece | null => (hour <= 24 && minute < 60 && hour * 60 + minute <= 1_440 ? { kind: 'clock', hour, minute, isExact } : null);
const isExactHour = (text: string): boolean => /^0\d$/.test(text) || Number(text) >= 13 || Number(text) === 0;
const parts: readonly [string, PartOfDay][] = [
  [String.raw`am fr(?:ü|ue)hen morgen|in der fr(?:ü|ue)h|fr(?:ü|ue)h(?:morgens|s)?|am morgen|morgens`, 'early'],
  [String.raw`(?:am |im laufe des )?vormittags?`, 'morning'],
  [String.raw`(?:am |im laufe des )?nachmittags?`, 'afternoon'],
  [String.raw`(?:(?:zum|zu|am|gegen) )?mittags?(?:szeit)?`, 'noon'],
  [String.raw`(?:am |im laufe des )?(?:fr(?:ü|ue)hen )?abends?`, 'evening'],
  [String.raw`(?:um )?mitternacht`, 'midnight'],
  [String.raw`(?:in der )?nachts?`, 'night'],
];

/** The rules in their order: longer phrases before those that are part of them. */
export const germanRules: readonly Rule[] = [
  // times of day that could be dates
  { pattern: words(String.raw`(?:zwischen\s+|von\s+)?(\d{1,2})(?:[:.](\d{2}))?(?:\s*uhr)?\s*(?:und|bis|-|–)\s*(\d{1,2})(?:[:.](\d{2}))?\s*uhr`), read: ([, , , to = '', minute = '0']) => range(clock(Number(to), Number(minute), isExactHour(to))) },
  { pattern: words(String.raw`zwischen\s+(\d{1,2})(?:[:.](\d{2}))?\s+und\s+(\d{1,2})(?:[:.](\d{2}))?`), read: ([, , , to = '', minute = '0']) => range(clock(Number(to), Number(minute), isExactHour(to))) },
  { pattern: words(String.raw`(\d{1,2})[:.](\d{2})\s*uhr|(?:um|gegen|ab)\s+(\d{1,2})[:.](\d{2})|(\d{1,2}):(\d{2})`), read: ([, a, b, c, d, e, f]) => clock(Number(a ?? c ?? e), Number(b ?? d ?? f), isExactHour(a ?? c ?? e ?? '')) },
  { pattern: words(String.raw`(\d{1,2})\s*uhr\s*(\d{2})|(${HOUR_WORD})\s*uhr`), read: ([, a, b, c]) => (a === undefined ? clock(numberOf(c ?? ''), 0, isExactHour(c ?? '')) : clock(Number(a), Number(b), isExactHour(a))) },
  { pattern: words(String.raw`(?:um\s+)?(?:(kurz|f(?:ü|ue)nf|zehn|5|10)(?:\s+minuten)?\s+(vor|nach)\s+)?halb\s+(${HOUR_WORD})`), read: ([, n, side, hour = '']) => spoken(numberOf(hour), -30 + besides(n, side)) },
  { pattern: words(String.raw`(?:um\s+)?(?:drei\s?viertel)\s+(${HOUR_WORD})`), read: ([, hour = '']) => spoken(numberOf(hour), -15) },
  { pattern: words(String.raw`(?:um\s+)?(viertel|\d{1,2}|f(?:ü|ue)nf|zehn|zwanzig)(?:\s+minuten)?\s+(vor|nach)\s+(${HOUR_WORD})`), read: ([, n = '', side, hour = '']) => spoken(numberOf(hour), (side?.toLowerCase() === 'vor' ? -1 : 1) * (n.toLowerCase() === 'viertel' ? 15 : numberOf(n))) },
  // weeks and weekdays together
  { pattern: words(String.raw`${WEEKDAY}\s+in\s+(?:einer\s+woche|acht\s+tagen|8\s+tagen)`), read: ([, name = ''], moment) => later(nextWeekday(moment, weekdayOf(name)), 7) },
  { pattern: words(String.raw`${WEEKDAY}\s+in\s+(?:zwei|2)\s+wochen|${WEEKDAY}\s+in\s+(?:vierzehn|14)\s+tagen`), read: ([, a, b], moment) => later(nextWeekday(moment, weekdayOf(a ?? b ?? '')), 14) },
  { pattern: words(String.raw`${WEEKDAY}\s+(?:in\s+der\s+)?(?:ü|ue)bern(?:ä|ae)chste[rn]?\s+woche|(?:ü|ue)bern(?:ä|ae)chste\s+woche\s+(?:am\s+)?${WEEKDAY}`), read: ([, a, b], moment) => weekdayOfWeek(moment, weekdayOf(a ?? b ?? ''), 2) },
  { pattern: words(String.raw`${WEEKDAY}\s+(?:in\s+der\s+)?(?:${NEXT})\s+woche|(?:${NEXT})\s+woche\s+(?:am\s+|bis\s+)?${WEEKDAY}`), read: ([, a, b], moment) => weekdayOfWeek(moment, weekdayOf(a ?? b ?? ''), 1) },
  { pattern: words(String.raw`${WEEKDAY}\s+dieser\s+woche|diese\s+woche\s+(?:am\s+|bis\s+)?${WEEKDAY}`), read: ([, a, b], moment) => weekdayOfWeek(moment, weekdayOf(a ?? b ?? ''), 0) },
  { pattern: words(String.raw`(?:(?:zum\s+)?ende\s+(?:der\s+)?(?:ü|ue)bern(?:ä|ae)chste[rn]|(?:ü|ue)bern(?:ä|ae)chste)\s+woche`), read: (_, moment) => endOfWeek(moment, 2) },
  { pattern: words(String.raw`(?:anfang|beginn)\s+(?:der\s+)?(?:${NEXT})\s+woche`), read: (_, moment) => ({ ...weekdayOfWeek(moment, 1, 1), note: 'end_of_period' }) },
  { pattern: words(String.raw`mitte\s+(?:der\s+)?(?:${NEXT})\s+woche`), read: (_, moment) => ({ ...weekdayOfWeek(moment, 2, 1), note: 'end_of_period' }) },
  { pattern: words(String.raw`(?:(?:zum\s+)?ende\s+(?:der\s+)?)?(?:in\s+der\s+)?(?:${NEXT})\s+woche`), read: (_, moment) => endOfWeek(moment, 1) },
  { pattern: words(String.raw`(?:zum\s+)?ende\s+(?:der|dieser)\s+woche|(?:noch\s+|im\s+laufe\s+)?(?:in\s+)?diese[r]?\s+woche(?:\s+noch)?|(?:zum\s+)?wochenende`), read: (_, moment) => endOfWeek(moment, 0) },
  { pattern: words(String.raw`(?:zum\s+)?ende\s+(?:des\s+)?(?:${NEXT})\s+monats|(?:im\s+)?(?:${NEXT})\s+monat`), read: (_, moment) => endOfMonth(moment, 1) },
  { pattern: words(String.raw`(?:zum\s+)?ende\s+(?:des|dieses)\s+monats|(?:zum\s+)?monatsende|diesen\s+monat`), read: (_, moment) => endOfMonth(moment, 0) },
  { pattern: words(String.raw`(?:zum\s+)?ende\s+(?:des|dieses)\s+jahres|(?:zum\s+)?jahresende`), read: (_, moment) => endOfYear(moment) },
  // so much time from now
  { pattern: words(String.raw`(?:innerhalb|binnen|im\s+laufe)\s+(?:von\s+|der\s+n(?:ä|ae)chsten\s+)?(?:den\s+n(?:ä|ae)chsten\s+)?(?:(${NUMBER})\s*)?(${UNIT})`), read: ([, n = '1', unit = ''], moment) => duration(numberOf(n), unit, true, moment) },
  { pattern: words(String.raw`(?:sp(?:ä|ae)testens\s+)?in\s+(?:(?:den|der)\s+n(?:ä|ae)chsten\s+)?(${NUMBER})\s*(${UNIT})`), read: ([, n = '', unit = ''], moment) => duration(numberOf(n), unit, false, moment) },
  { pattern: words(String.raw`in\s+der\s+n(?:ä|ae)chsten\s+(stunde)`), read: ([, unit = ''], moment) => duration(1, unit, false, moment) },
  { pattern: words(String.raw`(\d{1,3})\s*(stunden|std\.?|h|minuten|min\.?)`), read: ([, n = '', unit = ''], moment) => duration(Number(n), unit, false, moment) },
  // dates
  { pattern: words(String.raw`(\d{4})-(\d{2})-(\d{2})`), read: ([, y, m, d], moment) => writtenDate(moment, Number(d), Number(m), Number(y)) },
  { pattern: words(String.raw`(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\s*uhr|[:.]\d)`), read: ([, d, m, y], moment) => writtenDate(moment, Number(d), Number(m), Number(y)) },
  { pattern: /(?<![\p{L}\p{N}.,])(\d{1,2})\.\s?(\d{1,2})\.(?!\d)/iu, read: ([, d, m], moment) => writtenDate(moment, Number(d), Number(m)) },
  { pattern: words(String.raw`(\d{1,2})\.?\s+(${MONTHS})\.?(?:\s+(\d{4}))?`), read: ([, d, m = '', y], moment) => writtenDate(moment, Number(d), monthOf(m), y === undefined ? undefined : Number(y)) },
  { pattern: words(String.raw`(?:am|bis|zum)\s+(\d{1,2})\.(\d{1,2})`), read: ([, d, m], moment) => writtenDate(moment, Number(d), Number(m)) },
  { pattern: /(?<![\p{L}\p{N}])(?:am|bis(?: zum)?|zum)\s+(\d{1,2})\.(?![\p{N}\p{L}])/iu, read: ([, d], moment) => writtenDayOfMonth(moment, Number(d)) },
  // days by name
  { pattern: words('vorgestern'), read: (_, { today }) => ({ kind: 'day', day: today - 2 * DAY_MS }) },
  { pattern: words('gestern'), read: (_, { today }) => ({ kind: 'day', day: today - DAY_MS }) },
  { pattern: words(String.raw`(?:ü|u|ue)bermorgen`), read: (_, { today }) => ({ kind: 'day', day: today + 2 * DAY_MS }) },
  { pattern: words(String.raw`heute\s+morgen`), read: (_, { today }) => [{ kind: 'day', day: today }, { kind: 'part', part: 'early' }] },
  { pattern: words(String.raw`${WEEKDAY}\s+morgen`), read: ([, name = ''], moment) => [nextWeekday(moment, weekdayOf(name)), { kind: 'part', part: 'early' }] },
  { pattern: words(String.raw`(?:noch\s+heute|heute\s+noch)`), read: (_, { today }) => [{ kind: 'day', day: today, isLoose: true }] },
  { pattern: words('heute'), read: (_, { today }) => ({ kind: 'day', day: today }) },
  { pattern: words(String.raw`n(?:ä|ae)chsten\s+(?:werk|arbeits)tag`), read: (_, moment) => addWorkdays(moment, 1) },
  { pattern: words('morgen'), read: (_, { today }) => ({ kind: 'day', day: today + DAY_MS }) },
  { pattern: words(String.raw`n(?:ä|ae)chste[rn]?\s+${WEEKDAY}`), read: ([, name = ''], moment) => nextNamedWeekday(moment, weekdayOf(name)) },
  { pattern: words(String.raw`(?:kommende[rn]?|diese[rn]?)\s+${WEEKDAY}`), read: ([, name = ''], moment) => clear(nextWeekday(moment, weekdayOf(name))) },
  // Freitagvormittag, in one word
  { pattern: words(String.raw`(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(vormittag|nachmittag|mittag|abend|morgen|fr(?:ü|ue)h)s?`), read: ([, name = '', part = ''], moment) => [nextWeekday(moment, weekdayOf(name)), { kind: 'part', part: compounds[part.toLowerCase()] ?? 'early' }] },
  { pattern: words(WEEKDAY), read: ([, name = ''], moment) => nextWeekday(moment, weekdayOf(name)) },
  { pattern: /(?<![\p{L}\p{N}])(mo|di|mi|do|fr|sa|so)\.(?!\p{L})/iu, read: ([, name = ''], moment) => nextWeekday(moment, shortWeekdays[name.toLowerCase()] ?? 0) },
  { pattern: /(?<![\p{L}\p{N}])(Mo|Di|Mi|Do|Fr|Sa|So)(?=,?\s+(?:\uE000|\d))/u, read: ([, name = ''], moment) => nextWeekday(moment, shortWeekdays[name.toLowerCase()] ?? 0) },
  // times of day in words
  { pattern: words(String.raw`(?:zum\s+|nach\s+)?(?:feierabend|gesch(?:ä|ae)ftsschluss|dienstschluss|b(?:ü|ue)roschluss|ladenschluss|tagesende)|(?:zum\s+)?ende\s+des\s+(?:arbeits|gesch(?:ä|ae)fts)?tage?s`), read: () => ({ kind: 'closing' }) },
  { pattern: words(String.raw`(?:um|gegen|ab|sp(?:ä|ae)testens(?:\s+um)?|bis(?:\s+um)?|vor)\s+(${HOUR_WORD})(?!\s*[.,]?\d|\s*%|\s*(?:euro|gb|mb|st(?:ü|ue)ck|mal))`), read: ([, hour = '']) => clock(numberOf(hour), 0, isExactHour(hour)) },
  ...parts.map(([source, part]): Rule => ({ pattern: words(source), read: () => ({ kind: 'part', part }) })),
  // after a day a bare number is an hour: "Freitag 14", "morgen, 9"
  { pattern: /(?<=\uE000[\s,]*)(\d{1,2})(?![\p{L}\p{N}.,:%])/iu, read: ([, hour = '']) => clock(Number(hour), 0, isExactHour(hour)) },
];

const compounds: Readonly<Record<string, PartOfDay>> = { vormittag: 'morning', nachmittag: 'afternoon', mittag: 'noon', abend: 'evening', morgen: 'early', früh: 'early', frueh: 'early' };

/** Words that hang on a time and mean nothing without it. */
export const germanFillers = String.raw`bis|um|am|gegen|sp(?:ä|ae)testens|noch|ab|vor|zum|zur|im|in|innerhalb|uhr|und|oder|ca\.?|circa|etwa|so|dann|den|der|dem|von|ungef(?:ä|ae)hr|p(?:ü|ue)nktlich|genau`;

function range(piece: Piece | null): Piece | null {
  return piece?.kind === 'clock' ? { ...piece, isRange: true } : null;
}

function later(piece: Piece, days: number): Piece {
  if (piece.kind !== 'day') return piece;
  // "Freitag in einer Woche", said on a Friday, is the one in a week
  return { kind: 'day', day: (piece.other ?? piece.day) + days * DAY_MS };
}

const clear = (piece: Piece): Piece => (piece.kind === 'day' ? { kind: 'day', day: piece.day, isSameAs: 'weekday' } : piece);

const besides = (n: string | undefined, side: string | undefined): number => (n === undefined ? 0 : (side?.toLowerCase() === 'vor' ? -1 : 1) * (n.toLowerCase() === 'kurz' ? 0 : numberOf(n)));

function spoken(hour: number, shiftMinutes: number): Piece | null {
  if (!(hour >= 1 && hour <= 24)) return null;
  const minute = hour * 60 + shiftMinutes;
  return clock(Math.floor(minute / 60), minute % 60, hour >= 13);
}
