import { HOUR_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { channelSchema } from '../../people/timeline/timeline.contract.ts';
import type { Context } from '../../platform/context.ts';
import { type Journal, writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { systemDoer } from '../cases/case-actors.contract.ts';
import { addCaseEvent } from '../cases/case-events.actions.ts';
import { openCaseIn } from '../cases/open-case.actions.ts';
import { listBrokenSince } from '../promises/show-promises.actions.ts';
import { findVoiceRow } from '../../listening/voices/list-voices.actions.ts';
import { voiceOfContact } from '../../listening/voices/voice-rows.logic.ts';
import { findCaseOfVoice, openVoiceCaseIn } from '../voices-desk/open-voice-case.actions.ts';
import { findActiveCase, findCustomerToCatch, findOpenLoopCase, findTouchpoint, insertCatch, lockCatches, setCase } from './catches.queries.ts';
import { findHits, type Hit, type Mark } from './find-hits.analytics.ts';
import { listActiveRules, type RuleRow } from './loop-rules.queries.ts';
import { readSettled } from './settled.actions.ts';
import { type CursorSource, findCursor, saveCursor } from './settled-batch.queries.ts';

/** What happened longer than this before it was received is history that somebody loads, not a customer who waits. */
const WITHIN_HOURS = 72;
const PAGE = 1_000;
const AT_ONCE = 20;
/** Numbers of promises may become visible out of order: the last ones are looked at again, and caught only once. */
const PROMISE_OVERLAP = 500;

/** What a rule has found, wherever. */
interface Found {
  source: CursorSource;
  key: string;
  /** A review or post, which may be by nobody in particular. */
  voiceId: string | null;
  subject: string;
  at: Date;
  touchpoint: string;
  department: string | null;
  channel: string;
  language: string;
  metric: string;
  score: number | null;
  words: string;
  /** Of a broken promise: the case it was made in. */
  caseId: string | null;
}

/** Looks at everything that came since the last look, and opens or adds to a case for what the rules say. @returns how many were caught */
export async function sweepLoop(context: Context, signal: AbortSignal): Promise<number> {
  let caught = 0;
  for (const source of ['answers', 'interactions'] as const) caught += await sweepHistory(context, source, signal);
  return caught + (await sweepPromises(context, signal));
}

async function sweepHistory(context: Context, source: 'answers' | 'interactions', signal: AbortSignal): Promise<number> {
  const rules = await listActiveRules(context.db, source === 'answers' ? ['score'] : ['complaint', 'review']);
  const cursor = (await findCursor(context.db, source)) ?? { done: 0, mark: 0, markedAt: new Date(0) };
  const { settled, newest } = await readSettled(context.db, cursor);
  let caught = 0;
  if (settled > cursor.done) {
    for (const rule of rules) caught += await catchAll(context, rule, { source, afterBatch: cursor.done, upToBatch: settled }, signal);
  }
  // Only now: what a crash interrupts is looked at again, and each row is caught once.
  await saveCursor(context.db, source, { done: Math.max(cursor.done, settled), mark: newest, sweptAt: context.clock.now() });
  return caught;
}

async function catchAll(context: Context, rule: RuleRow, { source, afterBatch, upToBatch }: { source: 'answers' | 'interactions'; afterBatch: number; upToBatch: number }, signal: AbortSignal): Promise<number> {
  if (rule.condition.kind === 'broken_promise') return 0;
  const span = { afterBatch, upToBatch, receivedFrom: rule.beganAt, withinHours: WITHIN_HOURS, touchpoints: rule.touchpoints };
  let caught = 0;
  for (let mark: Mark = { batch: 0, key: '' }; ; ) {
    const hits = await findHits(context.history, rule.condition, span, { after: mark, limit: PAGE });
    for (let start = 0; start < hits.length; start += AT_ONCE) {
      signal.throwIfAborted();
      caught += await catchSome(context, rule, hits.slice(start, start + AT_ONCE).map((hit) => foundOf(source, hit)));
    }
    const last = hits.at(-1);
    if (!last || hits.length < PAGE) return caught;
    mark = { batch: last.batch, key: last.key };
  }
}

const foundOf = (source: CursorSource, { key, messageKey, subject, at, touchpoint, department, channel, language, metric, score, words }: Hit): Found => ({
  source, key, voiceId: voiceOfContact(messageKey), subject, at: new Date(`${at.replace(' ', 'T')}Z`), touchpoint, department: department === '' ? null : department, channel, language, metric, score, words, caseId: null,
});

async function sweepPromises(context: Context, signal: AbortSignal): Promise<number> {
  const rules = await listActiveRules(context.db, ['broken_promise']);
  const cursor = await findCursor(context.db, 'promises');
  const broken = await listBrokenSince(context.db, Math.max(0, (cursor?.done ?? 0) - PROMISE_OVERLAP));
  let caught = 0;
  for (const rule of rules) {
    const found = broken.flatMap(({ promiseId, subject, at, touchpoint, department, text, caseId }): Found[] =>
      subject === null || at < rule.beganAt || (rule.touchpoints !== null && !rule.touchpoints.includes(touchpoint ?? '')) ? [] : [{ source: 'promises', key: promiseId, voiceId: null, subject, at, touchpoint: touchpoint ?? '', department, channel: 'other', language: '', metric: 'promise', score: null, words: text, caseId }]);
    for (let start = 0; start < found.length; start += AT_ONCE) {
      signal.throwIfAborted();
      caught += await catchSome(context, rule, found.slice(start, start + AT_ONCE));
    }
  }
  const now = context.clock.now();
  await saveCursor(context.db, 'promises', { done: broken.at(-1)?.seq ?? cursor?.done ?? 0, mark: { batch: 0, at: now }, sweptAt: now });
  return caught;
}

function catchSome(context: Context, rule: RuleRow, found: readonly Found[]): Promise<number> {
  return writeWithHistory(context, async (tx, journal) => {
    await lockCatches(tx);
    let caught = 0;
    for (const one of found) if (await catchOne(context, { tx, journal }, rule, one)) caught += 1;
    return caught;
  });
}

/** Opens a case, or adds to the open one of this customer and touchpoint; once per rule and row. */
async function catchOne(context: Context, { tx, journal }: { tx: Db; journal: Journal }, rule: RuleRow, found: Found): Promise<boolean> {
  const customer = await findCustomerToCatch(tx, found.subject);
  // Whoever wrote a review can be answered in public, even when nobody knows who it is.
  const voice = found.voiceId === null ? null : await findVoiceRow(tx, found.voiceId);
  if (customer === null ? voice === null : customer.isRestricted) return false;
  const now = context.clock.now();
  const touchpoint = found.touchpoint === '' ? null : await findTouchpoint(tx, found.touchpoint);
  const department = rule.department ?? touchpoint?.department ?? found.department;
  const dueAt = new Date(now.getTime() + rule.contactWithinHours * HOUR_MS);
  const id = newId(now.getTime());
  const isNew = await insertCatch(tx, { id, ruleId: rule.id, source: found.source, sourceKey: found.key, subject: customer === null ? null : found.subject, touchpoint: found.touchpoint, department, metric: found.metric, score: found.score, happenedAt: found.at, caughtAt: now, dueAt });
  if (!isNew) return false;
  const data = { catchId: id, rule: rule.name, metric: found.metric, score: found.score, touchpoint: found.touchpoint === '' ? null : found.touchpoint, dueAt: dueAt.toISOString() };
  // A broken promise belongs to the matter it was made in, as long as somebody works on that.
  const known = (found.caseId === null ? null : await findActiveCase(tx, found.caseId)) ?? (await findOpenCaseOf(tx, { voiceId: found.voiceId, customerId: customer?.customerId ?? null, touchpoint: found.touchpoint }));
  if (known !== null) {
    await addCaseEvent(context, tx, known, { what: 'loop.caught', data, actor: systemDoer('closed-loop'), text: found.words });
    await setCase(tx, id, known, now);
    return true;
  }
  const subjectLine = subjectLineOf(rule, found, touchpoint, voice?.stars == null ? null : `${voice.stars}/${voice.starsBest ?? ''}`);
  const opened = voice !== null ? await openVoiceCaseIn(context, tx, journal, { voice, by: rule.name, subjectLine, department, priority: rule.priority }) : await openCaseIn(context, tx, journal, {
    subject: found.subject, channel: channelSchema.safeParse(found.channel).data ?? 'survey', subjectLine, text: found.words, touchpoint: found.touchpoint === '' ? null : found.touchpoint, department,
    priority: rule.priority, language: found.language === '' ? null : found.language, source: { kind: found.source === 'answers' ? 'survey' : 'rule', ref: rule.name }, externalKey: `loop:${rule.id}:${found.key}`, isContact: false, at: now,
  });
  await addCaseEvent(context, tx, opened.caseId, { what: 'loop.caught', data, actor: systemDoer('closed-loop') });
  await setCase(tx, id, opened.caseId, null);
  return true;
}

/** The case in which the voice is worked on, else the one that the loop has opened for this customer at this touchpoint. */
async function findOpenCaseOf(tx: Db, { voiceId, customerId, touchpoint }: { voiceId: string | null; customerId: string | null; touchpoint: string }): Promise<string | null> {
  const ofVoice = voiceId === null ? null : await findCaseOfVoice(tx, voiceId);
  if (ofVoice?.isActive) return ofVoice.caseId;
  // A review is answered where it stands, in a case of its own.
  return voiceId !== null || customerId === null ? null : findOpenLoopCase(tx, customerId, touchpoint);
}

function subjectLineOf(rule: RuleRow, { score, metric }: Found, touchpoint: { nameDe: string; nameEn: string } | null, stars: string | null): string {
  const figure = stars !== null ? ` (${stars})` : score === null || metric === 'mood' ? '' : ` (${metric.toUpperCase()} ${Math.round(score * 10) / 10})`;
  return `${rule.name}${figure}${touchpoint === null ? '' : `: ${touchpoint.nameDe}`}`;
}
