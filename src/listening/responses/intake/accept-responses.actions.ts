import { DAY_MS } from '../../../kernel/clock.ts';
import { Problem, type ProblemPlace } from '../../../kernel/problem.ts';
import { loadKinds } from '../../../people/identity/identity.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { type Journal, writeWithHistory } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { findPublished, type PublishedSurvey } from '../../surveys/versions/published.actions.ts';
import { noteAnswers } from './answers-version.actions.ts';
import { isAboutEmployees } from '../employees.logic.ts';
import type { KeptResponse } from './history-rows.logic.ts';
import { askedItems, judgeAnswers, keptAnswers } from './judge-neutral.logic.ts';
import { anonymousSubject, findSubjects, journalResponses, placesOfTouchpoints, strongestSubject, tellOfResponses } from './keep-responses.actions.ts';
import { type Accepted, type ParsedResponse, RESPONSES_PER_BATCH, surveyResponseSchema, type SurveyResponse } from './neutral-responses.contract.ts';
import { insertResponses, type ResponseRow } from '../responses.queries.ts';
import { answersRefused } from './write-saves.actions.ts';

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
  const judged = await judgeResponses(context, parseResponses(responses));
  const { afterCommit, ...result } = await writeWithHistory(context, (tx, journal) => keep(context, tx, journal, judged));
  afterCommit();
  noteAnswers(context);
  return result;
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
  const surveys = await findAllPublished(context, unique(responses.map((response) => response.surveyCode)));
  const places = await placesOfTouchpoints(context);
  const latestMs = context.clock.now().getTime() + DAY_MS;
  const wrong: ProblemPlace[] = [];
  const judged = responses.flatMap((response, index): JudgedResponse[] => {
    const where = `responses[${index}]`;
    const published = response.surveyCode === undefined ? null : surveys.get(response.surveyCode);
    const touchpoint = published?.survey.touchpoint ?? response.touchpointCode ?? '';
    const place = places.get(touchpoint);
    const at = new Date(response.at);
    if (published === undefined) wrong.push({ at: `${where}.surveyCode`, reason: 'there is no such survey' });
    if (published === null && !place) wrong.push({ at: `${where}.touchpointCode`, reason: 'there is no such touchpoint' });
    if (at < EARLIEST_AT || at.getTime() > latestMs) wrong.push({ at: `${where}.at`, reason: 'must lie between 2000 and now' });
    const asked = published ? askedItems(published.definition) : null;
    const judgement = judgeAnswers(response.answers, asked, `${where}.answers`);
    if (judgement.kind === 'refused') {
      wrong.push(...judgement.places);
      return [];
    }
    const { language, group = '', source } = response;
    const isOfEmployees = published ? isAboutEmployees(published.survey) : false;
    const answers = keptAnswers(judgement.answers, asked);
    const questions = new Set(answers.map(({ question }) => question).filter((question) => question !== ''));
    return [{
      id: response.id.toLowerCase(), survey: published?.code ?? null, version: published?.version ?? 0, touchpoint, channel: response.channel ?? place?.channel ?? 'other', department: place?.department ?? '', identifiers: isOfEmployees ? [] : response.identifiers, at, language, group, source, answers,
      progress: published ? { state: 'finished', seq: 1, startedAt: null, lastQuestion: [...questions].at(-1) ?? '', answered: questions.size, asked: questions.size, ending: '', hidden: {} } : null,
      isOfEmployees, isContact: !isOfEmployees,
    }];
  });
  if (wrong.length > 0) throw answersRefused(wrong);
  return judged;
}

/** Without an entry for a survey that there is not, or that nobody has published. */
async function findAllPublished(context: Context, codes: readonly string[]): Promise<Map<string, PublishedSurvey>> {
  const found = await Promise.all(codes.map((code) => findPublished(context, code)));
  return new Map(found.flatMap((survey) => (survey ? [[survey.code, survey]] : [])));
}

async function keep(context: Context, tx: Db, journal: Journal, judged: readonly JudgedResponse[]): Promise<Accepted & { afterCommit: () => void }> {
  const receivedAt = context.clock.now();
  const kinds = await loadKinds(context, tx);
  const byId = new Map([...judged].reverse().map((response) => [response.id, response])); // the first of equal ids wins
  const claimed = await insertResponses(tx, [...byId.values()].map((response) => rowOf(response, strongestSubject(context, kinds, response.identifiers), receivedAt)));
  const fresh = [...byId.values()].filter((response) => claimed.has(response.id));
  const { subjects, afterCommit } = await findSubjects(context, tx, journal, fresh);
  const kept = fresh.map((response): KeptResponse => ({ ...response, receivedAt, subject: subjects.get(response.id) ?? anonymousSubject(context, response.id) }));
  journalResponses(journal, kept);
  await tellOfResponses(context, tx, kept, (id) => subjects.get(id) ?? null);
  return { accepted: kept.length, repeated: judged.length - kept.length, afterCommit };
}

/** What was answered lies in history only: the neutral shape does not know our questions. */
function rowOf({ id, survey, version, touchpoint, source, language, at }: JudgedResponse, subject: string | null, receivedAt: Date): ResponseRow {
  return {
    id, survey, version: survey === null ? null : version, touchpoint, subject, linkId: null, source, language, hidden: {}, answers: null, lastQuestion: null,
    startedAt: null, at, receivedAt, savedAt: receivedAt, finishedAt: at, seq: 1, ending: null, quotaFullAt: null, suspicion: null,
  };
}

const unique = (codes: readonly (string | undefined)[]): string[] => [...new Set(codes.filter((code) => code !== undefined))];
