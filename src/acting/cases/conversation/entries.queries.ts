import { sql } from 'kysely';
import { jsonText } from '../../../kernel/json-text.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { Author, KeptAttachment } from '../case-actors.contract.ts';
import type { Attachment, Entry } from '../cases.contract.ts';

export interface NewEntry {
  id: string;
  caseId: string;
  at: Date;
  kind: 'message' | 'note' | 'event';
  direction?: 'inbound' | 'outbound' | null;
  channel?: string | null;
  author: Author;
  address?: string | null | undefined;
  text?: string;
  html?: string | null | undefined;
  messageIdHeader?: string | null | undefined;
  messageId?: string | null;
  isAutomatic?: boolean;
  what?: string | null;
  data?: Record<string, unknown>;
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

export async function insertEntry(tx: Db, e: NewEntry): Promise<void> {
  // Names of users are looked up by this id when it is read.
  const authorId = e.author.kind === 'user' && !isUuid(e.author.id ?? '') ? null : e.author.id;
  await sql`
    insert into case_entries (id, case_id, at, kind, direction, channel, author_kind, author_id, author_label, address, text, html, message_id_header, message_id, is_automatic, what, data)
    values (${e.id}, ${e.caseId}, ${e.at}, ${e.kind}, ${e.direction ?? null}, ${e.channel ?? null}, ${e.author.kind}, ${authorId}, ${e.author.label}, ${e.address ?? null}, ${e.text ?? ''}, ${e.html ?? null},
      ${e.messageIdHeader ?? null}, ${e.messageId ?? null}, ${e.isAutomatic ?? false}, ${e.what ?? null}, ${jsonText(e.data ?? {})}::jsonb)`.execute(tx);
}

export async function noteSentMessage(tx: Db, entryId: string, messageId: string | null, skipped: string | null): Promise<void> {
  await sql`update case_entries set message_id = ${messageId}, data = data || ${jsonText(skipped === null ? {} : { skipped })}::jsonb where id = ${entryId}`.execute(tx);
}

export type EntryRow = Omit<Entry, 'at' | 'author' | 'delivery' | 'attachments'> & { seq: number; at: Date; authorKind: Entry['author']['kind']; authorId: string | null; authorLabel: string; attachments: Attachment[] };

/** The conversation of a case and of those merged into it, newest first. */
export async function listEntries(db: Db, caseId: string, beforeSeq: number | null, limit: number): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.seq, e.id, e.case_id, e.at, e.kind, e.direction, e.channel, e.author_kind, e.author_id, coalesce(u.name, e.author_label) as author_label, e.address, e.text, e.html,
      e.is_automatic, e.message_id_header, e.message_id, e.what, e.data,
      (select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'mediaType', a.media_type, 'bytes', a.bytes, 'contentId', a.content_id) order by a.created_at, a.id), '[]') from case_attachments a where a.entry_id = e.id) as attachments
    from case_entries e left join users u on u.id = case when e.author_kind = 'user' then e.author_id::uuid end
    where e.case_id in (select ${caseId}::uuid union all select id from cases where merged_into = ${caseId}) and (${beforeSeq === null} or e.seq < ${beforeSeq ?? 0})
    order by e.seq desc limit ${limit}`.execute(db);
  return rows;
}

/** HTML of one message of a case, or of one merged into it; null where there is none. */
export async function findEntryHtml(db: Db, caseId: string, entryId: string): Promise<string | null> {
  const { rows } = await sql<{ html: string | null }>`
    select html from case_entries where id = ${entryId} and case_id in (select ${caseId}::uuid union all select id from cases where merged_into = ${caseId})`.execute(db);
  return rows[0]?.html ?? null;
}

/** What was promised last in a case, as its event says. */
export async function findLastPromiseMade(tx: Db, caseId: string): Promise<{ text: string; dueAt: string; timeZone: string } | null> {
  const { rows } = await sql<{ text: string; dueAt: string; timeZone: string }>`
    select data ->> 'text' as text, data ->> 'dueAt' as due_at, data ->> 'timeZone' as time_zone from case_entries
    where case_id = ${caseId} and what = 'promise.made' order by seq desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function countEntries(db: Db, caseId: string): Promise<{ n: number; lastId: string | null }> {
  const { rows } = await sql<{ n: number; lastId: string | null }>`
    select count(*) as n, (select e.id from case_entries e where e.case_id in (select ${caseId}::uuid union all select id from cases where merged_into = ${caseId}) order by e.seq desc limit 1) as last_id
    from case_entries where case_id in (select ${caseId}::uuid union all select id from cases where merged_into = ${caseId})`.execute(db);
  return rows[0] ?? { n: 0, lastId: null };
}

