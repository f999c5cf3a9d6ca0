import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { PromiseKind, PromiseState } from './promises.contract.ts';

export interface PromiseRow {
  id: string;
  caseId: string | null;
  subject: string | null;
  kind: PromiseKind;
  text: string;
  dueAt: Date;
  timeZone: string;
  reading: string | null;
  responsibleUser: string | null;
  responsibleDepartment: string | null;
  department: string | null;
  touchpoint: string | null;
  madeAt: Date;
  madeByLabel: string;
  keptAt: Date | null;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  brokenAt: Date | null;
  nextNoticeAt: Date | null;
  version: number;
}

export type NewPromise = Omit<PromiseRow, 'keptAt' | 'withdrawnAt' | 'withdrawnReason' | 'brokenAt' | 'version'> & { line: string | null; madeByKind: string; madeById: string | null };

export async function insertPromise(tx: Db, p: NewPromise): Promise<void> {
  await sql`
    insert into promises (id, case_id, subject, kind, text, due_at, time_zone, line, reading, responsible_user, responsible_department, department, touchpoint, made_at, made_by_kind, made_by_id, made_by_label, next_notice_at)
    values (${p.id}, ${p.caseId}, ${p.subject}, ${p.kind}, ${p.text}, ${p.dueAt}, ${p.timeZone}, ${p.line}, ${p.reading}, ${p.responsibleUser}, ${p.responsibleDepartment}, ${p.department}, ${p.touchpoint},
      ${p.madeAt}, ${p.madeByKind}, ${p.madeById}, ${p.madeByLabel}, ${p.nextNoticeAt})`.execute(tx);
}

const columns = sql`id, case_id, subject, kind, text, due_at, time_zone, reading, responsible_user, responsible_department, department, touchpoint, made_at, made_by_label, kept_at, withdrawn_at, withdrawn_reason, broken_at, next_notice_at, version`;

