import { emit } from '../../../governance/webhooks/emit.actions.ts';
import type { WebhookEvent } from '../../../governance/webhooks/webhooks.contract.ts';
import { newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { applyServiceLevels } from '../../service-levels/apply-service-levels.actions.ts';
import type { CaseMoment } from '../../service-levels/case-facts.contract.ts';
import type { Author, Doer } from '../case-actors.contract.ts';
import { showNumber } from '../case-number.logic.ts';
import { type CaseRow, findCustomerOf, lockCase, updateCase, updateNextDue } from '../cases.queries.ts';
import { insertEntry } from '../conversation/entries.queries.ts';
import { notifyDesk } from '../live/notify-desk.actions.ts';

/** Whether somebody limited to departments may see a case; one without a department is nobody's whose scope is limited. */
export const isCaseInScope = ({ department }: Pick<CaseRow, 'department'>, scope: readonly string[] | null): boolean => scope === null || (department !== null && scope.includes(department));

export const caseNotFound = (id: string): Problem => new Problem('case.not_found', 'There is no such case.', { id });

/** @throws case.not_found also for a case of a foreign department */
export async function lockVisibleCase(tx: Db, id: string, doer: Pick<Doer, 'departments'>): Promise<CaseRow> {
  const row = await lockCase(tx, id);
  if (!row || !isCaseInScope(row, doer.departments)) throw caseNotFound(id);
  return row;
}

/** The case that goes on where the named one was merged. @throws case.not_found */
export async function lockGoingOn(tx: Db, id: string): Promise<CaseRow> {
  let row = await lockCase(tx, id);
  // Merging leads to the one that goes on directly; a second step happens only while somebody merges at this moment.
  for (let steps = 0; row?.mergedInto && steps < 5; steps += 1) row = await lockCase(tx, row.mergedInto);
  if (!row) throw caseNotFound(id);
  return row;
}

/** @throws case.merged: what is merged goes on elsewhere */
export function refuseMerged(row: CaseRow): void {
  if (row.mergedInto) throw new Problem('case.merged', `${showNumber(row.number)} was merged into another case. Go on there.`, { id: row.id, mergedInto: row.mergedInto });
}

export const authorOf = (doer: Doer | Author): Author => ({ kind: doer.kind, id: doer.id === '' ? null : doer.id, label: doer.label });

export interface Saving {
  at: Date;
  moments?: readonly CaseMoment[];
  isNew?: boolean;
  /** What of it webhooks name, e.g. `status`. */
  changed?: readonly string[];
}

/**
 * Writes a changed case that the caller has locked: moves the clocks of its service levels, what is due next, and tells
 * open pages and webhooks. @returns the row as it is now
 */
export async function saveCase(context: Context, tx: Db, row: CaseRow, { at, moments = [], isNew = false, changed = [] }: Saving): Promise<CaseRow> {
  // Mails arrive late and out of order; the clocks of a case go forward only.
  const momentAt = row.touchedAt > at ? row.touchedAt : at;
  let serviceLevelDueAt = row.serviceLevelDueAt;
  for (const moment of moments) ({ nextDueAt: serviceLevelDueAt } = await applyServiceLevels(context, tx, { caseId: row.id, subject: row.subject, channel: row.channel, status: row.status, priority: row.priority, department: row.department, touchpoint: row.touchpoint, category: row.category, at: momentAt }, moment));
  const saved = { ...row, serviceLevelDueAt, touchedAt: momentAt };
  const version = await updateCase(tx, saved);
  await updateNextDue(tx, row.mergedInto ?? row.id);
  if (row.mergedInto) await updateNextDue(tx, row.id);
  await notifyDesk(tx, { kind: 'case.changed', data: { id: row.id, version, isNew }, department: row.department });
  await tellWebhooks(context, tx, saved, { isNew, moments, changed });
  return { ...saved, version };
}

async function tellWebhooks(context: Context, tx: Db, row: CaseRow, { isNew, moments, changed }: { isNew: boolean; moments: readonly CaseMoment[]; changed: readonly string[] }): Promise<void> {
  const kinds: WebhookEvent['kind'][] = [isNew ? 'case.created' : 'case.changed', ...(moments.includes('solved') ? ['case.solved' as const] : [])];
  const customer = row.subject === null ? null : await findCustomerOf(tx, row.subject);
  const data = { case: row.id, number: showNumber(row.number), customer: customer?.customerId ?? null, status: row.status, priority: row.priority, category: row.category, touchpoint: row.touchpoint, department: row.department, channel: row.channel, ...(changed.length > 0 ? { changed } : {}) };
  await emit(context, tx, kinds.map((kind) => ({ kind, data, ...(customer ? { customerIds: [customer.customerId] } : {}) })));
}

/** Writes down what happened in the case itself. @returns id of the entry */
export async function writeEvent(context: Context, tx: Db, caseId: string, { what, data = {}, by, at }: { what: string; data?: Record<string, unknown>; by: Doer | Author; at: Date }): Promise<string> {
  const id = newId(context.clock.now().getTime());
  await insertEntry(tx, { id, caseId, at, kind: 'event', author: authorOf(by), what, data });
  return id;
}

/** The event that tells of another status, and of a case that is open again. */
export async function writeStatusEvent(context: Context, tx: Db, { before, after, by, at }: { before: CaseRow; after: CaseRow; by: Doer | Author; at: Date }): Promise<void> {
  if (before.status === after.status) return;
  const reopened = (before.status === 'solved' || before.status === 'closed') && after.status !== 'solved' && after.status !== 'closed';
  await writeEvent(context, tx, after.id, { what: reopened ? 'case.reopened' : 'case.status', data: { from: before.status, to: after.status }, by, at });
}
