import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveAs } from '../../../governance/roles/roles.builders.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { deliverLeftovers } from '../../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import type { Definition } from '../../surveys/definition.contract.ts';
import { getDraft, publishSurvey, saveDraft } from '../../surveys/drafts/drafts.actions.ts';
import { createSurvey } from '../../surveys/manage-surveys.actions.ts';
import { buildTwoTouchpoints, surveyInput } from '../../surveys/surveys.builders.ts';
import { releaseResponse } from '../suspicions/decide.actions.ts';
import { anybody, responseId, save } from '../responses.builders.ts';
import { registerResponsesRoutes } from '../responses.routes.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
let context: TestContext;
let server: Routes;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => NOW } });
  await buildTwoTouchpoints(context);
  server = await serveAs((routes) => registerResponsesRoutes(routes, context));
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});

const text = (de: string) => ({ de });
const definition: Definition = {
  languages: ['de'], title: text('T'), hidden: [], endings: [{ id: 'end', title: text('E') }], look: { showsProgress: true, allowsBack: true, isOneByOne: false },
  pages: [{ id: 'main', questions: [
    { kind: 'nps', id: 'nps', title: text('N') }, { kind: 'text', id: 'words', lines: 'many', title: text('W'), when: 'nps < 7' }, { kind: 'date', id: 'day', title: text('D'), latest: 'today' },
    { kind: 'file', id: 'bill', title: text('F'), types: ['text', 'image'], maxFiles: 2, maxBytes: 2_000 }, { kind: 'csat', id: 'csat', title: text('C'), points: 5 }, { kind: 'ces', id: 'ces', title: text('S'), points: 5 },
  ] }],
};
let counter = 0;
let lastId = 100_000;
async function newSurvey(): Promise<string> {
  counter += 1;
  await createSurvey(context, surveyInput({ code: `bad_${counter}`, dimensions: undefined, definition }));
  return `bad_${counter}`;
}
async function send(code: string, n: number, changes: object = {}, headers: Record<string, string> = {}) {
  const answer = await server.inject({ method: 'PUT', url: `/api/public/surveys/${code}/responses/${responseId(n)}`, headers, payload: save(changes) });
  return { status: answer.statusCode, body: answer.json() };
}
const raw = (code: string, payload: string) => server.inject({ method: 'PUT', url: `/api/public/surveys/${code}/responses/${responseId(1)}`, headers: { 'content-type': 'application/json' }, payload });
const kept = async (code: string) => (await sql<{ n: number }>`select count(*) as n from responses where survey = ${code}`.execute(context.db)).rows[0]?.n;

describe('what is tampered with', () => {
  it.each([
    ['no version', { version: undefined }, 400], ['a version that there is not', { version: 7 }, 404], ['a language that is none', { language: '<script>' }, 400], ['a source that only we may name', { source: 'import' }, 400],
    ['a number of the save below zero', { seq: -1 }, 400], ['a time that is none', { startedAt: 'yesterday' }, 400], ['answers as a list', { answers: [] }, 400], ['301 answers', { answers: Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`q${n}`, 1])) }, 400],
    ['a value as text', { answers: { nps: '9' } }, 422], ['a value off the scale', { answers: { nps: 10.5 } }, 422], ['a question of another survey', { answers: { pairs: {} } }, 422], ['a prototype', { answers: { constructor: 1 } }, 422],
    ['a text of 5,001 characters', { answers: { nps: 1, words: 'x'.repeat(5_001) } }, 422], ['a file that was never uploaded', { answers: { bill: ['00000000-0000-4000-8000-00000000ffff'] } }, 422], ['NUL in a hidden field', { hidden: { a: '\u0000' } }, 400], ['a link that is none', { token: 'x' }, 404],
  ])('%s is refused and nothing is kept', async (_, changes, status) => {
    const code = await newSurvey();
    const id = (lastId += 1);
    const refused = await send(code, id, changes);
    expect(refused).toMatchObject({ status, body: { code: expect.any(String) } });
    expect(await kept(code)).toBe(0);
    expect((await send(code, id)).status).toBe(201);
  });

  it('broken JSON, deep nesting, half a megabyte and ids that are none never make a 500', async () => {
    const code = await newSurvey();
    expect((await raw(code, '{"answers":')).statusCode).toBe(400);
    expect((await raw(code, `{"version":1,"language":"de","seq":1,"isFinal":true,"startedAt":"2026-11-22T08:00:00Z","answers":{"nps":${'['.repeat(3_000)}${']'.repeat(3_000)}}}`)).statusCode).toBeGreaterThanOrEqual(400);
    expect((await raw(code, `{"__proto__":{"isFinal":true},"answers":{}}`)).statusCode).toBe(400);
    expect((await raw(code, `{"x":"${'x'.repeat(500_000)}"}`)).statusCode).toBe(413);
    expect((await server.inject({ method: 'PUT', url: `/api/public/surveys/${code}/responses/1;drop`, payload: save() })).statusCode).toBe(400);
    expect((await server.inject({ method: 'GET', url: '/api/public/surveys/a%00b' })).statusCode).toBe(400);
    expect(await kept(code)).toBe(0);
  });

  it('markup, half characters and control characters are kept as the text they are; answers beside the way are not', async () => {
    const code = await newSurvey();
    expect((await send(code, 2, { answers: { nps: 3, words: '<img src=x onerror=alert(1)>\u0000\ud83d "); drop' } })).status).toBe(201);
    expect((await send(code, 3, { answers: { nps: 9, words: 'nobody asked' } })).status).toBe(201);
    const rows = await context.history.query<{ text: string }>(`select text from answers where survey = {code:String} and question = 'words'`, { code });
    expect(rows).toEqual([{ text: '<img src=x onerror=alert(1)>\ufffd "); drop' }]);
  });

  it('a response stays with the survey and the version it was begun with', async () => {
    const code = await newSurvey();
    await send(code, 4, { isFinal: false });
    const draft = await getDraft(context, anybody, code);
    const { revision } = await saveDraft(context, anybody, code, { revision: draft.revision, definition: { ...definition, title: text('Neu') } });
    await publishSurvey(context, anybody, code, { revision });
    expect(await send(code, 4, { version: 2, seq: 2 })).toMatchObject({ status: 409, body: { code: 'survey.other_version' } });
    expect(await send(await newSurvey(), 4)).toMatchObject({ status: 409, body: { code: 'survey.response_elsewhere' } });
    expect(await send(code, 4, { seq: 2 })).toMatchObject({ status: 201, body: { state: 'finished' } });
    expect((await send(code, 5, { version: 1 })).status).toBe(201);
    expect(await context.history.query('select version, count() as n from responses final where survey = {code:String} group by version', { code })).toEqual([{ version: 1, n: 2 }]);
  });
});

