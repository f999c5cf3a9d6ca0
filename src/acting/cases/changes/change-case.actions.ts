/* oxlint-disable max-params -- every deed in a case begins with context, transaction, who and which case */
import { Problem } from '../../../kernel/problem.ts';
import { getCustomerIdOf } from '../../../people/identity/merge.actions.ts';
import { refuseRestricted } from '../../../people/privacy/restrictions.actions.ts';
import { plain } from '../../../people/identity/refold.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { CaseMoment } from '../../service-levels/case-facts.contract.ts';
import type { Doer } from '../case-actors.contract.ts';
import { toStatus } from './case-moves.logic.ts';
import type { CaseChange, CaseStatus } from '../cases.contract.ts';
import { addToSearch, type CaseRow, findActiveStaff, findCustomerOf, findSubjectOf } from '../cases.queries.ts';
import { isCaseInScope, lockVisibleCase, refuseMerged, saveCase, writeEvent, writeStatusEvent } from './save-case.actions.ts';
import { watchCase } from '../live/watchers.queries.ts';
import { notifyDesk } from '../live/notify-desk.actions.ts';

const SEARCHED_CHARACTERS = 40_000;

/** A macro may close a case, too. */
export type FullChange = Omit<CaseChange, 'status'> & { status?: CaseStatus | undefined };

/**
 * Changes a case; with `version`, only as it was seen.
 * @throws case.not_found, case.merged, case.changed_meanwhile, case.assignee_unknown, permission.denied for a department that is not the doer's
 */
export function changeCase(context: Context, doer: Doer, caseId: string, change: FullChange, { version }: { version?: number | undefined } = {}): Promise<void> {
  return context.db.transaction().execute((tx) => changeCaseIn(context, tx, doer, caseId, change, { version }));
}

/** The same inside of the caller's transaction. */
export async function changeCaseIn(context: Context, tx: Db, doer: Doer, caseId: string, change: FullChange, { version }: { version?: number | undefined } = {}): Promise<void> {
  const before = await lockVisibleCase(tx, caseId, doer);
  refuseMerged(before);
  if (version !== undefined && before.version !== version) throw new Problem('case.changed_meanwhile', 'A colleague has changed this case meanwhile. Look at it again and repeat your change.', { version: before.version });
  const at = context.clock.now();
  const asked = await readChange(context, tx, doer, change);
  if (asked.department !== undefined && !isCaseInScope({ department: asked.department }, doer.departments)) throw new Problem('permission.denied', 'Your role does not allow you to give a case to a department that is not yours.');
  const { after, moments } = change.status === undefined ? { after: before, moments: [] as CaseMoment[] } : toStatus(before, change.status, at);
  const next = { ...after, ...asked };
  const differences = differencesOf(before, next);
  if (differences.length === 0 && next.status === before.status) return;
  await writeStatusEvent(context, tx, { before, after: next, by: doer, at });
  const toName = next.assignee === null || next.assignee === before.assignee ? undefined : (await findActiveStaff(tx, next.assignee))?.name;
  if (differences.length > 0) await writeEvent(context, tx, caseId, { what: 'case.changed', data: { changes: Object.fromEntries(differences.map((name) => [name, { from: before[name], to: next[name], ...(name === 'assignee' && toName !== undefined ? { toName } : {}) }])) }, by: doer, at });
  if (next.subjectLine !== before.subjectLine) await addToSearch(tx, caseId, plain(next.subjectLine), SEARCHED_CHARACTERS);
  if (next.subject !== before.subject && next.subject !== null) await addToSearch(tx, caseId, plain((await findCustomerOf(tx, next.subject))?.name ?? ''), SEARCHED_CHARACTERS);
  await saveCase(context, tx, next, { at, moments: [...moments, ...(differences.some((name) => decidesPolicy.has(name)) ? ['changed' as const] : [])], changed: [...differences, ...(next.status === before.status ? [] : ['status'])] });
  // Those who see only the department that it left are told that it is gone.
  if (next.department !== before.department) await notifyDesk(tx, { kind: 'case.changed', data: { id: caseId, version: before.version + 1, isNew: false }, department: before.department });
  if (next.assignee !== null && next.assignee !== before.assignee && next.assignee !== doer.id) await notifyDesk(tx, { kind: 'mention', data: { caseId, number: before.number, by: doer.label, why: 'assigned' }, userIds: [next.assignee] });
}

