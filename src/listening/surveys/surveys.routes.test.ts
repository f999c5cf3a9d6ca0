import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildTwoTouchpoints, responseId, serveAs, surveyInput } from './surveys.builders.ts';
import { registerSurveysRoutes } from './surveys.routes.ts';

let context: TestContext;
let server: Routes;
beforeAll(async () => {
  context = await openTestContext();
  await buildTwoTouchpoints(context);
  server = await serveAs((routes) => registerSurveysRoutes(routes, context));
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});

const manager = { 'x-role': 'cx_manager' };
const serviceOwner = { 'x-role': 'touchpoint_owner', 'x-departments': 'service' };
const salesOwner = { 'x-role': 'touchpoint_owner', 'x-departments': 'sales' };
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
async function ask(method: Method, url: string, headers: Record<string, string> = {}, payload?: unknown) {
  const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload: payload as object }) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
}
let counter = 0;
const newSurvey = async (changes = {}) => {
  counter += 1;
  const code = `survey_${counter}`;
  const created = await ask('POST', '/api/surveys', manager, surveyInput({ code, ...changes }));
  expect(created.status).toBe(201);
  return code;
};
const nps = (value: unknown) => [{ role: 'nps', value }];

describe('who may see and change surveys', () => {
  const routes: [Method, string, unknown?][] = [
    ['GET', '/api/surveys'], ['GET', '/api/surveys/none'], ['POST', '/api/surveys', surveyInput({ code: 'free' })],
    ['PATCH', '/api/surveys/none', { state: 'closed' }], ['DELETE', '/api/surveys/none'], ['POST', '/api/surveys/none/links', {}],
  ];
  it.each(routes)('%s %s: 401 for strangers, 403 for agents', async (method, url, payload) => {
    expect((await ask(method, url, {}, payload)).status).toBe(401);
    expect((await ask(method, url, { 'x-role': 'agent' }, payload)).status).toBe(403);
  });
  it.each(routes.filter(([, url]) => url.includes('none')))('%s %s: 404 for a survey that does not exist', async (method, url, payload) => {
    expect(await ask(method, url, manager, payload)).toMatchObject({ status: 404, body: { code: 'survey.not_found' } });
  });
  it.each(routes.filter(([method]) => method !== 'GET'))('%s %s: 403 for viewers, who only read', async (method, url, payload) => {
    expect((await ask(method, url, { 'x-role': 'viewer' }, payload)).status).toBe(403);
  });
  it('shows an owner the surveys of the own departments only; a foreign one does not exist', async () => {
    const code = await newSurvey();
    expect((await ask('GET', `/api/surveys/${code}`, serviceOwner)).status).toBe(200);
    expect((await ask('GET', `/api/surveys/${code}`, salesOwner)).status).toBe(404);
    expect((await ask('GET', '/api/surveys', salesOwner)).body.items).toEqual([]);
    expect((await ask('GET', '/api/surveys', serviceOwner)).body.items.map((survey: { code: string }) => survey.code)).toContain(code);
    expect((await ask('GET', '/api/surveys?touchpoint=repair_status', salesOwner)).body.items).toEqual([]);
  });
});

describe('managing surveys', () => {
  it('creates, changes, closes, reopens and deletes one', async () => {
    const code = await newSurvey({ introDe: 'Nur eine Minute.' });
    expect((await ask('POST', '/api/surveys', manager, surveyInput({ code }))).body.code).toBe('survey.code_taken');
    const changed = await ask('PATCH', `/api/surveys/${code}`, manager, { nameDe: 'Anders', withCsat: true });
    expect(changed.body).toMatchObject({ nameDe: 'Anders', withCsat: true, introDe: 'Nur eine Minute.', dimensions: ['speed', 'information'], state: 'open', closedAt: null });
    expect((await ask('PATCH', `/api/surveys/${code}`, manager, { state: 'closed' })).body).toMatchObject({ state: 'closed', closedAt: expect.any(String) });
    expect((await ask('GET', `/api/public/surveys/${code}`)).body).toMatchObject({ status: 410, code: 'survey.closed' });
    expect((await ask('PATCH', `/api/surveys/${code}`, manager, { state: 'open' })).body.state).toBe('open');
    expect((await ask('DELETE', `/api/surveys/${code}`, manager)).status).toBe(204);
    expect((await ask('GET', `/api/surveys/${code}`, manager)).status).toBe(404);
  });

  it('pages through the list, newest first', async () => {
    const [older, newer] = [await newSurvey(), await newSurvey()];
    const first = await ask('GET', '/api/surveys?limit=1', manager);
    expect(first.body.items[0].code).toBe(newer);
    const second = await ask('GET', `/api/surveys?limit=1&cursor=${first.body.nextCursor}`, manager);
    expect(second.body.items[0].code).toBe(older);
    expect((await ask('GET', '/api/surveys?cursor=rubbish', manager)).status).toBe(400);
  });

  it.each([
    ['an unknown touchpoint', { touchpoint: 'nowhere' }, 404],
    ['no dimension', { dimensions: [] }, 400],
    ['an unknown dimension', { dimensions: ['__proto__'] }, 400],
    ['a dimension twice', { dimensions: ['speed', 'speed'] }, 400],
    ['a code with a quote', { code: "a'; drop table surveys; --" }, 400],
    ['a name with NUL', { nameDe: 'a\u0000b' }, 400],
    ['a name of 121 letters', { nameDe: 'x'.repeat(121) }, 400],
  ])('refuses %s', async (_, changes, status) => {
    expect((await ask('POST', '/api/surveys', manager, surveyInput({ code: 'wrong', ...(changes as object) }))).status).toBe(status);
  });
});

