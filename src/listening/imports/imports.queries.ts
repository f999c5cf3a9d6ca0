import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { ImportCounts, ImportState, ImportWarning, Profile, TargetKey } from './imports.contract.ts';

export interface ImportRow {
  id: string;
  name: string;
  fileId: string | null;
  fileBytes: number;
  fileSha256: string;
  fileRemovedAt: Date | null;
  state: ImportState;
  target: TargetKey | null;
  profile: Profile | null;
  rowsEstimate: number;
  warnings: ImportWarning[];
  cursorRow: number;
  counts: ImportCounts & { share?: number };
  dryRun: ImportCounts | null;
  failure: { code: string; message: string } | null;
  byId: string;
  byLabel: string;
  pickupId: string | null;
  undoTotal: number;
  undoDone: number;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  undoneAt: Date | null;
}

const columns = sql.raw(`id, name, file_id, file_bytes, file_sha256, file_removed_at, state, target, profile, rows_estimate, warnings, cursor_row, counts, dry_run, failure,
  by_id, by_label, pickup_id, undo_total, undo_done, created_at, started_at, finished_at, undone_at`);

export async function insertImport(db: Db, row: Pick<ImportRow, 'id' | 'name' | 'fileId' | 'fileBytes' | 'fileSha256' | 'byId' | 'byLabel' | 'pickupId' | 'createdAt' | 'counts'>): Promise<void> {
  await sql`
    insert into imports (id, name, file_id, file_bytes, file_sha256, state, counts, by_id, by_label, pickup_id, created_at)
    values (${row.id}, ${row.name}, ${row.fileId}, ${row.fileBytes}, ${row.fileSha256}, 'uploaded', ${JSON.stringify(row.counts)}::jsonb, ${row.byId}, ${row.byLabel}, ${row.pickupId}, ${row.createdAt})`.execute(db);
}