export async function findPromiseForUpdate(tx: Db, id: string): Promise<PromiseRow | null> {
  const { rows } = await sql<PromiseRow>`select ${columns} from promises where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

/** One whose time is over and that nobody works on at this moment. */
export async function findBreakingForUpdate(tx: Db, now: Date): Promise<PromiseRow | null> {
  const { rows } = await sql<PromiseRow>`
    select ${columns} from promises where due_at < ${now} and broken_at is null and kept_at is null and withdrawn_at is null
    order by due_at, id limit 1 for update skip locked`.execute(tx);
  return rows[0] ?? null;
}

/** One about which somebody is to be told now. */
export async function findNoticeForUpdate(tx: Db, now: Date): Promise<PromiseRow | null> {
  const { rows } = await sql<PromiseRow>`
    select ${columns} from promises where next_notice_at <= ${now} order by next_notice_at, id limit 1 for update skip locked`.execute(tx);
  return rows[0] ?? null;
}

export interface PromiseFacts {
  keptAt?: Date;
  keptByLabel?: string;
  withdrawnAt?: Date;
  withdrawnReason?: string;
  brokenAt?: Date;
  nextNoticeAt?: Date | null;
}

/** Adds dated facts; what is not named stays. */
export async function addFacts(tx: Db, id: string, facts: PromiseFacts): Promise<void> {
  const { keptAt = null, keptByLabel = null, withdrawnAt = null, withdrawnReason = null, brokenAt = null } = facts;
  await sql`
    update promises set kept_at = coalesce(${keptAt}, kept_at), kept_by_label = coalesce(${keptByLabel}, kept_by_label), withdrawn_at = coalesce(${withdrawnAt}, withdrawn_at),
      withdrawn_reason = coalesce(${withdrawnReason}, withdrawn_reason), broken_at = coalesce(${brokenAt}, broken_at),
      next_notice_at = ${facts.nextNoticeAt === undefined ? sql`next_notice_at` : facts.nextNoticeAt}, version = version + 1
    where id = ${id}`.execute(tx);
}

export async function setResponsible(tx: Db, id: string, { userId, department }: { userId: string | null; department: string | null }, nextNoticeAt: Date | null): Promise<void> {
  await sql`update promises set responsible_user = ${userId}, responsible_department = ${department}, next_notice_at = ${nextNoticeAt}, version = version + 1 where id = ${id}`.execute(tx);
}

export type PromiseEventKind = 'made' | 'reminded' | 'escalated' | 'broken' | 'kept' | 'withdrawn' | 'handed_over';

/** @returns false when it is there already: these things happen once */
export async function insertPromiseEvent(tx: Db, event: { promiseId: string; at: Date; kind: PromiseEventKind; actorLabel: string; data?: Record<string, unknown>; writtenAt: Date }): Promise<boolean> {
  const { rows } = await sql`
    insert into promise_events (promise_id, at, kind, actor_label, data, written_at)
    values (${event.promiseId}, ${event.at}, ${event.kind}, ${event.actorLabel}, ${JSON.stringify(event.data ?? {})}::jsonb, ${event.writtenAt})
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

export async function listPromiseEvents(db: Db, promiseId: string): Promise<{ at: Date; kind: PromiseEventKind; actorLabel: string; data: { to?: string[]; because?: string } }[]> {
  const { rows } = await sql<{ at: Date; kind: PromiseEventKind; actorLabel: string; data: { to?: string[]; because?: string } }>`
    select at, kind, actor_label, data from promise_events where promise_id = ${promiseId} order by seq limit 200`.execute(db);
  return rows;
}

/** The earliest that is still to be kept in a case; null when nothing is. */
export async function findNextDueOf(db: Db, caseId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(due_at) as at from promises where case_id = ${caseId} and kept_at is null and withdrawn_at is null`.execute(db);
  return rows[0]?.at ?? null;
}

/** The zone in which a customer lives, where one is known. */
export async function findZoneOfSubject(db: Db, subject: string): Promise<string | null> {
  const { rows } = await sql<{ timeZone: string | null }>`
    select w.time_zone from identifiers i join contact_wishes w on w.customer_id = i.customer_id where i.id = ${subject}`.execute(db);
  return rows[0]?.timeZone ?? null;
}

export interface ShownPromise extends Omit<PromiseRow, 'nextNoticeAt' | 'subject'> {
  caseNumber: number | null;
  customerId: string | null;
  customerName: string | null;
  responsibleName: string | null;
  isAway: boolean;
  state: PromiseState;
}

export interface PromiseFilter {
  /** Codes that a limited reader sees; null = all. */
  seenDepartments: readonly string[] | null;
  isOpen: boolean;
  responsibleUser: string | null;
  /** Own departments of the reader, for what belongs to the team. */
  team: readonly string[] | null;
  caseId: string | null;
  customerId: string | null;
  kind: PromiseKind | null;
  department: string | null;
  now: Date;
  /** Due time and id of the last row of the page before. */
  after: { dueAt: Date; id: string } | null;
  limit: number;
}

const stateSql = (now: Date): RawBuilder<PromiseState> => sql<PromiseState>`
  case when p.withdrawn_at is not null then 'withdrawn' when p.kept_at <= p.due_at then 'kept' when p.kept_at is not null then 'kept_late' when p.due_at < ${now} then 'late' else 'open' end`;

/** By due time; what is settled, the newest first. The customer is that of the case, who may have been found later. */
export async function listShownPromises(db: Db, f: PromiseFilter): Promise<ShownPromise[]> {
  const { rows } = await sql<ShownPromise>`
    select p.id, p.case_id, p.kind, p.text, p.due_at, p.time_zone, p.reading, p.responsible_user, p.responsible_department, p.department, p.touchpoint, p.made_at, p.made_by_label,
      p.kept_at, p.withdrawn_at, p.withdrawn_reason, p.broken_at, p.version, ${stateSql(f.now)} as state, c.number as case_number, i.customer_id, k.name as customer_name, u.name as responsible_name,
      exists (select from staff_absences a where a.user_id = p.responsible_user and a.removed_at is null and a.from_at <= p.due_at and a.until_at >= p.due_at) as is_away
    from promises p
      left join cases c on c.id = p.case_id
      left join identifiers i on i.id = coalesce(c.subject, p.subject)
      left join customers k on k.id = i.customer_id
      left join users u on u.id = p.responsible_user
    where (p.kept_at is null and p.withdrawn_at is null) = ${f.isOpen}
      and (${f.seenDepartments}::text[] is null or p.department = any(${f.seenDepartments}::text[]) or p.responsible_department = any(${f.seenDepartments}::text[]))
      and (${f.responsibleUser}::uuid is null or p.responsible_user = ${f.responsibleUser}::uuid
        or exists (select from promise_events e where e.promise_id = p.id and e.kind = 'escalated' and e.data -> 'userIds' ? ${f.responsibleUser ?? ''}))
      and (${f.team}::text[] is null or p.responsible_department = any(${f.team}::text[]) or u.departments && ${f.team}::text[])
      and (${f.caseId}::uuid is null or p.case_id = ${f.caseId}::uuid or c.merged_into = ${f.caseId}::uuid)
      and (${f.customerId}::uuid is null or i.customer_id = ${f.customerId}::uuid)
      and (${f.kind}::text is null or p.kind = ${f.kind}::text)
      and (${f.department}::text is null or p.department = ${f.department}::text)
      and (${f.after === null} or case when ${f.isOpen} then (p.due_at, p.id) > (${f.after?.dueAt ?? null}::timestamptz, ${f.after?.id ?? null}::uuid) else (p.due_at, p.id) < (${f.after?.dueAt ?? null}::timestamptz, ${f.after?.id ?? null}::uuid) end)
    order by case when ${f.isOpen} then p.due_at end, case when not ${f.isOpen} then p.due_at end desc, case when ${f.isOpen} then p.id end, p.id desc
    limit ${f.limit}`.execute(db);
  return rows;
}

/** One promise as it is shown. */
export async function findShownPromise(db: Db, id: string, now: Date): Promise<ShownPromise | null> {
  const { rows } = await sql<ShownPromise>`
    select p.id, p.case_id, p.kind, p.text, p.due_at, p.time_zone, p.reading, p.responsible_user, p.responsible_department, p.department, p.touchpoint, p.made_at, p.made_by_label,
      p.kept_at, p.withdrawn_at, p.withdrawn_reason, p.broken_at, p.version, ${stateSql(now)} as state, c.number as case_number, i.customer_id, k.name as customer_name, u.name as responsible_name,
      exists (select from staff_absences a where a.user_id = p.responsible_user and a.removed_at is null and a.from_at <= p.due_at and a.until_at >= p.due_at) as is_away
    from promises p
      left join cases c on c.id = p.case_id
      left join identifiers i on i.id = coalesce(c.subject, p.subject)
      left join customers k on k.id = i.customer_id
      left join users u on u.id = p.responsible_user
    where p.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export interface BrokenRow {
  seq: number;
  promiseId: string;
  caseId: string | null;
  subject: string | null;
  kind: PromiseKind;
  text: string;
  dueAt: Date;
  /** When the time was over. */
  at: Date;
  department: string | null;
  touchpoint: string | null;
}

export async function listBroken(db: Db, afterSeq: number, limit: number): Promise<BrokenRow[]> {
  const { rows } = await sql<BrokenRow>`
    select e.seq, p.id as promise_id, p.case_id, coalesce(c.subject, p.subject) as subject, p.kind, p.text, p.due_at, e.at, p.department, p.touchpoint
    from promise_events e join promises p on p.id = e.promise_id left join cases c on c.id = p.case_id
    where e.kind = 'broken' and e.seq > ${afterSeq} order by e.seq limit ${limit}`.execute(db);
  return rows;
}