describe('the customer answers', () => {
  it('reads the texts without signing in and without anything about anybody', async () => {
    const code = await newSurvey({ nameEn: '<script>alert(1)</script>' });
    expect((await ask('GET', `/api/public/surveys/${code}`)).body).toEqual({
      code, nameDe: 'Nach der Reparatur', nameEn: '<script>alert(1)</script>', introDe: '', introEn: '', dimensions: ['speed', 'information'], withCsat: false,
    });
    expect((await ask('GET', '/api/public/surveys/none')).body.code).toBe('survey.not_found');
  });

  it('keeps a response once, however often it is sent: answers, contact and count', async () => {
    const code = await newSurvey();
    const body = { responseId: responseId(1), language: 'de', answers: [{ role: 'expectation', dimension: 'speed', value: 9 }, { role: 'experience', dimension: 'speed', value: 4 }, { role: 'nps', value: 2 }, { role: 'comment', text: '<b>Zu lang</b> gewartet \'); drop table answers; --' }] };
    expect(await ask('POST', `/api/public/surveys/${code}/responses`, {}, body)).toEqual({ status: 201, body: { responseId: responseId(1), accepted: true, repeated: false } });
    expect(await ask('POST', `/api/public/surveys/${code}/responses`, {}, { ...body, answers: nps(10) })).toEqual({ status: 200, body: { responseId: responseId(1), accepted: true, repeated: true } });
    const answers = await context.history.query('select role, dimension, value, text, touchpoint, channel, department, language, mood from answers where survey = {code:String} order by role', { code });
    expect(answers).toEqual([
      { role: 'comment', dimension: '', value: null, text: '<b>Zu lang</b> gewartet \'); drop table answers; --', touchpoint: 'repair_status', channel: 'call_center', department: 'service', language: 'de', mood: expect.closeTo(-1.2, 5) },
      expect.objectContaining({ role: 'expectation', dimension: 'speed', value: 9, mood: null }),
      expect.objectContaining({ role: 'experience', dimension: 'speed', value: 4 }),
      expect.objectContaining({ role: 'nps', dimension: '', value: 2 }),
    ]);
    const contacts = await context.history.query<{ properties: string }>(`select type, kind, channel, touchpoint, score, text, properties from interactions where message_key = {id:String}`, { id: responseId(1) });
    expect(contacts).toEqual([expect.objectContaining({ type: 'survey', kind: 'survey_answered', channel: 'survey', touchpoint: 'repair_status', score: 2 })]);
    expect(JSON.parse(contacts[0]?.properties ?? '')).toEqual({ responseId: responseId(1), survey: code, 'expectation.speed': 9, 'experience.speed': 4, nps: 2 });
    expect((await ask('GET', `/api/surveys/${code}`, manager)).body).toMatchObject({ responses: 1, lastResponseAt: expect.any(String) });
    expect((await ask('DELETE', `/api/surveys/${code}`, manager)).body.code).toBe('survey.has_responses');
  });

  it('keeps one of twenty that arrive at once with the same id', async () => {
    const code = await newSurvey();
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(2), answers: nps(n % 11) })));
    expect(all.map((answer) => answer.status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
    expect(await context.history.query('select count() as n from answers where survey = {code:String}', { code })).toEqual([{ n: 1 }]);
  });

  it('takes a personal link once, for the customer it was made for, and only its hash is kept', async () => {
    const code = await newSurvey();
    const made = await ask('POST', `/api/surveys/${code}/links`, manager, { identifier: { kind: 'email', value: 'Eva@Example.com' }, language: 'de' });
    expect(made.status).toBe(201);
    const url = new URL(made.body.links[0]);
    const token = url.searchParams.get('t');
    expect(url.pathname).toBe(`/s/${code}`);
    expect(url.searchParams.get('lang')).toBe('de');
    expect((await ask('GET', `/api/public/surveys/${code}?token=${token}`)).status).toBe(200);
    expect((await ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(3), token, answers: nps(9) })).status).toBe(201);
    expect((await ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(3), token, answers: nps(9) })).status).toBe(200);
    expect(await ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(4), token, answers: nps(1) })).toMatchObject({ status: 409, body: { code: 'survey.already_answered' } });
    expect((await ask('GET', `/api/public/surveys/${code}?token=${token}`)).body.code).toBe('survey.already_answered');
    expect((await ask('GET', `/api/surveys/${code}`, manager)).body.links).toEqual({ made: 1, used: 1 });
    const [row] = await context.history.query<{ subject: string }>('select subject from answers where survey = {code:String}', { code });
    const [again] = await context.history.query<{ n: number }>('select count() as n from interactions where subject = {subject:UUID}', { subject: row?.subject });
    expect(again?.n).toBe(1);
  });

  it('makes the open link, many anonymous links, and refuses a false token', async () => {
    const code = await newSurvey();
    expect((await ask('POST', `/api/surveys/${code}/links`, manager, {})).body).toEqual({ kind: 'open', links: [`http://localhost:3000/s/${code}`] });
    expect(new Set((await ask('POST', `/api/surveys/${code}/links`, manager, { count: 25 })).body.links).size).toBe(25);
    expect((await ask('POST', `/api/surveys/${code}/links`, manager, { count: 2, identifier: { kind: 'email', value: 'a@b.de' } })).status).toBe(400);
    expect((await ask('POST', `/api/surveys/${code}/links`, manager, { identifier: { kind: 'email', value: 'nobody' } })).body.code).toBe('customer.identifier_invalid');
    expect(await ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(5), token: 'guessed', answers: nps(9) })).toMatchObject({ status: 404, body: { code: 'survey.link_not_found' } });
  });

  it('refuses a closed survey, but confirms what was taken before it closed', async () => {
    const code = await newSurvey();
    await ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(6), answers: nps(9) });
    await ask('PATCH', `/api/surveys/${code}`, manager, { state: 'closed' });
    expect(await ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(7), answers: nps(9) })).toMatchObject({ status: 410, body: { code: 'survey.closed' } });
    expect((await ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(6), answers: nps(9) })).status).toBe(200);
    expect((await ask('POST', `/api/surveys/${code}/links`, manager, {})).status).toBe(410);
  });

  it('says with 422 where the wrong answers are, and keeps nothing of them', async () => {
    const code = await newSurvey();
    const refused = await ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(8), answers: [{ role: 'nps', value: 12 }, { role: 'experience', dimension: 'ease', value: 5 }] });
    expect(refused).toMatchObject({ status: 422, body: { code: 'survey.answer_invalid', errors: [{ at: 'answers[0].value' }, { at: 'answers[1].dimension' }] } });
    expect((await ask('POST', `/api/public/surveys/${code}/responses`, {}, { responseId: responseId(8), answers: nps(10) })).status).toBe(201);
  });

  it.each([
    ['no id', { answers: nps(9) }, 400],
    ['an id that is no UUID', { responseId: 'x', answers: nps(9) }, 400],
    ['no answers', { responseId: responseId(9), answers: [] }, 400],
    ['41 answers', { responseId: responseId(9), answers: Array.from({ length: 41 }, () => nps(9)[0]) }, 400],
    ['a value as text', { responseId: responseId(9), answers: nps('9') }, 422],
    ['no number', { responseId: responseId(9), answers: nps(null) }, 422],
    ['a list as body', [], 400],
  ])('refuses %s', async (_, body, status) => {
    const code = await newSurvey();
    expect((await ask('POST', `/api/public/surveys/${code}/responses`, {}, body)).status).toBe(status);
  });

  it('refuses prototype keys, broken JSON and two megabytes without a 500', async () => {
    const code = await newSurvey();
    const send = (payload: string) => server.inject({ method: 'POST', url: `/api/public/surveys/${code}/responses`, headers: { 'content-type': 'application/json' }, payload });
    expect((await send(`{"responseId":"${responseId(9)}","answers":[{"role":"nps","value":9,"__proto__":{"role":"x"}}]}`)).statusCode).toBe(400);
    expect((await send('{"responseId":')).statusCode).toBe(400);
    expect((await send(`{"responseId":"${responseId(9)}","answers":[{"role":"comment","text":"${'x'.repeat(2_000_000)}"}]}`)).statusCode).toBe(413);
    expect((await send(`{"responseId":"${responseId(9)}","answers":[${'['.repeat(3_000)}${']'.repeat(3_000)}]}`)).statusCode).toBe(422);
    expect((await server.inject({ method: 'GET', url: '/api/public/surveys/a%00b' })).statusCode).toBe(400);
    expect((await server.inject({ method: 'GET', url: "/api/public/surveys/a'%20or%201=1" })).statusCode).toBe(404);
  });

  it('slows down a flood from one address', async () => {
    const all = [];
    for (let n = 0; n < 302; n += 1) all.push(await ask('GET', '/api/public/surveys/flooded'));
    expect(all.filter((answer) => answer.status === 429)).toHaveLength(2);
    expect(all.at(-1)?.body.code).toBe('request.rate_limited');
  });
});
