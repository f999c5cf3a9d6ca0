import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { VersionChange } from './comparability.contract.ts';
import type { Definition } from '../definition.contract.ts';
import { asJson } from '../surveys.queries.ts';

export interface DraftRow {
  revision: number;
  definition: Definition;
  savedAt: Date;
  savedBy: string;
  publishedVersion: number | null;
  publishedRevision: number | null;
}

export async function findDraft(db: Db, code: string): Promise<DraftRow | null> {
  const { rows } = await sql<DraftRow>`
    select draft_revision as revision, draft as definition, draft_saved_at as saved_at, draft_saved_by as saved_by, published_version, published_revision
    from surveys where code = ${code}`.execute(db);
  return rows[0] ?? null;
}

/** Locked until the transaction ends. */
export async function findDraftForUpdate(tx: Db, code: string): Promise<DraftRow | null> {
  const { rows } = await sql<DraftRow>`
    select draft_revision as revision, draft as definition, draft_saved_at as saved_at, draft_saved_by as saved_by, published_version, published_revision
    from surveys where code = ${code} for update`.execute(tx);
  return rows[0] ?? null;
}

/** Saves if nobody else has since `revision`: one statement, so of two at once exactly one succeeds. @returns the new revision; null when somebody has */
export async function updateDraft(db: Db, draft: { code: string; revision: number; definition: Definition; savedAt: Date; savedBy: string }): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update surveys
    set draft = ${asJson(draft.definition)}::jsonb, draft_revision = draft_revision + 1, draft_saved_at = ${draft.savedAt}, draft_saved_by = ${draft.savedBy}
    where code = ${draft.code} and draft_revision = ${draft.revision}
    returning draft_revision as revision`.execute(db);
  return rows[0]?.revision ?? null;
}

export interface VersionRow {
  version: number;
  publishedAt: Date;
  publishedBy: string;
  note: string;
  comparability: VersionChange[];
}

export async function insertVersion(tx: Db, made: VersionRow & { survey: string; definition: Definition }): Promise<void> {
  await sql`
    insert into survey_versions (survey, version, definition, published_at, published_by, note, comparability)
    values (${made.survey}, ${made.version}, ${asJson(made.definition)}::jsonb, ${made.publishedAt}, ${made.publishedBy}, ${made.note}, ${asJson(made.comparability)}::jsonb)`.execute(tx);
}

/** The draft of this revision is what customers get from now on. */
export async function markPublished(tx: Db, published: { code: string; version: number; revision: number; at: Date }): Promise<void> {
  await sql`update surveys set published_version = ${published.version}, published_revision = ${published.revision}, updated_at = ${published.at} where code = ${published.code}`.execute(tx);
}

export async function findVersion(db: Db, survey: string, version: number): Promise<(VersionRow & { definition: Definition }) | null> {
  const { rows } = await sql<VersionRow & { definition: Definition }>`
    select version, published_at, published_by, note, comparability, definition from survey_versions where survey = ${survey} and version = ${version}`.execute(db);
  return rows[0] ?? null;
}

/** Newest first. @param below - those older than this one; null = from the newest */
export async function listVersions(db: Db, survey: string, below: number | null, limit: number): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select version, published_at, published_by, note, comparability from survey_versions
    where survey = ${survey} and (${below}::int is null or version < ${below}::int)
    order by version desc limit ${limit}`.execute(db);
  return rows;
}
