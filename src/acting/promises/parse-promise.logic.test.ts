import { describe, expect, it } from 'vitest';
import { usualCalendar } from '../../kernel/time/calendar.ts';
import { localTimeOf } from '../../kernel/time/zones.ts';
import { parsePromise, type ReadingOptions } from './parse-promise.logic.ts';

/** Tuesday, 24 November 2026, 10:15 in Berlin; open Monday to Friday, 8 to 18. */
const tuesday: ReadingOptions = { now: new Date('2026-11-24T09:15:00Z'), timeZone: 'Europe/Berlin', language: 'de' };

function read(line: string, options: Partial<ReadingOptions> = {}): string | null {
  const all = { ...tuesday, ...options };
  const reading = parsePromise(line, all);
  if (!reading) return null;
  const due = new Date(localTimeOf(all.timeZone, reading.dueAt.getTime())).toISOString().slice(0, 16).replace('T', ' ');
  return `${due} ${reading.what}${reading.problem === null ? '' : ` (${reading.problem})`}`;
}

const german: [string, string][] = [
  // tomorrow and the days after
  ['Rückruf bis morgen 14 Uhr', '2026-11-25 14:00 Rückruf'],
  ['Rückruf morgen um 14:30 Uhr', '2026-11-25 14:30 Rückruf'],
  ['Rückruf morgen 14.30 Uhr', '2026-11-25 14:30 Rückruf'],
  ['Rückruf morgen 14 Uhr 30', '2026-11-25 14:30 Rückruf'],
  ['rückruf MORGEN um 9', '2026-11-25 09:00 Rückruf'],
  ['Rückruf morgen, 11 Uhr', '2026-11-25 11:00 Rückruf'],
  ['Rückruf morgen 14', '2026-11-25 14:00 Rückruf'],
  ['Bis morgen melden wir uns', '2026-11-25 18:00 Melden wir uns'],
  ['übermorgen um halb drei', '2026-11-26 14:30 Rückruf'],
  ['Antwort uebermorgen', '2026-11-26 18:00 Antwort'],
  ['morgen früh anrufen', '2026-11-25 10:00 Anrufen'],
  ['Rückruf morgen Vormittag', '2026-11-25 12:00 Rückruf'],
  ['Rückruf morgen Mittag', '2026-11-25 12:00 Rückruf'],
  ['Rückruf morgen Nachmittag', '2026-11-25 18:00 Rückruf'],
  ['Rückruf morgen Abend', '2026-11-25 20:00 Rückruf'],
  ['Rückruf morgen Abend um 7', '2026-11-25 19:00 Rückruf'],
  ['Rückruf morgen früh um 8', '2026-11-25 08:00 Rückruf'],
  ['Rückruf morgen im Laufe des Vormittags', '2026-11-25 12:00 Rückruf'],
  ['Wir melden uns spätestens morgen um 12 Uhr bei Ihnen', '2026-11-25 12:00 Wir melden uns bei Ihnen'],
  // today
  ['heute noch', '2026-11-24 18:00 Rückruf'],
  ['Ich rufe noch heute zurück', '2026-11-24 18:00 Ich rufe zurück'],
  ['Antwort heute bis 17 Uhr', '2026-11-24 17:00 Antwort'],
  ['Rückruf heute Nachmittag', '2026-11-24 18:00 Rückruf'],
  ['Wir rufen Sie heute Nachmittag um 3 zurück', '2026-11-24 15:00 Wir rufen Sie zurück'],
  ['Rückruf heute Abend um acht', '2026-11-24 20:00 Rückruf'],
  ['Rückruf heute um fünf', '2026-11-24 17:00 Rückruf'],
  ['Rückruf bis Feierabend', '2026-11-24 18:00 Rückruf'],
  ['Rückruf bis Geschäftsschluss', '2026-11-24 18:00 Rückruf'],
  ['Rückruf morgen bis Feierabend', '2026-11-25 18:00 Rückruf'],
  ['Rückruf bis Ende des Tages', '2026-11-24 18:00 Rückruf'],
  ['Rückruf heute bis Mitternacht', '2026-11-25 00:00 Rückruf'],
  // a time of day alone: today, or tomorrow when it is over
  ['Rückruf um 16 Uhr', '2026-11-24 16:00 Rückruf'],
  ['Anruf um 9', '2026-11-25 09:00 Anruf'],
  ['Rückruf um drei', '2026-11-24 15:00 Rückruf'],
  ['Rückruf um halb vier', '2026-11-24 15:30 Rückruf'],
  ['Rückruf viertel nach drei', '2026-11-24 15:15 Rückruf'],
  ['Rückruf viertel vor drei', '2026-11-24 14:45 Rückruf'],
  ['Rückruf dreiviertel vier', '2026-11-24 15:45 Rückruf'],
  ['Rückruf zehn nach elf', '2026-11-24 11:10 Rückruf'],
  ['Rückruf zwanzig vor zwölf', '2026-11-24 11:40 Rückruf'],
  ['Rückruf fünf vor halb zwei', '2026-11-24 13:25 Rückruf'],
  ['Rückruf gegen 15 Uhr', '2026-11-24 15:00 Rückruf'],
  ['Rückruf 13:45', '2026-11-24 13:45 Rückruf'],
  ['Rückruf zwischen 14 und 16 Uhr', '2026-11-24 16:00 Rückruf'],
  ['Rückruf 14-16 Uhr', '2026-11-24 16:00 Rückruf'],
  ['Techniker kommt am Montag zwischen 8 und 12 Uhr', '2026-11-30 12:00 Techniker kommt'],
  ['Techniker von 9 bis 11 Uhr am Donnerstag', '2026-11-26 11:00 Techniker'],
  // so much time from now
  ['in 2 Stunden', '2026-11-24 12:15 Rückruf'],
  ['Rückruf in einer Stunde', '2026-11-24 11:15 Rückruf'],
  ['in einer halben Stunde zurückrufen', '2026-11-24 10:45 Zurückrufen'],
  ['Rückruf in anderthalb Stunden', '2026-11-24 11:45 Rückruf'],
  ['Rückruf in 1,5 Stunden', '2026-11-24 11:45 Rückruf'],
  ['Rückruf in 20 Minuten', '2026-11-24 10:35 Rückruf'],
  ['Rückruf in 20 min', '2026-11-24 10:35 Rückruf'],
  ['Rückruf in der nächsten Stunde', '2026-11-24 11:15 Rückruf'],
  ['Rückruf in den nächsten zwei Stunden', '2026-11-24 12:15 Rückruf'],
  ['Rückruf innerhalb von 24 Stunden', '2026-11-25 10:15 Rückruf'],
  ['Rückruf binnen 48 Stunden', '2026-11-26 10:15 Rückruf'],
  ['Antwort innerhalb einer Stunde', '2026-11-24 11:15 Antwort'],
  ['Rückruf 24h', '2026-11-25 10:15 Rückruf'],
  ['Rückruf in drei Tagen', '2026-11-27 18:00 Rückruf'],
  ['Rückruf in 2 Tagen um 9 Uhr', '2026-11-26 09:00 Rückruf'],
  ['Erstattung innerhalb von 14 Tagen', '2026-12-08 10:15 Erstattung'],
  ['Antwort in 3 Werktagen', '2026-11-27 18:00 Antwort'],
  ['Antwort in fünf Arbeitstagen', '2026-12-01 18:00 Antwort'],
  ['Antwort innerhalb von 4 Werktagen', '2026-11-30 18:00 Antwort'],
  ['Antwort bis zum nächsten Werktag', '2026-11-25 18:00 Antwort'],
  ['Lieferung in einer Woche', '2026-12-01 18:00 Lieferung'],
  ['Lieferung in zwei Wochen', '2026-12-08 18:00 Lieferung'],
  ['Prüfung in 3 Monaten', '2027-02-24 18:00 Prüfung'],
  // days of the week
  ['melde mich Freitag vormittag', '2026-11-27 12:00 Melde mich'],
  ['Melde mich Freitagvormittag', '2026-11-27 12:00 Melde mich'],
  ['Rückruf Freitag 14', '2026-11-27 14:00 Rückruf'],
  ['Rückruf am Freitag um 10', '2026-11-27 10:00 Rückruf'],
  ['Rückruf am kommenden Freitag', '2026-11-27 18:00 Rückruf'],
  ['Rückruf diesen Freitag 9 Uhr', '2026-11-27 09:00 Rückruf'],
  ['Rückruf Montag morgen', '2026-11-30 10:00 Rückruf'],
  ['Rückruf bis Montag Mittag', '2026-11-30 12:00 Rückruf'],
  ['Rückruf Do. 16 Uhr', '2026-11-26 16:00 Rückruf'],
  ['Rückruf Mi 9:30 Uhr', '2026-11-25 09:30 Rückruf'],
  ['Rückruf am Dienstag um 14 Uhr', '2026-12-01 14:00 Rückruf'],
  ['Ich melde mich nächsten Dienstag', '2026-12-01 18:00 Ich melde mich'],
  ['nächste Woche Mittwoch Lieferung', '2026-12-02 18:00 Lieferung'],
  ['Lieferung Mittwoch nächster Woche', '2026-12-02 18:00 Lieferung'],
  ['Lieferung am Donnerstag in einer Woche', '2026-12-03 18:00 Lieferung'],
  ['Lieferung Freitag in 14 Tagen', '2026-12-11 18:00 Lieferung'],
  ['Besuch übernächste Woche Montag 8 Uhr', '2026-12-07 08:00 Besuch'],
  ['Rückruf am Sonnabend um 10', '2026-11-28 10:00 Rückruf'],
  // spans of the calendar
  ['Antwort bis Ende der Woche', '2026-11-27 18:00 Antwort'],
  ['Antwort noch diese Woche', '2026-11-27 18:00 Antwort'],
  ['Antwort bis Ende nächster Woche', '2026-12-04 18:00 Antwort'],
  ['Antwort nächste Woche', '2026-12-04 18:00 Antwort'],
  ['Antwort Anfang nächster Woche', '2026-12-01 18:00 Antwort'],
  ['Antwort bis Mitte nächster Woche', '2026-12-02 18:00 Antwort'],
  ['Lieferung bis Monatsende', '2026-11-30 18:00 Lieferung'],
  ['Lieferung bis Ende des Monats', '2026-11-30 18:00 Lieferung'],
  ['Lieferung bis Ende nächsten Monats', '2026-12-31 18:00 Lieferung'],
  ['Erstattung bis Jahresende', '2026-12-31 18:00 Erstattung'],
  // dates
  ['am 3.12. um 9', '2026-12-03 09:00 Rückruf'],
  ['Rückruf am 3. 12. um 9 Uhr', '2026-12-03 09:00 Rückruf'],
  ['Rückruf am 03.12.2026 um 09:30', '2026-12-03 09:30 Rückruf'],
  ['Rückruf am 3.12.27', '2027-12-03 18:00 Rückruf'],
  ['Rückruf am 3. Dezember', '2026-12-03 18:00 Rückruf'],
  ['Rückruf am 3. Dez. um 10 Uhr', '2026-12-03 10:00 Rückruf'],
  ['Rückruf am 1. März 2027', '2027-03-01 18:00 Rückruf'],
  ['Rückruf bis zum 30.', '2026-11-30 18:00 Rückruf'],
  ['Rückruf am 5.', '2026-12-05 18:00 Rückruf'],
  ['Rückruf bis 30.11. 12 Uhr', '2026-11-30 12:00 Rückruf'],
  ['Rückruf am Donnerstag, 26.11. um 10 Uhr', '2026-11-26 10:00 Rückruf'],
  ['Rückruf am Donnerstag, den 26. November, um 10 Uhr', '2026-11-26 10:00 Rückruf'],
  ['Rückruf 2026-12-01 15:00', '2026-12-01 15:00 Rückruf'],
  ['Rückruf am 2.1. um 11 Uhr', '2027-01-02 11:00 Rückruf'],
  ['Rückruf am 29.2.', '2028-02-29 18:00 Rückruf'],
  // what it is about stays
  ['Rückruf wegen Rechnung 4711 bis morgen', '2026-11-25 18:00 Rückruf wegen Rechnung 4711'],
  ['Router (Typ 7590) liefern bis Freitag', '2026-11-27 18:00 Router (Typ 7590) liefern'],
  ['Bis morgen 12 Uhr: 100 Freiminuten gutschreiben', '2026-11-25 12:00 100 Freiminuten gutschreiben'],
  ['Tarif so ändern wie besprochen, morgen 9 Uhr', '2026-11-25 09:00 Tarif so ändern wie besprochen'],
  // what cannot be promised
  ['Rückruf gestern', '2026-11-23 18:00 Rückruf (past)'],
  ['Rückruf heute 9 Uhr', '2026-11-24 09:00 Rückruf (past)'],
  ['Rückruf am 3.12.2020', '2020-12-03 18:00 Rückruf (past)'],
  ['Rückruf heute Morgen', '2026-11-24 10:00 Rückruf (past)'],
  ['Rückruf morgen oder Freitag', '2026-11-25 18:00 Rückruf (ambiguous)'],
  ['Rückruf am Freitag, 26.11. um 10 Uhr', '2026-11-26 10:00 Rückruf (ambiguous)'],
  ['Rückruf morgen um 9 Uhr oder um 11 Uhr', '2026-11-25 09:00 Rückruf (ambiguous)'],
];

