import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { PlaybookContent, PlaybookInput } from './playbooks.contract.ts';

export interface PlaybookRow {
  id: string;
  kind: 'playbook' | 'guideline';
  titleDe: string;
  titleEn: string;
  touchpoint: string | null;
  category: string | null;
  department: string | null;
  needsAcknowledgement: boolean;
  archivedAt: Date | null;
  version: number | null;
  versionId: string | null;
  publishedAt: Date | null;
  hasDraft: boolean;
  acknowledgedAt: Date | null;
  acknowledgedCount: number;
  staffCount: number;
}

export interface PlaybookFilter {
  /** Patterns for `like`, all of which must be found; empty: all. */
  patterns: readonly string[];
  touchpoint: string | null;
  category: string | null;
  isUnreadOnly: boolean;
  isArchived: boolean;
  /** null: not limited; else these and what holds for the whole company. */
  departments: readonly string[] | null;
  /** Whoever may change sees those that were never published. */
  withDrafts: boolean;
  userId: string | null;
}

/** Staff for whom a playbook holds: everybody, or those who work for its department or for all. */
const staffOf = sql`(select count(*) from users u where u.deactivated_at is null and (p.department is null or u.departments = '{}' or p.department = any(u.departments)))`;
const acknowledgedBy = sql`(select count(*) from playbook_acknowledgements a join users u on u.id = a.user_id where a.version_id = v.id and u.deactivated_at is null and (p.department is null or u.departments = '{}' or p.department = any(u.departments)))`;

const columns = (userId: string | null) => sql`p.id, p.kind, p.title_de, p.title_en, p.touchpoint, p.category, p.department, p.needs_acknowledgement, p.archived_at, v.version, v.id as version_id, v.published_at,
  exists (select 1 from playbook_versions d where d.playbook_id = p.id and d.published_at is null) as has_draft,
  (select a.at from playbook_acknowledgements a where a.version_id = v.id and a.user_id = ${userId}::uuid) as acknowledged_at, ${acknowledgedBy} as acknowledged_count, ${staffOf} as staff_count`;
const published = sql`left join lateral (select * from playbook_versions where playbook_id = p.id and published_at is not null order by version desc limit 1) as v on true`;

/** By title, after the one that the cursor names. */
export async function listPlaybookRows(db: Db, filter: PlaybookFilter, after: { title: string; id: string } | null, limit: number): Promise<PlaybookRow[]> {
  const { rows } = await sql<PlaybookRow>`
    select ${columns(filter.userId)} from playbooks p ${published}
    where (p.archived_at is not null) = ${filter.isArchived}
      and (${filter.departments === null} or p.department is null or p.department = any(${filter.departments ?? []}::text[]))
      and (${filter.touchpoint}::text is null or p.touchpoint = ${filter.touchpoint}) and (${filter.category}::text is null or p.category = ${filter.category})
      and (${filter.withDrafts} or v.id is not null)
      and (not ${filter.isUnreadOnly} or (p.needs_acknowledgement and v.id is not null and not exists (select 1 from playbook_acknowledgements a where a.version_id = v.id and a.user_id = ${filter.userId}::uuid)))
      and (${filter.patterns.length === 0} or lower(concat_ws(' ', p.title_de, p.title_en, p.touchpoint, p.category, v.content::text)) like all (${filter.patterns}::text[]))
      and (${after === null} or (lower(p.title_de), p.id) > (${after?.title ?? ''}, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid))
    order by lower(p.title_de), p.id limit ${limit}`.execute(db);
  return rows;
}

export async function findPlaybook(db: Db, id: string, userId: string | null): Promise<PlaybookRow | null> {
  const { rows } = await sql<PlaybookRow>`select ${columns(userId)} from playbooks p ${published} where p.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export interface VersionRow {
  id: string;
  playbookId: string;
  version: number;
  changeNote: string;
  content: PlaybookContent;
  publishedAt: Date | null;
  publishedBy: string | null;
}

/** Newest first. */
export async function listVersions(db: Db, playbookId: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select id, playbook_id, version, change_note, content, published_at, published_by from playbook_versions where playbook_id = ${playbookId} order by version desc limit 200`.execute(db);
  return rows;
}

