import { sql } from 'kysely';
import type { Context } from '../../../platform/context.ts';
import type { History } from '../../../platform/storage/history.ts';
import type { Db } from '../../../platform/storage/records.ts';

const BATCHES_AT_ONCE = 5_000;

/** Rows of history that came with these batches; the index over batches finds them. */
export async function countRowsOf(history: History, batches: readonly number[]): Promise<{ contacts: number; answers: number }> {
  const sums = { contacts: 0, answers: 0 };
  for (const part of parts(batches)) {
    const [row] = await history.query<{ contacts: number; answers: number }>(
      `select (select count() from interactions where batch in {batches:Array(UInt64)}) as contacts, (select count() from answers where batch in {batches:Array(UInt64)}) as answers`,
      { batches: part }, { lane: 'analysis', timeoutMs: 30_000 });
    sums.contacts += row?.contacts ?? 0;
    sums.answers += row?.answers ?? 0;
  }
  return sums;
}

/** Deleting what is deleted already changes nothing. */
export async function deleteRowsOf(history: History, batches: readonly number[]): Promise<void> {
  for (const part of parts(batches)) {
    const params = { batches: part, low: Math.min(...part), high: Math.max(...part) };
    for (const table of ['interactions', 'answers'] as const) {
      const [row] = await history.query<{ n: number }>(`select count() as n from ${table} where batch in {batches:Array(UInt64)}`, { batches: part }, { lane: 'analysis' });
      if ((row?.n ?? 0) > 0) await history.command(`delete from ${table} where batch >= {low:UInt64} and batch <= {high:UInt64} and batch in {batches:Array(UInt64)}`, params);
    }
  }
}

function parts(batches: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(batches.length / BATCHES_AT_ONCE) }, (_, place) => batches.slice(place * BATCHES_AT_ONCE, (place + 1) * BATCHES_AT_ONCE));
}

/**
 * Which of these touchpoints contacts, answers, surveys or set expectations still name.
 * @param exceptBatches - contacts and answers that do not count, since they will be gone
 */
export async function listTouchpointsInUse(context: Context, tx: Db, codes: readonly string[], exceptBatches: readonly number[] = []): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const named = 'where touchpoint in {codes:Array(String)} and batch not in {batches:Array(UInt64)}';
  const inHistory = await context.history.query<{ code: string }>(
    `select distinct toString(touchpoint) as code from interactions ${named} union distinct select distinct toString(touchpoint) as code from answers ${named}`,
    { codes: [...codes], batches: [...exceptBatches] }, { lane: 'analysis' });
  const { rows } = await sql<{ code: string }>`
    select touchpoint as code from surveys where touchpoint = any(${codes}::text[]) union select touchpoint from expectations where touchpoint = any(${codes}::text[])`.execute(tx);
  return new Set([...inHistory, ...rows].map(({ code }) => code));
}
