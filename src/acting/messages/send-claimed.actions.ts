import { setTimeout } from 'node:timers/promises';
import { SECOND_MS } from '../../kernel/clock.ts';
import { type Contact, recordContacts } from '../../people/timeline/record-contacts.actions.ts';
import type { Channel as TimelineChannel } from '../../people/timeline/timeline.contract.ts';
import type { Context } from '../../platform/context.ts';
import { commitWithJournal, deliverOrLeave, undeliveredBytes, untilDelivered } from '../../platform/storage/journal.ts';
import type { SendOutcome } from '../channels/channels.contract.ts';
import { suppressAddress } from '../../people/consent/suppression.actions.ts';
import { type Claimed, holdChannel } from './claim.queries.ts';
import { compileFor, type Composed, composeMessage } from './compose-message.actions.ts';
import type { MessageChannel } from './messages.contract.ts';
import type { Outlet } from './outlets.contract.ts';
import { withoutOwnLinks } from './own-links.logic.ts';
import type { Places } from './places.logic.ts';
import { retryAfterMs } from './send-pace.logic.ts';
import { type Settled, writeResults } from './settle.queries.ts';

/** A claim older than this is decided again: meanwhile somebody may have objected. */
const CLAIM_HOLDS_MS = 2 * SECOND_MS;
const SEND_TIMEOUT_MS = 120 * SECOND_MS;
const HOLD_MS = 10 * SECOND_MS;
/** Results are written down at least this often, so that little is unclear after a crash. */
const WRITE_AT_ONCE = 100;
const WRITE_AFTER_MS = 150;
/** Contacts may reach the timelines after the next messages left; so many bytes of them, then they are waited for. */
const MOST_UNDELIVERED_BYTES = 4_000_000;
const WRITE_ATTEMPTS = 6;
const TEXT_IN_TIMELINE = 2_000;

interface Sent {
  message: Claimed;
  composed: Composed | null;
  outcome: SendOutcome | { kind: 'given_back' } | { kind: 'unfillable'; reason: string };
}

/**
 * Sends what this process has claimed and writes down what became of each.
 * @param places - how many messages may be under way, over all batches of the channel
 * @returns how many the channel took, and how many were tried in time at all
 */
export async function sendClaimed(context: Context, outlet: Outlet, claimed: readonly Claimed[], { places, signal }: { places: Places; signal: AbortSignal }): Promise<{ handed: number; tried: number }> {
  const claimedAtMs = performance.now();
  const compile = await compileFor(context, claimed);
  const waiting = [...claimed];
  const results = new ResultWriter(context, outlet);
  const tooLong = AbortSignal.timeout(CLAIM_HOLDS_MS + SEND_TIMEOUT_MS);
  const sendOnes = async () => {
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      await places.take();
      const isStale = signal.aborted || performance.now() - claimedAtMs > CLAIM_HOLDS_MS;
      results.add(isStale ? { message, composed: null, outcome: { kind: 'given_back' } } : await sendOne(context, outlet, message, { compile, tooLong }));
      places.give();
    }
  };
  await Promise.all(Array.from({ length: Math.min(outlet.parallel, claimed.length) }, sendOnes));
  await results.finish();
  if (results.handed === 0 && results.retried > 1 && results.retried === claimed.length) await holdChannel(context.db, outlet.channel, new Date(context.clock.now().getTime() + (outlet.holdMs ?? HOLD_MS)));
  return { handed: results.handed, tried: claimed.length - results.givenBack };
}

async function sendOne(context: Context, outlet: Outlet, message: Claimed, { compile, tooLong }: { compile: Awaited<ReturnType<typeof compileFor>>; tooLong: AbortSignal }): Promise<Sent> {
  let composed: Composed;
  try {
    composed = await composeMessage(context, outlet, message, compile);
  } catch (error) {
    context.log.warn({ err: error, message: message.id }, 'a message could not be written');
    return { message, composed: null, outcome: { kind: 'unfillable', reason: error instanceof Error ? error.message.slice(0, 300) : 'unknown' } };
  }
  try {
    return { message, composed, outcome: await outlet.send(composed.outgoing, tooLong) };
  } catch (error) {
    // A fault of our own between the claim and the answer: nobody knows whether it left.
    context.log.error({ err: error, message: message.id }, 'a channel failed');
    return { message, composed, outcome: { kind: 'unclear', reason: error instanceof Error ? error.message.slice(0, 300) : 'unknown' } };
  }
}

/** Collects results and writes them in groups; a store that is away for a moment is waited for. */
class ResultWriter {
  handed = 0;
  retried = 0;
  givenBack = 0;
  readonly #context: Context;
  readonly #outlet: Outlet;
  #waiting: Sent[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #writes: Promise<void>[] = [];
  #failure: unknown;

