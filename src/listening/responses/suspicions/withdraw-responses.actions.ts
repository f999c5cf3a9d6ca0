import { DAY_MS } from '../../../kernel/clock.ts';
import type { Context } from '../../../platform/context.ts';
import { noteAnswers } from '../intake/answers-version.actions.ts';
import { anonymousSubject } from '../intake/keep-responses.actions.ts';
import { listUndelivered, lockToWithdraw, markWithdrawn } from './decisions.queries.ts';
import { deleteResponses, listDelivered } from './withdraw-responses.analytics.ts';

/** Name of the job that does it. */
export const WITHDRAW_JOB = 'responses.withdraw';

const AT_ONCE = 200;

/**
 * Takes responses that were counted and are left out now out of history. What is to go stands in the records: a run that
 * a crash cut off is done again, and what is still on its way to history is looked for once more.
 */
export async function withdrawLeftOut(context: Context): Promise<number> {
  const { db, history, clock } = context;
  const n = await db.transaction().execute(async (tx) => {
    const waiting = await lockToWithdraw(tx, AT_ONCE);
    if (waiting.length === 0) return 0;
    const surveys = [...new Set(waiting.map(({ survey }) => survey))];
    const found = await listDelivered(history, surveys, waiting.map(({ id }) => id));
    const undelivered = await listUndelivered(tx, found.map(({ batch }) => batch));
    const there = new Set(found.filter(({ batch }) => !undelivered.has(batch)).map(({ id }) => id));
    const leaving = waiting.filter(({ id }) => there.has(id));
    if (leaving.length > 0) await deleteResponses(history, { surveys, ids: leaving.map(({ id }) => id), subjects: leaving.map(({ id, subject }) => subject ?? anonymousSubject(context, id)) });
    // What has not come within a day does not come any more: it was erased.
    const longAgo = new Date(clock.now().getTime() - DAY_MS);
    const gone = waiting.filter(({ id, leftOutAt }) => there.has(id) || leftOutAt < longAgo);
    await markWithdrawn(tx, gone.map(({ id }) => id), clock.now());
    return leaving.length;
  });
  if (n > 0) noteAnswers(context);
  return n;
}
