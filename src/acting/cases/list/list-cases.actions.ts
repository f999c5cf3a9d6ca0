import { decodeCursor, encodeCursor } from '../../../kernel/cursor.ts';
import { Problem } from '../../../kernel/problem.ts';
import { plain } from '../../../people/identity/refold.actions.ts';
import { withoutRestricted } from '../../../people/privacy/restrictions.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { readMessageStates } from '../../messages/message-states.actions.ts';
import { readNumber, showNumber } from '../case-number.logic.ts';
import { type Asker, conditionsOf, conditionsOfOne, isPlace, type ItemRow, listItems, type Search, searchItems } from './case-list.queries.ts';
import type { Case, CaseFilter, CaseItem, CaseListQuery, Entry } from '../cases.contract.ts';
import { findCase, findCustomerOf } from '../cases.queries.ts';
import { countEntries, type EntryRow, listEntries } from '../conversation/entries.queries.ts';
import { listNeighbours } from '../changes/merge-cases.queries.ts';
import { findReplyAddress } from '../conversation/reply-address.actions.ts';
import { caseNotFound, isCaseInScope } from '../changes/save-case.actions.ts';
import { findViewFor } from './views.actions.ts';
import { listWatchers } from '../live/watchers.queries.ts';

export const askerOf = (actor: Actor): Asker => ({ userId: actor.kind === 'user' ? actor.id : null, departments: actor.departments });

/** The end of today where the company is; good enough for "due today" until a view names its zone. */
const endOfDay = (now: Date): Date => new Date(new Date(now).setHours(24, 0, 0, 0));

export const conditionsFor = (context: Pick<Context, 'clock'>, filter: CaseFilter, asker: Asker) => conditionsOf(filter, asker, context.clock.now(), endOfDay(context.clock.now()));

/** @throws case_view.not_found, request.cursor_invalid */
export async function listCases(context: Context, actor: Actor, { view: viewId, limit, cursor, sort: wantedSort, ...filter }: CaseListQuery): Promise<{ items: CaseItem[]; nextCursor: string | null }> {
  const asker = askerOf(actor);
  const view = viewId === undefined ? null : await findViewFor(context.db, actor, viewId);
  const sort = wantedSort ?? view?.sort ?? 'due';
  // What is chosen on the page narrows the view; it does not replace what the view is about.
  const where = [...(view ? conditionsFor(context, view.filter, asker) : []), ...(view && Object.keys(filter).length === 0 ? [] : conditionsFor(context, view ? { snoozed: 'with', ...(filter.status === undefined && view.filter.status !== undefined ? { status: view.filter.status } : {}), ...filter } : filter, asker))];
  const after = cursor === undefined ? null : readCursor(cursor, sort);
  const page = { where, sort, after, limit: limit + 1 };
  const search = filter.search ?? view?.filter.search;
  const rows = search === undefined || search === '' ? await listItems(context.db, page, asker.userId) : await searchItems(context.db, page, readSearch(search), asker.userId);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: (await withoutCasesOfRestricted(context, shown)).map(presentItem), nextCursor: rows.length > limit && last ? encodeCursor([sort, last.place, last.id]) : null };
}

