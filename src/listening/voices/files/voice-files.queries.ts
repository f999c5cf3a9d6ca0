import { sql } from 'kysely';
import { jsonText } from '../../../kernel/json-text.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { Format } from '../../imports/imports.contract.ts';
import type { Fault, VoiceFile, VoiceMapping } from '../sources/voice-sources.contract.ts';

export type FileFormat = { kind: 'json' } | Format;
export interface FileRow {
  id: string; sourceId: string; name: string; fileId: string | null; bytes: number; preset: string | null; format: FileFormat; mapping: VoiceMapping; state: VoiceFile['state']; rows: number; share: number; new: number; changed: number; unchanged: number; refused: number;
  refusals: Fault[]; failure: string | null; createdAt: Date; createdBy: string; finishedAt: Date | null; workedAt: Date | null; undoneAt: Date | null; undoTotal: number; removed: number; restored: number; kept: number;
}
const columns = sql.raw('id, source_id, name, file_id, bytes, preset, format, mapping, state, rows, share, new, changed, unchanged, refused, refusals, failure, created_at, created_by, finished_at, worked_at, undone_at, undo_total, removed, restored, kept');

export async function insertFile(db: Db, f: Pick<FileRow, 'id' | 'sourceId' | 'name' | 'fileId' | 'bytes' | 'preset' | 'format' | 'mapping' | 'createdAt' | 'createdBy'>): Promise<void> {
  await sql`
    insert into voice_files (id, source_id, name, file_id, bytes, preset, format, mapping, state, created_at, created_by)
    values (${f.id}, ${f.sourceId}, ${f.name}, ${f.fileId}, ${f.bytes}, ${f.preset}, ${jsonText(f.format)}::jsonb, ${jsonText(f.mapping)}::jsonb, 'uploaded', ${f.createdAt}, ${f.createdBy})`.execute(db);
}

export async function findFile(db: Db, id: string): Promise<FileRow | null> {
  const { rows } = await sql<FileRow>`select ${columns} from voice_files where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function listFiles(db: Db, sourceId: string, after: { at: string; id: string } | null, limit: number): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select ${columns} from voice_files where source_id = ${sourceId} and (${after?.id ?? null}::uuid is null or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** @returns false when it runs or has run already */
export async function startFile(tx: Db, id: string, mapping: VoiceMapping, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update voice_files set state = 'running', mapping = ${jsonText(mapping)}::jsonb, failure = null, worked_at = ${at} where id = ${id} and state in ('uploaded', 'failed') and file_id is not null`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Holds a file that is coming in until the transaction ends, so that nobody takes it back meanwhile. @returns false when it is not coming in any more */
export async function holdRunning(tx: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from voice_files where id = ${id} and state = 'running' for share`.execute(tx);
  return rows.length > 0;
}

export async function saveProgress(db: Db, id: string, p: Pick<FileRow, 'rows' | 'share' | 'new' | 'changed' | 'unchanged' | 'refused' | 'refusals'>, at: Date): Promise<void> {
  await sql`
    update voice_files set rows = ${p.rows}, share = ${p.share}, new = ${p.new}, changed = ${p.changed}, unchanged = ${p.unchanged}, refused = ${p.refused}, refusals = ${jsonText(p.refusals)}::jsonb, worked_at = ${at} where id = ${id} and state = 'running'`.execute(db);
}

/** @returns false when it was not coming in any more */
export async function endFile(db: Db, id: string, { failure, at }: { failure: string | null; at: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update voice_files set state = ${failure === null ? 'done' : 'failed'}, failure = ${failure}, finished_at = ${at}, share = case when ${failure === null} then 1 else share end, file_id = case when ${failure === null} then null else file_id end
    where id = ${id} and state = 'running'`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function setScale(tx: Db, sourceId: string, { worst, best }: { worst: number; best: number }): Promise<void> {
  await sql`update voice_sources set stars_worst = ${worst}, stars_best = ${best} where id = ${sourceId} and (stars_worst, stars_best) <> (${worst}, ${best})`.execute(tx);
}

/** Files that nobody has started, or that failed, for so long that nobody will. Words of customers stand in them. */
export async function takeForgottenFiles(db: Db, before: Date, limit: number): Promise<{ id: string; fileId: string }[]> {
  const { rows } = await sql<{ id: string; fileId: string }>`
    with old as (select id, file_id from voice_files where file_id is not null and state in ('uploaded', 'failed') and created_at < ${before} order by created_at limit ${limit} for update skip locked)
    update voice_files f set file_id = null, state = 'failed', failure = coalesce(failure, 'Nobody has started it.') from old where f.id = old.id returning f.id, old.file_id`.execute(db);
  return rows;
}
