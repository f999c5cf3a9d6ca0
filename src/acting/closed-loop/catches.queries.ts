import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { CursorSource } from './settled-batch.queries.ts';

const LOOP_LOCK = 7_041_975;

/** Catches happen one after another, so that two processes cannot open two cases for one customer and touchpoint. */
export async function lockCatches(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOOP_LOCK})`.execute(tx);
}

export interface NewCatch {
  id: string;
  ruleId: string;
  source: CursorSource;
  sourceKey: string;
  /** Null: nobody knows who wrote it. */
  subject: string | null;
  touchpoint: string;
  department: string | null;
  metric: string;
  score: number | null;
  happenedAt: Date;
  caughtAt: Date;
  dueAt: Date;
}

/** @returns false when this rule has caught it before */
export async function insertCatch(tx: Db, c: NewCatch): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into loop_catches (id, rule_id, source, source_key, subject, touchpoint, department, metric, score, happened_at, caught_at, due_at)
    values (${c.id}, ${c.ruleId}, ${c.source}, ${c.sourceKey}, ${c.subject}, ${c.touchpoint}, ${c.department}, ${c.metric}, ${c.score}, ${c.happenedAt}, ${c.caughtAt}, ${c.dueAt})
    on conflict (rule_id, source_key) do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function setCase(tx: Db, id: string, caseId: string, joinedAt: Date | null): Promise<void> {
  await sql`update loop_catches set case_id = ${caseId}, joined_at = ${joinedAt} where id = ${id}`.execute(tx);
}

/** Whether somebody is known under this identifier, and may be contacted for this at all: whose data is restricted is left alone. */
export async function findCustomerToCatch(tx: Db, subject: string): Promise<{ customerId: string; isRestricted: boolean } | null> {
  const { rows } = await sql<{ customerId: string; isRestricted: boolean }>`
    select i.customer_id, exists (select 1 from privacy_restrictions r join identifiers other on other.id = r.subject where other.customer_id = i.customer_id) as is_restricted
    from identifiers i where i.id = ${subject}`.execute(tx);
  return rows[0] ?? null;
}

/** The open case that the loop has opened for this customer, as merged now, at this touchpoint; the one that goes on where it was merged. */
export async function findOpenLoopCase(tx: Db, customerId: string, touchpoint: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select goes_on.id from loop_catches k join identifiers i on i.id = k.subject join cases c on c.id = k.case_id join cases goes_on on goes_on.id = coalesce(c.merged_into, c.id)
    where i.customer_id = ${customerId} and k.touchpoint = ${touchpoint} and goes_on.is_active
    order by k.caught_at limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** The case itself, or the one it was merged into, while somebody works on it. */
export async function findActiveCase(tx: Db, caseId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select goes_on.id from cases c join cases goes_on on goes_on.id = coalesce(c.merged_into, c.id) where c.id = ${caseId} and goes_on.is_active`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Who owns a touchpoint, and what it is called. */
export async function findTouchpoint(db: Db, code: string): Promise<{ department: string | null; nameDe: string; nameEn: string } | null> {
  const { rows } = await sql<{ department: string | null; nameDe: string; nameEn: string }>`select department, name_de, name_en from touchpoints where code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export async function markTold(tx: Db, caseId: string, { at, by, how, because }: { at: Date; by: string; how: string; because: string | null }): Promise<number> {
  const { numAffectedRows } = await sql`
    update loop_catches set told_at = ${at}, told_by_label = ${by}, told_how = ${how}, not_told_because = ${because}
    where (case_id = ${caseId} or case_id in (select id from cases where merged_into = ${caseId})) and (told_at is null or told_how = 'not_told')`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export interface CatchRow {
  id: string;
  ruleId: string;
  ruleName: string;
  source: CursorSource;
  caseId: string | null;
  caseNumber: number | null;
  customerId: string | null;
  customerName: string | null;
  touchpoint: string;
  department: string | null;
  metric: string;
  score: number | null;
  happenedAt: Date;
  caughtAt: Date;
  dueAt: Date;
  /** The customer heard from us: a message in the case, or said otherwise. */
  contactedAt: Date | null;
  closedAt: Date | null;
  toldHow: 'phone' | 'in_person' | 'letter' | 'other' | 'not_told' | 'reply' | null;
  notToldBecause: string | null;
  isOpen: boolean;
}

/** `closed`: the case is solved and the customer has heard from us, or will not and somebody said why. */
const catches = sql`
  select k.id, k.rule_id, r.name as rule_name, k.source, k.case_id, c.number as case_number, i.customer_id, customers.name as customer_name, k.touchpoint, k.department, k.metric, k.score, k.happened_at, k.caught_at, k.due_at,
    heard.contacted_at, case when heard.contacted_at is not null or k.told_how = 'not_told' then coalesce(goes_on.solved_at, goes_on.closed_at) end as closed_at,
    case when k.told_how is not null then k.told_how when heard.contacted_at is not null then 'reply' end as told_how, k.not_told_because, coalesce(goes_on.is_active, false) as is_open
  from loop_catches k join loop_rules r on r.id = k.rule_id
    left join cases c on c.id = k.case_id left join cases goes_on on goes_on.id = coalesce(c.merged_into, c.id)
    left join identifiers i on i.id = k.subject left join customers on customers.id = i.customer_id
    left join lateral (
      select min(at) as contacted_at from (
        select e.at from case_entries e where e.case_id in (c.id, goes_on.id) and e.kind = 'message' and e.direction = 'outbound' and not e.is_automatic and e.at >= k.caught_at
        union all select k.told_at where k.told_how <> 'not_told') as said) heard on true`;

export interface CatchFilter {
  caseId: string | null;
  ruleId: string | null;
  isOpen: boolean | null;
  departments: readonly string[] | null;
  after: { caughtAt: string; id: string } | null;
  limit: number;
}

/** Newest first. */
export async function listCatches(db: Db, { caseId, ruleId, isOpen, departments, after, limit }: CatchFilter): Promise<CatchRow[]> {
  const { rows } = await sql<CatchRow>`
    ${catches}
    where (${caseId}::uuid is null or k.case_id = ${caseId}::uuid or c.merged_into = ${caseId}::uuid) and (${ruleId}::uuid is null or k.rule_id = ${ruleId}::uuid)
      and (${isOpen}::boolean is null or coalesce(goes_on.is_active, false) = ${isOpen}::boolean)
      and (${departments}::text[] is null or k.department = any(${departments}::text[]))
      and (${after?.id ?? null}::uuid is null or (k.caught_at, k.id) < (${after?.caughtAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by k.caught_at desc, k.id desc limit ${limit}`.execute(db);
  return rows;
}

/** All that was caught in a span, for figures. */
export async function listCaughtIn(db: Db, { from, to, departments, limit }: { from: Date; to: Date; departments: readonly string[] | null; limit: number }): Promise<CatchRow[]> {
  const { rows } = await sql<CatchRow>`
    ${catches} where k.caught_at >= ${from} and k.caught_at < ${to} and (${departments}::text[] is null or k.department = any(${departments}::text[]))
    order by k.caught_at desc limit ${limit}`.execute(db);
  return rows;
}
