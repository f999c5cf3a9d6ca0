import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface BackupRun {
  id: string;
  actor: string;
  startedAt: Date;
  finishedAt: Date | null;
  rows: number | null;
  sentBytes: number | null;
}

export async function insertBackupRun(db: Db, run: Pick<BackupRun, 'id' | 'actor' | 'startedAt'>): Promise<void> {
  await sql`insert into backup_runs (id, actor, started_at) values (${run.id}, ${run.actor}, ${run.startedAt})`.execute(db);
}

export async function finishBackupRun(db: Db, run: { id: string; finishedAt: Date; rows: number; sentBytes: number }): Promise<void> {
  await sql`update backup_runs set finished_at = ${run.finishedAt}, rows = ${run.rows}, sent_bytes = ${run.sentBytes} where id = ${run.id}`.execute(db);
}

/** Newest first. */
export async function listBackupRuns(db: Db, before: Date | null, limit: number): Promise<BackupRun[]> {
  return (await sql<BackupRun>`select id, actor, started_at, finished_at, rows, sent_bytes from backup_runs where ${before}::timestamptz is null or started_at < ${before} order by started_at desc, id limit ${limit}`.execute(db)).rows;
}
