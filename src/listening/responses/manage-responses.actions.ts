import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { getSurvey } from '../surveys/manage-surveys.actions.ts';
import { refuseEmployees } from './employees.logic.ts';
import { type ListedResponse, listResponses } from './responses.queries.ts';
import { type ResponseItem, type ResponseList, type ResponseListQuery, suspicions } from './responses.contract.ts';

/** What came in, newest first, without what was said. When which employee answered, a colleague may have seen. @throws survey.not_found, survey.results_protected */
export async function listResponsesOf(context: Context, actor: Actor, code: string, { state, limit, cursor }: ResponseListQuery): Promise<ResponseList> {
  const survey = await getSurvey(context, actor, code);
  if (state !== 'suspicious') refuseEmployees(survey);
  const place = placeByInstant(cursor);
  const rows = await listResponses(context.db, { survey: code, state: state ?? null, after: place && { savedAt: place.at, id: place.id }, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(presentResponse), nextCursor: rows.length > limit && last ? encodeCursor([last.savedAt.toISOString(), last.id]) : null };
}

function presentResponse({ startedAt, savedAt, finishedAt, quotaFullAt, suspicion, ...row }: ListedResponse): ResponseItem {
  return {
    ...row, state: finishedAt ? 'finished' : quotaFullAt ? 'quota_full' : 'open', startedAt: startedAt?.toISOString() ?? null, savedAt: savedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
    suspicion: suspicions.find((one) => one === suspicion) ?? null,
  };
}
