import { decodeCursor, encodeCursor, placeByText } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CasePlaybook, Playbook, PlaybookInput, PlaybookItem, PlaybookListQuery, PlaybookVersion } from './playbooks.contract.ts';
import {
  deleteTick, discardDraft, findPlaybook, findVersion, insertAcknowledgement, insertTick, listAcknowledgements, listPlaybookRows, listPlaybooksAt, listVersions, type PlaybookRow, publishDraft, saveDraft, savePlaybookRow, setArchived, type VersionRow,
} from './playbooks.queries.ts';

type Asker = Pick<Actor, 'kind' | 'id' | 'label' | 'departments' | 'can'>;
const userIdOf = ({ kind, id }: Pick<Actor, 'kind' | 'id'>): string | null => (kind === 'user' ? id : null);
const mayChange = (actor: Asker) => actor.can('update', 'playbook');

/** @throws request.cursor_invalid */
export async function listPlaybooks(context: Context, actor: Asker, query: PlaybookListQuery): Promise<{ items: PlaybookItem[]; nextCursor: string | null }> {
  const place = placeByText(query.cursor);
  const words = (query.search ?? '').toLowerCase().replaceAll('\0', '').split(/\s+/).filter((word) => word !== '').slice(0, 8);
  const rows = await listPlaybookRows(context.db, {
    patterns: words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`), touchpoint: query.touchpoint ?? null, category: query.category ?? null, isUnreadOnly: query.unread === true,
    isArchived: query.archived === true && mayChange(actor), departments: actor.departments, withDrafts: mayChange(actor), userId: userIdOf(actor),
  }, place && { title: place.text, id: place.id }, query.limit);
  const last = rows.at(-1);
  return { items: rows.map(itemOf), nextCursor: last && rows.length === query.limit ? encodeCursor([last.titleDe.toLowerCase(), last.id]) : null };
}

/** @throws playbook.not_found */
export async function getPlaybook(context: Context, actor: Asker, id: string): Promise<Playbook> {
  const row = await getRow(context.db, actor, id);
  const versions = await listVersions(context.db, id);
  const draft = versions.find(({ publishedAt }) => publishedAt === null);
  const current = versions.find(({ id: versionId }) => versionId === row.versionId);
  return { ...itemOf(row), current: current ? versionOf(current) : null, draft: draft && mayChange(actor) ? versionOf(draft) : null, versions: versions.filter(({ publishedAt }) => publishedAt !== null).map(({ content: _, playbookId: __, ...version }) => ({ ...version, publishedAt: version.publishedAt?.toISOString() ?? null })) };
}

/** A published version, as it was, also when there are newer ones. @throws playbook.not_found */
export async function getPublishedVersion(context: Context, actor: Asker, id: string, versionId: string): Promise<PlaybookVersion> {
  await getRow(context.db, actor, id);
  const version = await findVersion(context.db, versionId);
  if (!version || version.playbookId !== id || version.publishedAt === null) throw notFound(id);
  return versionOf(version);
}

/** A new playbook with its first draft. @throws department.not_found */
export async function createPlaybook(context: Context, actor: Asker, input: PlaybookInput): Promise<Playbook> {
  refuseForeign(actor, input.department);
  const id = newId(context.clock.now().getTime());
  await write(context, actor, id, input);
  return getPlaybook(context, actor, id);
}

/** What is published stays as it is: the content goes into the draft. @throws playbook.not_found, department.not_found */
export async function changePlaybook(context: Context, actor: Asker, id: string, input: PlaybookInput): Promise<Playbook> {
  refuseForeign(actor, (await getRow(context.db, actor, id)).department);
  refuseForeign(actor, input.department);
  await write(context, actor, id, input);
  return getPlaybook(context, actor, id);
}

async function write(context: Context, actor: Asker, id: string, { content, changeNote, ...head }: PlaybookInput): Promise<void> {
  const at = context.clock.now();
  await context.db.transaction().execute(async (tx) => {
    await savePlaybookRow(tx, id, head, { by: actor.label, at });
    await saveDraft(tx, { id: newId(at.getTime()), playbookId: id, content, changeNote, by: actor.label, at });
  });
}

/** From now on this holds; whoever confirmed the version before is asked again. @throws playbook.not_found, playbook.no_draft */
export async function publishPlaybook(context: Context, actor: Asker, id: string): Promise<Playbook> {
  refuseForeign(actor, (await getRow(context.db, actor, id)).department);
  if (!(await publishDraft(context.db, id, actor.label, context.clock.now()))) throw noDraft(id);
  return getPlaybook(context, actor, id);
}

/** @throws playbook.not_found, playbook.no_draft */
export async function discardPlaybookDraft(context: Context, actor: Asker, id: string): Promise<void> {
  refuseForeign(actor, (await getRow(context.db, actor, id)).department);
  if (!(await discardDraft(context.db, id))) throw noDraft(id);
}

/** Out of sight, but kept: cases point to it. @throws playbook.not_found */
export async function archivePlaybook(context: Context, actor: Asker, id: string, isArchived: boolean): Promise<Playbook> {
  refuseForeign(actor, (await getRow(context.db, actor, id)).department);
  const now = context.clock.now();
  await setArchived(context.db, id, isArchived ? now : null, now);
  return getPlaybook(context, actor, id);
}

/** "I have read and understood this version." @throws playbook.not_found, playbook.not_published */
export async function acknowledgePlaybook(context: Context, actor: Asker, id: string, versionId: string): Promise<Playbook> {
  const row = await getRow(context.db, actor, id);
  // An older one that is still open in a browser: what is confirmed must be what holds.
  if (row.versionId === null || row.versionId !== versionId) throw new Problem('playbook.not_published', 'There is a newer version. Please read that one.', { versionId: row.versionId });
  const userId = userIdOf(actor);
  if (userId === null) throw new Problem('permission.denied', 'Only a person can confirm to have read something.');
  await insertAcknowledgement(context.db, versionId, userId, context.clock.now());
  return getPlaybook(context, actor, id);
}

/** Who has confirmed what holds now, and who is missing. @throws playbook.not_found, playbook.not_published, request.cursor_invalid */
export async function readAcknowledgements(context: Context, actor: Asker, id: string, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const { versionId, department } = await getRow(context.db, actor, id);
  refuseForeign(actor, department);
  if (versionId === null) throw new Problem('playbook.not_published', 'Nothing is published yet that somebody could confirm.');
  const [at, email] = cursor === undefined ? [] : decodeCursor(cursor, 2);
  const rows = await listAcknowledgements(context.db, { department, versionId }, email === undefined ? null : { at: Number(at) === 1 ? 1 : 0, email: String(email) }, limit);
  const last = rows.at(-1);
  return { items: rows.map((row) => ({ ...row, at: row.at?.toISOString() ?? null })), nextCursor: last && rows.length === limit ? encodeCursor([last.at === null ? 0 : 1, last.email]) : null };
}

/** What to do and say in a case, the most exact first; for readers who may not see playbooks, none. */
export async function listPlaybooksForCase(db: Db, actor: Asker, { caseId, touchpoint, category }: { caseId: string | null; touchpoint: string | null; category: string | null }): Promise<CasePlaybook[]> {
  return actor.can('read', 'playbook') ? listPlaybooksAt(db, { touchpoint, category, departments: actor.departments, userId: userIdOf(actor), caseId }) : [];
}

/** Ticks or unticks one step in a case; the caller has looked whether the case is there for this actor. @throws playbook.not_found */
export async function tickStep(context: Context, actor: Asker, { caseId, versionId, stepId, isTicked }: { caseId: string; versionId: string; stepId: string; isTicked: boolean }): Promise<void> {
  const version = await findVersion(context.db, versionId);
  if (!version || version.publishedAt === null || !version.content.steps.some((step) => step.id === stepId && step.isCheck)) throw notFound(versionId);
  await getRow(context.db, actor, version.playbookId);
  if (isTicked) await insertTick(context.db, { caseId, versionId, stepId, by: actor.label, at: context.clock.now() });
  else await deleteTick(context.db, { caseId, playbookId: version.playbookId, stepId });
}

/** @throws playbook.not_found – also for those of foreign departments, so that their existence stays unknown */
async function getRow(db: Db, actor: Asker, id: string): Promise<PlaybookRow> {
  const row = await findPlaybook(db, id, userIdOf(actor));
  const isForeign = row !== null && actor.departments !== null && row.department !== null && !actor.departments.includes(row.department);
  if (!row || isForeign || (row.versionId === null && !mayChange(actor))) throw notFound(id);
  return row;
}

/** Limited to departments, one changes only what is theirs; what holds for the whole company is somebody else's. */
function refuseForeign(actor: Asker, department: string | null): void {
  if (actor.departments === null) return;
  if (department === null) throw new Problem('permission.denied', 'This holds for the whole company; only somebody who works for all departments can change it.');
  if (!actor.departments.includes(department)) throw new Problem('department.not_found', 'There is no such department.', { department });
}

const notFound = (id: string) => new Problem('playbook.not_found', 'There is no such playbook.', { id });
const noDraft = (id: string) => new Problem('playbook.no_draft', 'There is no draft: nothing was changed since the last version.', { id });

const itemOf = ({ publishedAt, acknowledgedAt, archivedAt, ...row }: PlaybookRow): PlaybookItem => ({ ...row, publishedAt: publishedAt?.toISOString() ?? null, acknowledgedAt: acknowledgedAt?.toISOString() ?? null, archivedAt: archivedAt?.toISOString() ?? null });
const versionOf = ({ playbookId: _, publishedAt, ...version }: VersionRow): PlaybookVersion => ({ ...version, publishedAt: publishedAt?.toISOString() ?? null });
