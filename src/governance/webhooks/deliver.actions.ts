import { MINUTE_MS } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { fetchOutside } from '../../platform/outgoing/fetch-outside.ts';
import { claimDueDeliveries, deleteToldErasure, type DoneAttempt, type DueDelivery, findNextAttempt, giveUpDeliveries, insertAttempt, saveDelivery } from './deliveries.queries.ts';
import { DELIVER_JOB, forgetWantedKinds } from './emit.actions.ts';
import { FAILING_FOR_MS, judgeStatus, nextAttemptAt, type Outcome } from './retry.logic.ts';
import { signatureOf } from './sign.logic.ts';
import { findWebhookForUpdate, saveWebhook, type StoredWebhook } from './webhooks.queries.ts';

const AT_ONCE = 20;
const TIMEOUT_MS = 15_000;
const CLAIM_MS = MINUTE_MS;
const ANSWER_START = 1_000;

/** Delivers what is due until nothing is; what has to wait is put into the queue for its time. */
export async function deliverDue(context: Context, signal: AbortSignal, random: () => number = Math.random): Promise<number> {
  let sent = 0;
  for (;;) {
    signal.throwIfAborted();
    const now = context.clock.now();
    const due = await claimDueDeliveries(context.db, now, new Date(now.getTime() + CLAIM_MS), AT_ONCE);
    if (due.length === 0) break;
    // Each failure is written down with its delivery, so nothing is thrown here but faults of our own stores.
    await Promise.all(due.map((delivery) => deliver(context, delivery, random)));
    sent += due.length;
  }
  const next = await findNextAttempt(context.db);
  if (next) await context.jobs.enqueue(DELIVER_JOB, {}, { after: next, key: `next ${next.toISOString()}` });
  return sent;
}

async function deliver(context: Context, delivery: DueDelivery, random: () => number): Promise<void> {
  const startedAt = context.clock.now();
  const startMs = performance.now();
  const answer = await send(context, delivery, startedAt);
  const attempt: DoneAttempt = { deliveryId: delivery.id, number: delivery.attempts + 1, at: startedAt, durationMs: Math.round(performance.now() - startMs), ...answer };
  await writeDown(context, delivery, attempt, random);
}

async function send(context: Context, delivery: DueDelivery, at: Date): Promise<Pick<DoneAttempt, 'status' | 'problem' | 'answerStart'>> {
  try {
    const { status, body } = await fetchOutside(delivery.url, { method: 'POST', headers: headersOf(context, delivery, at), body: delivery.body, timeoutMs: TIMEOUT_MS, maxBytes: ANSWER_START, onLonger: 'cut' }, context.settings);
    return { status, problem: judgeStatus(status) === 'delivered' ? null : 'outside.refused', answerStart: body.toString('utf8').replaceAll('\0', '').slice(0, ANSWER_START) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const status = error.details['status'];
    return { status: typeof status === 'number' ? status : null, problem: error.code, answerStart: error.message.slice(0, ANSWER_START) };
  }
}

function headersOf({ vault }: Context, { endpointId, eventId, secret, oldSecret, oldSecretUntil, body }: DueDelivery, at: Date): Record<string, string> {
  const atSeconds = Math.floor(at.getTime() / 1000);
  const sealed = [secret, ...(oldSecret !== null && oldSecretUntil !== null && oldSecretUntil > at ? [oldSecret] : [])];
  const secrets = sealed.map((one) => vault.unseal(one, secretPurpose(endpointId)));
  return { 'content-type': 'application/json', 'webhook-id': eventId, 'webhook-timestamp': String(atSeconds), 'webhook-signature': signatureOf(secrets, { id: eventId, atSeconds, body }) };
}

export const secretPurpose = (endpointId: string) => `webhook_endpoints.secret ${endpointId}`;

/** The attempt, what comes next for the delivery, and what it says about the endpoint: together or not at all. */
async function writeDown(context: Context, delivery: DueDelivery, attempt: DoneAttempt, random: () => number): Promise<void> {
  const now = context.clock.now();
  const outcome = judgeStatus(attempt.problem === null || attempt.problem === 'outside.refused' ? attempt.status : null);
  const next = outcome === 'failed' ? nextAttemptAt(attempt.number, now, random()) : null;
  const isSwitchedOff = await context.db.transaction().execute(async (tx) => {
    // The endpoint first, as everybody does who changes both: otherwise two would wait for each other.
    const endpoint = await findWebhookForUpdate(tx, delivery.endpointId);
    const saved = await saveDelivery(tx, delivery.id, { attempts: attempt.number, nextAttemptAt: next, deliveredAt: outcome === 'delivered' ? now : null, deadAt: outcome !== 'delivered' && next === null ? now : null });
    if (!saved || !endpoint) return false;
    await insertAttempt(tx, attempt);
    if (outcome === 'delivered') await deleteToldErasure(tx, delivery.eventId);
    return judgeEndpoint(context, tx, endpoint, outcome);
  });
  if (isSwitchedOff) forgetWantedKinds(context);
}

/** @returns whether the endpoint was switched off */
async function judgeEndpoint(context: Context, tx: Context['db'], endpoint: StoredWebhook, outcome: Outcome): Promise<boolean> {
  const now = context.clock.now();
  if (endpoint.switchedOffAt !== null) return false;
  if (outcome === 'delivered') {
    if (endpoint.failingSince !== null) await saveWebhook(tx, { ...endpoint, failingSince: null });
    return false;
  }
  const failingSince = endpoint.failingSince ?? now;
  const because = outcome === 'gone' ? 'gone' : now.getTime() - failingSince.getTime() >= FAILING_FOR_MS ? 'failing' : null;
  await saveWebhook(tx, { ...endpoint, failingSince, ...(because === null ? {} : { switchedOffAt: now, switchedOffBecause: because, updatedAt: now }) });
  if (because === null) return false;
  const givenUp = await giveUpDeliveries(tx, endpoint.id, now);
  context.log.warn({ webhook: endpoint.id, because, givenUp }, 'a webhook was switched off');
  return true;
}
