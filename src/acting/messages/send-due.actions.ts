import { setTimeout } from 'node:timers/promises';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { untilDelivered } from '../../platform/storage/journal.ts';
import { type Claimed, findNextDue, judgeAndClaim, type Lane, listDueLanes, lockPace, pickDue, savePace } from './claim.queries.ts';
import type { MessageChannel } from './messages.contract.ts';
import type { Outlet, Outlets } from './outlets.contract.ts';
import { Places } from './places.logic.ts';
import { CAMPAIGN_DRAINED_JOB, SEND_JOB } from './queue-message.actions.ts';
import { sendClaimed } from './send-claimed.actions.ts';
import { afterLeaving, mayLeave } from './send-pace.logic.ts';
import { closeWorker, leaveUnclear, openWorker } from './workers.queries.ts';

/** A claim is sent within about a second, so that an objection or a stop is never more than that behind: as many as left in the last one. */
const CLAIM_AT_ONCE = 200;
const CLAIM_FOR_MS = SECOND_MS;
const LOOK_EVERY_MS = 200;
/** After so long the lines are looked for again: a reply or another campaign may have come. */
const DRAIN_FOR_MS = 5 * SECOND_MS;
/** Then the job ends and another one goes on, so that the queue sees that it lives. */
const LONGEST_RUN_MS = 10 * MINUTE_MS;
/** Batches overlap: one is claimed, one written down, while another is on its way. */
const BATCHES_AT_ONCE = 3;

/** One process at work: its number, and the session that proves that it lives. */
interface Worker {
  no: number;
  session: Db;
  companyZone: string;
  signal: AbortSignal;
}

/**
 * Sends what is due until nothing is. Any number of processes may do this at once: each message is claimed by one of them,
 * in a transaction that is committed before anything leaves. What a process that died had claimed becomes `unclear`.
 * @param readOutlets - the channels as they are set up now
 * @returns how many messages were handed to a channel
 */
export async function sendDue(context: Context, readOutlets: (context: Context) => Promise<Outlets>, signal: AbortSignal): Promise<number> {
  const handed = await context.db.connection().execute(async (session) => {
    const no = await openWorker(session);
    try {
      return await workThrough(context, readOutlets, { no, session, signal, companyZone: (await readPrivacySettings(session)).timeZone });
    } finally {
      await closeWorker(session, no).catch(() => undefined); // a session that broke has let go by itself
    }
  });
  await untilDelivered(context);
  const next = await findNextDue(context.db, [...(await readOutlets(context)).keys()]);
  if (next) await context.jobs.enqueue(SEND_JOB, {}, { after: new Date(Math.max(next.getTime(), context.clock.now().getTime() + SECOND_MS)), key: 'next' });
  return handed;
}

async function workThrough(context: Context, readOutlets: (context: Context) => Promise<Outlets>, worker: Worker): Promise<number> {
  const endsAtMs = performance.now() + LONGEST_RUN_MS;
  const running = new Map<MessageChannel, Promise<void>>();
  const campaigns = new Set<string>();
  const failures: unknown[] = [];
  let handed = 0;
  let outlets = await readOutlets(context);
  await leaveUnclear(worker.session, [...outlets.values()].filter(({ isIdempotent }) => isIdempotent).map(({ channel }) => channel), context.clock.now());
  while (!worker.signal.aborted && failures.length === 0 && performance.now() < endsAtMs) {
    const lookedAt = context.clock.now();
    const lanes = await inTurn(worker, () => listDueLanes(worker.session, lookedAt, [...outlets.keys()]));
    for (const [channel, ofChannel] of Map.groupBy(lanes, (lane) => lane.channel)) {
      const outlet = outlets.get(channel);
      if (running.has(channel) || !outlet) continue;
      for (const { campaignId } of ofChannel) if (campaignId !== null) campaigns.add(campaignId);
      const work = drainLanes(context, outlet, worker, ofChannel)
        .then((n) => void (handed += n), (error: unknown) => void failures.push(error))
        .finally(() => running.delete(channel));
      running.set(channel, work);
    }
    if (running.size === 0) break;
    await Promise.race([...running.values(), setTimeout(LOOK_EVERY_MS)]);
    if (running.size > 0) continue;
    outlets = await readOutlets(context); // settings may have changed meanwhile
    // Whatever is due now is held back by its pace. A clock that stands still will never let it go.
    await setTimeout(LOOK_EVERY_MS / 4);
    if (context.clock.now() <= lookedAt && lanes.length === (await listDueLanes(worker.session, lookedAt, [...outlets.keys()])).length) break;
  }
  await Promise.all(running.values());
  for (const campaignId of campaigns) await context.jobs.enqueue(CAMPAIGN_DRAINED_JOB, { campaignId }, { key: campaignId });
  if (failures.length > 0) throw failures[0];
  return handed;
}

