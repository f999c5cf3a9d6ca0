import { randomBytes } from 'node:crypto';
import { HOUR_MS } from '../../kernel/clock.ts';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { checkUrl } from '../../platform/outgoing/fetch-outside.ts';
import { assertPublicHost } from '../../platform/outgoing/public-host.ts';
import { secretPurpose } from './deliver.actions.ts';
import { giveUpDeliveries, insertEventFor, type ListedDelivery, listDeliveries, replayDeadDeliveries, replayDelivery } from './deliveries.queries.ts';
import { DELIVER_JOB, forgetWantedKinds, toStored } from './emit.actions.ts';
import { webhookSecret } from './sign.logic.ts';
import type { Delivery, DeliveryListQuery, IssuedWebhook, Webhook, WebhookChange, WebhookInput, WebhookListQuery } from './webhooks.contract.ts';
import { type CountedWebhook, deleteWebhook, findWebhook, findWebhookForUpdate, insertWebhook, listWebhooks, saveSecret, saveWebhook } from './webhooks.queries.ts';

/** @throws address.invalid, address.not_allowed, address.unknown */
export async function createWebhook(context: Context, creator: Pick<Actor, 'kind' | 'id'>, { url, description, eventKinds }: WebhookInput): Promise<IssuedWebhook> {
  await refuseInside(context, url);
  const id = newId();
  const secret = newWebhookSecret();
  await insertWebhook(context.db, { id, url, description, eventKinds: [...new Set(eventKinds)], secret: context.vault.seal(secret, secretPurpose(id)), createdBy: creator.kind === 'user' ? creator.id : null, createdAt: context.clock.now() });
  forgetWantedKinds(context);
  return { ...(await getWebhook(context, id)), secret };
}

export async function listPageOfWebhooks({ db }: Context, { limit, cursor }: WebhookListQuery): Promise<{ items: Webhook[]; nextCursor: string | null }> {
  const stored = await listWebhooks(db, endOf(cursor), limit);
  return { items: stored.map(present), nextCursor: cursorAfter(stored, limit) };
}

/** @throws webhook.not_found */
export async function getWebhook({ db }: Context, id: string): Promise<Webhook> {
  const stored = await findWebhook(db, id);
  if (!stored) throw noSuchWebhook();
  return present(stored);
}

/** Switching on again forgets the failures; what was given up can be sent again by hand. @throws webhook.not_found, address.… */
export async function changeWebhook(context: Context, id: string, { isSwitchedOff, ...change }: WebhookChange): Promise<Webhook> {
  if (change.url !== undefined) await refuseInside(context, change.url);
  const now = context.clock.now();
  await context.db.transaction().execute(async (tx) => {
    const before = await findWebhookForUpdate(tx, id);
    if (!before) throw noSuchWebhook();
    const given = { url: change.url ?? before.url, description: change.description ?? before.description, eventKinds: [...new Set(change.eventKinds ?? before.eventKinds)] };
    const on = { failingSince: null, switchedOffAt: null, switchedOffBecause: null };
    const off = { switchedOffAt: now, switchedOffBecause: 'by_hand' as const };
    await saveWebhook(tx, { ...before, ...given, ...(isSwitchedOff === undefined || isSwitchedOff === (before.switchedOffAt !== null) ? {} : isSwitchedOff ? off : on), updatedAt: now });
    if (isSwitchedOff === true) await giveUpDeliveries(tx, id, now);
  });
  forgetWantedKinds(context);
  return getWebhook(context, id);
}

/** @throws webhook.not_found */
export async function removeWebhook(context: Context, id: string): Promise<void> {
  if (!(await deleteWebhook(context.db, id))) throw noSuchWebhook();
  forgetWantedKinds(context);
}

/** A new secret; during the overlap everything is signed with both, so that the receiver can change in peace. @throws webhook.not_found */
export async function rotateSecret(context: Context, id: string, overlapHours: number): Promise<IssuedWebhook> {
  const now = context.clock.now();
  const secret = newWebhookSecret();
  await context.db.transaction().execute(async (tx) => {
    const before = await findWebhookForUpdate(tx, id);
    if (!before) throw noSuchWebhook();
    const isOverlapping = overlapHours > 0;
    await saveSecret(tx, { id, secret: context.vault.seal(secret, secretPurpose(id)), oldSecret: isOverlapping ? before.secret : null, oldSecretUntil: isOverlapping ? new Date(now.getTime() + overlapHours * HOUR_MS) : null, updatedAt: now });
  });
  return { ...(await getWebhook(context, id)), secret };
}

