import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { listStates } from './message-states.queries.ts';
import type { MessageState } from './messages.contract.ts';
import { SEND_JOB } from './queue-message.actions.ts';
import { requeue } from './settle.queries.ts';

/** Where messages stand, by their id; an id that is unknown is not in the answer. */
export async function readMessageStates(db: Db, ids: readonly string[]): Promise<Map<string, MessageState>> {
  if (ids.length === 0) return new Map();
  const rows = await listStates(db, ids);
  return new Map(rows.map((row) => [row.id, { ...row, at: row.at.toISOString(), nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null }]));
}

/** @throws message.not_found */
export async function readMessage({ db }: Pick<Context, 'db'>, id: string): Promise<MessageState> {
  const state = (await readMessageStates(db, [id])).get(id);
  if (!state) throw new Problem('message.not_found', 'There is no such message.');
  return state;
}

/** Sends again what is unclear or was refused: a person has decided that it did not arrive. @throws message.not_found, message.settled */
export async function resendMessage(context: Context, id: string): Promise<MessageState> {
  const before = await readMessage(context, id);
  await context.db.transaction().execute(async (tx) => {
    if (!(await requeue(tx, id, context.clock.now()))) throw new Problem('message.settled', 'Only a message that is unclear or was refused can be sent again.', { state: before.state });
    await context.jobs.enqueue(SEND_JOB, {}, {}, tx);
  });
  return readMessage(context, id);
}
