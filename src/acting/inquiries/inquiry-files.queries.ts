import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { InquiryFile } from './inquiries.contract.ts';

export async function insertInquiryFile(db: Db, file: InquiryFile & { inquiryId: string; entryId: string | null; uploadedAt: Date }): Promise<void> {
  await sql`
    insert into inquiry_files (id, inquiry_id, entry_id, name, media_type, bytes, uploaded_at)
    values (${file.id}, ${file.inquiryId}, ${file.entryId}, ${file.name}, ${file.mediaType}, ${file.bytes}, ${file.uploadedAt})`.execute(db);
}

export async function sumInquiryFiles(db: Db, inquiryId: string): Promise<{ n: number; bytes: number }> {
  const { rows } = await sql<{ n: number; bytes: number }>`select count(*) as n, coalesce(sum(bytes), 0) as bytes from inquiry_files where inquiry_id = ${inquiryId}`.execute(db);
  return rows[0] ?? { n: 0, bytes: 0 };
}

/** Files that were uploaded for this inquiry and belong to no answer yet become part of one. */
export async function claimInquiryFiles(tx: Db, inquiryId: string, entryId: string, ids: readonly string[]): Promise<InquiryFile[]> {
  const { rows } = await sql<InquiryFile>`
    update inquiry_files set entry_id = ${entryId} where inquiry_id = ${inquiryId} and entry_id is null and id = any(${ids}::uuid[])
    returning id, name, media_type, bytes`.execute(tx);
  return rows;
}

export async function findInquiryFile(db: Db, inquiryId: string, id: string): Promise<InquiryFile | null> {
  const { rows } = await sql<InquiryFile>`select id, name, media_type, bytes from inquiry_files where inquiry_id = ${inquiryId} and id = ${id} and entry_id is not null`.execute(db);
  return rows[0] ?? null;
}

/** Uploads that nobody sent. @returns their ids */
export async function deleteUnusedFiles(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from inquiry_files where id in (select id from inquiry_files where entry_id is null and uploaded_at < ${before} limit ${limit}) returning id`.execute(db);
  return rows.map(({ id }) => id);
}
