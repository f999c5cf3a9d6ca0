import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { InquiryFile, InquiryLanguage, InquiryState, InquiryWay, PartnerKind, SharedField } from './inquiries.contract.ts';

export interface InquiryRow {
  id: string;
  number: number;
  caseId: string;
  caseNumber: number | null;
  subject: string | null;
  partnerId: string | null;
  partnerName: string | null;
  partnerKind: PartnerKind | null;
  partnerEmail: string | null;
  toDepartment: string | null;
  fromDepartment: string | null;
  touchpoint: string | null;
  way: InquiryWay;
  subjectLine: string;
  language: InquiryLanguage;
  shared: SharedField[];
  askedBy: string | null;
  askedByLabel: string;
  askedAt: Date;
  dueAt: Date;
  nextReminderAt: Date | null;
  reminders: number;
  escalatedAt: Date | null;
  tokenExpiresAt: Date | null;
  tokenRevokedAt: Date | null;
  firstOpenedAt: Date | null;
  firstAnsweredAt: Date | null;
  isAnswered: boolean;
  lastAnsweredAt: Date | null;
  closedAt: Date | null;
  closedBecause: 'answered' | 'withdrawn' | null;
  /** The last question that was asked in it. */
  question: string;
  lastAnswer: string | null;
}

const inquiries = sql`
  select q.id, q.number, q.case_id, c.number as case_number, q.subject, q.partner_id, p.name as partner_name, p.kind as partner_kind, p.email as partner_email,
    q.to_department, q.from_department, q.touchpoint, q.way, q.subject_line, q.language, q.shared, q.asked_by, coalesce(asker.name, q.asked_by_label) as asked_by_label, q.asked_at, q.due_at, q.next_reminder_at, q.reminders, q.escalated_at,
    q.token_expires_at, q.token_revoked_at, q.first_opened_at, q.first_answered_at, q.last_answered_at, q.is_answered, q.closed_at, q.closed_because,
    coalesce((select e.text from inquiry_entries e where e.inquiry_id = q.id and e.kind = 'question' order by e.seq desc limit 1), '') as question,
    (select e.text from inquiry_entries e where e.inquiry_id = q.id and e.kind = 'answer' order by e.seq desc limit 1) as last_answer
  from inquiries q left join cases c on c.id = q.case_id left join partners p on p.id = q.partner_id left join users asker on asker.id = q.asked_by`;

export async function findInquiry(db: Db, id: string): Promise<InquiryRow | null> {
  const { rows } = await sql<InquiryRow>`${inquiries} where q.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function findInquiryForUpdate(tx: Db, id: string): Promise<InquiryRow | null> {
  await sql`select 1 from inquiries where id = ${id} for update`.execute(tx);
  return findInquiry(tx, id);
}

export async function findInquiryIdByNumber(db: Db, number: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from inquiries where number = ${number}`.execute(db);
  return rows[0]?.id ?? null;
}