describe('clocks that are wrong', () => {
  it.each([
    ['right', { startedAt: '2026-11-22T09:58:00Z' }, '2026-11-22 10:00:00.000', 120_000],
    ['two hours behind, with the moment of sending', { startedAt: '2026-11-22T07:58:00Z', sentAt: '2026-11-22T08:00:00Z' }, '2026-11-22 10:00:00.000', 120_000],
    ['of a kiosk that had no line for three days', { startedAt: '2026-11-19T08:58:00Z', answeredAt: '2026-11-19T09:00:00Z', sentAt: '2026-11-22T10:00:00Z', source: 'kiosk' }, '2026-11-19 09:00:00.000', 120_000],
    ['in the future', { startedAt: '2031-01-01T00:00:00Z' }, '2026-11-22 10:00:00.000', null],
    ['of 1970', { startedAt: '1970-01-01T00:00:00Z', answeredAt: '1970-01-01T00:01:00Z' }, '2026-11-22 10:00:00.000', null],
  ])('%s: the response is kept, and its time is possible', async (_, times, at, durationMs) => {
    const code = await newSurvey();
    expect((await send(code, 10 + counter * 100, times)).status).toBe(201);
    expect(await context.history.query('select at, duration_ms from responses final where survey = {code:String}', { code })).toEqual([{ at, duration_ms: durationMs }]);
  });

  it('today is today where the customer is', async () => {
    const code = await newSurvey();
    expect((await send(code, 20_000, { answers: { day: '2026-11-23' }, startedAt: '2026-11-23T00:30:00+14:00' })).status).toBe(201);
    expect((await send(code, 20_001, { answers: { day: '2026-11-25' } })).status).toBe(422);
  });
});

describe('machines', () => {
  it('hear what people hear, and their answers are kept apart until somebody says that a person wrote them', async () => {
    const code = await newSurvey();
    expect((await send(code, 30_000, { website: 'https://spam.example' })).body).toMatchObject({ state: 'finished', repeated: false });
    expect((await send(code, 30_001, { startedAt: '2026-11-22T09:59:59.500Z', answers: { nps: 1, words: 'a', day: '2026-11-01', csat: 1, ces: 1 } })).body).toMatchObject({ state: 'finished' });
    expect((await send(code, 30_002)).body).toMatchObject({ state: 'finished' });
    const counted = () => context.history.query('select count() as n from answers where survey = {code:String}', { code });
    expect(await counted()).toEqual([{ n: 1 }]);
    const list = await server.inject({ method: 'GET', url: `/api/surveys/${code}/responses?state=suspicious`, headers: { 'x-role': 'cx_manager' } });
    expect(list.json().items.map(({ id, suspicion }: Record<string, string>) => [id, suspicion]).sort()).toEqual([[responseId(30_000), 'honeypot'], [responseId(30_001), 'too_fast']]);
    await releaseResponse(context, anybody, code, responseId(30_001));
    expect(await counted()).toEqual([{ n: 6 }]);
    await expect(releaseResponse(context, anybody, code, responseId(30_001))).rejects.toMatchObject({ code: 'survey.response_not_found' });
  });

  it('are slowed down by address and survey, generously', async () => {
    const code = await newSurvey();
    const read = async () => (await server.inject({ method: 'GET', url: `/api/public/surveys/${code}` })).statusCode;
    for (let hundred = 0; hundred < 6; hundred += 1) expect(new Set(await Promise.all(Array.from({ length: 100 }, read)))).toEqual(new Set([200]));
    expect(await read()).toBe(429);
  });
});