const english: [string, string][] = [
  ['call back by tomorrow 2pm', '2026-11-25 14:00 Call back'],
  ['Call back tomorrow at 2:30 pm', '2026-11-25 14:30 Call back'],
  ['call back tomorrow at 9 a.m.', '2026-11-25 09:00 Call back'],
  ['call back tomorrow at 14:00', '2026-11-25 14:00 Call back'],
  ['call back tomorrow morning', '2026-11-25 12:00 Call back'],
  ['call back first thing tomorrow', '2026-11-25 10:00 Call back'],
  ['call back tomorrow afternoon at 3', '2026-11-25 15:00 Call back'],
  ['call at 5', '2026-11-24 17:00 Call'],
  ['call at 9', '2026-11-25 09:00 Call'],
  ['call by noon', '2026-11-24 12:00 Call'],
  ['call at half past two', '2026-11-24 14:30 Call'],
  ['call at quarter to four', '2026-11-24 15:45 Call'],
  ['call at a quarter past eleven', '2026-11-24 11:15 Call'],
  ['call at ten past three', '2026-11-24 15:10 Call'],
  ['call at 3 o’clock', '2026-11-24 15:00 Call'],
  ['call this evening', '2026-11-24 20:00 Call'],
  ['call tonight at 8', '2026-11-24 20:00 Call'],
  ['call this afternoon', '2026-11-24 18:00 Call'],
  ['reply within 24 hours', '2026-11-25 10:15 Reply'],
  ['reply within the next 48 hours', '2026-11-26 10:15 Reply'],
  ['reply in 2 hours', '2026-11-24 12:15 Reply'],
  ['reply in an hour', '2026-11-24 11:15 Reply'],
  ['reply in half an hour', '2026-11-24 10:45 Reply'],
  ['reply in an hour and a half', '2026-11-24 11:45 Reply'],
  ['reply in 1.5 hours', '2026-11-24 11:45 Reply'],
  ['reply in 20 minutes', '2026-11-24 10:35 Reply'],
  ['reply in two hours’ time', '2026-11-24 12:15 Reply'],
  ['reply within 3 business days', '2026-11-27 18:00 Reply'],
  ['reply by the next working day', '2026-11-25 18:00 Reply'],
  ['refund within two weeks', '2026-12-08 10:15 Refund'],
  ['refund in 3 days', '2026-11-27 18:00 Refund'],
  ['next Tuesday noon', '2026-12-01 12:00 Call back'],
  ['call on Friday at 10', '2026-11-27 10:00 Call'],
  ['call this Friday', '2026-11-27 18:00 Call'],
  ['call on Friday morning', '2026-11-27 12:00 Call'],
  ['call Thu 4pm', '2026-11-26 16:00 Call'],
  ['call Friday week', '2026-12-04 18:00 Call'],
  ['call a week on Friday', '2026-12-04 18:00 Call'],
  ['call a week from today', '2026-12-01 18:00 Call'],
  ['deliver on Wednesday next week', '2026-12-02 18:00 Deliver'],
  ['deliver next week on Wednesday', '2026-12-02 18:00 Deliver'],
  ['answer by the end of the week', '2026-11-27 18:00 Answer'],
  ['answer by end of next week', '2026-12-04 18:00 Answer'],
  ['answer early next week', '2026-12-01 18:00 Answer'],
  ['answer by the end of the month', '2026-11-30 18:00 Answer'],
  ['answer by close of business', '2026-11-24 18:00 Answer'],
  ['answer by EOD tomorrow', '2026-11-25 18:00 Answer'],
  ['I will get back to you by end of business Friday', '2026-11-27 18:00 I will get back to you'],
  ['refund by December 3rd, 2026', '2026-12-03 18:00 Refund'],
  ['refund by 3 December', '2026-12-03 18:00 Refund'],
  ['refund on the 3rd of December at 9am', '2026-12-03 09:00 Refund'],
  ['refund by the 5th', '2026-12-05 18:00 Refund'],
  ['refund by Jan 2', '2027-01-02 18:00 Refund'],
  ['refund by 2026-12-01', '2026-12-01 18:00 Refund'],
  ['refund by 25/12', '2026-12-25 18:00 Refund'],
  ['refund by 3/12', '2026-12-03 18:00 Refund (ambiguous)'],
  ['technician on Monday between 2 and 4pm', '2026-11-30 16:00 Technician'],
  ['technician on Monday 8am-12pm', '2026-11-30 12:00 Technician'],
  ['call back the day after tomorrow', '2026-11-26 18:00 Call back'],
  ['call back later today', '2026-11-24 18:00 Call back'],
  ['call back yesterday', '2026-11-23 18:00 Call back (past)'],
  ['call back tomorrow or Friday', '2026-11-25 18:00 Call back (ambiguous)'],
  ['send the 2 routers by Friday 5pm', '2026-11-27 17:00 Send the 2 routers'],
  ['call me back about invoice 4711 by tomorrow', '2026-11-25 18:00 Call me back about invoice 4711'],
];

