import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildTwoTouchpoints, serveAs, surveyInput } from './surveys.builders.ts';
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
    ['PATCH', '/api/surveys/none', { state: 'closed' }], ['DELETE', '/api/surveys/none'],
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
