import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Doer } from '../cases/case-actors.contract.ts';
import { showNumber } from '../cases/case-number.logic.ts';
import type { CustomerPromise, PromiseListQuery } from './promises.contract.ts';
import { type BrokenRow, findShownPromise, listBroken, listPromiseEvents, listShownPromises, type ShownPromise } from './promises.queries.ts';
import { findColleague } from './staff.queries.ts';

const MAX_OF_CUSTOMER = 100;
const MAX_BROKEN = 500;

function show(row: ShownPromise): CustomerPromise {
  const { id, caseId, customerId, customerName, kind, text, timeZone, reading, state, responsibleName, responsibleDepartment, isAway, touchpoint, department, withdrawnReason, version } = row;
  return {
    id, caseId, customerId, customerName, kind, text, timeZone, reading, state, responsibleName, responsibleDepartment, isAway, touchpoint, department, withdrawnReason, version,
    caseNumber: row.caseNumber === null ? null : showNumber(row.caseNumber), responsibleUserId: row.responsibleUser, madeBy: row.madeByLabel,
    dueAt: row.dueAt.toISOString(), madeAt: row.madeAt.toISOString(), keptAt: row.keptAt?.toISOString() ?? null, withdrawnAt: row.withdrawnAt?.toISOString() ?? null, brokenAt: row.brokenAt?.toISOString() ?? null,
  };
}

export function promiseNotFound(promiseId: string): Problem {
  return new Problem('promise.not_found', 'This promise does not exist.', { promiseId });
}

/** A limited person sees the promises of their departments: those of the case, and those the team has to keep. */
export function isPromiseInScope({ department, responsibleDepartment }: { department: string | null; responsibleDepartment: string | null }, departments: readonly string[] | null): boolean {
  return departments === null || [department, responsibleDepartment].some((code) => code !== null && departments.includes(code));
}

/** @throws promise.not_found */
export async function getPromise(context: Context, actor: Pick<Doer, 'departments'>, id: string): Promise<CustomerPromise> {
  const row = await findShownPromise(context.db, id, context.clock.now());
  if (!row || !isPromiseInScope(row, actor.departments)) throw promiseNotFound(id);
  return show(row);
}

export async function listPromises(context: Context, actor: Doer, query: PromiseListQuery): Promise<{ items: CustomerPromise[]; nextCursor: string | null }> {
  const me = actor.kind === 'user' ? await findColleague(context.db, actor.id) : null;
  // A case or a customer is asked for as a whole; "mine" of a program is everything.
  const isWhole = query.caseId !== undefined || query.customerId !== undefined || me === null;
  const place = placeByInstant(query.cursor);
  const rows = await listShownPromises(context.db, {
    seenDepartments: actor.departments, isOpen: query.state === 'open',
    responsibleUser: !isWhole && query.whose === 'mine' ? (me?.id ?? null) : null, team: !isWhole && query.whose === 'team' ? (me?.departments ?? []) : null,
    caseId: query.caseId ?? null, customerId: query.customerId ?? null, kind: query.kind ?? null, department: query.department ?? null, now: context.clock.now(),
    after: place && { dueAt: new Date(place.at), id: place.id }, limit: query.limit + 1,
  });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return { items: items.map(show), nextCursor: rows.length > query.limit && last ? encodeCursor([last.dueAt.toISOString(), last.id]) : null };
}

/** What happened to a promise, first things first. @throws promise.not_found */
export async function listEventsOfPromise(context: Context, actor: Doer, id: string) {
  await getPromise(context, actor, id);
  const events = await listPromiseEvents(context.db, id);
  return events.map(({ at, kind, actorLabel, data }) => ({ at: at.toISOString(), kind, by: actorLabel, to: data.to ?? [], because: data.because ?? null }));
}

/** All promises to one customer, open ones first: for the context panel and the customer's own page. */
export async function listPromisesOf(db: Db, customerId: string, now: Date = new Date()): Promise<CustomerPromise[]> {
  const filter = { seenDepartments: null, responsibleUser: null, team: null, caseId: null, customerId, kind: null, department: null, now, after: null, limit: MAX_OF_CUSTOMER };
  const [open, settled] = [await listShownPromises(db, { ...filter, isOpen: true }), await listShownPromises(db, { ...filter, isOpen: false })];
  return [...open, ...settled].slice(0, MAX_OF_CUSTOMER).map(show);
}

/** Broken promises in the order in which it was noticed, after a mark that the caller keeps. */
export function listBrokenSince(db: Db, seq: number, limit = MAX_BROKEN): Promise<BrokenRow[]> {
  return listBroken(db, seq, Math.min(limit, MAX_BROKEN));
}
