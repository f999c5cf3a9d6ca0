import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { History } from '../../platform/storage/history.ts';
import { historyId } from './voice-rows.logic.ts';
import { listToWithdraw, markWithdrawn } from './voices.queries.ts';

const AT_ONCE = 500;

/**
 * Takes earlier versions of voices out of history, so that a corrected review counts once. What is to go stands in the
 * records: a run that a crash cut off is done again. A version whose rows are still on their way is looked for once more.
 */
export async function withdrawOldVersions(context: Context): Promise<number> {
  const { db, history, clock } = context;
  const old = await listToWithdraw(db, AT_ONCE);
  if (old.length === 0) return 0;
  const ids = old.map(({ voiceId, version }) => historyId(voiceId, version));
  const rows = await history.query<{ id: string }>(
    `select distinct toString(message_id) as id from interactions where message_id in {ids:Array(UUID)}
     union distinct select distinct toString(response_id) as id from answers where response_id in {ids:Array(UUID)}`, { ids }, { lane: 'analysis' });
  const there = new Set(rows.map(({ id }) => id));
  await deleteRows(history, [...there]);
  const longAgo = new Date(clock.now().getTime() - DAY_MS);
  const gone = old.filter(({ voiceId, version, supersededAt }) => there.has(historyId(voiceId, version)) || supersededAt < longAgo);
  await markWithdrawn(db, gone, clock.now());
  return gone.length;
}

/** Takes versions out of history, by their ids there. */
export async function deleteRows(history: History, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await history.command('delete from interactions where message_id in {ids:Array(UUID)}', { ids: [...ids] });
  await history.command('delete from answers where response_id in {ids:Array(UUID)}', { ids: [...ids] });
}
