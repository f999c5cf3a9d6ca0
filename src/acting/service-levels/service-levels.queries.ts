import { sql } from 'kysely';
import type { BusinessCalendar } from '../../kernel/time/calendar.ts';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Calendar, CalendarInput, ClockKind, Policy, PolicyInput } from './service-levels.contract.ts';
import type { CaseFacts } from './case-facts.contract.ts';

const MAX_POLICIES = 200;
const MAX_CALENDARS = 100;

export async function listPolicies(db: Db): Promise<Policy[]> {
  const { rows } = await sql<Policy>`
    select id, position, name, conditions, targets, calendar_id, pauses_for_partner, version
    from service_policies where removed_at is null order by position, id limit ${MAX_POLICIES}`.execute(db);
  return rows;
}

export async function listCalendars(db: Db): Promise<Calendar[]> {
  const { rows } = await sql<Calendar>`
    select c.id, c.name, c.time_zone, c.week, c.holiday_region, c.own_days, c.is_usual, c.version,
      (select count(*) from service_policies p where p.calendar_id = c.id and p.removed_at is null) as used_by
    from business_calendars c order by c.is_usual desc, c.name, c.id limit ${MAX_CALENDARS}`.execute(db);
  return rows;
}

export async function findUsualCalendar(db: Db): Promise<(BusinessCalendar & { id: string; name: string }) | null> {
  const { rows } = await sql<BusinessCalendar & { id: string; name: string }>`
    select id, name, time_zone, week, holiday_region, own_days from business_calendars order by is_usual desc, updated_at, id limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function insertCalendar(tx: Db, id: string, calendar: CalendarInput, at: Date): Promise<void> {
  await sql`
    insert into business_calendars (id, name, time_zone, week, holiday_region, own_days, is_usual, updated_at)
    values (${id}, ${calendar.name}, ${calendar.timeZone}, ${jsonText(calendar.week)}::jsonb, ${calendar.holidayRegion}, ${jsonText(calendar.ownDays)}::jsonb, ${calendar.isUsual}, ${at})`.execute(tx);
}

/** @returns false when it is not there, or not in this version any more */
export async function updateCalendar(tx: Db, { id, version }: { id: string; version: number }, calendar: CalendarInput, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update business_calendars set name = ${calendar.name}, time_zone = ${calendar.timeZone}, week = ${jsonText(calendar.week)}::jsonb, holiday_region = ${calendar.holidayRegion},
      own_days = ${jsonText(calendar.ownDays)}::jsonb, is_usual = ${calendar.isUsual}, version = version + 1, updated_at = ${at}
    where id = ${id} and version = ${version} returning 1`.execute(tx);
  return rows.length > 0;
}

export async function clearUsualCalendar(tx: Db): Promise<void> {
  await sql`update business_calendars set is_usual = false where is_usual`.execute(tx);
}

export async function deleteCalendar(tx: Db, id: string): Promise<void> {
  await sql`delete from business_calendars where id = ${id}`.execute(tx);
}

/** Policies and clocks, also those of the past, that count with a calendar. */
export async function isCalendarUsed(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 where exists (select from service_policies where calendar_id = ${id}) or exists (select from service_clocks where calendar_id = ${id})`.execute(db);
  return rows.length > 0;
}

export async function insertPolicy(tx: Db, id: string, policy: PolicyInput, at: Date): Promise<void> {
  await sql`
    insert into service_policies (id, position, name, conditions, targets, calendar_id, pauses_for_partner, updated_at)
    select ${id}, coalesce(max(position), 0) + 1, ${policy.name}, ${jsonText(policy.conditions)}::jsonb, ${jsonText(policy.targets)}::jsonb, ${policy.calendarId}, ${policy.pausesForPartner}, ${at}
    from service_policies where removed_at is null`.execute(tx);
}

export async function updatePolicy(tx: Db, { id, version }: { id: string; version: number }, policy: PolicyInput, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update service_policies set name = ${policy.name}, conditions = ${jsonText(policy.conditions)}::jsonb, targets = ${jsonText(policy.targets)}::jsonb,
      calendar_id = ${policy.calendarId}, pauses_for_partner = ${policy.pausesForPartner}, version = version + 1, updated_at = ${at}
    where id = ${id} and version = ${version} and removed_at is null returning 1`.execute(tx);
  return rows.length > 0;
}

/** Clocks that ran under it stay readable, so it is only put away. */
export async function removePolicyRow(tx: Db, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql`update service_policies set removed_at = ${at} where id = ${id} and removed_at is null returning 1`.execute(tx);
  return rows.length > 0;
}

export async function orderPolicies(tx: Db, ids: readonly string[]): Promise<void> {
  await sql`
    update service_policies p set position = wanted.place from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
    where p.id = wanted.id and p.position <> wanted.place`.execute(tx);
}

export async function findTraits(db: Db, subject: string): Promise<Record<string, unknown> | null> {
  const { rows } = await sql<{ traits: Record<string, unknown> }>`
    select c.traits from identifiers i join customers c on c.id = i.customer_id where i.id = ${subject}`.execute(db);
  return rows[0]?.traits ?? null;
}