const named = ['priority', 'category', 'touchpoint', 'department', 'assignee', 'language', 'subjectLine', 'subject'] as const;
type Named = (typeof named)[number];
/** By these a policy of service levels is chosen. */
const decidesPolicy: ReadonlySet<Named> = new Set(['priority', 'category', 'touchpoint', 'department', 'subject']);

const differencesOf = (before: CaseRow, after: CaseRow): Named[] => named.filter((name) => before[name] !== after[name]);

async function readChange(context: Context, tx: Db, doer: Doer, { customerId, assignee, status: _status, ...fields }: FullChange): Promise<Partial<CaseRow>> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(assignee === undefined ? {} : { assignee: await readAssignee(tx, doer, assignee) }),
    ...(customerId === undefined ? {} : { subject: customerId === null ? null : await readSubject(context, tx, customerId) }),
  };
}

/** @throws case.assignee_unknown */
export async function readAssignee(tx: Db, doer: Pick<Doer, 'kind' | 'id'>, assignee: string | null): Promise<string | null> {
  if (assignee === null) return null;
  const id = assignee === 'me' ? doer.id : assignee;
  const isPerson = assignee !== 'me' || doer.kind === 'user';
  const person = isPerson ? await findActiveStaff(tx, id) : null;
  if (!person) throw new Problem('case.assignee_unknown', 'A case goes to a colleague who works here. Choose one from the list.', { assignee });
  return person.id;
}

/** The identifier that a case of this customer hangs on. @throws customer.not_found, customer.restricted */
export async function readSubject(context: Context, tx: Db, customerId: string): Promise<string> {
  const currentId = await getCustomerIdOf(tx, customerId);
  await refuseRestricted(context, currentId);
  const subject = await findSubjectOf(tx, currentId);
  if (subject === null) throw new Problem('customer.not_found', 'There is no customer with this id.', { id: customerId });
  return subject;
}

/** @throws case.not_found, case.merged */
export function solveCase(context: Context, doer: Doer, caseId: string): Promise<void> {
  return changeCase(context, doer, caseId, { status: 'solved' });
}

/** @throws case.not_found, case.merged */
export function reopenCase(context: Context, doer: Doer, caseId: string): Promise<void> {
  return changeCase(context, doer, caseId, { status: 'open' });
}

/** Puts a case aside until an instant, or takes it up now. @throws case.not_found, case.merged */
export function snoozeCase(context: Context, doer: Doer, caseId: string, until: Date | null): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const before = await lockVisibleCase(tx, caseId, doer);
    refuseMerged(before);
    const at = context.clock.now();
    const snoozedUntil = until !== null && until > at ? until : null;
    if (snoozedUntil?.getTime() === before.snoozedUntil?.getTime()) return;
    await writeEvent(context, tx, caseId, snoozedUntil === null ? { what: 'case.woken', by: doer, at } : { what: 'case.snoozed', data: { until: snoozedUntil.toISOString() }, by: doer, at });
    await saveCase(context, tx, { ...before, snoozedUntil }, { at, changed: ['snoozed'] });
  });
}

/** Who watches is told of what happens; any number of people. @throws case.not_found */
export async function setWatching(context: Context, doer: Doer, caseId: string, isWatching: boolean): Promise<void> {
  if (doer.kind !== 'user') throw new Problem('permission.denied', 'Only people watch cases.');
  await context.db.transaction().execute(async (tx) => {
    await lockVisibleCase(tx, caseId, doer);
    await watchCase(tx, { caseId, userIds: [doer.id], since: context.clock.now(), isWatching });
  });
}