describe('files', () => {
  const upload = (code: string, n: number, body: Buffer | string, { name = 'bild.png', question = 'bill' } = {}) => server.inject({ method: 'POST', url: `/api/public/surveys/${code}/responses/${responseId(n)}/files?question=${question}`, headers: { 'content-type': 'image/png', 'x-file-name': encodeURIComponent(name) }, payload: Buffer.from(body) });

  it('are what their bytes say, of the size that is allowed, and leave as something to save only', async () => {
    const code = await newSurvey();
    expect((await upload(code, 40_000, '<!doctype html><script>alert(1)</script>')).json()).toMatchObject({ code: 'survey.file_refused' });
    expect((await upload(code, 40_000, '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')).json()).toMatchObject({ code: 'survey.file_refused' });
    expect((await upload(code, 40_000, Buffer.from('4d5a9000030000000400', 'hex'))).json()).toMatchObject({ code: 'survey.file_refused' });
    expect((await upload(code, 40_000, '%PDF-1.7')).json()).toMatchObject({ code: 'survey.file_refused' });
    expect((await upload(code, 40_000, 'x'.repeat(2_001))).statusCode).toBe(413);
    expect((await upload(code, 40_000, 'Rechnung', { question: 'nps' })).json()).toMatchObject({ code: 'survey.file_refused' });
    expect(await context.files.list('responses')).toEqual([]);
    const taken = (await upload(code, 40_000, 'Rechnung 4711', { name: '../../etc/"böse\u0000.txt' })).json();
    expect(taken).toMatchObject({ name: 'böse.txt', contentType: 'text/plain', bytes: 13 });
    expect(await send(code, 40_001, { answers: { bill: [taken.fileId] } })).toMatchObject({ status: 422, body: { errors: [{ at: 'answers.bill' }] } });
    expect((await send(code, 40_000, { answers: { bill: [taken.fileId] } })).status).toBe(201);
    const file = await server.inject({ method: 'GET', url: `/api/surveys/${code}/responses/${responseId(40_000)}/files/${taken.fileId}`, headers: { 'x-role': 'administrator' } });
    expect([file.statusCode, file.body]).toEqual([200, 'Rechnung 4711']);
    expect(file.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename*=UTF-8''b%C3%B6se.txt`, 'x-content-type-options': 'nosniff' });
  });
});

describe('when an engine is away', () => {
  it('history: responses are acknowledged, because they are durable, and arrive once', async () => {
    const code = await newSurvey();
    const healthy = context.history;
    context.history = { ...healthy, insertLines: () => Promise.reject(new Error('connect ECONNREFUSED')) };
    expect((await send(code, 50_000)).status).toBe(201);
    expect((await send(code, 50_000)).body).toMatchObject({ repeated: true });
    context.history = healthy;
    await deliverLeftovers(context, 0);
    expect(await context.history.query('select count() as n from answers where survey = {code:String}', { code })).toEqual([{ n: 1 }]);
  });

  it('records: the sender is told to come again, nothing is promised, and one bad response does not cost the others', async () => {
    const code = await newSurvey();
    await sql`create function trouble() returns trigger language plpgsql as $$ begin
      if new.language = 'de' and new.id::text like '%60000' then raise exception 'no' using errcode = case when new.seq = 1 then '53100' else '23514' end; end if; return new; end $$`.execute(context.db);
    await sql`create trigger trouble before insert on responses for each row execute function trouble()`.execute(context.db);
    expect(await send(code, 60_000)).toMatchObject({ status: 503, body: { code: 'engine.unavailable' } });
    const all = await Promise.all([send(code, 60_000, { seq: 2 }), send(code, 60_001), send(code, 60_002)]);
    expect(all.map(({ status }) => status)).toEqual([500, 201, 201]);
    await sql`drop trigger trouble on responses`.execute(context.db);
    expect((await send(code, 60_000)).status).toBe(201);
  });
});
