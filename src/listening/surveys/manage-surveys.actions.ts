import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import { getTouchpoint, listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Definition } from './definition.contract.ts';
import type { CopyInput, SurveyKind } from './drafts/drafts.contract.ts';
import { copyImages, dropImages } from './looks/images.actions.ts';
import { listImagesOf, replaceImages } from './looks/images.queries.ts';
import { publishIn } from './versions/publish.actions.ts';
import { forgetSurveys, surveyNotFound } from './versions/published.actions.ts';
import { stateOf } from './survey-state.logic.ts';
import { type Survey, type SurveyChange, type SurveyFields, type SurveyInput, surveyInputSchema, type SurveyList, type SurveyListQuery } from './surveys.contract.ts';
import { countAllSurveys, deleteUnansweredSurvey, findSurvey, findSurveyForUpdate, findSurveyWithCounts, insertSurvey, listSurveys, type SurveyRow, type SurveyRowWithCounts, updateSurvey } from './surveys.queries.ts';
import { afterContact } from './templates/after-contact.logic.ts';
import { findTemplate } from './templates/all-templates.logic.ts';
import { oneByOne, thanks } from './templates/parts.logic.ts';
import { findDraft } from './versions/versions.queries.ts';

/** Codes of the touchpoints that somebody may see answers and surveys of; null = all. */
export async function visibleTouchpoints(context: Context, actor: Actor): Promise<string[] | null> {
  return actor.departments === null ? null : (await listTouchpoints(context, actor.departments)).map(({ code }) => code);
}

export async function listSurveysFor(context: Context, actor: Actor, query: SurveyListQuery): Promise<SurveyList> {
  const visible = await visibleTouchpoints(context, actor);
  const touchpoints = query.touchpoint === undefined ? visible : [query.touchpoint].filter((code) => visible === null || visible.includes(code));
  const [createdAt, code] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 2);
  const at = context.clock.now();
  const rows = await listSurveys(context.db, {
    touchpoints,
    kind: query.kind ?? null,
    state: query.state ?? null,
    search: query.search === undefined ? null : `%${query.search.replace(/[\\%_]/g, '\\$&')}%`,
    after: createdAt === undefined || code === undefined ? null : { createdAt: asInstant(createdAt), code: String(code) },
    at,
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map((row) => presentSurvey(row, at)), nextCursor: rows.length > query.limit && last ? encodeCursor([last.createdAt.toISOString(), last.code]) : null };
}

export async function countSurveys(context: Context, touchpoints: readonly string[] | null = null): Promise<number> {
  return countAllSurveys(context.db, touchpoints);
}

/** With what was answered so far. @throws survey.not_found */
export async function getSurvey(context: Context, actor: Actor, code: string): Promise<Survey> {
  await getSurveyRow(context, actor, code);
  return presentSurvey(await mustFind(context, code), context.clock.now());
}

/**
 * Without counting anything, for all that happens often. Surveys without a touchpoint are seen by everybody who is not
 * limited to departments.
 * @throws survey.not_found – also for surveys of foreign departments, so that their existence stays unknown
 */
export async function getSurveyRow(context: Context, actor: Actor, code: string): Promise<SurveyRow> {
  const row = await findSurvey(context.db, code);
  const visible = row ? await visibleTouchpoints(context, actor) : null;
  if (!row || (visible !== null && (row.touchpoint === null || !visible.includes(row.touchpoint)))) throw surveyNotFound();
  return row;
}

/**
 * A new survey from a template, a definition or nothing; with `publish`, customers can answer at once.
 * @throws touchpoint.not_found, survey.touchpoint_needed, survey.code_taken, survey.definition_invalid
 */
export async function createSurvey(context: Context, input: SurveyInput, actor?: Actor): Promise<Survey> {
  const survey = surveyInputSchema.parse(input);
  await refuseForeignPlace(context, survey.touchpoint, actor);
  const createdAt = context.clock.now();
  const by = actor?.label ?? '';
  await context.db.transaction().execute(async (tx) => {
    const { code, touchpoint, nameDe, nameEn } = survey;
    const kind = survey.kind ?? kindOf(survey);
    const isNew = await insertSurvey(tx, { code, touchpoint, nameDe, nameEn, kind, theme: null, needsLink: survey.needsLink ?? kind === 'employee', draft: firstDraft(survey), createdAt, createdBy: by });
    if (!isNew) throw new Problem('survey.code_taken', `There is a survey with the code ${code} already.`, { code });
    if (survey.publish) await publishIn(context, tx, code, { revision: 1, by });
  });
  forgetSurveys(context);
  return presentSurvey(await mustFind(context, survey.code), createdAt);
}

/** A new draft that asks the same and looks the same, with copies of the pictures; versions stay with the original. @throws survey.not_found, survey.code_taken */
export async function copySurvey(context: Context, actor: Actor, code: string, copy: CopyInput): Promise<Survey> {
  const { touchpoint, kind, theme, needsLink } = await getSurveyRow(context, actor, code);
  const createdAt = context.clock.now();
  await context.db.transaction().execute(async (tx) => {
    const draft = await findDraft(tx, code);
    if (!draft) throw surveyNotFound();
    const isNew = await insertSurvey(tx, { ...copy, touchpoint, kind, theme, needsLink, draft: draft.definition, createdAt, createdBy: actor.label });
    if (!isNew) throw new Problem('survey.code_taken', `There is a survey with the code ${copy.code} already.`, { code: copy.code });
    const images = await copyImages(context, tx, code, { survey: copy.code, at: createdAt, by: actor.label });
    if (images.size > 0) await replaceImages(tx, copy.code, images);
  });
  return presentSurvey(await mustFind(context, copy.code), createdAt);
}

