import type { Db } from '../../platform/storage/records.ts';
import { findOldestWaiting, findOldestWriter, readNewestBatch } from './settled-batch.queries.ts';

/**
 * How far history is complete: up to here no batch is still being written or delivered. The steps are separate statements
 * in this order: a number that was given out before has a writer that is seen, or lies in the journal, or has arrived.
 * While there are always writers, the mark of the last look counts once all of them began after it.
 */
export async function readSettled(db: Db, cursor: { done: number; mark: number; markedAt: Date }): Promise<{ settled: number; newest: { batch: number; at: Date } }> {
  const newest = await readNewestBatch(db);
  const oldestWriter = await findOldestWriter(db);
  const oldestWaiting = await findOldestWaiting(db);
  const written = oldestWriter === null ? newest.batch : oldestWriter > cursor.markedAt ? cursor.mark : cursor.done;
  return { settled: oldestWaiting === null ? written : Math.min(written, oldestWaiting - 1), newest };
}
