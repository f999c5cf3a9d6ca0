import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export async function listWaking(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from cases where snoozed_until is not null and snoozed_until <= ${now} order by snoozed_until limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function listSolvedBefore(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from cases where status = 'solved' and solved_at <= ${before} order by solved_at limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function readCloseAfterDays(db: Db): Promise<number> {
  const { rows } = await sql<{ closeAfterDays: number }>`select close_after_days from case_settings`.execute(db);
  return rows[0]?.closeAfterDays ?? 7;
}

export async function saveCloseAfterDays(db: Db, days: number): Promise<void> {
  await sql`update case_settings set close_after_days = ${days}`.execute(db);
}

/** Files that were uploaded for an answer that never came. @returns their files */
export async function removeLooseUploads(db: Db, before: Date): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`delete from case_attachments where entry_id is null and created_at < ${before} returning file_id`.execute(db);
  return rows.map(({ fileId }) => fileId);
}

export async function listKnownFiles(db: Db, fileIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ fileId: string }>`select file_id from case_attachments where file_id = any(${fileIds}::uuid[])`.execute(db);
  return new Set(rows.map(({ fileId }) => fileId));
}