/** Sends a harmless event at once, whatever the endpoint asked for. @throws webhook.not_found, webhook.off */
export async function sendTest(context: Context, id: string): Promise<{ eventId: string }> {
  const event = toStored({ kind: 'webhook.test', data: { webhookId: id, text: 'Momente says hello.' } }, context.clock.now());
  await context.db.transaction().execute(async (tx) => {
    await refuseOff(tx, id);
    await insertEventFor(tx, event, id);
    await context.jobs.enqueue(DELIVER_JOB, {}, {}, tx);
  });
  return { eventId: event.id };
}

/** @throws webhook.not_found */
export async function listPageOfDeliveries(context: Context, id: string, { state, limit, cursor }: DeliveryListQuery): Promise<{ items: Delivery[]; nextCursor: string | null }> {
  await getWebhook(context, id);
  const stored = await listDeliveries(context.db, id, { state: state ?? null, after: endOf(cursor), limit });
  return { items: stored.map(presentDelivery), nextCursor: cursorAfter(stored, limit) };
}

/** Sends one again under its old id, whatever became of it. @throws webhook.not_found, webhook.off, webhook.delivery_not_found */
export async function replayOne(context: Context, id: string, deliveryId: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await refuseOff(tx, id);
    if (!(await replayDelivery(tx, id, deliveryId, context.clock.now()))) throw new Problem('webhook.delivery_not_found', 'There is no delivery like this.');
    await context.jobs.enqueue(DELIVER_JOB, {}, {}, tx);
  });
}

/** Sends everything again that was given up. @throws webhook.not_found, webhook.off */
export async function replayDead(context: Context, id: string): Promise<number> {
  return context.db.transaction().execute(async (tx) => {
    await refuseOff(tx, id);
    const replayed = await replayDeadDeliveries(tx, id, context.clock.now());
    if (replayed > 0) await context.jobs.enqueue(DELIVER_JOB, {}, {}, tx);
    return replayed;
  });
}

async function refuseOff(tx: Context['db'], id: string): Promise<void> {
  const webhook = await findWebhookForUpdate(tx, id);
  if (!webhook) throw noSuchWebhook();
  if (webhook.switchedOffAt !== null) throw new Problem('webhook.off', 'This webhook is switched off. Switch it on first.');
}

/** Said when it is entered; every delivery checks again, because names move. */
async function refuseInside({ settings }: Context, url: string): Promise<void> {
  await assertPublicHost(checkUrl(url).hostname, settings);
}

const newWebhookSecret = () => webhookSecret(randomBytes(32));
const noSuchWebhook = () => new Problem('webhook.not_found', 'There is no webhook like this.');

function endOf(cursor: string | undefined): { createdAt: string; id: string } | null {
  if (cursor === undefined) return null;
  const [createdAt, id] = decodeCursor(cursor, 2).map(String);
  if (createdAt === undefined || Number.isNaN(Date.parse(createdAt)) || id === undefined || !/^[0-9a-f-]{36}$/.test(id)) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return { createdAt, id };
}

function cursorAfter(listed: readonly { id: string; createdAt: Date }[], limit: number): string | null {
  const last = listed.at(-1);
  return last && listed.length === limit ? encodeCursor([last.createdAt.toISOString(), last.id]) : null;
}

function present({ id, url, description, eventKinds, createdAt, updatedAt, failingSince, switchedOffAt, switchedOffBecause, oldSecretUntil, waiting, dead }: CountedWebhook): Webhook {
  return {
    id, url, description, eventKinds, switchedOffBecause, waiting, dead, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString(),
    failingSince: failingSince?.toISOString() ?? null, switchedOffAt: switchedOffAt?.toISOString() ?? null, oldSecretUntil: oldSecretUntil?.toISOString() ?? null,
  };
}

function presentDelivery({ id, eventId, kind, body, createdAt, nextAttemptAt, deliveredAt, deadAt, attempts }: ListedDelivery): Delivery {
  return {
    id, eventId, kind, body, attempts, state: nextAttemptAt !== null ? 'waiting' : deliveredAt !== null ? 'delivered' : 'dead',
    createdAt: createdAt.toISOString(), nextAttemptAt: nextAttemptAt?.toISOString() ?? null, deliveredAt: deliveredAt?.toISOString() ?? null, deadAt: deadAt?.toISOString() ?? null,
  };
}
