import { newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { builtInViews, type CaseFilter, type CaseSort, type ViewChange, type ViewInput } from '../cases.contract.ts';
import { notifyDesk } from '../live/notify-desk.actions.ts';
import { deleteView, findViewRow, listViewRows, upsertView, type ViewRow } from './views.queries.ts';

export interface KnownView {
  id: string;
  kind: 'built_in' | 'shared' | 'own';
  name: string;
  filter: CaseFilter;
  sort: CaseSort;
}

const builtIn: Record<(typeof builtInViews)[number], { filter: CaseFilter; sort: CaseSort }> = {
  mine: { filter: { assignee: 'me' }, sort: 'due' },
  unassigned: { filter: { assignee: 'none' }, sort: 'due' },
  all: { filter: {}, sort: 'due' },
  overdue: { filter: { due: 'overdue' }, sort: 'due' },
  waiting: { filter: { status: ['waiting_customer', 'waiting_partner'] }, sort: 'due' },
  snoozed: { filter: { snoozed: 'only' }, sort: 'due' },
  watched: { filter: { isWatched: true, snoozed: 'with' }, sort: 'newest' },
  solved: { filter: { status: ['solved'] }, sort: 'newest' },
};

/** All views of somebody: those of everybody first. A program has no cases of its own and watches none. */
export async function listViewsFor(db: Db, actor: Pick<Actor, 'kind' | 'id'>): Promise<KnownView[]> {
  const userId = actor.kind === 'user' ? actor.id : null;
  const own = builtInViews.filter((id) => userId !== null || (id !== 'mine' && id !== 'watched')).map((id) => ({ id, kind: 'built_in' as const, name: '', ...builtIn[id] }));
  return [...own, ...(await listViewRows(db, userId)).map(present)];
}

const present = ({ id, name, filter, sort, ownerId }: ViewRow): KnownView => ({ id, kind: ownerId === null ? 'shared' : 'own', name, filter, sort });

/** @throws case_view.not_found also for a view that is somebody else's */
export async function findViewFor(db: Db, actor: Pick<Actor, 'kind' | 'id'>, id: string): Promise<KnownView> {
  const known = builtInViews.find((one) => one === id);
  if (known !== undefined) return { id, kind: 'built_in', name: '', ...builtIn[known] };
  return present(await getOwnRow(db, actor, id));
}

async function getOwnRow(db: Db, actor: Pick<Actor, 'kind' | 'id'>, id: string): Promise<ViewRow> {
  const row = /^[0-9a-f-]{36}$/.test(id) ? await findViewRow(db, id) : null;
  if (!row || (row.ownerId !== null && row.ownerId !== (actor.kind === 'user' ? actor.id : null))) throw new Problem('case_view.not_found', 'There is no such view.', { id });
  return row;
}

/** For oneself, or for everybody: what all see is a team's to change, and the audit log says who did. A program's views are for everybody. */
export async function createView(context: Context, actor: Actor, { name, filter, sort, isShared }: ViewInput): Promise<KnownView> {
  const row = { id: newId(context.clock.now().getTime()), name, filter, sort, ownerId: isShared || actor.kind !== 'user' ? null : actor.id, place: 0 };
  await saveView(context, row);
  return present(row);
}

/** @throws case_view.not_found */
export async function changeView(context: Context, actor: Actor, id: string, change: ViewChange): Promise<KnownView> {
  const before = await getOwnRow(context.db, actor, id);
  const row = { ...before, name: change.name ?? before.name, filter: change.filter ?? before.filter, sort: change.sort ?? before.sort, place: change.place ?? before.place };
  await saveView(context, row);
  return present(row);
}

/** @throws case_view.not_found */
export async function dropView(context: Context, actor: Actor, id: string): Promise<void> {
  const row = await getOwnRow(context.db, actor, id);
  await context.db.transaction().execute(async (tx) => {
    await deleteView(tx, id);
    await tellOfViews(tx, row);
  });
}

async function saveView(context: Context, row: ViewRow): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await upsertView(tx, row, context.clock.now());
    await tellOfViews(tx, row);
  });
}

const tellOfViews = (tx: Db, { ownerId }: ViewRow): Promise<void> => notifyDesk(tx, { kind: 'views.changed', data: {}, ...(ownerId === null ? {} : { userIds: [ownerId] }) });
