import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Spent } from './allowance.logic.ts';
import type { GoodwillState, OverLimit } from './goodwill.contract.ts';

const GOODWILL_LOCK = 7_041_976;

/**
 * Bookings are judged one after another, over the whole company: limits count per customer as merged at that moment and
 * per person over all customers, so that no narrower lock would do. A booking holds it for a few milliseconds.
 */
export async function lockBookings(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${GOODWILL_LOCK})`.execute(tx);
}

export interface BookingRow {
  id: string;
  caseId: string | null;
  caseNumber: number | null;
  subject: string | null;
  customerId: string | null;
  customerName: string | null;
  kind: string;
  kindNameDe: string;
  kindNameEn: string;
  unitDe: string;
  unitEn: string;
  amount: number;
  valueCents: number;
  reason: string;
  department: string | null;
  touchpoint: string | null;
  askedBy: string | null;
  askedByLabel: string;
  askedAt: Date;
  overLimits: OverLimit[];
  approvedByLabel: string | null;
  approvedAt: Date | null;
  refusedByLabel: string | null;
  refusedAt: Date | null;
  refusedBecause: string | null;
  bookedAt: Date | null;
  carriedOut: 'webhook' | 'hand';
  attempts: number;
  nextAttemptAt: Date | null;
  executingAt: Date | null;
  executedAt: Date | null;
  failedAt: Date | null;
  failure: string | null;
  cancelledAt: Date | null;
  cancelledBecause: string | null;
  state: GoodwillState;
}

const stateOf = sql`case
  when b.cancelled_at is not null then 'cancelled' when b.refused_at is not null then 'refused' when b.booked_at is null then 'waiting'
  when b.executed_at is not null then 'executed' when b.failed_at is not null then 'failed' when b.executing_at is not null then 'executing' else 'booked' end`;
const bookings = sql`
  select b.id, b.case_id, c.number as case_number, b.subject, i.customer_id, customers.name as customer_name, b.kind, k.name_de as kind_name_de, k.name_en as kind_name_en, k.unit_de, k.unit_en,
    b.amount, b.value_cents, b.reason, b.department, b.touchpoint, b.asked_by, coalesce(asker.name, b.asked_by_label) as asked_by_label, b.asked_at, b.over_limits, coalesce(approver.name, b.approved_by_label) as approved_by_label, b.approved_at,
    b.refused_by_label, b.refused_at, b.refused_because, b.booked_at, b.carried_out, b.attempts, b.next_attempt_at, b.executing_at, b.executed_at, b.failed_at, b.failure,
    b.cancelled_at, b.cancelled_because, ${stateOf} as state
  from goodwill_bookings b join goodwill_kinds k on k.code = b.kind
    left join cases c on c.id = b.case_id
    left join users asker on asker.id = b.asked_by left join users approver on approver.id = b.approved_by
    left join identifiers i on i.id = b.subject left join customers on customers.id = i.customer_id`;

export async function findBooking(db: Db, id: string): Promise<BookingRow | null> {
  const { rows } = await sql<BookingRow>`${bookings} where b.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function findBookingForUpdate(tx: Db, id: string): Promise<BookingRow | null> {
  await sql`select 1 from goodwill_bookings where id = ${id} for update`.execute(tx);
  return findBooking(tx, id);
}

export async function findBookingByKey(db: Db, key: string): Promise<BookingRow | null> {
  const { rows } = await sql<BookingRow>`${bookings} where b.idempotency_key = ${key}`.execute(db);
  return rows[0] ?? null;
}

/** The same thing in the same case, asked for a moment ago and not taken back: a second click or a second tab. */
export async function findTwin(tx: Db, { caseId, kind, amount, since }: { caseId: string; kind: string; amount: number; since: Date }): Promise<BookingRow | null> {
  const { rows } = await sql<BookingRow>`
    ${bookings} where b.case_id = ${caseId} and b.kind = ${kind} and b.amount = ${amount} and b.asked_at > ${since} and b.cancelled_at is null and b.refused_at is null
    order by b.asked_at limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** The case that goes on, where this one was merged; mergers are followed to their end. */
export async function findSurvivor(tx: Db, caseId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive survivors as (
      select id, merged_into, 1 as step from cases where id = ${caseId}
      union all select c.id, c.merged_into, step + 1 from cases c join survivors s on c.id = s.merged_into where step < 20)
    select id from survivors where merged_into is null`.execute(tx);
  return rows[0]?.id ?? caseId;
}

/**
 * What was booked in this calendar month of the company: for the customer, whoever booked it and under whichever of the
 * identifiers that are one customer now (without a customer: in the case), and by or in the name of one person.
 */
