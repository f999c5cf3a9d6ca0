import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import { readSettled } from '../closed-loop/settled.actions.ts';
import { getForUpdate } from './distributions.actions.ts';
import { stateOf } from './distributions.logic.ts';
import { saveCursor } from './distributions.queries.ts';
import { insertTriggered } from './draw.queries.ts';
import { findEvents, listKinds } from './events.analytics.ts';

const PAGE = 2_000;

/**
 * Takes in the events that came since the last look: one transaction for the invitations and for how far it looked, so a
 * crash loses none and doubles none. An event is taken once for ever, whoever looks at it again.
 */
export async function takeEvents(context: Context, id: string, signal: AbortSignal): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = await getForUpdate(tx, id);
    const now = context.clock.now();
    if (row.trigger === null || row.startedAt === null || stateOf(row, now) !== 'running') return;
    const { settled, newest } = await readSettled(tx, { done: row.done, mark: row.mark, markedAt: row.markedAt ?? new Date(0) });
    const since = row.startsAt !== null && row.startsAt > row.startedAt ? row.startsAt : row.startedAt;
    let passedOver = 0;
    for (let mark = { batch: 0, key: '' }, isMore = settled > row.done; isMore; ) {
      signal.throwIfAborted();
      const hits = await findEvents(context.history, row.trigger, { afterBatch: row.done, upToBatch: settled, since, mark, limit: PAGE });
      const events = hits.map(({ key, subject, happenedAt }) => ({ key, subject, at: new Date(`${happenedAt.replace(' ', 'T')}Z`) }));
      if (events.length > 0) passedOver += events.length - (await insertTriggered(tx, { distributionId: id, survey: row.survey, sample: row.sample, afterMinutes: row.trigger.afterMinutes, now }, events));
      const last = hits.at(-1);
      isMore = hits.length === PAGE;
      if (last) mark = { batch: last.batch, key: last.key };
    }
    await saveCursor(tx, id, { done: settled, mark: newest, passedOver });
  });
}

const KINDS_FOR_DAYS = 28;

/** After which events one could ask. */
export function listTriggerEvents({ history, clock }: Context): Promise<{ event: string; n: number }[]> {
  return listKinds(history, { since: new Date(clock.now().getTime() - KINDS_FOR_DAYS * DAY_MS), limit: 200 });
}