export async function findVersion(db: Db, id: string): Promise<VersionRow | null> {
  const { rows } = await sql<VersionRow>`select id, playbook_id, version, change_note, content, published_at, published_by from playbook_versions where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

type Head = Omit<PlaybookInput, 'content' | 'changeNote'>;

export async function savePlaybookRow(tx: Db, id: string, head: Head, { by, at }: { by: string; at: Date }): Promise<void> {
  await sql`
    insert into playbooks (id, kind, title_de, title_en, touchpoint, category, department, needs_acknowledgement, created_at, created_by, updated_at)
    values (${id}, ${head.kind}, ${head.titleDe}, ${head.titleEn}, ${head.touchpoint}, ${head.category}, ${head.department}, ${head.needsAcknowledgement}, ${at}, ${by}, ${at})
    on conflict (id) do update set kind = excluded.kind, title_de = excluded.title_de, title_en = excluded.title_en, touchpoint = excluded.touchpoint, category = excluded.category,
      department = excluded.department, needs_acknowledgement = excluded.needs_acknowledgement, updated_at = excluded.updated_at`.execute(tx);
}

/** The one draft; without one, the next version begins. */
export async function saveDraft(tx: Db, { id, playbookId, content, changeNote, by, at }: { id: string; playbookId: string; content: PlaybookContent; changeNote: string; by: string; at: Date }): Promise<void> {
  const { rows } = await sql`update playbook_versions set content = ${jsonText(content)}::jsonb, change_note = ${changeNote}, created_by = ${by} where playbook_id = ${playbookId} and published_at is null returning 1`.execute(tx);
  if (rows.length > 0) return;
  await sql`
    insert into playbook_versions (id, playbook_id, version, content, change_note, created_at, created_by)
    select ${id}, ${playbookId}, coalesce(max(version), 0) + 1, ${jsonText(content)}::jsonb, ${changeNote}, ${at}, ${by} from playbook_versions where playbook_id = ${playbookId}`.execute(tx);
}

export async function publishDraft(tx: Db, playbookId: string, by: string, at: Date): Promise<boolean> {
  return (await sql`update playbook_versions set published_at = ${at}, published_by = ${by} where playbook_id = ${playbookId} and published_at is null returning 1`.execute(tx)).rows.length > 0;
}

export async function discardDraft(tx: Db, playbookId: string): Promise<boolean> {
  return (await sql`delete from playbook_versions where playbook_id = ${playbookId} and published_at is null returning 1`.execute(tx)).rows.length > 0;
}

export async function setArchived(db: Db, id: string, at: Date | null, now: Date): Promise<void> {
  await sql`update playbooks set archived_at = ${at}, updated_at = ${now} where id = ${id}`.execute(db);
}

export async function insertAcknowledgement(db: Db, versionId: string, userId: string, at: Date): Promise<void> {
  await sql`insert into playbook_acknowledgements (version_id, user_id, at) values (${versionId}, ${userId}, ${at}) on conflict do nothing`.execute(db);
}

/** Who has confirmed and who is missing; the missing first. */
export async function listAcknowledgements(db: Db, { department, versionId }: { department: string | null; versionId: string }, after: { at: number; email: string } | null, limit: number): Promise<{ userId: string; name: string; email: string; at: Date | null }[]> {
  const { rows } = await sql<{ userId: string; name: string; email: string; at: Date | null }>`
    select u.id as user_id, u.name, u.email, a.at from users u left join playbook_acknowledgements a on a.version_id = ${versionId} and a.user_id = u.id
    where u.deactivated_at is null and (${department}::text is null or u.departments = '{}' or ${department} = any(u.departments))
      and (${after === null} or ((a.at is not null)::int, u.email) > (${after?.at ?? 0}, ${after?.email ?? ''}))
    order by (a.at is not null)::int, u.email limit ${limit}`.execute(db);
  return rows;
}

export interface CasePlaybookRow {
  id: string;
  versionId: string;
  version: number;
  kind: 'playbook' | 'guideline';
  titleDe: string;
  titleEn: string;
  content: PlaybookContent;
  needsAcknowledgement: boolean;
  isAcknowledged: boolean;
  ticked: { stepId: string; at: string; by: string }[];
}

/** What fits a touchpoint and a category, the most exact first. A step ticked in an earlier version of the same playbook still counts. */
export async function listPlaybooksAt(db: Db, { touchpoint, category, departments, userId, caseId }: { touchpoint: string | null; category: string | null; departments: readonly string[] | null; userId: string | null; caseId: string | null }): Promise<CasePlaybookRow[]> {
  const { rows } = await sql<CasePlaybookRow>`
    select p.id, v.id as version_id, v.version, p.kind, p.title_de, p.title_en, v.content, p.needs_acknowledgement,
      exists (select 1 from playbook_acknowledgements a where a.version_id = v.id and a.user_id = ${userId}::uuid) as is_acknowledged,
      coalesce((select json_agg(json_build_object('stepId', t.step_id, 'at', to_char(t.ticked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', t.ticked_by) order by t.ticked_at)
        from playbook_ticks t join playbook_versions tv on tv.id = t.version_id where t.case_id = ${caseId}::uuid and tv.playbook_id = p.id), '[]') as ticked
    from playbooks p join lateral (select * from playbook_versions where playbook_id = p.id and published_at is not null order by version desc limit 1) as v on true
    where p.archived_at is null and (p.touchpoint is null or p.touchpoint = ${touchpoint}) and (p.category is null or lower(p.category) = lower(${category}))
      and (${departments === null} or p.department is null or p.department = any(${departments ?? []}::text[]))
    order by (p.touchpoint is not null)::int + (p.category is not null)::int desc, p.kind desc, lower(p.title_de), p.id limit 5`.execute(db);
  return rows;
}

export async function insertTick(db: Db, tick: { caseId: string; versionId: string; stepId: string; by: string; at: Date }): Promise<void> {
  await sql`insert into playbook_ticks (case_id, version_id, step_id, ticked_at, ticked_by) values (${tick.caseId}, ${tick.versionId}, ${tick.stepId}, ${tick.at}, ${tick.by}) on conflict do nothing`.execute(db);
}

/** In every version of the playbook, as it is shown. */
export async function deleteTick(db: Db, { caseId, playbookId, stepId }: { caseId: string; playbookId: string; stepId: string }): Promise<void> {
  await sql`delete from playbook_ticks where case_id = ${caseId} and step_id = ${stepId} and version_id in (select id from playbook_versions where playbook_id = ${playbookId})`.execute(db);
}
