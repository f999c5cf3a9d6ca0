import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveAs } from '../../governance/roles/roles.builders.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildTwoTouchpoints, surveyInput } from './surveys.builders.ts';
import { stateOf } from './survey-state.logic.ts';
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
const listed = async (query: string, who: Record<string, string> = manager): Promise<string[]> => (await ask('GET', `/api/surveys${query}`, who)).body.items.map((survey: { code: string }) => survey.code);

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
  it('creates, changes, closes, reopens, archives and deletes one', async () => {
    const code = await newSurvey();
    expect((await ask('POST', '/api/surveys', manager, surveyInput({ code }))).body.code).toBe('survey.code_taken');
    const changed = await ask('PATCH', `/api/surveys/${code}`, manager, { nameDe: 'Anders', kind: 'other' });
    expect(changed.body).toMatchObject({ nameDe: 'Anders', kind: 'other', state: 'open', closedAt: null, publishedVersion: 1, hasUnpublishedChanges: false, languages: ['de', 'en'], questions: 3 });
    expect((await ask('PATCH', `/api/surveys/${code}`, manager, { state: 'closed' })).body).toMatchObject({ state: 'closed', closedAt: expect.any(String) });
    expect((await ask('PATCH', `/api/surveys/${code}`, manager, { state: 'open' })).body.state).toBe('open');
    expect((await ask('PATCH', `/api/surveys/${code}`, manager, { state: 'archived' })).body.state).toBe('archived');
    expect((await listed('')).includes(code)).toBe(false);
    expect(await listed('?state=archived')).toEqual([code]);
    expect((await ask('DELETE', `/api/surveys/${code}`, manager)).status).toBe(204);
    expect((await ask('GET', `/api/surveys/${code}`, manager)).status).toBe(404);
  });

  it('opens and closes by date, to the moment', async () => {
    const code = await newSurvey({ publish: true });
    expect((await ask('PATCH', `/api/surveys/${code}`, manager, { opensAt: '2999-01-01T00:00:00+01:00' })).body).toMatchObject({ state: 'scheduled', opensAt: '2998-12-31T23:00:00.000Z' });
    expect((await ask('PATCH', `/api/surveys/${code}`, manager, { opensAt: null, closesAt: '2026-01-01T00:00:00Z' })).body).toMatchObject({ state: 'closed', closedAt: null });
    expect(await listed('?state=closed')).toContain(code);
    const dates = { publishedVersion: 1, opensAt: new Date('2026-03-01T00:00:00Z'), closesAt: new Date('2026-04-01T00:00:00Z'), closedAt: null, archivedAt: null };
    expect(['2026-02-28T23:59:59Z', '2026-03-01T00:00:00Z', '2026-03-31T23:59:59Z', '2026-04-01T00:00:00Z'].map((at) => stateOf(dates, new Date(at)))).toEqual(['scheduled', 'open', 'open', 'closed']);
  });

  it('finds by part of a name or code, and by kind', async () => {
    const code = await newSurvey({ nameDe: '100 % Zufriedenheit', kind: 'employee' });
    expect(await listed('?search=0%20%25%20zuf')).toEqual([code]);
    expect(await listed('?search=%25%25')).toEqual([]);
    expect(await listed('?kind=employee')).toEqual([code]);
  });

  it('about no touchpoint is seen by those who are not limited to departments', async () => {
    const code = await newSurvey({ touchpoint: null, template: 'nps', dimensions: undefined });
    expect((await ask('GET', `/api/surveys/${code}`, manager)).body).toMatchObject({ touchpoint: null, kind: 'relationship' });
    expect((await ask('GET', `/api/surveys/${code}`, serviceOwner)).status).toBe(404);
    expect(await listed(`?search=${code}`, serviceOwner)).toEqual([]);
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
    ['a template and a definition', { template: 'nps', definition: { languages: ['de'] } }, 400],
    ['a field that there is not', { introDe: 'Hallo' }, 400],
    ['an unknown template', { template: 'mystery' }, 400],
  ])('refuses %s', async (_, changes, status) => {
    expect((await ask('POST', '/api/surveys', manager, surveyInput({ code: 'wrong', ...(changes as object) }))).status).toBe(status);
  });
});