export async function findImport(db: Db, id: string): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`select ${columns} from imports where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Reads and locks, for a write that depends on what was read. */
export async function findImportForUpdate(tx: Db, id: string): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`select ${columns} from imports where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function listImports(db: Db, { state, after, limit }: { state: ImportState | null; after: { at: string; id: string } | null; limit: number }): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from imports
    where (${state}::text is null or state = ${state}::text)
      and (${after?.id ?? null}::uuid is null or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** Imports on which somebody is, or was, at work. */
export async function listWorking(db: Db): Promise<Pick<ImportRow, 'id' | 'state'>[]> {
  const { rows } = await sql<Pick<ImportRow, 'id' | 'state'>>`select id, state from imports where state in ('checking', 'running', 'undoing') order by created_at limit 1000`.execute(db);
  return rows;
}

export async function markStarted(tx: Db, id: string, run: { state: 'checking' | 'running'; profile: Profile; startedAt: Date | null; counts: ImportCounts }): Promise<void> {
  await sql`
    update imports set state = ${run.state}, profile = ${JSON.stringify(run.profile)}::jsonb, target = ${run.profile.target}, counts = ${JSON.stringify(run.counts)}::jsonb, cursor_row = 0,
      started_at = ${run.startedAt}, finished_at = null, undone_at = null, undo_total = 0, undo_done = 0, failure = null
    where id = ${id}`.execute(tx);
  await sql`delete from import_refusals where import_id = ${id}`.execute(tx);
  await sql`delete from import_chunks where import_id = ${id}`.execute(tx);
}

/** A dry run says nothing about another profile: what was checked is to be checked again. */
export async function saveProfileOf(tx: Db, id: string, profile: Profile): Promise<void> {
  await sql`
    update imports set profile = wanted.profile, target = ${profile.target},
      state = case when state = 'checked' and imports.profile is distinct from wanted.profile then 'uploaded' else state end,
      dry_run = case when state = 'checked' and imports.profile is distinct from wanted.profile then null else dry_run end
    from (select ${JSON.stringify(profile)}::jsonb as profile) as wanted
    where id = ${id}`.execute(tx);
}

export async function markState(tx: Db, id: string, change: { state: ImportState; finishedAt?: Date | null; failure?: { code: string; message: string } | null; undoneAt?: Date }): Promise<void> {
  await sql`
    update imports set state = ${change.state}, finished_at = ${change.finishedAt ?? null}, failure = ${change.failure ? JSON.stringify(change.failure) : null}::jsonb, undone_at = ${change.undoneAt ?? null}
    where id = ${id}`.execute(tx);
}

export async function moveCursor(tx: Db, id: string, to: { row: number; counts: ImportCounts; share: number }): Promise<void> {
  await sql`update imports set cursor_row = ${to.row}, counts = ${JSON.stringify({ ...to.counts, share: to.share })}::jsonb where id = ${id}`.execute(tx);
}

export async function saveDryRun(tx: Db, id: string, counts: ImportCounts, at: Date): Promise<void> {
  await sql`update imports set state = 'checked', dry_run = ${JSON.stringify(counts)}::jsonb, counts = ${JSON.stringify({ ...counts, share: 1 })}::jsonb, cursor_row = 0, finished_at = ${at} where id = ${id}`.execute(tx);
}

export async function saveInspected(db: Db, id: string, { rows, warnings }: { rows: number; warnings: readonly ImportWarning[] }): Promise<void> {
  await sql`update imports set rows_estimate = ${rows}, warnings = ${JSON.stringify(warnings)}::jsonb where id = ${id}`.execute(db);
}

export async function insertChunk(tx: Db, chunk: { importId: string; toRow: number; rows: number; batches: readonly number[]; writtenAt: Date }): Promise<void> {
  await sql`
    insert into import_chunks (import_id, to_row, rows, batches, written_at)
    values (${chunk.importId}, ${chunk.toRow}, ${chunk.rows}, ${chunk.batches}::bigint[], ${chunk.writtenAt})
    on conflict (import_id, to_row) do update set rows = import_chunks.rows + excluded.rows, batches = import_chunks.batches || excluded.batches`.execute(tx);
}

/** Speed over the last transactions; null while there is too little to say. */
export async function readSpeed(db: Db, importId: string): Promise<number | null> {
  const { rows } = await sql<{ rowsPerSecond: number | null }>`
    with last as (select rows, written_at from import_chunks where import_id = ${importId} order by to_row desc limit 20)
    select (sum(rows) - (select rows from last order by written_at limit 1))::float8 / nullif(extract(epoch from max(written_at) - min(written_at)), 0)::float8 as rows_per_second from last`.execute(db);
  return rows[0]?.rowsPerSecond ?? null;
}

export async function listBatches(db: Db, importId: string): Promise<number[]> {
  const { rows } = await sql<{ batch: number }>`select unnest(batches) as batch from import_chunks where import_id = ${importId} order by 1`.execute(db);
  return rows.map((row) => row.batch);
}

export async function deleteChunks(tx: Db, importId: string): Promise<void> {
  await sql`delete from import_chunks where import_id = ${importId}`.execute(tx);
}

export async function countWaitingBatches(db: Db, importId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from history_journal j where j.batch in (select unnest(batches) from import_chunks where import_id = ${importId})`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function saveUndoSteps(tx: Db, id: string, steps: { total?: number; done: number }): Promise<void> {
  await sql`update imports set undo_total = coalesce(${steps.total ?? null}::bigint, undo_total), undo_done = ${steps.done} where id = ${id}`.execute(tx);
}

export async function forgetFile(db: Db, id: string, at: Date): Promise<void> {
  await sql`update imports set file_id = null, file_removed_at = ${at} where id = ${id} and file_id is not null`.execute(db);
}

/** @returns its raw file, if it was removed: only one of which nothing was ever brought in */
export async function deleteUpload(db: Db, id: string): Promise<{ fileId: string | null } | null> {
  const { rows } = await sql<{ fileId: string | null }>`
    delete from imports where id = ${id} and started_at is null and state in ('uploaded', 'checked', 'cancelled', 'failed') returning file_id`.execute(db);
  return rows[0] ?? null;
}

/** Raw files that nobody works on any more and that are older than allowed. */
export async function listOldFiles(db: Db, before: Date, limit: number): Promise<{ id: string; fileId: string }[]> {
  const { rows } = await sql<{ id: string; fileId: string }>`
    select id, file_id from imports where file_id is not null and coalesce(finished_at, created_at) < ${before} and state not in ('checking', 'running', 'undoing') order by created_at limit ${limit}`.execute(db);
  return rows;
}
