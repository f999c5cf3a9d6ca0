import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewLoopRule } from '../acting/closed-loop/loop-rules.actions.ts';
import { serveAs } from '../governance/roles/roles.builders.ts';
import { acceptResponses } from '../listening/responses/intake/accept-responses.actions.ts';
import { receiveResponses } from '../listening/responses/intake/receive-responses.actions.ts';
import { anybody, response } from '../listening/responses/responses.builders.ts';
import { answered, asking, publishSurvey } from '../listening/results/results.builders.ts';
import { registerResultsRoutes } from '../listening/results/results.routes.ts';
import { changeSurvey } from '../listening/surveys/manage-surveys.actions.ts';
import { buildTwoTouchpoints } from '../listening/surveys/surveys.builders.ts';
import { registerCustomersRoutes } from '../people/customers/customers.routes.ts';
import type { Routes } from '../platform/http/server.ts';
import { untilDelivered } from '../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { registerCockpitRoutes } from '../steering/cockpit/cockpit.routes.ts';
import { registerExportsRoutes } from '../steering/exports/exports.routes.ts';
import { registerGapsRoutes } from '../understanding/gaps/gaps.routes.ts';
import { registerMetricsRoutes } from '../understanding/metrics/metrics.routes.ts';

const eva = [{ kind: 'userId', value: 'eva' }];
let context: TestContext;
let server: Routes;

/** 20 employees recommend nobody and say so; one customer is happy. */
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date('2026-03-03T12:00:00Z') } });
  server = await serveAs((routes) => {
    for (const register of [registerMetricsRoutes, registerGapsRoutes, registerCockpitRoutes, registerExportsRoutes, registerCustomersRoutes, registerResultsRoutes]) register(routes, context);
  });
  await buildTwoTouchpoints(context);
  await publishSurvey(context, 'pulse', asking('nps', 'comment'), { kind: 'employee', touchpoint: 'repair_status' });
  await acceptResponses(context, [response(900, { identifiers: eva, at: '2026-03-02T09:00:00Z', answers: [{ role: 'nps', value: 10 }, { role: 'comment', text: 'Alles bestens' }] })]);
  await receiveResponses(context, Array.from({ length: 19 }, (_, n) => answered('pulse', n, { nps: 0, comment: 'Kantinengeheimnis' }, { identifiers: eva })));
  await acceptResponses(context, [response(19, { surveyCode: 'pulse', identifiers: eva, at: '2026-03-02T11:00:00Z', answers: [{ role: 'nps', value: 0 }, { role: 'comment', text: 'Kantinengeheimnis' }] })]);
  await untilDelivered(context);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await context?.close();
});

const get = async (url: string) => {
  const answer = await server.inject({ method: 'GET', url, headers: { 'x-role': 'administrator' } });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.body;
};
const json = async (url: string) => JSON.parse(await get(url)) as Record<string, unknown>;
const rowsIn = async (table: 'answers' | 'staff_answers') => (await context.history.query<{ n: number }>(`select count() as n from ${table} where survey = 'pulse'`))[0]?.n;

describe('what employees answer', () => {
  it('is in no list of answers, no figure, no file, no rule and no timeline, also for administrators', async () => {
    expect(await json('/api/metrics/nps')).toMatchObject({ n: 1 });
    const customers = JSON.parse(await get('/api/customers?identifier=userId:eva')) as { items: { id: string }[] };
    const places = [
      '/api/answers', '/api/answers?survey=pulse', '/api/metrics/voices', '/api/touchpoints?period=all', '/api/touchpoints/repair_status/answers', '/api/cockpit',
      '/api/exports/answers?format=csv-en', '/api/exports/interactions?format=csv-en', `/api/customers/${customers.items[0]?.id}/timeline`,
    ];
    const said = (await Promise.all(places.map(get))).join('\n');
    expect(said).toContain('Alles bestens');
    expect(said).not.toContain('Kantinengeheimnis');
    expect(await previewLoopRule(context, anybody, { condition: { kind: 'score', metric: 'nps', atMost: 4 }, touchpoints: null, days: 365 })).toMatchObject({ n: 0, examples: [] });
    expect(await previewLoopRule(context, anybody, { condition: { kind: 'complaint', moodAtMost: -1, words: ['kantine'] }, touchpoints: null, days: 365 })).toMatchObject({ n: 0, examples: [] });
    expect(await context.history.query(`select count() as n from interactions where kind = 'survey_answered'`)).toEqual([{ n: 1 }]);
    expect([await rowsIn('answers'), await rowsIn('staff_answers')]).toEqual([0, 40]);
  });

  it('is in the protected results of their survey, in full blocks', async () => {
    expect(await json('/api/surveys/pulse/results')).toMatchObject({ finished: 20, protection: { kind: 'protected', reason: 'employees' }, questions: [{ question: 'nps', parts: [{ n: 20 }] }, {}] });
    expect(await json('/api/surveys/pulse/results/voices')).toMatchObject({ total: 20 });
  });

  it('stays apart: once published, a survey neither becomes one of employees nor ceases to be', async () => {
    await publishSurvey(context, 'yearly', asking('nps'));
    await expect(changeSurvey(context, anybody, 'pulse', { kind: 'other' })).rejects.toMatchObject({ code: 'survey.kind_fixed' });
    await expect(changeSurvey(context, anybody, 'yearly', { kind: 'employee' })).rejects.toMatchObject({ code: 'survey.kind_fixed' });
    expect(await changeSurvey(context, anybody, 'yearly', { kind: 'transactional' })).toMatchObject({ kind: 'transactional' });
    await publishSurvey(context, 'draft', asking('nps'), { publish: false });
    expect(await changeSurvey(context, anybody, 'draft', { kind: 'employee' })).toMatchObject({ kind: 'employee' });
  });

  it('lies in a table of the same shape as what customers answer', async () => {
    const shapeOf = (table: string) => context.history.query('select name, type from system.columns where database = currentDatabase() and table = {table:String} order by position', { table });
    expect(await shapeOf('staff_answers')).toEqual(await shapeOf('answers'));
  });
});
