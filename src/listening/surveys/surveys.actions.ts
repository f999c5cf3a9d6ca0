import { DAY_MS } from '../../kernel/clock.ts';
import { fingerprintId, keyedId, secretHash } from '../../kernel/ids.ts';
import { Problem, type ProblemPlace } from '../../kernel/problem.ts';
import { emit } from '../../governance/webhooks/emit.actions.ts';
import type { WebhookEvent } from '../../governance/webhooks/webhooks.contract.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { identifierId, loadKinds, normalIdentifier, recordSightings, type Sighting, strongest } from '../../people/identity/identity.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { History } from '../../platform/storage/history.ts';
import { type Journal, writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { answerRow, interactionRow, type KeptResponse } from './history-rows.logic.ts';
import { askedItems } from './plain-items.logic.ts';
import { getPublished, type PublishedSurvey } from './published.actions.ts';
import { judgeAnswers } from './responses.logic.ts';
import { stateOf } from './survey-state.logic.ts';
import { type ParsedResponse, type PublicResponse, RESPONSES_PER_BATCH, surveyResponseSchema, type SurveyResponse } from './surveys.contract.ts';
import { claimResponses, findLinkForUpdate, hasResponse, markLinkUsed } from './surveys.queries.ts';

export interface Accepted {
  accepted: number;
  /** Had been accepted before; nothing was changed. */
  repeated: number;
}

type JudgedResponse = Omit<KeptResponse, 'subject' | 'receivedAt'> & { identifiers: ParsedResponse['identifiers'] };

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
  const { afterCommit, ...result } = await writeWithHistory(context, (tx, journal) => keep(context, tx, journal, judged));
  afterCommit();
  countVersion(context);
  return result;
}

/**
 * Takes what a customer answered on the public page.
 * @throws survey.not_found, survey.closed, survey.link_not_found, survey.already_answered, survey.answer_invalid
 */
export async function answerSurvey(context: Context, code: string, { responseId, token, language, answers }: PublicResponse): Promise<{ responseId: string; accepted: true; repeated: boolean }> {
  const { survey, definition } = await getPublished(context, code);
  const touchpoint = survey.touchpoint ?? '';
  const { channel, department } = (await placesOfTouchpoints(context)).get(touchpoint) ?? NO_PLACE;
  const tokenHash = token === undefined ? null : secretHash(token);
  const { repeated, afterCommit } = await writeWithHistory(context, async (tx, journal): Promise<Kept> => {
    const link = tokenHash === null ? null : await findLinkForUpdate(tx, tokenHash);
    if (tokenHash !== null && link?.survey !== code) throw new Problem('survey.link_not_found', 'This link is not valid. Please check the address.');
    if (link?.usedAt && link.responseId !== responseId) throw new Problem('survey.already_answered', 'This survey has already been answered with this link.');
    // Before "closed": whoever sends again what was taken in time gets the same answer.
    if (await hasResponse(tx, responseId)) return { accepted: 0, repeated: 1, afterCommit: () => undefined };
    if (stateOf(survey, context.clock.now()) !== 'open') throw new Problem('survey.closed', 'This survey is closed.');
    const judgement = judgeAnswers(answers, askedItems(definition));
    if (judgement.kind === 'refused') throw answersRefused(judgement.places);
    const at = context.clock.now();
    const identifiers = link?.identifierKind && link.identifierValue ? [{ kind: link.identifierKind, value: link.identifierValue }] : [];
    const kept = await keep(context, tx, journal, [
      { id: responseId, survey: code, touchpoint, channel, department, identifiers, at, language, group: '', answers: judgement.answers },
    ]);
    if (tokenHash !== null && kept.accepted > 0) await markLinkUsed(tx, tokenHash, responseId, at);
    return kept;
  });
  afterCommit();
  countVersion(context);
  return { responseId, accepted: true, repeated: repeated > 0 };
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
  const surveys = await findPublished(context, unique(responses.map((response) => response.surveyCode)));
  const places = await placesOfTouchpoints(context);
  const latestMs = context.clock.now().getTime() + DAY_MS;
  const wrong: ProblemPlace[] = [];
  const judged = responses.flatMap((response, index): JudgedResponse[] => {
    const where = `responses[${index}]`;
    const survey = response.surveyCode === undefined ? null : surveys.get(response.surveyCode);
    const touchpoint = survey?.survey.touchpoint ?? response.touchpointCode ?? '';
    const place = places.get(touchpoint);
    const at = new Date(response.at);
    if (survey === undefined) wrong.push({ at: `${where}.surveyCode`, reason: 'there is no such survey' });
    if (survey === null && !place) wrong.push({ at: `${where}.touchpointCode`, reason: 'there is no such touchpoint' });
    if (at < EARLIEST_AT || at.getTime() > latestMs) wrong.push({ at: `${where}.at`, reason: 'must lie between 2000 and now' });
    const judgement = judgeAnswers(response.answers, survey ? askedItems(survey.definition) : null, `${where}.answers`);
    if (judgement.kind === 'refused') {
      wrong.push(...judgement.places);
      return [];
    }
    const { channel, department } = place ?? NO_PLACE;
    const { identifiers, language, group = '' } = response;
    return [{ id: response.id.toLowerCase(), survey: survey?.code ?? null, touchpoint, channel: response.channel ?? channel, department, identifiers, at, language, group, answers: judgement.answers }];
  });
  if (wrong.length > 0) throw answersRefused(wrong);
  return judged;
}

