import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { checkAnswers } from '../surveys/flow/answer-check.logic.ts';
import { getSurvey } from '../surveys/manage-surveys.actions.ts';
import { getPublished, getVersion } from '../surveys/versions/published.actions.ts';
import { noteAnswers } from './intake/answers-version.actions.ts';
import { refuseEmployees } from './employees.logic.ts';
import { journalResponses, placesOfTouchpoints, tellOfResponses } from './intake/keep-responses.actions.ts';
import { findFull } from './quotas/quotas-full.actions.ts';
import { type ListedResponse, listResponses, lockSuspicious, markQuotaFull, markReleased } from './responses.queries.ts';
import { type ResponseItem, type ResponseList, type ResponseListQuery, suspicions } from './responses.contract.ts';
import { keptResponse } from './intake/write-saves.actions.ts';

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

/**
 * Somebody looked at a response that was kept apart and says that a person wrote it: from now on it counts.
 * @throws survey.not_found, survey.response_not_found
 */
export async function releaseResponse(context: Context, actor: Actor, code: string, id: string): Promise<void> {
  await getSurvey(context, actor, code);
  const published = await getPublished(context, code);
  await writeWithHistory(context, async (tx, journal) => {
    const row = await lockSuspicious(tx, code, id);
    if (!row || row.version === null || row.answers === null || row.finishedAt === null) throw new Problem('survey.response_not_found', 'There is no such response that is kept apart.');
    const definition = await getVersion(context, code, row.version);
    const checked = checkAnswers(definition, row.answers, { language: row.language, hidden: row.hidden, source: row.source, seed: id, today: row.at.toISOString().slice(0, 10), isFinal: false });
    const now = context.clock.now();
    const save = { id, definition, published, checked, language: row.language, hidden: row.hidden, source: 'link' as const, group: '' };
    const isFull = (await findFull(tx, [{ save, isCounted: true }])).has(id);
    await markReleased(tx, id, now, actor.label);
    if (isFull) await markQuotaFull(tx, [id], now);
    const kept = keptResponse(context, { ...row, savedAt: now }, { save, state: isFull ? 'quota_full' : 'finished', places: await placesOfTouchpoints(context) });
    journalResponses(journal, [kept]);
    if (!isFull) await tellOfResponses(context, tx, [kept], () => row.subject);
  });
  noteAnswers(context);
}

function presentResponse({ startedAt, savedAt, finishedAt, quotaFullAt, suspicion, ...row }: ListedResponse): ResponseItem {
  return {
    ...row, state: finishedAt ? 'finished' : quotaFullAt ? 'quota_full' : 'open', startedAt: startedAt?.toISOString() ?? null, savedAt: savedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
    suspicion: suspicions.find((one) => one === suspicion) ?? null,
  };
}
