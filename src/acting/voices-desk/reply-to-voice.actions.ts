import { MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { judgeStatus, nextAttemptAt } from '../../governance/webhooks/retry.logic.ts';
import { signatureOf } from '../../governance/webhooks/sign.logic.ts';
import { findVoiceRow, markVoiceAnswered, type VoiceRow } from '../../listening/voices/list-voices.actions.ts';
import { findConnector } from '../../listening/voices/sources/voice-sources.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { fetchOutside } from '../../platform/outgoing/fetch-outside.ts';
import { type Journal, writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { systemDoer } from '../cases/case-actors.contract.ts';
import { addContactIn } from '../cases/conversation/reply.actions.ts';
import { getVisibleVoice } from './open-voice-case.actions.ts';
import { claimDueReplies, findCaseOfVoice, findNextReply, findReplyForUpdate, insertReply, listReplies, lockVoice, markDelivered, markFailed, markPosted, type ReplyRow, tryAgain } from './voices-desk.queries.ts';
import type { ReplyInput, VoiceReply } from './voices-desk.contract.ts';

/** Name of the job that delivers what is due; see voices-desk.jobs.ts. */
export const DELIVER_JOB = 'voices_desk.deliver';
const AT_ONCE = 20;
const TIMEOUT_MS = 20_000;

/**
 * Answers a voice: by the program of its source, or as something that somebody has posted by hand.
 * @throws voice.not_found, voice.answered, voice_source.no_connector
 */
export function replyToVoice(context: Context, actor: Actor, voiceId: string, { text, via, isAgain }: ReplyInput): Promise<VoiceReply> {
  return writeWithHistory(context, async (tx, journal) => {
    const voice = await getVisibleVoice(tx, actor, voiceId);
    await lockVoice(tx, voiceId);
    await refuseSecondAnswer(tx, voice, isAgain);
    if (via === 'connector' && !voice.hasConnector) throw new Problem('voice_source.no_connector', 'No program publishes answers for this source. Copy the text and post it by hand.');
    const now = context.clock.now();
    const row = { id: newId(now.getTime()), voiceId, caseId: (await findCaseOfVoice(tx, voiceId))?.caseId ?? null, text, via, writtenAt: now, writtenBy: actor.label, postedAt: via === 'hand' ? now : null, nextAttemptAt: via === 'connector' ? now : null };
    await insertReply(tx, row);
    if (via === 'hand') await settle(context, tx, journal, { ...row, by: 'hand', at: now });
    else await context.jobs.enqueue(DELIVER_JOB, {}, {}, tx);
    return present({ ...row, deliveredAt: null, attempts: 0, failedAt: null, failure: null });
  });
}

async function refuseSecondAnswer(tx: Db, voice: VoiceRow, isAgain: boolean): Promise<void> {
  const replies = await listReplies(tx, voice.id);
  const waiting = replies.find(({ nextAttemptAt: next }) => next !== null);
  if (waiting) throw new Problem('voice.answered', `${waiting.writtenBy} has written an answer that is on its way.`, { by: waiting.writtenBy, at: waiting.writtenAt.toISOString() });
  const last = (await findVoiceRow(tx, voice.id))?.answeredAt ?? null; // read again now that it is locked
  if (last !== null && !isAgain) throw new Problem('voice.answered', 'This voice has an answer already.', { by: replies[0]?.writtenBy ?? '', at: last.toISOString() });
}

/** The answer is out: the voice knows it, and the case in which it is worked on shows it as said to the customer. */
async function settle(context: Context, tx: Db, journal: Journal, { voiceId, text, writtenBy, by, at }: Pick<ReplyRow, 'voiceId' | 'text' | 'writtenBy'> & { by: 'connector' | 'hand'; at: Date }): Promise<void> {
  await markVoiceAnswered(tx, voiceId, { answer: text, at, by });
  const known = await findCaseOfVoice(tx, voiceId);
  if (known) await addContactIn(context, tx, journal, systemDoer(writtenBy), known.caseId, { channel: 'social', direction: 'outbound', text });
}

/** An answer that no program could publish was posted by hand after all. @throws voice_reply.not_found, voice.answered */
export function sayPosted(context: Context, actor: Actor, replyId: string): Promise<VoiceReply> {
  return writeWithHistory(context, async (tx, journal) => {
    const reply = await getVisibleReply(tx, actor, replyId);
    if (reply.deliveredAt !== null || reply.postedAt !== null) throw new Problem('voice.answered', 'This answer is out already.', { by: reply.writtenBy, at: (reply.deliveredAt ?? reply.postedAt ?? reply.writtenAt).toISOString() });
    const at = context.clock.now();
    await markPosted(tx, replyId, at);
    await settle(context, tx, journal, { ...reply, by: 'hand', at });
    return present({ ...reply, via: 'hand', postedAt: at, nextAttemptAt: null, failedAt: null, failure: null });
  });
}

/** Hands an answer that was given up to the program once more. @throws voice_reply.not_found, voice.answered */
export async function sendAgain(context: Context, actor: Actor, replyId: string): Promise<VoiceReply> {
  return context.db.transaction().execute(async (tx) => {
    const reply = await getVisibleReply(tx, actor, replyId);
    if (reply.failedAt === null) throw new Problem('voice.answered', 'This answer is on its way, or out already.', { by: reply.writtenBy, at: reply.writtenAt.toISOString() });
    const now = context.clock.now();
    await tryAgain(tx, replyId, now);
    await context.jobs.enqueue(DELIVER_JOB, {}, {}, tx);
    return present({ ...reply, nextAttemptAt: now, failedAt: null, attempts: 0 });
  });
}

async function getVisibleReply(tx: Db, actor: Actor, replyId: string): Promise<ReplyRow> {
  const reply = await findReplyForUpdate(tx, replyId);
  if (!reply) throw new Problem('voice_reply.not_found', 'There is no such answer.');
  await getVisibleVoice(tx, actor, reply.voiceId);
  return reply;
}

/** Hands answers that are due to the programs of their sources. The same answer has the same `webhook-id` at every attempt. */
export async function deliverReplies(context: Context, signal: AbortSignal, random: () => number = Math.random): Promise<number> {
  let sent = 0;
  for (;;) {
    signal.throwIfAborted();
    const now = context.clock.now();
    const due = await claimDueReplies(context.db, now, new Date(now.getTime() + MINUTE_MS), AT_ONCE);
    if (due.length === 0) break;
    for (const reply of due) await deliver(context, reply, random);
    sent += due.length;
  }
  const next = await findNextReply(context.db);
  if (next) await context.jobs.enqueue(DELIVER_JOB, {}, { after: next, key: `next ${next.toISOString()}` });
  return sent;
}

async function deliver(context: Context, reply: ReplyRow, random: () => number): Promise<void> {
  const voice = await findVoiceRow(context.db, reply.voiceId);
  const connector = voice === null ? null : await findConnector(context, voice.sourceId);
  const at = context.clock.now();
  if (voice === null || connector === null) return markFailed(context.db, reply.id, { failure: 'No program publishes answers for this source any more.', next: null, at });
  const failure = await send(context, { reply, voice, connector, at });
  if (failure === null) {
    await writeWithHistory(context, async (tx, journal) => {
      await markDelivered(tx, reply.id, at);
      await settle(context, tx, journal, { ...reply, by: 'connector', at });
    });
    return;
  }
  await markFailed(context.db, reply.id, { failure: failure.words, next: failure.isFinal ? null : nextAttemptAt(reply.attempts, at, random()), at });
}

async function send(context: Context, { reply, voice, connector, at }: { reply: ReplyRow; voice: VoiceRow; connector: { url: string; secret: string; sourceName: string }; at: Date }): Promise<{ words: string; isFinal: boolean } | null> {
  const id = `msg_${reply.id.replaceAll('-', '')}`;
  const atSeconds = Math.floor(at.getTime() / 1_000);
  const body = JSON.stringify({ type: 'voice.reply', timestamp: reply.writtenAt.toISOString(), data: { replyId: reply.id, voiceId: voice.id, externalId: voice.externalId, source: connector.sourceName, url: voice.url, language: voice.language, text: reply.text } });
  try {
    const { status } = await fetchOutside(connector.url, { method: 'POST', headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': signatureOf([connector.secret], { id, atSeconds, body }) }, body, timeoutMs: TIMEOUT_MS, maxBytes: 1_000, onLonger: 'cut' }, context.settings);
    const outcome = judgeStatus(status);
    return outcome === 'delivered' ? null : { words: `The program answered ${status}.`, isFinal: outcome === 'gone' };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { words: error.message, isFinal: error.code === 'address.not_allowed' || error.code === 'address.invalid' };
  }
}

export function present({ caseId: _, writtenAt, postedAt, deliveredAt, failedAt, nextAttemptAt: next, ...reply }: ReplyRow): VoiceReply {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return { ...reply, state: deliveredAt ? 'delivered' : postedAt ? 'posted' : failedAt ? 'failed' : 'waiting', writtenAt: writtenAt.toISOString(), postedAt: iso(postedAt), deliveredAt: iso(deliveredAt), failedAt: iso(failedAt), nextAttemptAt: iso(next) };
}