const readSearch = (search: string): Search => ({ number: readNumber(search), patterns: plain(search).split(/\s+/).filter((word) => word !== '').slice(0, 8).map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`) });

function readCursor(cursor: string, sort: NonNullable<CaseListQuery['sort']>): { place: string; id: string } {
  const [by, place, id] = decodeCursor(cursor, 3).map(String);
  if (by !== sort || place === undefined || !isPlace(sort, place) || id === undefined || !/^[0-9a-f-]{36}$/.test(id)) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return { place, id };
}

/** Of customers whose data is kept but not used, cases are not shown either. */
async function withoutCasesOfRestricted(context: Context, rows: readonly ItemRow[]): Promise<ItemRow[]> {
  const customers = [...new Set(rows.flatMap(({ customerId }) => (customerId === null ? [] : [customerId])))].map((id) => ({ id }));
  const open = new Set((await withoutRestricted(context.db, customers)).map(({ id }) => id));
  return rows.filter(({ customerId }) => customerId === null || open.has(customerId));
}

function presentItem({ number, assigneeId, assigneeName, place: _, openedAt, lastCustomerAt, lastStaffAt, nextDueAt, snoozedUntil, solvedAt, closedAt, ...row }: ItemRow): CaseItem {
  return {
    ...row, number: showNumber(number), assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' }, openedAt: openedAt.toISOString(), lastCustomerAt: text(lastCustomerAt), lastStaffAt: text(lastStaffAt),
    nextDueAt: text(nextDueAt), snoozedUntil: text(snoozedUntil), solvedAt: text(solvedAt), closedAt: text(closedAt),
  };
}

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

/** @throws case.not_found also for a case of a foreign department */
export async function readCase(context: Context, actor: Actor, id: string): Promise<Case> {
  const { db } = context;
  const row = await findCase(db, id);
  if (!row || !isCaseInScope(row, actor.departments)) throw caseNotFound(id);
  const asker = askerOf(actor);
  const customer = row.subject === null ? null : await findCustomerOf(db, row.subject);
  const [[item], watchers, neighbours, entries, target] = await Promise.all([
    listItems(db, { where: conditionsOfOne(id), sort: 'oldest', after: null, limit: 1 }, asker.userId), listWatchers(db, id), listNeighbours(db, id), countEntries(db, id),
    findReplyAddress(db, row, { customerId: customer?.customerId ?? null }),
  ]);
  if (!item) throw caseNotFound(id);
  const visible = neighbours.filter((one) => isCaseInScope(one, actor.departments));
  const show = ({ id: otherId, number, subjectLine, status }: (typeof neighbours)[number]) => ({ id: otherId, number: showNumber(number), subjectLine, status });
  return {
    ...presentItem(item), subject: row.subject, source: { kind: row.sourceKind, ref: row.sourceRef }, firstRepliedAt: text(row.firstRepliedAt), serviceLevelDueAt: text(row.serviceLevelDueAt), promiseDueAt: text(row.promiseDueAt), inquiryDueAt: text(row.inquiryDueAt),
    replyAddress: target?.address ?? null, replyChannel: target?.channel ?? null, watchers, linked: visible.filter(({ isMerged }) => !isMerged).map(show), mergedCases: visible.filter(({ isMerged }) => isMerged).map(show),
    entries: entries.n, lastEntryId: entries.lastId,
  };
}

/** @throws case.not_found */
export async function readEntries(context: Context, actor: Actor, caseId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<{ items: Entry[]; nextCursor: string | null }> {
  await refuseInvisible(context, actor, caseId);
  const before = cursor === undefined ? null : Number(decodeCursor(cursor, 1)[0]);
  if (before !== null && !Number.isSafeInteger(before)) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  const rows = await listEntries(context.db, caseId, before, limit + 1);
  const shown = rows.slice(0, limit);
  const states = await readMessageStates(context.db, shown.flatMap(({ messageId }) => (messageId === null ? [] : [messageId])));
  const last = shown.at(-1);
  return { items: shown.map((row) => presentEntry(row, states)), nextCursor: rows.length > limit && last ? encodeCursor([last.seq]) : null };
}

/** @throws case.not_found */
export async function refuseInvisible({ db }: Pick<Context, 'db'>, actor: Pick<Actor, 'departments'>, caseId: string): Promise<{ department: string | null }> {
  const row = await findCase(db, caseId);
  if (!row || !isCaseInScope(row, actor.departments)) throw caseNotFound(caseId);
  return row;
}

function presentEntry({ seq: _, at, authorKind, authorId, authorLabel, ...row }: EntryRow, states: Awaited<ReturnType<typeof readMessageStates>>): Entry {
  const state = row.messageId === null ? undefined : states.get(row.messageId);
  return { ...row, at: at.toISOString(), author: { kind: authorKind, id: authorId, label: authorLabel }, delivery: state ? { state: state.state, at: state.at, reason: state.reason } : null };
}