/** Who of us has written to the customer after an entry; null = nobody, undefined = there is no such entry. */
export async function findAnswerSince(tx: Db, caseId: string, entryId: string): Promise<{ id: string; at: Date; by: string } | null | undefined> {
  const { rows } = await sql<{ seq: number }>`select seq from case_entries where id = ${entryId} and case_id in (select ${caseId}::uuid union all select id from cases where merged_into = ${caseId})`.execute(tx);
  const seen = rows[0];
  if (!seen) return undefined;
  const answers = await sql<{ id: string; at: Date; by: string }>`
    select e.id, e.at, coalesce(u.name, e.author_label) as by from case_entries e left join users u on u.id = case when e.author_kind = 'user' then e.author_id::uuid end
    where e.case_id in (select ${caseId}::uuid union all select id from cases where merged_into = ${caseId}) and e.seq > ${seen.seq} and e.kind = 'message' and e.direction = 'outbound'
    order by e.seq desc limit 1`.execute(tx);
  return answers.rows[0] ?? null;
}

/** Message-IDs of the thread, oldest first: what References of the next answer names. */
export async function listThreadHeaders(db: Db, caseId: string, limit: number): Promise<{ header: string; direction: string | null }[]> {
  const { rows } = await sql<{ header: string; direction: string | null }>`
    select message_id_header as header, direction from case_entries
    where case_id in (select ${caseId}::uuid union all select id from cases where merged_into = ${caseId}) and message_id_header is not null and kind = 'message' and not is_automatic
    order by seq desc limit ${limit}`.execute(db);
  return rows.reverse();
}

export async function moveEntries(tx: Db, { from, to, ids }: { from: string; to: string; ids: readonly string[] }): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update case_entries set case_id = ${to} where case_id in (select ${from}::uuid union all select id from cases where merged_into = ${from}) and id = any(${ids}::uuid[]) and kind <> 'event' returning id`.execute(tx);
  await sql`update case_attachments set case_id = ${to} where entry_id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(tx);
  return rows.length;
}

export interface AttachmentRow extends Attachment {
  caseId: string | null;
  fileId: string;
}

export async function insertAttachments(tx: Db, { caseId, entryId, at }: { caseId: string; entryId: string; at: Date }, files: readonly (KeptAttachment & { id: string })[]): Promise<void> {
  if (files.length === 0) return;
  await sql`
    insert into case_attachments (id, case_id, entry_id, file_id, name, media_type, bytes, sha256, content_id, created_at)
    select id, ${caseId}::uuid, ${entryId}::uuid, file_id, name, media_type, bytes, sha256, content_id, ${at}
    from jsonb_to_recordset(${jsonText(files.map((file) => ({ id: file.id, file_id: file.fileId, name: file.name, media_type: file.mediaType, bytes: file.bytes, sha256: file.sha256, content_id: file.contentId ?? null })))}::jsonb)
      as file (id uuid, file_id uuid, name text, media_type text, bytes bigint, sha256 text, content_id text)`.execute(tx);
}

export async function insertUpload(db: Db, file: KeptAttachment & { id: string }, { caseId, by, at }: { caseId: string; by: string; at: Date }): Promise<void> {
  await sql`
    insert into case_attachments (id, case_id, file_id, name, media_type, bytes, sha256, uploaded_by, created_at)
    values (${file.id}, ${caseId}, ${file.fileId}, ${file.name}, ${file.mediaType}, ${file.bytes}, ${file.sha256}, ${by}, ${at})`.execute(db);
}

/** Uploads become part of an entry, each once. @returns those that were taken */
export async function takeUploads(tx: Db, { caseId, entryId, ids }: { caseId: string; entryId: string; ids: readonly string[] }): Promise<AttachmentRow[]> {
  const { rows } = await sql<AttachmentRow>`
    update case_attachments set entry_id = ${entryId} where id = any(${ids}::uuid[]) and entry_id is null and case_id in (select ${caseId}::uuid union all select id from cases where merged_into = ${caseId})
    returning id, case_id, file_id, name, media_type, bytes, content_id`.execute(tx);
  return rows;
}

export async function findAttachment(db: Db, caseId: string, id: string): Promise<AttachmentRow | null> {
  const { rows } = await sql<AttachmentRow>`
    select id, case_id, file_id, name, media_type, bytes, content_id from case_attachments
    where id = ${id} and case_id in (select ${caseId}::uuid union all select id from cases where merged_into = ${caseId})`.execute(db);
  return rows[0] ?? null;
}
