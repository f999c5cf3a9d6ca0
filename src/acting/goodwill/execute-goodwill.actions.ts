import { MINUTE_MS } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';
import { judgeStatus, nextAttemptAt } from '../../governance/webhooks/retry.logic.ts';
import { signatureOf } from '../../governance/webhooks/sign.logic.ts';
import { recordContacts } from '../../people/timeline/record-contacts.actions.ts';
import type { Context } from '../../platform/context.ts';
import { fetchOutside } from '../../platform/outgoing/fetch-outside.ts';
import { type Journal, writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Author, Doer } from '../cases/case-actors.contract.ts';
import { systemDoer } from '../cases/case-actors.contract.ts';
import { addCaseEvent } from '../cases/case-events.actions.ts';
import { showNumber } from '../cases/case-number.logic.ts';
import { type BookingRow, findBooking, findBookingForUpdate, markExecuted } from './bookings.queries.ts';
import { claimDueExecutions, type DueExecution, type ExecutionAttempt, findNextExecution, insertExecutionAttempt, listSentIdentifiers, markAttempted } from './executions.queries.ts';
import { findKind, type KindRow } from './kinds-limits.queries.ts';

/** Name of the job that carries out what is due; see goodwill.jobs.ts. */
export const EXECUTE_JOB = 'goodwill.execute';
const AT_ONCE = 10;
const TIMEOUT_MS = 15_000;
const CLAIM_MS = MINUTE_MS;
const ANSWER_START = 500;

export const kindSecretPurpose = (code: string): string => `goodwill_kinds.secret ${code}`;

/** Carries out what is due until nothing is; what has to wait is put into the queue for its time. */
export async function executeDue(context: Context, signal: AbortSignal, random: () => number = Math.random): Promise<number> {
  let done = 0;
  for (;;) {
    signal.throwIfAborted();
    const now = context.clock.now();
    const due = await claimDueExecutions(context.db, now, new Date(now.getTime() + CLAIM_MS), AT_ONCE);
    if (due.length === 0) break;
    // Each failure is written down with its booking, so nothing is thrown here but faults of our own stores.
    await Promise.all(due.map((execution) => execute(context, execution, random)));
    done += due.length;
  }
  const next = await findNextExecution(context.db);
  if (next) await context.jobs.enqueue(EXECUTE_JOB, {}, { after: next, key: `next ${next.toISOString()}` });
  return done;
}

async function execute(context: Context, { id, attempts }: DueExecution, random: () => number): Promise<void> {
  const booking = await findBooking(context.db, id);
  const kind = booking && (await findKind(context.db, booking.kind));
  if (!booking || !kind) return;
  const attempt = await call(context, booking, kind);
  const outcome = judgeStatus(attempt.problem === null || attempt.problem === 'outside.refused' ? attempt.status : null);
  await writeWithHistory(context, async (tx, journal) => {
    const now = context.clock.now();
    const current = await findBookingForUpdate(tx, id);
    if (!current || current.state === 'executed') return;
    await insertExecutionAttempt(tx, id, attempt);
    if (outcome === 'delivered') {
      await markExecuted(tx, id, null, now);
      return noteExecuted(context, { tx, journal }, current, systemDoer('goodwill'));
    }
    const next = outcome === 'failed' ? nextAttemptAt(attempts + 1, now, random()) : null;
    await markAttempted(tx, id, { attempts: attempts + 1, nextAttemptAt: next, failure: attempt.problem ?? 'outside.refused', at: now });
    if (next === null && current.caseId !== null) await addCaseEvent(context, tx, current.caseId, { what: 'goodwill.failed', data: eventData(current), actor: systemDoer('goodwill') });
  });
}

async function call(context: Context, booking: BookingRow, kind: KindRow): Promise<ExecutionAttempt> {
  const at = context.clock.now();
  const startMs = performance.now();
  const answered = (answer: Pick<ExecutionAttempt, 'status' | 'problem' | 'answerStart'>): ExecutionAttempt => ({ at, durationMs: Math.round(performance.now() - startMs), ...answer });
  if (kind.url === null || kind.secret === null) return answered({ status: null, problem: 'address.invalid', answerStart: '' });
  const identifiers = booking.subject === null || kind.sentIdentifiers.length === 0 ? [] : await listSentIdentifiers(context.db, booking.subject, kind.sentIdentifiers);
  const body = messageOf(booking, identifiers);
  const atSeconds = Math.floor(at.getTime() / 1000);
  // The same at every attempt, so that the receiver books once however often it is asked.
  const key = `gdw_${booking.id.replaceAll('-', '')}`;
  const headers = {
    'content-type': 'application/json', 'idempotency-key': key, 'webhook-id': key, 'webhook-timestamp': String(atSeconds),
    'webhook-signature': signatureOf([context.vault.unseal(kind.secret, kindSecretPurpose(kind.code))], { id: key, atSeconds, body }),
  };
  try {
    const answer = await fetchOutside(kind.url, { method: 'POST', headers, body, timeoutMs: TIMEOUT_MS, maxBytes: ANSWER_START, onLonger: 'cut' }, context.settings);
    return answered({ status: answer.status, problem: judgeStatus(answer.status) === 'delivered' ? null : 'outside.refused', answerStart: answer.body.toString('utf8').replaceAll('\0', '').slice(0, ANSWER_START) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const status = error.details['status'];
    return answered({ status: typeof status === 'number' ? status : null, problem: error.code, answerStart: error.message.slice(0, ANSWER_START) });
  }
}

/** What the other system is told: type, timestamp and data, as Standard Webhooks has them. No words about the customer. */
function messageOf(booking: BookingRow, identifiers: readonly { kind: string; value: string }[]): string {
  return JSON.stringify({
    type: 'goodwill.execute',
    timestamp: (booking.bookedAt ?? booking.askedAt).toISOString(),
    data: {
      bookingId: booking.id, kind: booking.kind, amount: booking.amount, unit: booking.unitEn, valueCents: booking.valueCents,
      customerId: booking.customerId, identifiers, caseNumber: booking.caseNumber === null ? null : showNumber(booking.caseNumber),
    },
  });
}

const eventData = ({ id: bookingId, kind, kindNameDe: nameDe, kindNameEn: nameEn, amount, unitDe, unitEn, valueCents }: BookingRow) => ({ bookingId, kind, nameDe, nameEn, amount, unitDe, unitEn, valueCents });

/** The customer has it now: told to the case and to the customer's timeline, with what it cost us. */
export async function noteExecuted(context: Context, { tx, journal }: { tx: Db; journal: Journal }, booking: BookingRow, actor: Doer | Author): Promise<void> {
  if (booking.caseId !== null) await addCaseEvent(context, tx, booking.caseId, { what: 'goodwill.executed', data: eventData(booking), actor });
  if (booking.subject === null) return;
  recordContacts(context, journal, [{
    key: `goodwill:${booking.id}`, subject: booking.subject, at: context.clock.now(), kind: 'goodwill_given', channel: 'other', direction: 'outbound',
    touchpoint: booking.touchpoint ?? '', department: booking.department ?? '', subjectLine: `${booking.kindNameDe}: ${booking.amount} ${booking.unitDe}`, costCents: booking.valueCents,
    properties: { kind: booking.kind, amount: booking.amount, unit: booking.unitEn },
  }]);
}
