import { newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import { plain } from '../../../people/identity/refold.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { writeWithHistory } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { Doer } from '../case-actors.contract.ts';
import { afterCustomerMessage, toStatus } from './case-moves.logic.ts';
import { newToken, showNumber } from '../case-number.logic.ts';
import type { SplitInput } from '../cases.contract.ts';
import { addToSearch, type CaseRow, findCustomerOf, insertCase, lockCases, updateNextDue } from '../cases.queries.ts';
import { moveEntries } from '../conversation/entries.queries.ts';
import { deleteLink, insertLink, moveLinks, moveWatchers, readSearchText, redirectMerged } from './merge-cases.queries.ts';
import { caseNotFound, isCaseInScope, lockVisibleCase, refuseMerged, saveCase, writeEvent, writeStatusEvent } from './save-case.actions.ts';

const SEARCHED_CHARACTERS = 40_000;

/**
 * One matter in two cases becomes one: `caseId` is closed and goes on in `into`, where its conversation is shown and its
 * mails arrive. Always one step: what was merged into the closed one goes on there, too.
 * @throws case.not_found, case.same, case.merged, case.other_customer
 */
export function mergeCases(context: Context, doer: Doer, caseId: string, into: string): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const { one: loser, other: survivor } = await lockTwo(tx, doer, caseId, into);
    refuseMerged(loser);
    refuseMerged(survivor);
    await refuseTwoCustomers(tx, loser, survivor);
    const at = context.clock.now();
    await redirectMerged(tx, { from: loser.id, to: survivor.id });
    await moveWatchers(tx, { from: loser.id, to: survivor.id });
    await moveLinks(tx, { from: loser.id, to: survivor.id });
    await writeEvent(context, tx, loser.id, { what: 'case.merged', data: { into: survivor.id, number: showNumber(survivor.number) }, by: doer, at });
    await writeEvent(context, tx, survivor.id, { what: 'case.merged_here', data: { from: loser.id, number: showNumber(loser.number) }, by: doer, at });
    const { after } = toStatus(loser, 'closed', at);
    await saveCase(context, tx, { ...after, mergedInto: survivor.id, assignee: loser.assignee }, { at, moments: ['closed'], changed: ['merged'] });
    // A customer who waits in the merged one waits in the one that goes on.
    const isWaitedFor = loser.status === 'new' || loser.status === 'open';
    const next = isWaitedFor && survivor.status !== 'new' ? afterCustomerMessage(survivor, loser.lastCustomerAt ?? at, false) : { after: survivor, moments: [], reopened: false };
    const merged = { ...next.after, subject: survivor.subject ?? loser.subject, replyAddress: survivor.replyAddress ?? loser.replyAddress, knownIssueId: survivor.knownIssueId ?? loser.knownIssueId };
    await writeStatusEvent(context, tx, { before: survivor, after: merged, by: doer, at });
    await saveCase(context, tx, merged, { at, moments: next.moments, changed: ['merged'] });
    await addToSearch(tx, survivor.id, await readSearchText(tx, loser.id), SEARCHED_CHARACTERS);
    await updateNextDue(tx, survivor.id);
  });
}

async function lockTwo(tx: Db, doer: Doer, oneId: string, otherId: string): Promise<{ one: CaseRow; other: CaseRow }> {
  if (oneId === otherId) throw new Problem('case.same', 'These are one and the same case.', { id: oneId });
  const rows = (await lockCases(tx, [oneId, otherId])).filter((row) => isCaseInScope(row, doer.departments));
  const one = rows.find(({ id }) => id === oneId);
  const other = rows.find(({ id }) => id === otherId);
  if (!one || !other) throw caseNotFound(one ? otherId : oneId);
  return { one, other };
}

/** Two customers in one conversation would read each other's words. */
async function refuseTwoCustomers(tx: Db, one: CaseRow, other: CaseRow): Promise<void> {
  if (one.subject === null || other.subject === null || one.subject === other.subject) return;
  const [mine, theirs] = [await findCustomerOf(tx, one.subject), await findCustomerOf(tx, other.subject)];
  if (mine?.customerId !== theirs?.customerId) throw new Problem('case.other_customer', 'These cases belong to different customers. If it is one person, merge the customers first.', { ids: [one.id, other.id] });
}

/**
 * Two matters in one case become two: the chosen messages and notes go into a new case of the same customer.
 * @throws case.not_found, case.merged, case.entry_not_found
 */
export function splitCase(context: Context, doer: Doer, caseId: string, { entryIds, subjectLine }: SplitInput): Promise<{ caseId: string; number: string }> {
  return writeWithHistory(context, async (tx) => {
    const from = await lockVisibleCase(tx, caseId, doer);
    refuseMerged(from);
    const at = context.clock.now();
    const row = await insertCase(tx, {
      id: newId(at.getTime()), token: newToken(), subject: from.subject, status: 'open', priority: from.priority, category: null, touchpoint: from.touchpoint, department: from.department, assignee: from.assignee, channel: from.channel,
      subjectLine, language: from.language, replyAddress: from.replyAddress, sourceKind: from.sourceKind, sourceRef: from.sourceRef, externalKey: null, openedAt: at, touchedAt: at, lastCustomerAt: from.lastCustomerAt, lastStaffAt: null,
    });
    if (!row) throw caseNotFound(caseId);
    const ids = [...new Set(entryIds)];
    if ((await moveEntries(tx, { from: from.id, to: row.id, ids })) !== ids.length) throw new Problem('case.entry_not_found', 'One of these entries is not in this case.', { ids });
    await writeEvent(context, tx, from.id, { what: 'case.split', data: { into: row.id, number: showNumber(row.number), entries: ids.length }, by: doer, at });
    await writeEvent(context, tx, row.id, { what: 'case.split_from', data: { from: from.id, number: showNumber(from.number), entries: ids.length }, by: doer, at });
    await insertLink(tx, { ids: [from.id, row.id], by: doer.label, at });
    await addToSearch(tx, row.id, `${plain(`${showNumber(row.number)} ${subjectLine}`)} ${await readSearchText(tx, from.id)}`, SEARCHED_CHARACTERS);
    await saveCase(context, tx, row, { at, moments: ['opened'], isNew: true });
    await saveCase(context, tx, from, { at, changed: ['split'] });
    return { caseId: row.id, number: showNumber(row.number) };
  });
}

/** Two cases that have to do with each other, without being one. @throws case.not_found, case.same */
export function linkCases(context: Context, doer: Doer, caseId: string, otherId: string): Promise<void> {
  return setLink(context, doer, { caseId, otherId, isLinked: true });
}

/** @throws case.not_found, case.same */
export function unlinkCases(context: Context, doer: Doer, caseId: string, otherId: string): Promise<void> {
  return setLink(context, doer, { caseId, otherId, isLinked: false });
}

async function setLink(context: Context, doer: Doer, { caseId, otherId, isLinked }: { caseId: string; otherId: string; isLinked: boolean }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { one, other } = await lockTwo(tx, doer, caseId, otherId);
    const at = context.clock.now();
    const isChanged = isLinked ? await insertLink(tx, { ids: [one.id, other.id], by: doer.label, at }) : await deleteLink(tx, [one.id, other.id]);
    if (!isChanged) return;
    for (const [row, partner] of [[one, other], [other, one]] as const) {
      await writeEvent(context, tx, row.id, { what: isLinked ? 'case.linked' : 'case.unlinked', data: { to: partner.id, number: showNumber(partner.number) }, by: doer, at });
      await saveCase(context, tx, row, { at, changed: ['links'] });
    }
  });
}
