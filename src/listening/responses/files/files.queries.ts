import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';

export interface FileRow {
  id: string;
  responseId: string;
  survey: string;
  question: string;
  name: string;
  contentType: string;
  bytes: number;
  sha256: string;
  uploadedAt: Date;
}

export async function insertFile(db: Db, file: FileRow): Promise<void> {
  await sql`
    insert into response_files (id, response_id, survey, question, name, content_type, bytes, sha256, uploaded_at)
    values (${file.id}, ${file.responseId}, ${file.survey}, ${file.question}, ${file.name}, ${file.contentType}, ${file.bytes}, ${file.sha256}, ${file.uploadedAt})`.execute(db);
}

export async function countFilesOf(db: Db, responseId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from response_files where response_id = ${responseId}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Of these responses, which files belong to which question. */
export async function listFilesOf(db: Db, responseIds: readonly string[]): Promise<{ id: string; responseId: string; question: string }[]> {
  const { rows } = await sql<{ id: string; responseId: string; question: string }>`
    select id, response_id, question from response_files where response_id = any(${responseIds}::uuid[]) order by id limit 50000`.execute(db);
  return rows;
}

export async function keepFiles(tx: Db, ids: readonly string[], at: Date): Promise<void> {
  await sql`update response_files set kept_at = ${at} where id = any(${ids}::uuid[])`.execute(tx);
}

/** Of a finished response, oldest first. */
export async function listKeptFiles(db: Db, survey: string, responseId: string): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select id, response_id, survey, question, name, content_type, bytes, sha256, uploaded_at from response_files
    where survey = ${survey} and response_id = ${responseId} and kept_at is not null order by uploaded_at, id limit 100`.execute(db);
  return rows;
}

export async function findKeptFile(db: Db, survey: string, responseId: string, id: string): Promise<FileRow | null> {
  const { rows } = await sql<FileRow>`
    select id, response_id, survey, question, name, content_type, bytes, sha256, uploaded_at from response_files
    where id = ${id} and survey = ${survey} and response_id = ${responseId} and kept_at is not null`.execute(db);
  return rows[0] ?? null;
}

/** Uploads of responses that nobody finished. @returns their ids, gone from the records */
export async function deleteForgottenFiles(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from response_files where id in (select id from response_files where kept_at is null and uploaded_at < ${before} order by uploaded_at limit ${limit}) returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Bytes of uploads that no finished response has taken up. */
export async function sumWaitingBytes(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select coalesce(sum(bytes), 0) as bytes from response_files where kept_at is null`.execute(db);
  return rows[0]?.bytes ?? 0;
}