describe('a line in German', () => {
  it.each(german)('%s', (line, expected) => expect(read(line)).toBe(expected));
});
describe('a line in English', () => {
  it.each(english)('%s', (line, expected) => expect(read(line, { language: 'en' })).toBe(expected));
  it.each([['call back by tomorrow 2pm', '2026-11-25 14:00 Call back'], ['reply within 24 hours', '2026-11-25 10:15 Reply']])('is understood on a German page too: %s', (line, expected) => expect(read(line)).toBe(expected));
});
it.each(['Rückruf', 'Danke!', 'Rechnung 4711 prüfen', 'Vertrag über 24 Monate', '', '...', 'call back soon', 'so bald wie möglich', '50 % Rabatt'])('%s says nothing about time', (line) => {
  expect(read(line)).toBeNull();
  expect(read(line, { language: 'en' })).toBeNull();
});
it('there are more than 150 phrases', () => expect(german.length + english.length).toBeGreaterThan(150));

describe('what was decided and not said', () => {
  const notes = (line: string, options: Partial<ReadingOptions> = {}) => parsePromise(line, { ...tuesday, ...options });
  it('is said: the afternoon, tomorrow, the end of business', () => {
    expect(notes('Rückruf um drei')).toMatchObject({ confidence: 'assumed', reading: 'Dienstag, 24.11.2026, 15:00 Uhr – als Nachmittag gelesen' });
    expect(notes('Anruf um 9')).toMatchObject({ confidence: 'assumed', notes: ['tomorrow'] });
    expect(notes('Rückruf morgen')).toMatchObject({ confidence: 'certain', notes: ['end_of_business'] });
    expect(notes('Rückruf am Samstag um 10')).toMatchObject({ notes: ['closed_then'] });
  });
  it('leaves the other meaning within reach', () => {
    expect(notes('Rückruf am Dienstag um 14 Uhr')?.others).toEqual([{ dueAt: new Date('2026-11-24T13:00:00Z'), reading: 'Dienstag, 24.11.2026, 14:00 Uhr' }]);
    // "next Friday", said on a Tuesday: the coming one, or that of next week
    expect(notes('call next Friday', { language: 'en' })).toMatchObject({ dueAt: new Date('2026-11-27T17:00:00Z'), confidence: 'assumed', others: [{ dueAt: new Date('2026-12-04T17:00:00Z') }] });
    expect(notes('refund by 3/12', { language: 'en' })?.others).toMatchObject([{ dueAt: new Date('2027-03-12T17:00:00Z') }]);
    expect(notes('Rückruf bis Feierabend', { now: new Date('2026-11-24T18:00:00Z') })).toMatchObject({ problem: 'past', others: [{ dueAt: new Date('2026-11-25T17:00:00Z') }] });
    expect(notes('heute noch', { now: new Date('2026-11-24T18:00:00Z') })).toMatchObject({ problem: null, dueAt: new Date('2026-11-24T22:59:00Z'), notes: ['until_midnight', 'usual_what'] });
  });
  it('follows the calendar: holidays, other closing times, the end of a short week', () => {
    const early = { ...usualCalendar, week: usualCalendar.week.map((spans, n) => (n === 4 ? [{ from: 480, to: 840 }] : spans)) };
    expect(read('Antwort bis Ende der Woche', { calendar: early })).toBe('2026-11-27 14:00 Antwort');
    expect(read('Rückruf Freitag bis Feierabend', { calendar: early })).toBe('2026-11-27 14:00 Rückruf');
    // Friday 1 May 2026 is a holiday
    expect(read('Antwort bis Ende der Woche', { now: new Date('2026-04-28T08:00:00Z') })).toBe('2026-04-30 18:00 Antwort');
    expect(read('Antwort in 1 Werktag', { now: new Date('2026-04-30T08:00:00Z') })).toBe('2026-05-04 18:00 Antwort');
  });
});

