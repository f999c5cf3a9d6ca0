import { emit } from '../../governance/webhooks/emit.actions.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { type Doer, systemDoer } from '../cases/case-actors.contract.ts';
import { addCaseEvent, setNextDue } from '../cases/case-events.actions.ts';
import { getResponsible } from './make-promise.actions.ts';
import { decideNextNotice } from './notices.actions.ts';
import type { CustomerPromise, Responsible } from './promises.contract.ts';
import { addFacts, findBreakingForUpdate, findNextDueOf, findPromiseForUpdate, insertPromiseEvent, type PromiseEventKind, type PromiseRow, setResponsible } from './promises.queries.ts';
import { getPromise, isPromiseInScope, promiseNotFound } from './show-promises.actions.ts';

/** It is done. After the due time it counts as broken all the same. @throws promise.not_found, promise.already_settled, promise.changed_meanwhile */
export async function keepPromise(context: Context, actor: Doer, id: string, version?: number): Promise<CustomerPromise> {
  await context.db.transaction().execute(async (tx) => {
    const promise = await lockOpen(tx, actor, id, version);
    const at = context.clock.now();
    const isLate = at > promise.dueAt;
    if (isLate) await breakLocked(context, tx, promise);
    await addFacts(tx, id, { keptAt: at, keptByLabel: actor.label, nextNoticeAt: null });
    await tell(context, tx, promise, { kind: 'kept', actor, at, data: { isLate } });
    await emit(context, tx, [{ kind: 'promise.kept', data: { promiseId: id, caseId: promise.caseId, kind: promise.kind, dueAt: promise.dueAt.toISOString(), keptAt: at.toISOString(), isLate } }]);
  });
  return getPromise(context, actor, id);
}

/** Taken back, with a reason that the customer may hear. What is late already stays broken. @throws promise.not_found, promise.already_settled, promise.changed_meanwhile */
export async function withdrawPromise(context: Context, actor: Doer, id: string, { reason, version }: { reason: string; version?: number | undefined }): Promise<CustomerPromise> {
  await context.db.transaction().execute(async (tx) => {
    const promise = await lockOpen(tx, actor, id, version);
    const at = context.clock.now();
    if (at > promise.dueAt) await breakLocked(context, tx, promise);
    await addFacts(tx, id, { withdrawnAt: at, withdrawnReason: reason, nextNoticeAt: null });
    await tell(context, tx, promise, { kind: 'withdrawn', actor, at, data: { reason } });
  });
  return getPromise(context, actor, id);
}

/** Somebody else answers for it. @throws promise.not_found, promise.already_settled, promise.changed_meanwhile, promise.responsible_unknown */
export async function handOverPromise(context: Context, actor: Doer, id: string, { responsible: to, version }: { responsible: Responsible; version?: number | undefined }): Promise<CustomerPromise> {
  await context.db.transaction().execute(async (tx) => {
    const promise = await lockOpen(tx, actor, id, version);
    const responsible = await getResponsible(tx, to);
    const at = context.clock.now();
    const next = await decideNextNotice(tx, { ...promise, responsibleUser: responsible.userId, responsibleDepartment: responsible.department }, at);
    await setResponsible(tx, id, responsible, next);
    await tell(context, tx, promise, { kind: 'handed_over', actor, at, data: { responsible: responsible.name } });
  });
  return getPromise(context, actor, id);
}

async function lockOpen(tx: Db, actor: Doer, id: string, version: number | undefined): Promise<PromiseRow> {
  const promise = await findPromiseForUpdate(tx, id);
  if (!promise || !isPromiseInScope(promise, actor.departments)) throw promiseNotFound(id);
  if (promise.keptAt || promise.withdrawnAt) throw new Problem('promise.already_settled', 'This promise was kept or withdrawn already.', { promiseId: id });
  if (version !== undefined && promise.version !== version) throw new Problem('promise.changed_meanwhile', 'Somebody has changed this promise in the meantime. Look at it again.', { promiseId: id });
  return promise;
}

/**
 * Records every promise whose time is over as broken: one transaction each, so that whatever kills the process leaves
 * nothing half done, and a second worker takes another one. @returns how many
 */
export async function breakDuePromises(context: Context, signal?: AbortSignal): Promise<number> {
  for (let broken = 0; ; broken += 1) {
    if (signal?.aborted) return broken;
    const found = await context.db.transaction().execute(async (tx) => {
      const promise = await findBreakingForUpdate(tx, context.clock.now());
      if (promise) await breakLocked(context, tx, promise);
      return promise !== null;
    });
    if (!found) return broken;
  }
}

/** Broken at its due time, whenever that is noticed, and once. */
async function breakLocked(context: Context, tx: Db, promise: PromiseRow): Promise<void> {
  if (promise.brokenAt) return;
  const isFirst = await insertPromiseEvent(tx, { promiseId: promise.id, at: promise.dueAt, kind: 'broken', actorLabel: 'promises', writtenAt: context.clock.now() });
  if (!isFirst) return;
  await addFacts(tx, promise.id, { brokenAt: promise.dueAt });
  if (promise.caseId !== null) {
    await addCaseEvent(context, tx, promise.caseId, { what: 'promise.broken', actor: systemDoer('promises'), at: promise.dueAt, data: { promiseId: promise.id, kind: promise.kind, text: promise.text, dueAt: promise.dueAt.toISOString() } });
  }
  await emit(context, tx, [{ kind: 'promise.broken', data: { promiseId: promise.id, caseId: promise.caseId, kind: promise.kind, dueAt: promise.dueAt.toISOString(), department: promise.department, touchpoint: promise.touchpoint } }]);
}

interface Deed {
  kind: Extract<PromiseEventKind, 'kept' | 'withdrawn' | 'handed_over'>;
  actor: Doer;
  at: Date;
  data: Record<string, unknown>;
}

async function tell(context: Context, tx: Db, promise: PromiseRow, { kind, actor, at, data }: Deed): Promise<void> {
  await insertPromiseEvent(tx, { promiseId: promise.id, at, kind, actorLabel: actor.label, data, writtenAt: at });
  if (promise.caseId === null) return;
  await addCaseEvent(context, tx, promise.caseId, { what: `promise.${kind}`, actor, data: { promiseId: promise.id, kind: promise.kind, text: promise.text, dueAt: promise.dueAt.toISOString(), ...data } });
  await setNextDue(context, tx, promise.caseId, 'promise', await findNextDueOf(tx, promise.caseId));
}
