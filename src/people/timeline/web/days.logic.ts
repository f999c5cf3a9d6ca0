import type { TimelineItem } from '../timeline.contract.ts';

/** A row of the list: the heading of a day, or a contact of that day. */
export type TimelineRow = { kind: 'day'; day: string } | { kind: 'contact'; contact: TimelineItem };

/**
 * Puts the heading of its day before the first contact of each day. Contacts come newest first.
 * @param dayOf - calendar day of an instant as YYYY-MM-DD, in the reader's time zone
 */
export function groupByDay(contacts: readonly TimelineItem[], dayOf: (at: string) => string): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let last = '';
  for (const contact of contacts) {
    const day = dayOf(contact.at);
    if (day !== last) rows.push({ kind: 'day', day });
    last = day;
    rows.push({ kind: 'contact', contact });
  }
  return rows;
}

/** The calendar day of an instant where the reader sits. */
export function localDay(at: string | Date): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** The last instant of a calendar day where the reader sits: "jump to 3 March" shows 3 March on top. Null when it is no date. */
export function endOfDay(day: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const end = new Date(year, month - 1, date, 23, 59, 59, 999);
  return end.getMonth() === month - 1 && end.getDate() === date ? end.toISOString() : null;
}

/** How a day is named beside its date. */
export function nameDay(day: string, today: string): 'today' | 'yesterday' | null {
  if (day === today) return 'today';
  const [year = 0, month = 0, date = 0] = today.split('-').map(Number);
  return day === localDay(new Date(year, month - 1, date - 1)) ? 'yesterday' : null;
}

/**
 * The two instants to compare when saying how long ago something was: within a day to the minute, before that by calendar days –
 * what happened late on Friday is "two days ago" on Sunday morning, even after 30 hours. In ms.
 */
export function ageInstants(at: string | Date, now: Date): { atMs: number; nowMs: number } {
  if (localDay(at) === localDay(now)) return { atMs: new Date(at).getTime(), nowMs: now.getTime() };
  return { atMs: utcMidnight(new Date(at)), nowMs: utcMidnight(now) };
}

// In UTC every day has 24 hours; where the reader sits, two have not.
const utcMidnight = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