export interface ClockRow {
  id: string;
  caseId: string;
  kind: ClockKind;
  round: number;
  policyId: string;
  calendarId: string | null;
  targetMinutes: number;
  startedAt: Date;
  runningSince: Date | null;
  usedMs: number;
  dueAt: Date | null;
  fulfilledAt: Date | null;
  breachedAt: Date | null;
  droppedAt: Date | null;
}

export async function listClocksForUpdate(tx: Db, caseId: string): Promise<ClockRow[]> {
  const { rows } = await sql<ClockRow>`
    select id, case_id, kind, round, policy_id, calendar_id, target_minutes, started_at, running_since, used_ms, due_at, fulfilled_at, breached_at, dropped_at
    from service_clocks where case_id = ${caseId} order by kind, round limit 1000 for update`.execute(tx);
  return rows;
}

export async function saveClock(tx: Db, clock: Omit<ClockRow, 'caseId'>, facts: Pick<CaseFacts, 'caseId' | 'channel' | 'priority' | 'department' | 'touchpoint'>): Promise<void> {
  await sql`
    insert into service_clocks (id, case_id, kind, round, policy_id, calendar_id, target_minutes, started_at, running_since, used_ms, due_at, fulfilled_at, breached_at, dropped_at, channel, priority, department, touchpoint)
    values (${clock.id}, ${facts.caseId}, ${clock.kind}, ${clock.round}, ${clock.policyId}, ${clock.calendarId}, ${clock.targetMinutes}, ${clock.startedAt}, ${clock.runningSince}, ${clock.usedMs},
      ${clock.dueAt}, ${clock.fulfilledAt}, ${clock.breachedAt}, ${clock.droppedAt}, ${facts.channel}, ${facts.priority}, ${facts.department}, ${facts.touchpoint})
    on conflict (id) do update set policy_id = excluded.policy_id, calendar_id = excluded.calendar_id, target_minutes = excluded.target_minutes, running_since = excluded.running_since, used_ms = excluded.used_ms,
      due_at = excluded.due_at, fulfilled_at = excluded.fulfilled_at, breached_at = excluded.breached_at, dropped_at = excluded.dropped_at,
      channel = excluded.channel, priority = excluded.priority, department = excluded.department, touchpoint = excluded.touchpoint`.execute(tx);
}

/** The facts a case has now, on all of its clocks: figures and permissions follow the case. */
export async function moveClocks(tx: Db, facts: Pick<CaseFacts, 'caseId' | 'channel' | 'priority' | 'department' | 'touchpoint'>): Promise<void> {
  await sql`update service_clocks set channel = ${facts.channel}, priority = ${facts.priority}, department = ${facts.department}, touchpoint = ${facts.touchpoint} where case_id = ${facts.caseId}`.execute(tx);
}

export interface EventRow {
  clockId: string;
  at: Date;
  kind: 'activate' | 'pause' | 'fulfil' | 'breach' | 'change' | 'drop';
  why: string;
  dueAt: Date | null;
}

export async function insertEvent(tx: Db, caseId: string, event: EventRow, writtenAt: Date): Promise<void> {
  await sql`
    insert into service_events (clock_id, case_id, at, kind, why, due_at, written_at)
    values (${event.clockId}, ${caseId}, ${event.at}, ${event.kind}, ${event.why}, ${event.dueAt}, ${writtenAt})`.execute(tx);
}

/**
 * Breaks what is over, whole in one statement: the rows are locked, so a second worker passes them by, and a clock that
 * broke is not looked at again. @returns how many
 */
export async function breakDueClocks(db: Db, now: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with late as (
      select id, case_id, due_at from service_clocks
      where due_at < ${now} and breached_at is null and fulfilled_at is null and dropped_at is null
      order by due_at, id limit ${limit} for update skip locked),
    broken as (update service_clocks c set breached_at = late.due_at from late where c.id = late.id returning c.id),
    noted as (
      insert into service_events (clock_id, case_id, at, kind, why, due_at, written_at)
      select id, case_id, due_at, 'breach', 'late', due_at, ${now} from late returning 1)
    select (select count(*) from broken) + 0 * (select count(*) from noted) as n`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface ShownClock extends ClockRow {
  policyName: string;
  calendarName: string | null;
  department: string | null;
}

export async function listClocksOf(db: Db, caseId: string): Promise<ShownClock[]> {
  const { rows } = await sql<ShownClock>`
    select k.id, k.case_id, k.kind, k.round, k.policy_id, k.calendar_id, k.target_minutes, k.started_at, k.running_since, k.used_ms, k.due_at, k.fulfilled_at, k.breached_at, k.dropped_at, k.department,
      p.name as policy_name, c.name as calendar_name
    from service_clocks k join service_policies p on p.id = k.policy_id left join business_calendars c on c.id = k.calendar_id
    where k.case_id = ${caseId} order by k.started_at, k.kind, k.round limit 200`.execute(db);
  return rows;
}

export async function listEventsOf(db: Db, caseId: string): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select clock_id, at, kind, why, due_at from service_events where case_id = ${caseId} order by seq limit 2000`.execute(db);
  return rows;
}