export async function readSpent(tx: Db, { subject, caseId, personId, personLabel, at }: { subject: string | null; caseId: string; personId: string | null; personLabel: string; at: Date }): Promise<Spent> {
  const { rows } = await sql<Spent>`
    with zone as (select coalesce((select value ->> 'timeZone' from privacy_settings), 'Europe/Berlin') as name),
    month as (select date_trunc('month', ${at}::timestamptz at time zone zone.name) at time zone zone.name as start from zone),
    twins as (select other.id from identifiers mine join identifiers other on other.customer_id = mine.customer_id where mine.id = ${subject}::uuid)
    select
      (select coalesce(sum(b.value_cents), 0) from goodwill_bookings b, month
       where b.booked_at >= month.start and b.cancelled_at is null
         and case when ${subject}::uuid is null then b.case_id = ${caseId} else b.subject in (select id from twins) end) as for_customer_cents,
      (select coalesce(sum(b.value_cents), 0) from goodwill_bookings b, month
       where b.booked_at >= month.start and b.cancelled_at is null
         and (b.charged_to = ${personId}::uuid or (b.charged_to is null and b.charged_to_label = ${personLabel}))) as by_person_cents`.execute(tx);
  return rows[0] ?? { forCustomerCents: 0, byPersonCents: 0 };
}

export interface NewBooking {
  id: string;
  key: string;
  caseId: string;
  subject: string | null;
  kind: string;
  amount: number;
  unitCents: number;
  valueCents: number;
  reason: string;
  department: string | null;
  touchpoint: string | null;
  askedBy: string | null;
  askedByLabel: string;
  askedAt: Date;
  overLimits: readonly OverLimit[];
  carriedOut: 'webhook' | 'hand';
}

export async function insertBooking(tx: Db, b: NewBooking): Promise<void> {
  const bookedAt = b.overLimits.length === 0 ? b.askedAt : null;
  await sql`
    insert into goodwill_bookings (id, idempotency_key, case_id, subject, kind, amount, unit_cents, value_cents, reason, department, touchpoint, asked_by, asked_by_label, asked_at, over_limits, carried_out,
      booked_at, charged_to, charged_to_label, next_attempt_at)
    values (${b.id}, ${b.key}, ${b.caseId}, ${b.subject}, ${b.kind}, ${b.amount}, ${b.unitCents}, ${b.valueCents}, ${b.reason}, ${b.department}, ${b.touchpoint}, ${b.askedBy}, ${b.askedByLabel}, ${b.askedAt}, ${[...b.overLimits]}::text[], ${b.carriedOut},
      ${bookedAt}, ${bookedAt === null ? null : b.askedBy}, ${bookedAt === null ? null : b.askedByLabel}, ${b.carriedOut === 'webhook' ? bookedAt : null})`.execute(tx);
}

interface Decider {
  id: string | null;
  label: string;
}

interface Decision {
  by: Decider;
  because: string;
  at: Date;
}

export async function markApproved(tx: Db, id: string, by: Decider, at: Date): Promise<void> {
  await sql`
    update goodwill_bookings
    set approved_by = ${by.id}, approved_by_label = ${by.label}, approved_at = ${at}, booked_at = ${at}, charged_to = ${by.id}, charged_to_label = ${by.label},
        next_attempt_at = case when carried_out = 'webhook' then ${at}::timestamptz end
    where id = ${id}`.execute(tx);
}

export async function markRefused(tx: Db, id: string, { by, because, at }: Decision): Promise<void> {
  await sql`update goodwill_bookings set refused_at = ${at}, refused_by_label = ${by.label}, refused_because = ${because} where id = ${id}`.execute(tx);
}

export async function markCancelled(tx: Db, id: string, { by, because, at }: Decision): Promise<void> {
  await sql`update goodwill_bookings set cancelled_at = ${at}, cancelled_by_label = ${by.label}, cancelled_because = ${because}, next_attempt_at = null, claimed_until = null where id = ${id}`.execute(tx);
}

export async function markExecuted(tx: Db, id: string, by: string | null, at: Date): Promise<void> {
  await sql`update goodwill_bookings set executed_at = ${at}, executed_by_label = ${by}, executing_at = coalesce(executing_at, ${at}), next_attempt_at = null, claimed_until = null, failed_at = null, failure = null where id = ${id}`.execute(tx);
}

/** The attempts begin again, after one that is under way; how many there were stays in the list of attempts. */
export async function restartExecution(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update goodwill_bookings set next_attempt_at = ${at}, failed_at = null, failure = null, attempts = 0 where id = ${id}`.execute(tx);
}

export interface BookingFilter {
  state: GoodwillState | null;
  caseId: string | null;
  /** Null = all. */
  departments: readonly string[] | null;
  after: { askedAt: string; id: string } | null;
  limit: number;
}

/** Newest first. */
export async function listBookings(db: Db, { state, caseId, departments, after, limit }: BookingFilter): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`
    ${bookings}
    where (${state}::text is null or ${stateOf} = ${state}::text)
      and (${caseId}::uuid is null or b.case_id = ${caseId}::uuid or b.case_id in (select id from cases where merged_into = ${caseId}::uuid))
      and (${departments}::text[] is null or b.department = any(${departments}::text[]))
      and (${after?.id ?? null}::uuid is null or (b.asked_at, b.id) < (${after?.askedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by b.asked_at desc, b.id desc
    limit ${limit}`.execute(db);
  return rows;
}
