import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { newSecret, secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { getTouchpoint, listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { normaliseIdentifier } from '../../people/identity/normalise.logic.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { type LinksInput, type PublicSurvey, type Survey, type SurveyChange, type SurveyInput, surveyInputSchema, type SurveyListQuery } from './surveys.contract.ts';
import { countAllSurveys, deleteUnansweredSurvey, findLink, findSurvey, findSurveyWithCounts, insertLinks, insertSurvey, listSurveys, type SurveyRow, type SurveyRowWithCounts, updateSurvey } from './surveys.queries.ts';

/** Codes of the touchpoints that somebody may see answers and surveys of; null = all. */
export async function visibleTouchpoints(context: Context, actor: Actor): Promise<string[] | null> {
  return actor.departments === null ? null : (await listTouchpoints(context, actor.departments)).map(({ code }) => code);
}

export async function listSurveysFor(context: Context, actor: Actor, query: SurveyListQuery): Promise<{ items: Survey[]; nextCursor: string | null }> {
  const visible = await visibleTouchpoints(context, actor);
  const touchpoints = query.touchpoint === undefined ? visible : [query.touchpoint].filter((code) => visible === null || visible.includes(code));
  const [createdAt, code] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 2);
  const rows = await listSurveys(context.db, {
    touchpoints,
    isOpen: query.state === undefined ? null : query.state === 'open',
    after: createdAt === undefined || code === undefined ? null : { createdAt: asInstant(createdAt), code: String(code) },
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map(presentSurvey), nextCursor: rows.length > query.limit && last ? encodeCursor([last.createdAt.toISOString(), last.code]) : null };
}

export async function countSurveys(context: Context, touchpoints: readonly string[] | null = null): Promise<number> {
  return countAllSurveys(context.db, touchpoints);
}

/** @throws survey.not_found – also for surveys of foreign departments, so that their existence stays unknown */
export async function getSurvey(context: Context, actor: Actor, code: string): Promise<Survey> {
  const row = await findSurveyWithCounts(context.db, code);
  const visible = row ? await visibleTouchpoints(context, actor) : null;
  if (!row || (visible !== null && !visible.includes(row.touchpoint))) throw surveyNotFound();
  return presentSurvey(row);
}

/** @throws touchpoint.not_found, survey.code_taken */
export async function createSurvey(context: Context, input: SurveyInput, actor?: Actor): Promise<Survey> {
  const survey = surveyInputSchema.parse(input);
  await getTouchpoint(context, survey.touchpoint, actor?.departments ?? null);
  const now = context.clock.now();
  const isNew = await insertSurvey(context.db, { ...survey, createdAt: now, updatedAt: now, closedAt: null });
  if (!isNew) throw new Problem('survey.code_taken', `There is a survey with the code ${survey.code} already.`, { code: survey.code });
  return presentSurvey(await mustFind(context, survey.code));
}

/** @throws survey.not_found, touchpoint.not_found */
export async function changeSurvey(context: Context, actor: Actor, code: string, change: SurveyChange): Promise<Survey> {
  await getSurvey(context, actor, code);
  const survey = await findSurvey(context.db, code);
  if (!survey) throw surveyNotFound();
  const { state, ...fields } = change;
  if (fields.touchpoint !== undefined && fields.touchpoint !== survey.touchpoint) await getTouchpoint(context, fields.touchpoint, actor.departments);
  const now = context.clock.now();
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const closedAt = state === undefined ? survey.closedAt : state === 'closed' ? (survey.closedAt ?? now) : null;
  const changed: SurveyRow = { ...survey, ...given, updatedAt: now, closedAt };
  await updateSurvey(context.db, changed);
  return presentSurvey(await mustFind(context, code));
}

/** Only a survey that nobody has answered can go; others are closed. @throws survey.not_found, survey.has_responses */
export async function removeSurvey(context: Context, actor: Actor, code: string): Promise<void> {
  await getSurvey(context, actor, code);
  await context.db.transaction().execute(async (tx) => {
    if (!(await findSurvey(tx, code))) throw surveyNotFound();
    if (!(await deleteUnansweredSurvey(tx, code))) throw new Problem('survey.has_responses', 'Customers have answered this survey. Close it instead of deleting it.');
  });
}

/**
 * Makes addresses under which customers answer. Only the hash of a personal token is kept, so it is shown this once.
 * @throws survey.not_found, survey.closed, customer.identifier_invalid
 */
export async function createLinks(context: Context, actor: Actor, code: string, { identifier, count, language }: LinksInput): Promise<{ kind: 'open' | 'personal'; links: string[] }> {
  await getSurvey(context, actor, code);
  const survey = await findSurvey(context.db, code);
  if (!survey) throw surveyNotFound();
  if (survey.closedAt) throw new Problem('survey.closed', 'This survey is closed. Open it before you send links.');
  const address = (token: string | null) => {
    const parameters = new URLSearchParams({ ...(token === null ? {} : { t: token }), ...(language === undefined ? {} : { lang: language }) }).toString();
    return `${context.settings.publicUrl}/s/${code}${parameters === '' ? '' : `?${parameters}`}`;
  };
  if (identifier === undefined && count === undefined) return { kind: 'open', links: [address(null)] };

  if (identifier) {
    const normalised = normaliseIdentifier(identifier.kind, identifier.value, context.settings.defaultCountry);
    if (!normalised.ok) throw new Problem('customer.identifier_invalid', normalised.reason, {}, [{ at: 'identifier.value', reason: normalised.reason }]);
  }
  const tokens = Array.from({ length: count ?? 1 }, () => newSecret(''));
  await insertLinks(context.db, { tokenHashes: tokens.map(secretHash), survey: code, identifier: identifier ?? null, createdAt: context.clock.now(), createdBy: actor.label });
  return { kind: 'personal', links: tokens.map(address) };
}

/**
 * The texts of a survey for the customer's page.
 * @throws survey.not_found, survey.closed, survey.link_not_found, survey.already_answered
 */
export async function readPublicSurvey(context: Context, code: string, token: string | undefined): Promise<PublicSurvey> {
  const survey = await findSurvey(context.db, code);
  if (!survey) throw surveyNotFound();
  if (token !== undefined) {
    const link = await findLink(context.db, secretHash(token));
    if (link?.survey !== code) throw new Problem('survey.link_not_found', 'This link is not valid. Please check the address.');
    if (link.usedAt) throw new Problem('survey.already_answered', 'This survey has already been answered with this link.');
  }
  if (survey.closedAt) throw new Problem('survey.closed', 'This survey is closed.');
  const { nameDe, nameEn, introDe, introEn, dimensions, withCsat } = survey;
  return { code, nameDe, nameEn, introDe, introEn, dimensions, withCsat };
}

function presentSurvey({ createdAt, updatedAt, closedAt, lastResponseAt, linksMade, linksUsed, ...row }: SurveyRowWithCounts): Survey {
  return {
    ...row,
    state: closedAt ? 'closed' : 'open',
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    lastResponseAt: lastResponseAt?.toISOString() ?? null,
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

const surveyNotFound = (): Problem => new Problem('survey.not_found', 'There is no such survey.');