/** @throws survey.not_found, touchpoint.not_found, survey.touchpoint_needed, survey.kind_fixed */
export async function changeSurvey(context: Context, actor: Actor, code: string, { state, opensAt, closesAt, ...fields }: SurveyChange): Promise<Survey> {
  await getSurveyRow(context, actor, code);
  if (fields.touchpoint !== undefined) await refuseForeignPlace(context, fields.touchpoint, actor);
  const now = context.clock.now();
  await context.db.transaction().execute(async (tx) => {
    const survey = await findSurveyForUpdate(tx, code);
    if (!survey) throw surveyNotFound();
    if (fields.kind !== undefined) refuseMoving(survey, fields.kind);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    await updateSurvey(tx, {
      ...survey,
      ...given,
      needsLink: fields.needsLink ?? (fields.kind === 'employee' && survey.kind !== 'employee' ? true : survey.needsLink),
      opensAt: asDate(opensAt, survey.opensAt),
      closesAt: asDate(closesAt, survey.closesAt),
      closedAt: state === 'closed' ? (survey.closedAt ?? now) : state === 'open' ? null : survey.closedAt,
      archivedAt: state === 'archived' ? (survey.archivedAt ?? now) : state === undefined ? survey.archivedAt : null,
      updatedAt: now,
    });
  });
  forgetSurveys(context);
  return presentSurvey(await mustFind(context, code), now);
}

/** Only a survey that nobody has answered can go; others are closed or archived. @throws survey.not_found, survey.has_responses */
export async function removeSurvey(context: Context, actor: Actor, code: string): Promise<void> {
  await getSurveyRow(context, actor, code);
  const images = await context.db.transaction().execute(async (tx) => {
    if (!(await findSurveyForUpdate(tx, code))) throw surveyNotFound();
    const found = await listImagesOf(tx, code);
    if (!(await deleteUnansweredSurvey(tx, code))) throw new Problem('survey.has_responses', 'Customers have answered this survey. Close it instead of deleting it.');
    return found;
  });
  forgetSurveys(context);
  await dropImages(context, images.map(({ id }) => id));
}

function firstDraft({ template, definition, dimensions, withCsat = false, nameDe, nameEn }: SurveyFields): Definition {
  const title = { de: nameDe, en: nameEn };
  if (definition) return definition;
  if (dimensions && (template ?? 'after_contact') === 'after_contact') return afterContact({ dimensions, withCsat, title });
  const found = template ? findTemplate(template) : null;
  if (found) return { ...found.definition, title };
  return { languages: ['de', 'en'], title, pages: [{ id: 'page1', questions: [] }], endings: [thanks], hidden: [], look: oneByOne };
}

const kindOf = ({ template }: SurveyFields): SurveyKind => (template ? (findTemplate(template)?.kind ?? 'transactional') : 'transactional');

/** Who is limited to departments makes surveys about their touchpoints only. */
async function refuseForeignPlace(context: Context, touchpoint: string | null, actor: Actor | undefined): Promise<void> {
  if (touchpoint !== null) await getTouchpoint(context, touchpoint, actor?.departments ?? null);
  else if (actor && actor.departments !== null) throw new Problem('survey.touchpoint_needed', 'Choose a touchpoint: you see surveys of your departments only.', {}, [{ at: 'touchpoint', reason: 'is missing' }]);
}

/**
 * Employees were promised that nobody recognises them, and customers that they are heard: their answers lie apart. From
 * the first version on, when answers may come at any moment, none of the two becomes the other.
 */
function refuseMoving({ kind, publishedVersion }: SurveyRow, wanted: SurveyKind): void {
  if (publishedVersion === null || (kind === 'employee') === (wanted === 'employee')) return;
  const [text, reason] = kind === 'employee'
    ? ['Employees were asked without names, so this stays a survey among employees. Copy it to ask others.', 'stays employee once it was published']
    : ['Customers were asked, so this does not become a survey among employees. Copy it to ask employees.', 'does not become employee once it was published'];
  throw new Problem('survey.kind_fixed', text, {}, [{ at: 'body.kind', reason }]);
}

const asDate = (changed: string | null | undefined, before: Date | null): Date | null => (changed === undefined ? before : changed === null ? null : new Date(changed));

function presentSurvey({ publishedRevision, opensAt, closesAt, closedAt, archivedAt, createdAt, updatedAt, publishedAt, draftSavedAt, lastResponseAt, linksMade, linksUsed, ...row }: SurveyRowWithCounts, at: Date): Survey {
  const asText = (instant: Date | null) => instant?.toISOString() ?? null;
  return {
    ...row,
    state: stateOf({ publishedVersion: row.publishedVersion, opensAt, closesAt, closedAt, archivedAt }, at),
    hasUnpublishedChanges: row.draftRevision !== publishedRevision,
    draftSavedAt: draftSavedAt.toISOString(),
    publishedAt: asText(publishedAt),
    opensAt: asText(opensAt),
    closesAt: asText(closesAt),
    closedAt: asText(closedAt),
    archivedAt: asText(archivedAt),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    lastResponseAt: asText(lastResponseAt),
    links: { made: linksMade, used: linksUsed },
  };
}

async function mustFind(context: Context, code: string): Promise<SurveyRowWithCounts> {
  const row = await findSurveyWithCounts(context.db, code);
  if (!row) throw surveyNotFound();
  return row;
}

function asInstant(value: string | number): string {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return at.toISOString();
}

