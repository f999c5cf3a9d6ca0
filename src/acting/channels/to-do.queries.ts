import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface LetterRow {
  id: string;
  messageId: string | null;
  customerId: string | null;
  recipient: string;
  address: string;
  subjectLine: string;
  language: string;
  fileId: string;
  pages: number;
  queuedAt: Date;
  printedAt: Date | null;
  printedBy: string | null;
}

/** Whoever is limited to departments sees what goes out in the cases of these; what belongs to no case is for those who see all. */
const inScope = (messageId: RawBuilder<unknown>, departments: Departments): RawBuilder<unknown> =>
  departments === null ? sql`` : sql`and exists (select from messages m join cases k on k.id = m.case_id where m.id = ${messageId} and k.department = any(${departments}::text[]))`;
type Departments = readonly string[] | null;
interface From { place: { at: string; id: string } | null; departments: Departments }

/** @returns how many of these letters or calls belong to departments of others */
export async function countForeign(db: Db, table: 'letters' | 'phone_tasks', ids: readonly string[], departments: Departments): Promise<number> {
  if (departments === null) return 0;
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} t where t.id = any(${ids}::uuid[]) and not exists (select from ${sql.table(table)} o where o.id = t.id ${inScope(sql`o.message_id`, departments)})`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listWaitingLetters(db: Db, { place: after, departments }: From, limit: number): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    select l.id, l.message_id, i.customer_id, l.recipient, l.address, l.subject_line, l.language, l.file_id, l.pages, l.queued_at, l.printed_at, l.printed_by
    from letters l left join identifiers i on i.id = l.subject
    where l.printed_at is null and l.cancelled_at is null and (${after?.at ?? null}::timestamptz is null or (l.queued_at, l.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    ${inScope(sql`l.message_id`, departments)} order by l.queued_at, l.id limit ${limit}`.execute(db);
  return rows;
}

export async function listPrintedLetters(db: Db, { place: before, departments }: From, limit: number): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    select l.id, l.message_id, i.customer_id, l.recipient, l.address, l.subject_line, l.language, l.file_id, l.pages, l.queued_at, l.printed_at, l.printed_by
    from letters l left join identifiers i on i.id = l.subject
    where l.printed_at is not null and (${before?.at ?? null}::timestamptz is null or l.printed_at < ${before?.at ?? null}::timestamptz or (l.printed_at = ${before?.at ?? null}::timestamptz and l.id > ${before?.id ?? null}::uuid))
    ${inScope(sql`l.message_id`, departments)} order by l.printed_at desc, l.id limit ${limit}`.execute(db);
  return rows;
}

export async function listLettersById(db: Db, ids: readonly string[]): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    select l.id, l.message_id, i.customer_id, l.recipient, l.address, l.subject_line, l.language, l.file_id, l.pages, l.queued_at, l.printed_at, l.printed_by
    from letters l left join identifiers i on i.id = l.subject
    where l.id = any(${ids}::uuid[]) and l.cancelled_at is null order by l.queued_at, l.id limit 100`.execute(db);
  return rows;
}

/** @returns messages of the letters that were not printed before */
export async function markPrinted(tx: Db, ids: readonly string[], { by, at }: { by: string; at: Date }): Promise<string[]> {
  const { rows } = await sql<{ messageId: string | null }>`
    update letters set printed_at = ${at}, printed_by = ${by} where id = any(${ids}::uuid[]) and printed_at is null and cancelled_at is null returning message_id`.execute(tx);
  return rows.flatMap(({ messageId }) => (messageId === null ? [] : [messageId]));
}

/** @returns the message of the letter; undefined where it was printed or taken back before */
export async function markCancelled(tx: Db, id: string, at: Date): Promise<string | null | undefined> {
  const { rows } = await sql<{ messageId: string | null }>`update letters set cancelled_at = ${at} where id = ${id} and printed_at is null and cancelled_at is null returning message_id`.execute(tx);
  return rows[0]?.messageId;
}

export interface PhoneTaskRow {
  id: string;
  messageId: string | null;
  customerId: string | null;
  name: string;
  number: string;
  subjectLine: string;
  script: string;
  language: string;
  queuedAt: Date;
  notBefore: Date | null;
  attempts: number;
  lastTriedAt: Date | null;
  reachedAt: Date | null;
  givenUpAt: Date | null;
  note: string;
  settledBy: string | null;
}