/** Without an entry for a survey that there is not, or that nobody has published. */
async function findPublished(context: Context, codes: readonly string[]): Promise<Map<string, PublishedSurvey>> {
  const found = await Promise.all(codes.map((code) => getPublished(context, code).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'survey.not_found') return null;
    throw error;
  })));
  return new Map(found.flatMap((survey) => (survey ? [[survey.code, survey]] : [])));
}

interface Kept extends Accepted {
  afterCommit: () => void;
}

async function keep(context: Context, tx: Db, journal: Journal, judged: readonly JudgedResponse[]): Promise<Kept> {
  const receivedAt = context.clock.now();
  const byId = new Map([...judged].reverse().map((response) => [response.id, response])); // the first of equal ids wins
  const claimed = await claimResponses(tx, [...byId.values()], receivedAt);
  const fresh = [...byId.values()].filter((response) => claimed.has(response.id));
  const { subjects, afterCommit } = await findSubjects(context, tx, journal, fresh);
  const kept = fresh.map((response): KeptResponse => ({ ...response, receivedAt, subject: subjects.get(response.id) ?? anonymousSubject(context, response.id) }));
  if (kept.length > 0) {
    journal.add('answers', (batch) => kept.flatMap((response) => response.answers.map((answer) => answerRow(response, answer, batch))));
    journal.add('interactions', (batch) => kept.map((response) => interactionRow(response, fingerprintId(`survey_response:${response.id}`), batch)));
  }
  await emit(context, tx, kept.map((response) => tellOf(response, subjects.get(response.id) ?? null)));
  return { accepted: kept.length, repeated: judged.length - kept.length, afterCommit };
}

/** Without the words of the customer. @param customer - an identifier under which the API finds them; null for somebody unknown */
const tellOf = ({ id, survey, touchpoint, channel, at }: KeptResponse, customer: string | null): WebhookEvent => ({
  kind: 'response.received',
  data: { responseId: id, survey, touchpoint, channel, at: at.toISOString(), customerId: customer },
  customerIds: customer === null ? [] : [customer],
});

/** Whom the responses come from, for all at once; without an entry where nothing identifies anybody. */
async function findSubjects(context: Context, tx: Db, journal: Journal, responses: readonly JudgedResponse[]): Promise<{ subjects: Map<string, string>; afterCommit: () => void }> {
  const kinds = await loadKinds(context, tx);
  const subjects = new Map<string, string>();
  const sightings = responses.flatMap(({ id, identifiers, at }): Sighting[] => {
    const named = identifiers.flatMap(({ kind, value }) => {
      const normal = normalIdentifier(context, kind, value);
      return 'identifier' in normal ? [normal.identifier] : [];
    });
    const subject = strongest(named, kinds);
    if (!subject) return [];
    subjects.set(id, identifierId(context, subject));
    const links = named.filter((identifier) => identifier !== subject).map((from) => ({ from, into: subject, rule: 'same_event' as const }));
    return [{ at, messageKey: `survey:${id}`, source: 'survey', subject, named, links }];
  });
  return { subjects, afterCommit: await recordSightings(context, tx, journal, sightings) };
}

/** Nobody is behind it but this one response, so it counts as a customer of its own. */
const anonymousSubject = (context: Context, responseId: string): string => keyedId(context.identitySecret, 'anonymous_response', responseId);

/** What answers take over from the touchpoint that they are about. Empty department: nobody owns it. */
async function placesOfTouchpoints(context: Context): Promise<Map<string, { channel: string; department: string }>> {
  return new Map((await listTouchpoints(context)).map(({ code, channel, department }) => [code, { channel, department: department ?? '' }]));
}
const NO_PLACE = { channel: 'other', department: '' };

const versions = new WeakMap<History, number>();
const countVersion = (context: Context) => versions.set(context.history, answersVersion(context) + 1);
/** Grows with every answer that this process has taken, so that who remembers figures knows when they are outdated. */
export const answersVersion = ({ history }: Context): number => versions.get(history) ?? 0;

const unique = (codes: readonly (string | undefined)[]): string[] => [...new Set(codes.filter((code) => code !== undefined))];

const answersRefused = (places: ProblemPlace[]): Problem => {
  const first = places[0];
  return new Problem('survey.answer_invalid', `Not all answers are valid${first ? `: ${first.at}: ${first.reason}` : ''}.`, {}, places.slice(0, 100));
};
