import { sql } from 'kysely';
import { BATCHES_LOCK } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';

export interface Cursor {
  done: number;
  mark: number;
  markedAt: Date;
}

export type CursorSource = 'answers' | 'interactions' | 'promises';

export async function findCursor(db: Db, source: CursorSource): Promise<Cursor | null> {
  const { rows } = await sql<Cursor>`select done, mark, marked_at from loop_cursors where source = ${source}`.execute(db);
  return rows[0] ?? null;
}

export async function saveCursor(db: Db, source: CursorSource, { done, mark, sweptAt }: { done: number; mark: { batch: number; at: Date }; sweptAt: Date }): Promise<void> {
  await sql`
    insert into loop_cursors (source, done, mark, marked_at, swept_at) values (${source}, ${done}, ${mark.batch}, ${mark.at}, ${sweptAt})
    on conflict (source) do update set done = greatest(loop_cursors.done, excluded.done), mark = excluded.mark, marked_at = excluded.marked_at, swept_at = excluded.swept_at`.execute(db);
}

/** The newest batch number that was given out, and the time of the store. */
export async function readNewestBatch(db: Db): Promise<{ batch: number; at: Date }> {
  const { rows } = await sql<{ batch: number; at: Date }>`select last_value as batch, clock_timestamp() as at from history_batch`.execute(db);
  return rows[0] ?? { batch: 0, at: new Date(0) };
}

/** Since when the oldest transaction runs that has a batch number and is not at its end; null when there is none. */
export async function findOldestWriter(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(a.xact_start) as at from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.classid = 0 and l.objid = ${BATCHES_LOCK} and l.objsubid = 1 and l.database = (select oid from pg_database where datname = current_database())`.execute(db);
  return rows[0]?.at ?? null;
}

/** The oldest batch that waits for the history engine; null when none does. */
export async function findOldestWaiting(db: Db): Promise<number | null> {
  const { rows } = await sql<{ batch: number | null }>`select min(batch) as batch from history_journal`.execute(db);
  return rows[0]?.batch ?? null;
}
