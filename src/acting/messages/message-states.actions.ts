import type { Db } from '../../platform/storage/records.ts';
import { listStates } from './message-states.queries.ts';
import type { MessageState } from './messages.contract.ts';

/** Where messages stand, by their id; an id that is unknown is not in the answer. */
export async function readMessageStates(db: Db, ids: readonly string[]): Promise<Map<string, MessageState>> {
  if (ids.length === 0) return new Map();
  const rows = await listStates(db, ids);
  return new Map(rows.map((row) => [row.id, { ...row, at: row.at.toISOString(), nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null }]));
}
