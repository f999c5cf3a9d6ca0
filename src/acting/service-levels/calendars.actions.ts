import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { addBusinessMs, type BusinessCalendar } from '../../kernel/time/calendar.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Calendar, CalendarInput } from './service-levels.contract.ts';
import { clearUsualCalendar, deleteCalendar, findUsualCalendar, insertCalendar, isCalendarUsed, listCalendars, updateCalendar } from './service-levels.queries.ts';

/** The calendar by which "end of business" is read; null on an installation that removed all of them. */
export function readUsualCalendar(db: Db): Promise<(BusinessCalendar & { id: string; name: string }) | null> {
  return findUsualCalendar(db);
}

export function readCalendars({ db }: Context): Promise<Calendar[]> {
  return listCalendars(db);
}

/** @throws business_calendar.never_open */
export async function createCalendar(context: Context, input: CalendarInput): Promise<Calendar> {
  refuseNeverOpen(context, input);
  const id = newId(context.clock.now().getTime());
  await context.db.transaction().execute(async (tx) => {
    if (input.isUsual) await clearUsualCalendar(tx);
    await insertCalendar(tx, id, input, context.clock.now());
  });
  return getCalendar(context, id);
}

/** Clocks that run go on with the time they had; from the next change of their case they follow. @throws business_calendar.not_found, business_calendar.changed_meanwhile, business_calendar.never_open */
export async function changeCalendar(context: Context, id: string, version: number, input: CalendarInput): Promise<Calendar> {
  refuseNeverOpen(context, input);
  const before = await getCalendar(context, id);
  await context.db.transaction().execute(async (tx) => {
    if (input.isUsual && !before.isUsual) await clearUsualCalendar(tx);
    // there is always one that is usual: it changes by choosing another
    if (!(await updateCalendar(tx, { id, version }, { ...input, isUsual: input.isUsual || before.isUsual }, context.clock.now()))) throw new Problem('business_calendar.changed_meanwhile', 'Somebody has changed this calendar in the meantime. Look at it again.', { id });
  });
  return getCalendar(context, id);
}

/** @throws business_calendar.not_found, business_calendar.in_use */
export async function removeCalendar(context: Context, id: string): Promise<void> {
  const calendar = await getCalendar(context, id);
  await context.db.transaction().execute(async (tx) => {
    if (calendar.isUsual || (await isCalendarUsed(tx, id))) throw new Problem('business_calendar.in_use', 'Policies or clocks count with this calendar, or it is the usual one.', { id });
    await deleteCalendar(tx, id);
  });
}

async function getCalendar({ db }: Context, id: string): Promise<Calendar> {
  const found = (await listCalendars(db)).find((calendar) => calendar.id === id);
  if (!found) throw new Problem('business_calendar.not_found', 'This calendar does not exist.', { id });
  return found;
}

/** A clock that counts with it would never end. */
function refuseNeverOpen({ clock }: Context, input: CalendarInput): void {
  if (addBusinessMs(input, clock.now(), 60_000) === null) throw new Problem('business_calendar.never_open', 'This calendar is never open. Give it at least one shift.', {}, [{ at: 'week', reason: 'has no shift' }]);
}