export async function listWaitingCalls(db: Db, { place: after, departments }: From, limit: number): Promise<PhoneTaskRow[]> {
  const { rows } = await sql<PhoneTaskRow>`
    select t.*, i.customer_id from phone_tasks t left join identifiers i on i.id = t.subject
    where t.reached_at is null and t.given_up_at is null and (${after?.at ?? null}::timestamptz is null or (t.queued_at, t.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    ${inScope(sql`t.message_id`, departments)} order by t.queued_at, t.id limit ${limit}`.execute(db);
  return rows;
}

export async function listSettledCalls(db: Db, { place: before, departments }: From, limit: number): Promise<PhoneTaskRow[]> {
  const { rows } = await sql<PhoneTaskRow>`
    select t.*, i.customer_id from phone_tasks t left join identifiers i on i.id = t.subject
    where (t.reached_at is not null or t.given_up_at is not null)
      and (${before?.at ?? null}::timestamptz is null or coalesce(t.reached_at, t.given_up_at) < ${before?.at ?? null}::timestamptz or (coalesce(t.reached_at, t.given_up_at) = ${before?.at ?? null}::timestamptz and t.id > ${before?.id ?? null}::uuid))
    ${inScope(sql`t.message_id`, departments)} order by coalesce(t.reached_at, t.given_up_at) desc, t.id limit ${limit}`.execute(db);
  return rows;
}

export async function findCallForUpdate(tx: Db, id: string): Promise<(PhoneTaskRow & { subject: string | null }) | null> {
  const { rows } = await sql<PhoneTaskRow & { subject: string | null }>`select t.*, null::uuid as customer_id from phone_tasks t where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function saveCall(tx: Db, id: string, call: { reachedAt: Date | null; givenUpAt: Date | null; note: string; by: string; at: Date }): Promise<void> {
  await sql`
    update phone_tasks set attempts = attempts + 1, last_tried_at = ${call.at}, reached_at = ${call.reachedAt}, given_up_at = ${call.givenUpAt}, settled_by = ${call.by},
      note = concat_ws(E'\n', nullif(note, ''), nullif(${call.note}::text, '')) where id = ${id}`.execute(tx);
}

export async function countToDo(db: Db, departments: Departments): Promise<{ letters: number; calls: number }> {
  const { rows } = await sql<{ letters: number; calls: number }>`
    select (select count(*) from letters l where printed_at is null and cancelled_at is null ${inScope(sql`l.message_id`, departments)}) as letters,
      (select count(*) from phone_tasks t where reached_at is null and given_up_at is null ${inScope(sql`t.message_id`, departments)}) as calls`.execute(db);
  return rows[0] ?? { letters: 0, calls: 0 };
}

/** Shows a customer's notices: each is marked as shown the first time. */
export async function showNotices(tx: Db, identifierId: string, at: Date): Promise<{ id: string; messageId: string | null; title: string; bodyText: string; bodyHtml: string | null; language: string; queuedAt: Date; isFirst: boolean }[]> {
  const { rows } = await sql<{ id: string; messageId: string | null; title: string; bodyText: string; bodyHtml: string | null; language: string; queuedAt: Date; isFirst: boolean }>`
    with shown as (
      select n.id from notices n join identifiers i on i.id = n.subject
      where i.customer_id = (select customer_id from identifiers where id = ${identifierId}) and n.acknowledged_at is null and n.expires_at > ${at} order by n.queued_at desc limit 20
    ), marked as (
      update notices n set first_shown_at = ${at} from shown where n.id = shown.id and n.first_shown_at is null returning n.id
    )
    select n.id, n.message_id, n.title, n.body_text, n.body_html, n.language, n.queued_at, exists (select from marked where marked.id = n.id) as is_first
    from notices n join shown on shown.id = n.id order by n.queued_at desc, n.id`.execute(tx);
  return rows;
}

/** @returns whether there was such a notice of this customer */
export async function acknowledgeNotice(db: Db, identifierId: string, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update notices n set acknowledged_at = coalesce(n.acknowledged_at, ${at}) from identifiers i
    where n.id = ${id} and i.id = n.subject and i.customer_id = (select customer_id from identifiers where id = ${identifierId}) returning n.id`.execute(db);
  return rows.length === 1;
}
