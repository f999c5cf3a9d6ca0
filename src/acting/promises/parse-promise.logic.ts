import { DAY_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { type BusinessCalendar, closingMinuteOn, isOpenAt, spansOn, usualCalendar } from '../../kernel/time/calendar.ts';
import { dateOf } from '../../kernel/time/holidays.ts';
import { instantOf, type LocalMs, localTimeOf } from '../../kernel/time/zones.ts';
import type { PromiseKind } from './promises.contract.ts';
import { englishFillers, englishRules } from './reading/english.logic.ts';
import { germanFillers, germanRules } from './reading/german.logic.ts';
import type { Moment, Note, PartOfDay, Piece, Rule } from './reading/pieces.logic.ts';
import { kindOf } from './reading/promise-kind.logic.ts';
import { type ReadingLanguage, sayReading } from './reading/reading-words.logic.ts';

export interface ReadingOptions {
  now: Date;
  /** The customer's zone: "at nine" is nine o'clock there. */
  timeZone: string;
  /** Tried first; a line in the other language is understood too. */
  language: ReadingLanguage;
  /** When the company works: for "end of business", "end of the week", working days. Its own zone counts for closing. */
  calendar?: BusinessCalendar;
}

export interface PromiseReading {
  what: string;
  kind: PromiseKind;
  dueAt: Date;
  /** certain: nothing had to be guessed; assumed: see the notes; unclear: somebody has to choose. */
  confidence: 'certain' | 'assumed' | 'unclear';
  /** past: the time is over already. ambiguous: it names several times. */
  problem: 'past' | 'ambiguous' | null;
  /** How it was understood, as a sentence in the language of the options. */
  reading: string;
  notes: readonly Note[];
  /** What the same words may mean too. */
  others: readonly { dueAt: Date; reading: string }[];
}

const partEnds: Record<PartOfDay, number> = { early: 10 * 60, morning: 12 * 60, noon: 12 * 60, afternoon: 18 * 60, evening: 20 * 60, night: 24 * 60, midnight: 24 * 60 };
const CLOSING_ELSE = 18 * 60;
const MAX_LINE = 500;
const TAKEN = '\uE000';

/**
 * Reads a promise made in one line, in German or English: what is promised, and by when. Guesses are never silent: each
 * is a note. Where a time of day does not exist or exists twice it takes the one that disappoints nobody, the earlier.
 * @returns null when the line says nothing about time
 */
export function parsePromise(text: string, options: ReadingOptions): PromiseReading | null {
  const line = text.slice(0, MAX_LINE).replaceAll(/[\uE000\uE001]/g, ' ').normalize('NFC');
  const grammars = options.language === 'de' ? [german, english] : [english, german];
  for (const grammar of grammars) {
    const reading = readWith(grammar, line, options);
    if (reading) return reading;
  }
  return null;
}

interface Grammar {
  rules: readonly Rule[];
  fillers: RegExp;
}
// A filler hangs before a time, or after one; taken away as long as there is one.
const grammarOf = (rules: readonly Rule[], fillers: string): Grammar => ({ rules, fillers: new RegExp(`(?<![\\p{L}\\p{N}])(?:${fillers})[\\s,]*${TAKEN}|${TAKEN}[\\s,]*(?:(?:${fillers})(?![\\p{L}\\p{N}])[\\s,]*)*${TAKEN}|${TAKEN}[\\s,]*(?:${fillers})(?![\\p{L}\\p{N}])(?=[\\s,.;:!?-]*$)`, 'giu') });
const german = grammarOf(germanRules, germanFillers);
const english = grammarOf(englishRules, englishFillers);

function readWith(grammar: Grammar, line: string, options: ReadingOptions): PromiseReading | null {
  const { now, timeZone, calendar = usualCalendar, language } = options;
  const local = localTimeOf(timeZone, now.getTime());
  const moment: Moment = { now: local, today: Math.floor(local / DAY_MS) * DAY_MS, isOpen: (day) => spansOn(calendar, dateOf(day)).length > 0 };
  const { pieces, rest } = takePieces(grammar.rules, line, moment);
  if (pieces.length === 0) return null;
  const candidates = resolve(pieces, moment, { ...options, calendar });
  const [first, ...others] = candidates;
  if (!first) return null;
  const said = whatOf(rest, grammar.fillers);
  const what = said === '' ? (language === 'de' ? 'Rückruf' : 'Call back') : said;
  const say = ({ local: at, notes }: Candidate) => sayReading(at, notes, language, timeZone === calendar.timeZone ? null : timeZone);
  const chosen = said === '' ? { ...first, notes: [...first.notes, 'usual_what' as const] } : first;
  const isPast = first.at <= now;
  const isUnclear = first.isUnclear;
  return {
    what, kind: kindOf(what), dueAt: first.at, reading: say(chosen), notes: chosen.notes,
    problem: isUnclear ? 'ambiguous' : isPast ? 'past' : null,
    confidence: isUnclear ? 'unclear' : chosen.notes.some((note) => guesses.has(note)) ? 'assumed' : 'certain',
    others: others.filter(({ at }) => at > now && at.getTime() !== first.at.getTime()).slice(0, 3).map((one) => ({ dueAt: one.at, reading: say(one) })),
  };
}

/** Notes that say "this might have been meant otherwise", not just how it is counted. */
const guesses: ReadonlySet<Note> = new Set(['afternoon', 'tomorrow', 'next_one', 'in_a_week', 'until_midnight']);

function takePieces(rules: readonly Rule[], line: string, moment: Moment): { pieces: Piece[]; rest: string } {
  const pieces: Piece[] = [];
  let rest = line;
  for (const { pattern, read } of rules) {
    for (let from = 0, tries = 0; tries < 20; tries += 1) {
      const match = pattern.exec(hideUntil(rest, from));
      if (!match) break;
      const found = read(match, moment);
      if (found === null) {
        from = match.index + match[0].length;
        continue;
      }
      pieces.push(...[found].flat());
      rest = rest.slice(0, match.index) + TAKEN.repeat(match[0].length) + rest.slice(match.index + match[0].length);
    }
  }
  return { pieces, rest };
}

/** The line with what was looked at already hidden behind marks that no rule matches, so that places stay the same. */
const hideUntil = (rest: string, from: number): string => '\uE001'.repeat(from) + rest.slice(from);

interface Candidate {
  at: Date;
  local: LocalMs;
  notes: Note[];
  isUnclear: boolean;
}

/** Where a line is read: all that its words do not say themselves. */
type Place = ReadingOptions & { calendar: BusinessCalendar };

function resolve(pieces: readonly Piece[], moment: Moment, options: Place): Candidate[] {
  const elapsed = pieces.find((piece) => piece.kind === 'elapsed');
  const days = withoutRepeats(pieces.filter((piece) => piece.kind === 'day'));
  if (elapsed && days.length === 0) {
    const at = new Date(options.now.getTime() + elapsed.ms);
    return [{ at, local: localTimeOf(options.timeZone, at.getTime()), notes: [], isUnclear: pieces.some((piece) => piece !== elapsed && piece.kind === 'elapsed') }];
  }
  const times = timesOf(pieces);
  const [day] = days;
  const readings = times.length === 0 ? [null] : times;
  const isUnclear = days.length > 1 || times.length > 1 || (day?.isUnclear ?? false);
  if (!day) {
    return readings.flatMap((time) => {
      const today = place({ kind: 'day', day: moment.today }, time, moment, options);
      // "by the close of business" says today, a time of day says the next time it is
      if (today.at > options.now) return [{ ...today, isUnclear }];
      const next = place({ kind: 'day', day: nextDay(time, moment) }, time, moment, options);
      return time?.kind === 'closing' ? [{ ...today, isUnclear }, next] : [{ ...next, notes: [...next.notes, 'tomorrow' as const], isUnclear }];
    });
  }
  const candidates = days.flatMap((one) => readings.map((time) => place(one, time, moment, options)));
  const alternatives = days.flatMap((one) => (one.other === undefined ? [] : readings.map((time) => place({ kind: 'day', day: one.other ?? one.day }, time, moment, options))));
  return [...candidates, ...alternatives].map((candidate, n) => ({ ...candidate, isUnclear: n === 0 && isUnclear }));
}

type Day = Extract<Piece, { kind: 'day' }>;
type Time = Extract<Piece, { kind: 'clock' | 'part' | 'closing' }>;

/** "Thursday, 26 November" is one day said twice. */
function withoutRepeats(days: readonly Day[]): Day[] {
  const dates = days.filter(({ isSameAs }) => isSameAs === undefined);
  const kept = days.filter((day) => day.isSameAs === undefined || !dates.some((date) => (date.day - day.day) % (7 * DAY_MS) === 0));
  return kept.filter((day, n) => kept.findIndex((one) => one.day === day.day) === n);
}

function timesOf(pieces: readonly Piece[]): Time[] {
  const part = pieces.find((piece) => piece.kind === 'part')?.part;
  const clocks = pieces.filter((piece) => piece.kind === 'clock').map((clock): Time => (part === undefined ? clock : { ...clock, ...inPart(clock.hour, part), isExact: true }));
  const closing = pieces.filter((piece) => piece.kind === 'closing');
  const parts = clocks.length === 0 && closing.length === 0 ? pieces.filter((piece) => piece.kind === 'part') : [];
  const all: Time[] = [...clocks, ...closing, ...parts];
  return all.filter((time, n) => all.findIndex((one) => JSON.stringify(one) === JSON.stringify(time)) === n);
}

/** "At eight in the evening" is 20:00. */
function inPart(hour: number, part: PartOfDay): { hour: number } {
  const isLater = (part === 'afternoon' && hour < 12) || (part === 'evening' && hour < 12 && hour >= 4) || (part === 'noon' && hour < 4) || (part === 'night' && hour >= 8 && hour < 12);
  return { hour: isLater ? hour + 12 : hour };
}

function place(day: Day, time: Time | null, moment: Moment, options: Place): Candidate {
  const notes: Note[] = day.note ? [day.note] : [];
  if (time === null && day.isTimeKept) return atLocal(day.day + (moment.now - moment.today), [...notes, 'same_time'], options.timeZone);
  const { calendar } = options;
  if (time === null || time.kind === 'closing') return atClosing(day, notes, moment, options);
  if (time.kind === 'part') return noteClosed(atLocal(day.day + partEnds[time.part] * MINUTE_MS, time.part === 'noon' || time.part === 'midnight' ? notes : [...notes, 'end_of_part'], options.timeZone), calendar);
  // "at three" is in the afternoon: nobody is called at three in the night
  const isAfternoon = !time.isExact && time.hour >= 1 && time.hour <= 6;
  const minute = (time.hour + (isAfternoon ? 12 : 0)) * 60 + time.minute;
  return noteClosed(atLocal(day.day + minute * MINUTE_MS, [...notes, ...(isAfternoon ? ['afternoon' as const] : []), ...(time.isRange ? ['end_of_range' as const] : [])], options.timeZone), calendar);
}

/** The end of business is the company's, by its own clock, also for a customer far away. */
function atClosing(day: Day, notes: Note[], moment: Moment, { calendar, now, timeZone }: Place): Candidate {
  const closing = closingMinuteOn(calendar, dateOf(day.day));
  const found = atLocal(day.day + (closing ?? CLOSING_ELSE) * MINUTE_MS, [...notes, ...(closing === null ? ['closed_then' as const] : ['end_of_business' as const])], calendar.timeZone);
  const candidate = { ...found, local: localTimeOf(timeZone, found.at.getTime()) };
  // "today still", said in the evening, is before midnight
  if (day.isLoose && candidate.at <= now) return atLocal(moment.today + DAY_MS - MINUTE_MS, ['until_midnight'], timeZone);
  return candidate;
}

function nextDay(time: Time | null, { today, isOpen }: Moment): LocalMs {
  let day = today + DAY_MS;
  if (time?.kind === 'closing') for (let n = 0; n < 30 && !isOpen(day); n += 1) day += DAY_MS;
  return day;
}

function atLocal(local: LocalMs, notes: Note[], timeZone: string): Candidate {
  const found = instantOf(timeZone, local);
  if (found.kind === 'once') return { at: new Date(found.atMs), local, notes, isUnclear: false };
  if (found.kind === 'twice') return { at: new Date(found.firstMs), local, notes: [...notes, 'doubled_hour'], isUnclear: false };
  return { at: new Date(found.changeMs), local: localTimeOf(timeZone, found.changeMs), notes: [...notes, 'skipped_hour'], isUnclear: false };
}

function noteClosed(candidate: Candidate, calendar: BusinessCalendar): Candidate {
  // due exactly at closing time is still within business
  return isOpenAt(calendar, new Date(candidate.at.getTime() - 1)) ? candidate : { ...candidate, notes: [...candidate.notes, 'closed_then'] };
}

function whatOf(rest: string, fillers: RegExp): string {
  let text = rest.replaceAll(new RegExp(`${TAKEN}+`, 'g'), TAKEN);
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replaceAll(fillers, TAKEN);
  }
  const clean = text.replaceAll(TAKEN, ' ').replaceAll(/\s+([,.;:!?])/g, '$1').replaceAll(/\s{2,}/g, ' ').replaceAll(/([,;:])(?=[,.;:!?])/g, '').replaceAll(/^[\s,.;:!?–-]+|[\s,.;:–-]+$/g, '');
  return clean.charAt(0).toUpperCase() + clean.slice(1);
}
