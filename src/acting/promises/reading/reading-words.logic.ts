import type { Note } from './pieces.logic.ts';

export type ReadingLanguage = 'de' | 'en';

const weekdays = { de: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'], en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] } as const;
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const notes: Record<Note, { de: string; en: string }> = {
  end_of_business: { de: 'bis Geschäftsschluss', en: 'by close of business' },
  end_of_part: { de: 'bis zum Ende dieser Tageszeit', en: 'by the end of that part of the day' },
  end_of_range: { de: 'spätestens am Ende der Zeitspanne', en: 'by the end of the time span' },
  end_of_period: { de: 'letzter Arbeitstag davon', en: 'its last working day' },
  afternoon: { de: 'als Nachmittag gelesen', en: 'read as afternoon' },
  tomorrow: { de: 'heute schon vorbei, also morgen', en: 'already past today, so tomorrow' },
  next_year: { de: 'im nächsten Jahr', en: 'next year' },
  next_one: { de: 'der erste, der kommt', en: 'the first one to come' },
  in_a_week: { de: 'in einer Woche, nicht heute', en: 'in a week, not today' },
  same_time: { de: 'zur gleichen Uhrzeit wie jetzt', en: 'at the same time of day as now' },
  skipped_hour: { de: 'diese Uhrzeit gibt es wegen der Zeitumstellung nicht: gilt ab der Umstellung', en: 'the clock skips this time: due when it is set forward' },
  doubled_hour: { de: 'diese Uhrzeit gibt es wegen der Zeitumstellung zweimal: gilt beim ersten Mal', en: 'the clock shows this time twice: due the first time' },
  closed_then: { de: 'dann ist bei uns geschlossen', en: 'we are closed then' },
  until_midnight: { de: 'bis Mitternacht', en: 'until midnight' },
  usual_what: { de: 'kein Inhalt genannt: als Rückruf gelesen', en: 'nothing else named: read as a call' },
};

export const noteText = (note: Note, language: ReadingLanguage): string => notes[note][language];

/** How a due time was understood, as a sentence: "Montag, 23.11.2026, 14:00 Uhr". */
export function sayReading(local: number, found: readonly Note[], language: ReadingLanguage, timeZone: string | null): string {
  const date = new Date(local);
  const two = (n: number) => String(n).padStart(2, '0');
  const weekday = weekdays[language][(date.getUTCDay() + 6) % 7];
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  const when = language === 'de'
    ? `${weekday}, ${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}, ${time} Uhr`
    : `${weekday}, ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${time}`;
  const zone = timeZone === null ? '' : ` (${timeZone})`;
  return found.length === 0 ? when + zone : `${when}${zone} – ${found.map((note) => noteText(note, language)).join('; ')}`;
}
