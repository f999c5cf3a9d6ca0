import { decodeCursor, encodeCursor } from '../../../kernel/cursor.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { Draft, DraftInput, DraftSaved, Published, PublishInput, Version, VersionList, WholeVersion } from './drafts.contract.ts';
import { getSurveyRow } from '../manage-surveys.actions.ts';
import { changedMeanwhile, publishIn } from '../versions/publish.actions.ts';
import { forgetSurveys, surveyNotFound } from '../versions/published.actions.ts';
import { completenessOf } from './texts.logic.ts';
import { findDraft, findVersion, listVersions, updateDraft, type VersionRow } from '../versions/versions.queries.ts';

/** @throws survey.not_found */
export async function getDraft(context: Context, actor: Actor, code: string): Promise<Draft> {
  await getSurveyRow(context, actor, code);
  const draft = await findDraft(context.db, code);
  if (!draft) throw surveyNotFound();
  const { revision, definition, savedAt, savedBy, publishedVersion, publishedRevision } = draft;
  return { revision, definition, savedAt: savedAt.toISOString(), savedBy, publishedVersion, hasUnpublishedChanges: revision !== publishedRevision, completeness: completenessOf(definition) };
}

/** Saves the draft if nobody else has meanwhile. @throws survey.not_found, survey.changed_meanwhile */
export async function saveDraft(context: Context, actor: Actor, code: string, { revision, definition }: DraftInput): Promise<DraftSaved> {
  await getSurveyRow(context, actor, code);
  const savedAt = context.clock.now();
  const saved = await updateDraft(context.db, { code, revision, definition, savedAt, savedBy: actor.label });
  if (saved !== null) return { revision: saved, savedAt: savedAt.toISOString() };
  const draft = await findDraft(context.db, code);
  if (!draft) throw surveyNotFound();
  throw changedMeanwhile(draft);
}

/**
 * Makes the draft a version that never changes and that customers get from now on.
 * @throws survey.not_found, survey.changed_meanwhile, survey.definition_invalid, survey.unchanged
 */
export async function publishSurvey(context: Context, actor: Actor, code: string, input: PublishInput): Promise<Published> {
  await getSurveyRow(context, actor, code);
  const published = await context.db.transaction().execute((tx) => publishIn(context, tx, code, { ...input, by: actor.label }));
  forgetSurveys(context);
  return published;
}

/** @throws survey.not_found */
export async function listVersionsOf(context: Context, actor: Actor, code: string, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<VersionList> {
  await getSurveyRow(context, actor, code);
  const below = cursor === undefined ? null : Number(decodeCursor(cursor, 1)[0]);
  if (below !== null && !Number.isSafeInteger(below)) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  const rows = await listVersions(context.db, code, below, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(presentVersion), nextCursor: rows.length > limit && last ? encodeCursor([last.version]) : null };
}

/** @throws survey.not_found, survey.version_not_found */
export async function getWholeVersion(context: Context, actor: Actor, code: string, version: number): Promise<WholeVersion> {
  await getSurveyRow(context, actor, code);
  const found = await findVersion(context.db, code, version);
  if (!found) throw new Problem('survey.version_not_found', `This survey has no version ${version}.`, { version });
  return { ...presentVersion(found), definition: found.definition };
}

const presentVersion = ({ version, publishedAt, publishedBy, note, comparability }: VersionRow): Version => ({ version, publishedAt: publishedAt.toISOString(), publishedBy, note, comparability });
