import { SECOND_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ShortMemory } from '../../kernel/short-memory.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { insertEvents, type StoredEvent } from './deliveries.queries.ts';
import type { EventKind, WebhookEvent } from './webhooks.contract.ts';
import { listWantedKinds } from './webhooks.queries.ts';

/** An endpoint added by another process is noticed here after at most this time. */
const WANTED_KEPT_MS = 2 * SECOND_MS;
const AT_ONCE = 1_000;
/** Name of the job that delivers what is due; see webhooks.jobs.ts. */
export const DELIVER_JOB = 'webhooks.deliver';

const memories = new WeakMap<Db, ShortMemory<ReadonlySet<string>>>();

function memoryOf({ db }: Context): ShortMemory<ReadonlySet<string>> {
  const known = memories.get(db);
  if (known) return known;
  const memory = new ShortMemory<ReadonlySet<string>>(WANTED_KEPT_MS, 1);
  memories.set(db, memory);
  return memory;
}

export function forgetWantedKinds(context: Context): void {
  memoryOf(context).forgetAll();
}

/** Whether anybody asked for one of these kinds; a look into memory, so ask it before work is done for an event. */
export async function isWanted(context: Context, ...kinds: readonly EventKind[]): Promise<boolean> {
  const nowMs = context.clock.now().getTime();
  const memory = memoryOf(context);
  let wanted = memory.recall('wanted', nowMs);
  if (wanted === undefined) {
    wanted = new Set(await listWantedKinds(context.db));
    memory.remember('wanted', wanted, nowMs);
  }
  return kinds.some((kind) => wanted.has(kind));
}

/**
 * Tells the world what happened, inside the transaction in which it happens: sent after the commit, and never when it
 * is taken back. Costs nothing while nobody has asked for it.
 */
export async function emit(context: Context, tx: Db, events: readonly WebhookEvent[]): Promise<void> {
  if (events.length === 0 || !(await isWanted(context, ...new Set(events.map(({ kind }) => kind))))) return;
  const at = context.clock.now();
  let deliveries = 0;
  for (let start = 0; start < events.length; start += AT_ONCE) deliveries += await insertEvents(tx, events.slice(start, start + AT_ONCE).map((event) => toStored(event, at)));
  if (deliveries > 0) await context.jobs.enqueue(DELIVER_JOB, {}, {}, tx);
}

/** The text that is sent: type, timestamp and data, as Standard Webhooks has them. */
export function toStored({ kind, data, customerIds = [] }: WebhookEvent, at: Date): StoredEvent {
  return { id: `msg_${newId(at.getTime()).replaceAll('-', '')}`, kind, customerIds, at, body: JSON.stringify({ type: kind, timestamp: at.toISOString(), data }) };
}