/** Goes around the lines of one channel, a batch of each; single messages always come first. */
async function drainLanes(context: Context, outlet: Outlet, worker: Worker, due: readonly Lane[]): Promise<number> {
  const lanes: Lane[] = [{ channel: outlet.channel, campaignId: null, ratePerMinute: null }, ...due.filter(({ campaignId }) => campaignId !== null)];
  const endsAtMs = performance.now() + DRAIN_FOR_MS;
  const places = new Places(outlet.parallel);
  let handed = 0;
  const drain = async () => {
    let atOnce = Math.min(outlet.parallel * 4, outlet.claimAtOnce ?? CLAIM_AT_ONCE);
    for (let took = true; took && !worker.signal.aborted && performance.now() < endsAtMs; ) {
      took = false;
      for (const lane of lanes) {
        const { claimed, picked } = await claim(context, outlet, worker, { lane, atOnce });
        took ||= picked > 0;
        if (claimed.length === 0) continue;
        const startedAtMs = performance.now();
        const sent = await sendClaimed(context, outlet, claimed, { places, signal: worker.signal });
        handed += sent.handed;
        const pace = Math.floor((sent.tried * CLAIM_FOR_MS) / (performance.now() - startedAtMs));
        atOnce = Math.max(1, Math.min(pace, atOnce * 2, outlet.claimAtOnce ?? CLAIM_AT_ONCE));
      }
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, drain));
  return handed;
}

/** Takes the next messages of a line, as many as its pace allows, and decides about each. Committed when this returns. */
function claim(context: Context, outlet: Outlet, worker: Worker, { lane, atOnce }: { lane: Lane; atOnce: number }): Promise<{ claimed: Claimed[]; picked: number }> {
  return inTurn(worker, () => worker.session.transaction().execute(async (tx) => {
    const now = context.clock.now();
    const pace = await lockPace(tx, lane, now);
    const limit = pace ? Math.min(atOnce, allowed(outlet.ratePerMinute, pace.channelFreeAt, now), allowed(lane.ratePerMinute, pace.campaignFreeAt, now)) : 0;
    if (!pace || limit === 0) return { claimed: [], picked: 0 };
    const ids = await pickDue(tx, lane, now, limit);
    if (ids.length === 0) return { claimed: [], picked: 0 };
    const claimed = (await judgeAndClaim(tx, ids, { worker: worker.no, now, companyZone: worker.companyZone })).filter(({ outcome }) => outcome === 'claimed');
    await savePace(tx, lane, {
      channelFreeAt: outlet.ratePerMinute === null ? pace.channelFreeAt : afterLeaving(claimed.length, outlet.ratePerMinute, pace.channelFreeAt, now),
      campaignFreeAt: lane.ratePerMinute === null || !pace.campaignFreeAt ? null : afterLeaving(claimed.length, lane.ratePerMinute, pace.campaignFreeAt, now),
    });
    return { claimed, picked: ids.length };
  }));
}

/** A channel without a rate still waits where it is held because it refused everything. */
function allowed(ratePerMinute: number | null, freeAt: Date | null, now: Date): number {
  if (ratePerMinute !== null) return mayLeave(ratePerMinute, freeAt ?? now, now);
  return freeAt !== null && freeAt > now ? 0 : CLAIM_AT_ONCE;
}

/** One session does one transaction at a time. */
const turns = new WeakMap<Db, Promise<unknown>>();
function inTurn<T>({ session }: Worker, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(session) ?? Promise.resolve()).then(work, work);
  turns.set(session, mine.catch(() => undefined));
  return mine;
}