  constructor(context: Context, outlet: Outlet) {
    this.#context = context;
    this.#outlet = outlet;
  }

  add(sent: Sent): void {
    if (sent.outcome.kind === 'handed') this.handed += 1;
    if (sent.outcome.kind === 'retry') this.retried += 1;
    if (sent.outcome.kind === 'given_back') this.givenBack += 1;
    this.#waiting.push(sent);
    if (this.#waiting.length >= WRITE_AT_ONCE) this.#write();
    else this.#timer ??= globalThis.setTimeout(() => this.#write(), WRITE_AFTER_MS);
  }

  async finish(): Promise<void> {
    this.#write();
    await Promise.all(this.#writes);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sent = this.#waiting;
    this.#waiting = [];
    if (sent.length > 0) this.#writes.push(writeDown(this.#context, this.#outlet, sent).catch((error: unknown) => void (this.#failure = error)));
  }
}

/**
 * The results, the contacts in the timelines and the dead addresses: together or not at all. Durable when this returns; the
 * history engine gets the contacts meanwhile, many batches in one insert.
 */
async function writeDown(context: Context, outlet: Outlet, sent: readonly Sent[]): Promise<void> {
  const at = context.clock.now();
  const results = sent.map((one) => settle(outlet, one, at));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { entries } = await commitWithJournal(context, async (tx, journal) => {
        await writeResults(tx, results, at);
        for (const { message, outcome } of sent) if (outcome.kind === 'refused' && outcome.isAddressDead) await suppressAddress(context, tx, { channel: outlet.channel, address: message.address, reason: 'hard_bounce', detail: outcome.reason.slice(0, 300) });
        recordContacts(context, journal, sent.flatMap((one) => (one.outcome.kind === 'handed' ? contactOf(outlet.channel, one, at) : [])));
      });
      for (const entry of entries) void deliverOrLeave(context, entry);
      if (undeliveredBytes(context) > MOST_UNDELIVERED_BYTES) await untilDelivered(context);
      return;
    } catch (error) {
      if (attempt === WRITE_ATTEMPTS) throw error; // they stay claimed, and become unclear when this process ends its work
      context.log.warn({ err: error, messages: sent.length }, 'what became of messages could not be written down yet');
      await setTimeout(2 ** attempt * 100);
    }
  }
}

function settle(outlet: Outlet, { message, outcome }: Sent, at: Date): Settled {
  const settled: Settled = { id: message.id, outcome: outcome.kind, reason: 'reason' in outcome ? outcome.reason.slice(0, 500) : null, providerId: null, nextAttemptAt: null };
  switch (outcome.kind) {
    case 'handed': return { ...settled, providerId: outcome.providerId ?? null };
    case 'given_back': return { ...settled, nextAttemptAt: at };
    case 'unclear':
      // Where a second copy is recognised, trying again is safe; after the last attempt it stays unclear.
      return outlet.isIdempotent ? again(outlet, settled, { attempts: message.attempts, at }) ?? settled : settled;
    case 'retry': return again(outlet, settled, { attempts: message.attempts, afterMs: outcome.afterMs, at }) ?? { ...settled, outcome: 'refused' };
    default: return settled;
  }
}

function again(outlet: Outlet, settled: Settled, { attempts, afterMs = 0, at }: { attempts: number; afterMs?: number | undefined; at: Date }): Settled | null {
  const usualMs = retryAfterMs(attempts, Math.random());
  const waitMs = outlet.retryAfterMs ? outlet.retryAfterMs(attempts) : usualMs === null ? null : Math.max(usualMs, afterMs);
  return waitMs === null ? null : { ...settled, outcome: 'retry', nextAttemptAt: new Date(at.getTime() + waitMs) };
}

/** How the channel is called in the timeline. A call is recorded by whoever makes it. */
const timelineChannels: Readonly<Record<MessageChannel, TimelineChannel | null>> = { mail: 'mail', sms: 'sms', messenger: 'chat', notice: 'app', letter: 'letter', phone: null };

function contactOf(channel: MessageChannel, { message, composed }: Sent, at: Date): Contact[] {
  const timelineChannel = timelineChannels[channel];
  if (message.subject === null || !composed || timelineChannel === null) return [];
  return [{
    key: `message:${message.id}`, subject: message.subject, at, kind: `message.${message.kind}`, channel: timelineChannel, direction: 'outbound',
    subjectLine: withoutOwnLinks(composed.outgoing.subjectLine), text: withoutOwnLinks(composed.outgoing.text).slice(0, TEXT_IN_TIMELINE), language: composed.outgoing.language,
    properties: { messageId: message.id, purpose: message.purpose, ...(message.campaignId === null ? {} : { outreachId: message.campaignId }), ...(message.caseId === null ? {} : { caseId: message.caseId }) },
  }];
}