describe('the customer’s own time', () => {
  const newYork = { timeZone: 'America/New_York' };
  const due = (line: string, options: Partial<ReadingOptions>) => parsePromise(line, { ...tuesday, ...options })?.dueAt.toISOString();
  it('counts for a time of day, the company’s clock for the end of business', () => {
    expect(due('Rückruf heute 14 Uhr', newYork)).toBe('2026-11-24T19:00:00.000Z');
    expect(due('Rückruf bis Feierabend', newYork)).toBe('2026-11-24T17:00:00.000Z');
    expect(parsePromise('Rückruf heute 14 Uhr', { ...tuesday, ...newYork })?.reading).toBe('Dienstag, 24.11.2026, 14:00 Uhr (America/New_York) – dann ist bei uns geschlossen');
  });
  it('is another day where it is another day', () => {
    expect(due('Rückruf morgen 9 Uhr', { timeZone: 'Pacific/Auckland', now: new Date('2026-11-24T12:00:00Z') })).toBe('2026-11-25T20:00:00.000Z');
  });
  it('that the clock skips is due when it is set forward; that it shows twice, the first time', () => {
    const march = { now: new Date('2026-03-28T10:00:00Z') };
    expect(parsePromise('Rückruf morgen um 02:30 Uhr', { ...tuesday, ...march })).toMatchObject({ dueAt: new Date('2026-03-29T01:00:00Z'), notes: ['skipped_hour', 'closed_then'], reading: expect.stringContaining('29.03.2026, 03:00 Uhr') });
    const october = { now: new Date('2026-10-24T10:00:00Z') };
    expect(parsePromise('Rückruf morgen um 02:30 Uhr', { ...tuesday, ...october })).toMatchObject({ dueAt: new Date('2026-10-25T00:30:00Z'), notes: ['doubled_hour', 'closed_then'] });
  });
  it('hours count as they pass, days as the calendar has them', () => {
    const saturday = { now: new Date('2026-10-24T10:00:00Z') }; // 12:00, the night has 25 hours
    expect(due('Rückruf in 24 Stunden', saturday)).toBe('2026-10-25T10:00:00.000Z'); // 11:00 on the clock
    expect(due('Rückruf innerhalb von 1 Tag', saturday)).toBe('2026-10-25T11:00:00.000Z'); // 12:00 on the clock
  });
});

it('bears whatever is typed', () => {
  for (const line of ['\u0001\u0002', '9'.repeat(500), 'um um um um', 'bis 99 Uhr', 'am 32.13.', 'in 0 Tagen', '25:61 Uhr', '😀 morgen 😀', 'İ morgen 14 Uhr', 'morgen '.repeat(60)]) {
    expect(() => parsePromise(line, tuesday)).not.toThrow();
    expect(() => parsePromise(line, { ...tuesday, language: 'en' })).not.toThrow();
  }
});
