import { canMail, queueMail } from '../../platform/mail/mail-queue.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { systemDoer } from '../cases/case-actors.contract.ts';
import { addCaseEvent, findCaseFacts } from '../cases/case-events.actions.ts';
import { choosePolicy, decideNotices, type Notice } from './notices.logic.ts';
import { noticeMail } from './notice-mails.logic.ts';
import { listPromisePolicies } from './policies.queries.ts';
import type { EscalationTarget, PromisePolicy } from './promise-settings.contract.ts';
import { addFacts, findNoticeForUpdate, insertPromiseEvent, listPromiseEvents, type PromiseRow } from './promises.queries.ts';
import { type Colleague, findAbsenceOver, findColleague, listColleaguesInDepartment, listColleaguesWithRole } from './staff.queries.ts';

type Noticed = Pick<PromiseRow, 'id' | 'kind' | 'department' | 'madeAt' | 'dueAt' | 'responsibleUser' | 'responsibleDepartment'>;

interface Decision {
  notices: Notice[];
  nextAt: Date | null;
  policy: PromisePolicy | null;
  substitute: string | null;
}

/** When somebody has to be told of an open promise next; null: never. */
export async function decideNextNotice(db: Db, promise: Noticed, now: Date): Promise<Date | null> {
  const { notices, nextAt } = await decide(db, promise, now);
  return notices.length > 0 ? now : nextAt;
}

async function decide(db: Db, promise: Noticed, now: Date): Promise<Decision> {
  const policy = choosePolicy(await listPromisePolicies(db), promise);
  if (!policy) return { notices: [], nextAt: null, policy, substitute: null };
  const remindAt = new Date(promise.dueAt.getTime() - policy.remindMinutesBefore * 60_000);
  const absence = promise.responsibleUser === null ? null : await findAbsenceOver(db, promise.responsibleUser, remindAt > now ? remindAt : now, promise.dueAt);
  const events = await listPromiseEvents(db, promise.id);
  const done = new Set<Notice>(events.flatMap(({ kind, data }): Notice[] => (kind === 'reminded' ? ['remind'] : kind === 'escalated' ? [data.because === 'away' ? 'escalate_away' : 'escalate_late'] : [])));
  return { ...decideNotices(policy, { madeAt: promise.madeAt, dueAt: promise.dueAt, now, isAway: absence !== null, done }), policy, substitute: absence?.substitute ?? null };
}

/** Reminds and escalates what is due to be told, each once: one transaction per promise. @returns how many promises were looked at */
export async function sendPromiseNotices(context: Context, signal?: AbortSignal): Promise<number> {
  for (let n = 0; ; n += 1) {
    if (signal?.aborted) return n;
    const found = await context.db.transaction().execute(async (tx) => {
      const promise = await findNoticeForUpdate(tx, context.clock.now());
      if (promise) await notice(context, tx, promise);
      return promise !== null;
    });
    if (!found) return n;
  }
}

async function notice(context: Context, tx: Db, promise: PromiseRow): Promise<void> {
  const now = context.clock.now();
  if (promise.keptAt || promise.withdrawnAt) return addFacts(tx, promise.id, { nextNoticeAt: null });
  const { notices, nextAt, policy, substitute } = await decide(tx, promise, now);
  for (const one of notices) if (policy) await sendOne(context, tx, promise, { one, policy, substitute });
  await addFacts(tx, promise.id, { nextNoticeAt: nextAt });
}

interface Told {
  one: Notice;
  policy: PromisePolicy;
  substitute: string | null;
}

async function sendOne(context: Context, tx: Db, promise: PromiseRow, told: Told): Promise<void> {
  const { one } = told;
  const now = context.clock.now();
  const people = await recipientsOf(tx, promise, told);
  const because = one === 'remind' ? undefined : one === 'escalate_away' ? 'away' : 'late';
  const isFirst = await insertPromiseEvent(tx, {
    promiseId: promise.id, at: now, kind: one === 'remind' ? 'reminded' : 'escalated', actorLabel: 'promises', writtenAt: now,
    data: { to: people.map(({ name }) => name), userIds: people.map(({ id }) => id), ...(because === undefined ? {} : { because }) },
  });
  if (!isFirst) return;
  const found = promise.caseId === null ? null : await findCaseFacts(tx, promise.caseId);
  if (canMail(context)) for (const person of people) await queueMail(context, noticeMail(one, person, promise, { number: found?.number ?? null, caseId: promise.caseId, publicUrl: context.settings.publicUrl }), tx);
  if (promise.caseId !== null && because !== undefined) await addCaseEvent(context, tx, promise.caseId, { what: 'promise.escalated', actor: systemDoer('promises'), data: { promiseId: promise.id, text: promise.text, because, to: people.map(({ name }) => name), dueAt: promise.dueAt.toISOString() } });
}

async function recipientsOf(db: Db, promise: PromiseRow, { one, policy, substitute }: Told): Promise<Colleague[]> {
  if (one === 'remind') return peopleOf(db, promise.responsibleUser === null ? { kind: 'department', id: promise.responsibleDepartment ?? '' } : { kind: 'user', id: promise.responsibleUser });
  if (one === 'escalate_away' && substitute !== null) {
    const standIn = await findColleague(db, substitute);
    if (standIn) return [standIn];
  }
  return peopleOf(db, policy.escalateTo);
}

async function peopleOf(db: Db, target: EscalationTarget): Promise<Colleague[]> {
  if (target.kind === 'department') return listColleaguesInDepartment(db, target.id);
  if (target.kind === 'role') return listColleaguesWithRole(db, target.id);
  const colleague = await findColleague(db, target.id);
  return colleague ? [colleague] : [];
}