export async function findInquiryIdByMessages(db: Db, messageIds: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select inquiry_id as id from inquiry_entries where message_id = any(${messageIds}::uuid[]) order by at desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** The inquiry behind a link that works now; wrong, expired and revoked ones are all alike. */
export async function findInquiryIdByToken(db: Db, tokenHash: string, at: Date): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from inquiries where token_hash = ${tokenHash} and token_revoked_at is null and token_expires_at > ${at}`.execute(db);
  return rows[0]?.id ?? null;
}

/** Of a case, and of those that were merged into it; newest first. */
export async function listInquiriesOfCase(db: Db, caseId: string, departments: readonly string[] | null): Promise<InquiryRow[]> {
  const { rows } = await sql<InquiryRow>`
    ${inquiries} where (q.case_id = ${caseId} or q.case_id in (select id from cases where merged_into = ${caseId}))
      and (${departments}::text[] is null or q.to_department = any(${departments}::text[]) or q.from_department = any(${departments}::text[]))
    order by q.asked_at desc, q.id desc limit 100`.execute(db);
  return rows;
}

export interface InquiryFilter {
  state: 'open' | Exclude<InquiryState, 'withdrawn'> | null;
  department: string | null;
  from: string | null;
  partnerId: string | null;
  departments: readonly string[] | null;
  now: Date;
  after: { dueAt: string; id: string } | null;
  limit: number;
}

/** By due time, the earliest first. */
export async function listInquiryRows(db: Db, { state, department, from, partnerId, departments, now, after, limit }: InquiryFilter): Promise<InquiryRow[]> {
  const { rows } = await sql<InquiryRow>`
    ${inquiries}
    where (${departments}::text[] is null or q.to_department = any(${departments}::text[]) or q.from_department = any(${departments}::text[]))
      and (${department}::text is null or q.to_department = ${department}) and (${from}::text is null or q.from_department = ${from}) and (${partnerId}::uuid is null or q.partner_id = ${partnerId}::uuid)
      and (${state}::text is null
        or (${state} = 'open' and q.closed_at is null)
        or (${state} = 'closed' and q.closed_at is not null)
        or (${state} = 'waiting' and q.closed_at is null and not q.is_answered)
        or (${state} = 'overdue' and q.closed_at is null and not q.is_answered and q.due_at < ${now})
        or (${state} = 'answered' and q.closed_at is null and q.is_answered))
      and (${after?.id ?? null}::uuid is null or (q.due_at, q.id) > (${after?.dueAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by q.due_at, q.id limit ${limit}`.execute(db);
  return rows;
}

export interface EntryRow {
  id: string;
  at: Date;
  kind: 'question' | 'answer' | 'reminder' | 'escalation';
  via: InquiryWay;
  authorLabel: string;
  text: string;
  files: InquiryFile[];
}

/** The newest, oldest first. */
export async function listInquiryEntries(db: Db, inquiryId: string, limit: number): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select id, at, kind, via, author_label, text, files from (
      select e.seq, e.id, e.at, e.kind, e.via, e.author_label, e.text,
        coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes) order by f.uploaded_at, f.id) from inquiry_files f where f.entry_id = e.id), '[]') as files
      from inquiry_entries e where e.inquiry_id = ${inquiryId} order by e.seq desc limit ${limit}) as newest
    order by seq`.execute(db);
  return rows;
}

export interface NewInquiry {
  id: string;
  caseId: string;
  subject: string | null;
  partnerId: string | null;
  toDepartment: string | null;
  fromDepartment: string | null;
  touchpoint: string | null;
  way: InquiryWay;
  subjectLine: string;
  language: InquiryLanguage;
  shared: readonly SharedField[];
  askedBy: string | null;
  askedByLabel: string;
  askedAt: Date;
  dueAt: Date;
  nextReminderAt: Date | null;
  tokenHash: string | null;
  tokenExpiresAt: Date | null;
}

/** @returns its number */
export async function insertInquiry(tx: Db, q: NewInquiry): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into inquiries (id, case_id, subject, partner_id, to_department, from_department, touchpoint, way, subject_line, language, shared, asked_by, asked_by_label, asked_at, due_at, first_due_at, next_reminder_at, token_hash, token_expires_at)
    values (${q.id}, ${q.caseId}, ${q.subject}, ${q.partnerId}, ${q.toDepartment}, ${q.fromDepartment}, ${q.touchpoint}, ${q.way}, ${q.subjectLine}, ${q.language}, ${jsonText(q.shared)}::jsonb, ${q.askedBy}, ${q.askedByLabel}, ${q.askedAt}, ${q.dueAt}, ${q.dueAt}, ${q.nextReminderAt}, ${q.tokenHash}, ${q.tokenExpiresAt})
    returning number`.execute(tx);
  return rows[0]?.number ?? 0;
}

export interface NewInquiryEntry {
  id: string;
  inquiryId: string;
  at: Date;
  kind: EntryRow['kind'];
  via: InquiryWay;
  author: string | null;
  authorLabel: string;
  text: string;
  messageId?: string | null;
  onceKey?: string | null;
}

/** @returns false when an entry with this key is there already */
export async function insertInquiryEntry(tx: Db, e: NewInquiryEntry): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into inquiry_entries (id, inquiry_id, at, kind, via, author, author_label, text, message_id, once_key)
    values (${e.id}, ${e.inquiryId}, ${e.at}, ${e.kind}, ${e.via}, ${e.author}, ${e.authorLabel}, ${e.text}, ${e.messageId ?? null}, ${e.onceKey ?? null})
    on conflict (inquiry_id, once_key) do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function markAnswered(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update inquiries set first_answered_at = coalesce(first_answered_at, ${at}), last_answered_at = ${at}, is_answered = true, next_reminder_at = null where id = ${id}`.execute(tx);
}

/** Asked once more: the time runs again. */
export async function markAskedAgain(tx: Db, id: string, dueAt: Date, nextReminderAt: Date | null): Promise<void> {
  await sql`update inquiries set is_answered = false, due_at = ${dueAt}, next_reminder_at = ${nextReminderAt}, reminders = 0, escalated_at = null where id = ${id}`.execute(tx);
}

export async function markClosed(tx: Db, id: string, { at, by, because }: { at: Date; by: string | null; because: 'answered' | 'withdrawn' }): Promise<void> {
  await sql`update inquiries set closed_at = ${at}, closed_by = ${by}, closed_because = ${because}, next_reminder_at = null where id = ${id}`.execute(tx);
}

export async function saveToken(tx: Db, id: string, tokenHash: string, expiresAt: Date): Promise<void> {
  await sql`update inquiries set token_hash = ${tokenHash}, token_expires_at = ${expiresAt}, token_revoked_at = null where id = ${id}`.execute(tx);
}

export async function revokeToken(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update inquiries set token_revoked_at = ${at} where id = ${id} and token_hash is not null and token_revoked_at is null`.execute(tx);
}

export async function markOpened(db: Db, id: string, at: Date): Promise<void> {
  await sql`update inquiries set first_opened_at = ${at} where id = ${id} and first_opened_at is null`.execute(db);
}

/** Questions of a matter, mergers included, that nobody has answered: how many, and when the first of one case is due. */
export async function readWaiting(tx: Db, caseId: string): Promise<{ inMatter: number; firstDueAt: Date | null }> {
  const { rows } = await sql<{ inMatter: number; firstDueAt: Date | null }>`
    with goes_on as (select coalesce(merged_into, id) as id from cases where id = ${caseId}),
    waiting as (select q.case_id, q.due_at from inquiries q join cases c on c.id = q.case_id join goes_on on goes_on.id in (c.id, c.merged_into) where q.closed_at is null and not q.is_answered)
    select count(*) as in_matter, min(due_at) filter (where case_id = ${caseId}) as first_due_at from waiting`.execute(tx);
  return rows[0] ?? { inMatter: 0, firstDueAt: null };
}
