import { fingerprintId, keyedId, secretHash } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/clock.ts';
import { Problem, type ProblemPlace } from '../../kernel/problem.ts';
import { subjectFor } from '../../people/identity/identity.actions.ts';
import type { Context } from '../../platform/context.ts';
import { type Journal, writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { answerRow, interactionRow } from './history-rows.logic.ts';
import { type JudgedAnswer, judgeAnswers } from './responses.logic.ts';
import { type ParsedResponse, type PublicResponse, RESPONSES_PER_BATCH, surveyResponseSchema, type SurveyResponse } from './surveys.contract.ts';
import { listTouchpointPlaces, type TouchpointPlace } from './touchpoint-places.queries.ts';
import { claimResponses, findLinkForUpdate, findSurvey, hasResponse, listSurveysByCode, markLinkUsed } from './surveys.queries.ts';

export interface Accepted {
  accepted: number;
  /** Had been accepted before; nothing was changed. */
  repeated: number;
}

interface JudgedResponse {
  id: string;
  survey: string | null;
  place: TouchpointPlace & { code: string };
  identifiers: ParsedResponse['identifiers'];
  at: Date;
  language: string;
  channel: string;
  group: string;
  answers: JudgedAnswer[];
}

const EARLIEST_AT = new Date('2000-01-01T00:00:00Z');

/**
 * Keeps responses in the neutral shape, each id once for ever: its answers and one contact in the customer's timeline.
 * All or none: one wrong answer refuses the batch and says where it is.
 * @throws request.too_large, survey.answer_invalid
 */
export async function acceptResponses(context: Context, responses: readonly SurveyResponse[]): Promise<Accepted> {
  if (responses.length > RESPONSES_PER_BATCH) throw new Problem('request.too_large', `At most ${RESPONSES_PER_BATCH} responses at a time.`);
  if (responses.length === 0) return { accepted: 0, repeated: 0 };
  const parsed = parseResponses(responses);
  const judged = await judgeResponses(context, parsed);
  return writeWithHistory(context, (tx, journal) => keep(context, tx, journal, judged));
}

/**
 * Takes what a customer answered on the public page.
 * @throws survey.not_found, survey.closed, survey.link_not_found, survey.already_answered, survey.answer_invalid
 */
export async function answerSurvey(context: Context, code: string, { responseId, token, language, answers }: PublicResponse): Promise<{ responseId: string; accepted: true; repeated: boolean }> {
  return writeWithHistory(context, async (tx, journal) => {
    const survey = await findSurvey(tx, code);
    if (!survey) throw new Problem('survey.not_found', 'There is no such survey.');
    const tokenHash = token === undefined ? null : secretHash(token);
    const link = tokenHash === null ? null : await findLinkForUpdate(tx, tokenHash);
    if (tokenHash !== null && link?.survey !== code) throw new Problem('survey.link_not_found', 'This link is not valid. Please check the address.');
    if (link?.usedAt && link.responseId !== responseId) throw new Problem('survey.already_answered', 'This survey has already been answered with this link.');
    // Before "closed": whoever sends again what was taken in time gets the same answer.
    if (await hasResponse(tx, responseId)) return { responseId, accepted: true, repeated: true };
    if (survey.closedAt) throw new Problem('survey.closed', 'This survey is closed.');

    const identifiers = link?.identifierKind && link.identifierValue ? [{ kind: link.identifierKind, value: link.identifierValue }] : [];
    const judgement = judgeAnswers(answers, survey);
    if (judgement.kind === 'refused') throw answersRefused(judgement.places);
    const places = await listTouchpointPlaces(context.db, [survey.touchpoint]);
    const place = places.get(survey.touchpoint) ?? { channel: 'other', department: '' };
    const at = context.clock.now();
    const { repeated } = await keep(context, tx, journal, [{
      id: responseId, survey: code, place: { ...place, code: survey.touchpoint }, identifiers, at, language, channel: place.channel, group: '', answers: judgement.answers,
    }]);
    if (tokenHash !== null && repeated === 0) await markLinkUsed(tx, tokenHash, responseId, at);
    return { responseId, accepted: true, repeated: repeated > 0 };
  });
}

function parseResponses(responses: readonly SurveyResponse[]): ParsedResponse[] {
  const places: ProblemPlace[] = [];
  const parsed = responses.flatMap((response, index) => {
    const result = surveyResponseSchema.safeParse(response);
    if (result.success) return [result.data];
    places.push(...result.error.issues.map((issue) => ({ at: [`responses[${index}]`, ...issue.path.map(String)].join('.'), reason: issue.message })));
    return [];
  });
  if (places.length > 0) throw answersRefused(places);
  return parsed;
}

async function judgeResponses(context: Context, responses: readonly ParsedResponse[]): Promise<JudgedResponse[]> {
  const surveys = new Map((await listSurveysByCode(context.db, unique(responses.map((response) => response.surveyCode)))).map((survey) => [survey.code, survey]));
  const touchpointOf = (response: ParsedResponse) => (response.surveyCode === undefined ? response.touchpointCode : surveys.get(response.surveyCode)?.touchpoint) ?? '';
  const touchpoints = await listTouchpointPlaces(context.db, unique(responses.map(touchpointOf)));
  const latestAt = context.clock.now().getTime() + DAY_MS;
  const wrong: ProblemPlace[] = [];
  const judged = responses.flatMap((response, index): JudgedResponse[] => {
    const where = `responses[${index}]`;
    const survey = response.surveyCode === undefined ? null : surveys.get(response.surveyCode);
    const code = touchpointOf(response);
    const place = touchpoints.get(code);
    const at = new Date(response.at);
    const judgement = judgeAnswers(response.answers, survey ?? null, `${where}.answers`);
    if (survey === undefined) wrong.push({ at: `${where}.surveyCode`, reason: 'there is no such survey' });
    else if (survey === null && !place) wrong.push({ at: `${where}.touchpointCode`, reason: 'there is no such touchpoint' });
    if (at < EARLIEST_AT || at.getTime() > latestAt) wrong.push({ at: `${where}.at`, reason: 'must lie between 2000 and now' });
    if (judgement.kind === 'refused') wrong.push(...judgement.places);
    if (judgement.kind === 'refused' || survey === undefined) return [];
    const { channel, department } = place ?? { channel: 'other', department: '' };
    return [{
      id: response.id.toLowerCase(), survey: survey?.code ?? null, place: { code, channel, department }, identifiers: response.identifiers,
      at, language: response.language, channel: response.channel ?? channel, group: response.group ?? '', answers: judgement.answers,
    }];
  });
  if (wrong.length > 0) throw answersRefused(wrong);
  return judged;
}

async function keep(context: Context, tx: Db, journal: Journal, judged: readonly JudgedResponse[]): Promise<Accepted> {
  const receivedAt = context.clock.now();
  const byId = new Map([...judged].reverse().map((response) => [response.id, response])); // the first of equal ids wins
  const claimed = await claimResponses(tx, [...byId.values()].map(({ id, survey, place, at }) => ({ id, survey, touchpoint: place.code, at })), receivedAt);
  const kept = [];
  for (const response of byId.values()) {
    if (!claimed.has(response.id)) continue;
    const subject = response.identifiers.length > 0
      ? await subjectFor(context, tx, response.identifiers, response.at)
      : keyedId(context.identitySecret, 'anonymous_response', response.id);
    kept.push({ ...response, subject, receivedAt, touchpoint: response.place.code, department: response.place.department });
  }
  if (kept.length > 0) {
    journal.add('answers', (batch) => kept.flatMap((response) => response.answers.map((answer) => answerRow(response, answer, batch))));
    journal.add('interactions', (batch) => kept.map((response) => interactionRow(response, fingerprintId(`survey_response:${response.id}`), batch)));
  }
  return { accepted: kept.length, repeated: judged.length - kept.length };
}

const unique = (codes: readonly (string | undefined)[]): string[] => [...new Set(codes.filter((code) => code !== undefined))];

const answersRefused = (places: ProblemPlace[]): Problem => {
  const first = places[0];
  return new Problem('survey.answer_invalid', `Not all answers are valid${first ? `: ${first.at}: ${first.reason}` : ''}.`, {}, places.slice(0, 100));
};
