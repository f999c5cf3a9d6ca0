import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveAs } from '../../governance/roles/roles.builders.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { changeSurvey, createSurvey } from '../surveys/manage-surveys.actions.ts';
import { buildTwoTouchpoints, surveyInput } from '../surveys/surveys.builders.ts';
import { anybody, responseId, save } from './responses.builders.ts';
import { registerResponsesRoutes } from './responses.routes.ts';

let context: TestContext;
let server: Routes;
beforeAll(async () => {
  context = await openTestContext();
  await buildTwoTouchpoints(context);
  server = await serveAs((routes) => registerResponsesRoutes(routes, context));
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
async function ask(method: Method, url: string, headers: Record<string, string> = {}, payload?: unknown) {
  const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload: payload as object }) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json(), headers: answer.headers };
}
let counter = 0;
async function newSurvey(changes = {}): Promise<string> {
  counter += 1;
  const code = `survey_${counter}`;
  await createSurvey(context, surveyInput({ code, ...changes }));
  return code;
}
const put = (code: string, n: number, changes = {}) => ask('PUT', `/api/public/surveys/${code}/responses/${responseId(n)}`, {}, save(changes));
const answersOf = (code: string) => context.history.query<Record<string, unknown>>('select question, item, role, dimension, value, raw, scale_low, scale_high, paired, text, version, touchpoint, channel, department, language, mood, subject from answers where survey = {code:String} order by item', { code });
const progressOf = (code: string) => context.history.query<Record<string, unknown>>('select response_id, state, version, last_question, answered, asked, ending, finished_at is not null as finished from responses final where survey = {code:String} order by response_id', { code });

describe('answering', () => {
  it('shows what is asked to everybody, on every origin, without cookies', async () => {
    const code = await newSurvey();
    const read = await ask('GET', `/api/public/surveys/${code}`);
    expect(read.body).toMatchObject({ code, state: 'open', version: 1, definition: { languages: ['de', 'en'] }, hidden: {}, resume: null, isPersonal: false });
    expect(read.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
    expect(read.headers['set-cookie']).toBeUndefined();
    expect((await ask('OPTIONS', `/api/public/surveys/${code}/responses/${responseId(1)}`)).headers['access-control-allow-methods']).toBe('GET, PUT, POST');
    expect((await ask('GET', '/api/public/surveys/none')).body.code).toBe('survey.not_found');
  });

  it('keeps typed answers, the contact and the progress of a response', async () => {
    const code = await newSurvey();
    const answers = { pairs: { speed: { first: 9, second: 4 } }, nps: 2, comment: '<b>Zu lang</b> gewartet \'); drop table answers; --' };
    expect(await put(code, 1, { answers })).toMatchObject({ status: 201, body: { responseId: responseId(1), state: 'finished', repeated: false, ending: 'thanks' } });
    expect(await answersOf(code)).toEqual([
      expect.objectContaining({ question: 'comment', role: 'comment', value: null, text: answers.comment, touchpoint: 'repair_status', channel: 'call_center', department: 'service', language: 'de', version: 1, mood: expect.closeTo(-1.2, 5) }),
      expect.objectContaining({ question: 'nps', role: 'nps', value: 2, raw: 2, scale_low: 0, scale_high: 10, mood: null }),
      expect.objectContaining({ question: 'pairs', item: 'pairs.speed.expectation', role: 'expectation', dimension: 'speed', value: 9, paired: null }),
      expect.objectContaining({ question: 'pairs', item: 'pairs.speed.experience', role: 'experience', dimension: 'speed', value: 4, paired: 9 }),
    ]);
    expect(await progressOf(code)).toEqual([{ response_id: responseId(1), state: 'finished', version: 1, last_question: 'comment', answered: 3, asked: 3, ending: 'thanks', finished: 1 }]);
    const [contact] = await context.history.query<{ properties: string }>('select type, kind, channel, touchpoint, score, properties from interactions where message_key = {id:String}', { id: responseId(1) });
    expect(contact).toMatchObject({ type: 'survey', kind: 'survey_answered', channel: 'survey', touchpoint: 'repair_status', score: 2 });
    expect(JSON.parse(contact?.properties ?? '')).toEqual({ responseId: responseId(1), survey: code, 'expectation.speed': 9, 'experience.speed': 4, nps: 2 });
  });

  it('saves page by page: an older save never replaces a newer one, and the final one counts for ever', async () => {
    const code = await newSurvey();
    const page = (seq: number, answers: object, isFinal = false) => put(code, 10, { seq, answers, isFinal });
    expect((await page(2, { nps: 7 })).body).toMatchObject({ state: 'saved', repeated: false, ending: null });
    expect((await page(1, { nps: 1 })).body).toMatchObject({ state: 'saved', repeated: true });
    expect(await progressOf(code)).toMatchObject([{ state: 'open', last_question: 'nps', answered: 1, finished: 0 }]);
    expect(await answersOf(code)).toEqual([]);
    expect((await page(3, { nps: 8, comment: 'gut' }, true)).body).toMatchObject({ state: 'finished', repeated: false });
    expect((await page(9, { nps: 0 }, true)).body).toMatchObject({ state: 'finished', repeated: true, ending: 'thanks' });
    expect((await page(10, { nps: 0 })).body).toMatchObject({ state: 'finished', repeated: true });
    expect(await answersOf(code)).toMatchObject([{ role: 'comment', text: 'gut' }, { role: 'nps', value: 8 }]);
    expect(await progressOf(code)).toMatchObject([{ state: 'finished', answered: 2 }]);
  });

  it('keeps one of ten that arrive at once with the same id', async () => {
    const code = await newSurvey();
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => put(code, 11, { answers: { nps: n } })));
    expect(all.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 9 }, () => 200), 201]);
    expect(await answersOf(code)).toHaveLength(1);
    expect(await progressOf(code)).toHaveLength(1);
  });

  it('says where answers are wrong and keeps nothing of them; then the right ones count', async () => {
    const code = await newSurvey();
    const wrong = await put(code, 12, { answers: { nps: 12, pairs: { speed: { first: 3, second: 11 } }, colour: 'red' } });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'survey.answer_invalid' } });
    expect(wrong.body.errors.map(({ at }: { at: string }) => at).sort()).toEqual(['answers.colour', 'answers.nps', 'answers.pairs.speed.second']);
    expect(await progressOf(code)).toEqual([]);
    expect((await put(code, 12)).status).toBe(201);
  });

  it('takes what was begun in time when the survey closes, and nothing new', async () => {
    const code = await newSurvey();
    await put(code, 20, { isFinal: false });
    await put(code, 21);
    await changeSurvey(context, anybody, code, { state: 'closed' });
    expect((await put(code, 22)).body).toEqual({ responseId: responseId(22), state: 'closed', repeated: false, ending: null });
    expect((await put(code, 21)).body).toMatchObject({ state: 'finished', repeated: true });
    expect((await put(code, 20, { seq: 2 })).body).toMatchObject({ state: 'finished', repeated: false });
    expect((await ask('GET', `/api/public/surveys/${code}`)).body).toMatchObject({ state: 'closed', definition: null });
    expect((await progressOf(code)).map((row) => row['response_id'])).toEqual([responseId(20), responseId(21)]);
  });
});
