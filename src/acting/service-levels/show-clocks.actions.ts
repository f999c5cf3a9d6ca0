import type { Context } from '../../platform/context.ts';
import { usedMinutesAt } from './clocks.logic.ts';
import type { CaseClock } from './service-levels.contract.ts';
import { listCalendars, listClocksOf, listEventsOf, type ShownClock } from './service-levels.queries.ts';

/** The clocks of a case with the reasons for each turn. A limited person sees those of their departments; of others none. */
export async function readClocks(context: Context, departments: readonly string[] | null, caseId: string): Promise<CaseClock[]> {
  const [clocks, events, calendars] = await Promise.all([listClocksOf(context.db, caseId), listEventsOf(context.db, caseId), listCalendars(context.db)]);
  return clocks.filter(({ department }) => departments === null || (department !== null && departments.includes(department))).map((clock) => ({
    id: clock.id, kind: clock.kind, round: clock.round, policyName: clock.policyName, calendarName: clock.calendarName, targetMinutes: clock.targetMinutes, state: stateOf(clock),
    startedAt: clock.startedAt.toISOString(), dueAt: clock.dueAt?.toISOString() ?? null, fulfilledAt: clock.fulfilledAt?.toISOString() ?? null, breachedAt: clock.breachedAt?.toISOString() ?? null,
    usedMinutes: usedMinutesAt(clock, calendars.find(({ id }) => id === clock.calendarId) ?? null, context.clock.now()),
    events: events.filter(({ clockId }) => clockId === clock.id).map(({ at, kind, why, dueAt }) => ({ at: at.toISOString(), kind, why, dueAt: dueAt?.toISOString() ?? null })),
  }));
}

function stateOf({ fulfilledAt, droppedAt, runningSince }: ShownClock): CaseClock['state'] {
  if (fulfilledAt) return 'fulfilled';
  if (droppedAt) return 'dropped';
  return runningSince ? 'running' : 'paused';
}
