import { sql } from 'kysely';
import { openCase } from '../src/acting/cases/open-case.actions.ts';
import { makePromise } from '../src/acting/promises/make-promise.actions.ts';
import { breakDuePromises } from '../src/acting/promises/settle-promise.actions.ts';
import { openTestContext } from '../src/platform/testing/test-storage.ts';

const MINUTE_MS = 60_000;
const PER_CHANGE = 500;
/** The nights in which the clock is set, and a moment the day before at which all of it is promised. */
const changes = [
  { name: 'forward', timeZone: 'Europe/Berlin', madeAt: '2026-03-28T11:00:00Z', dates: [[28, 3], [29, 3], [30, 3]] },
  { name: 'back', timeZone: 'Europe/Berlin', madeAt: '2026-10-24T10:00:00Z', dates: [[24, 10], [25, 10], [26, 10]] },
] as const;

/**
 * The promise clock across both changes of the clock: 1,000 promises in words, each compared with the first minute at which
 * the clock on the wall shows that time or a later one, found by looking at every minute; then all of them broken by the job.
 */
export async function benchPromises(): Promise<void> {
  let nowMs = 0;
  const context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
  try {
    await sql`delete from service_policies`.execute(context.db);
    await sql`insert into departments (code, name_de, name_en) values ('service', 'Service', 'Service')`.execute(context.db);
    const doer = { kind: 'system', id: '', label: 'bench', departments: null } as const;
    for (const { name, timeZone, madeAt, dates } of changes) {
      nowMs = Date.parse(madeAt);
      const { caseId } = await openCase(context, { subject: null, channel: 'mail', subjectLine: 'x', text: 'x', department: 'service', source: { kind: 'api' } });
      const wall = wallClock(timeZone, nowMs, 3 * 24 * 60);
      const wanted = new Map<string, number>();
      const startedAt = performance.now();
      for (let n = 0; n < PER_CHANGE; n += 1) {
        // from the second date on every few minutes; the first date only where it is still to come
        const [day, month] = dates[1 + (n % 2)] ?? dates[1];
        const minute = (n * 17) % 1_440;
        const [hour, rest] = [Math.floor(minute / 60), minute % 60];
        const isRelative = n % 5 === 4;
        const line = isRelative ? `Rückruf in ${1 + (n % 48)} Stunden` : `Rückruf am ${day}.${month}. um ${two(hour)}:${two(rest)} Uhr`;
        const due = isRelative ? nowMs + (1 + (n % 48)) * 60 * MINUTE_MS : firstAt(wall, `2026-${two(month)}-${two(day)} ${two(hour)}:${two(rest)}`);
        wanted.set((await makePromise(context, doer, { caseId, line, timeZone, responsible: { department: 'service' } })).id, due);
      }
      const madeMs = performance.now() - startedAt;
      nowMs += 5 * 24 * 60 * MINUTE_MS;
      const breakAt = performance.now();
      const broken = await breakDuePromises(context);
      const brokenMs = performance.now() - breakAt;
      const { rows } = await sql<{ id: string; dueAt: Date; brokenAt: Date | null; n: number }>`
        select p.id, p.due_at, p.broken_at, (select count(*) from promise_events e where e.promise_id = p.id and e.kind = 'broken') as n from promises p where p.case_id = ${caseId}`.execute(context.db);
      const exact = rows.filter(({ id, dueAt, brokenAt, n }) => n === 1 && dueAt.getTime() === wanted.get(id) && brokenAt?.getTime() === wanted.get(id)).length;
      process.stdout.write(`clock set ${name}: ${exact} of ${rows.length} due and broken at the exact instant, ${broken} recorded once; made ${perSecond(PER_CHANGE, madeMs)}/s, recorded ${perSecond(broken, brokenMs)}/s\n`);
    }
  } finally {
    await context.close();
  }
}

const two = (n: number): string => String(n).padStart(2, '0');
const perSecond = (n: number, ms: number): string => Math.round((n / ms) * 1_000).toLocaleString('en');

function wallClock(timeZone: string, fromMs: number, minutes: number): { at: number; shows: string }[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  return Array.from({ length: minutes }, (_, n) => ({ at: fromMs + n * MINUTE_MS, shows: format.format(fromMs + n * MINUTE_MS) }));
}

/** The first minute that shows this time, or a later one where the clock skips it. */
function firstAt(wall: readonly { at: number; shows: string }[], time: string): number {
  return wall.find(({ shows }) => shows >= time)?.at ?? Number.NaN;
}
