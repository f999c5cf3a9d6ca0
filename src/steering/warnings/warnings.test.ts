import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, type Method, serveAs } from '../../governance/roles/roles.builders.ts';
import { acceptResponses } from '../../listening/responses/intake/accept-responses.actions.ts';
import { response } from '../../listening/responses/responses.builders.ts';
import { buildTwoTouchpoints } from '../../listening/surveys/surveys.builders.ts';
import { SeededRandom } from '../../kernel/stats/random.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { lookAtWatches } from './look.actions.ts';
import { warningDetailSchema, warningListSchema } from './warnings.contract.ts';
import { registerWarningsRoutes } from './warnings.routes.ts';

// A Tuesday; the last whole week begins on 2026-06-22.
let now = new Date('2026-06-30T12:00:00Z');
const FIRST_MONDAY = Date.parse('2025-11-03T00:00:00Z');
const WEEKS = 34;
/** The repair status falls from 8 to 5.5 in the week of 2026-05-11; advice in the shop stays. */
const FALL_WEEK = 27;
const PER_WEEK = 20;

let context: TestContext;
let server: Routes;

/** 20 customers a week and touchpoint, each asked once. */
function responses() {
  const random = new SeededRandom(5);
  const score = (mean: number) => Math.max(0, Math.min(10, Math.round(mean + 1.5 * random.normal())));
  return Array.from({ length: WEEKS }, (_, week) => ['repair_status', 'shop_advice'].flatMap((touchpointCode, place) => Array.from({ length: PER_WEEK }, (__, k) => {
    const n = (week * 2 + place) * PER_WEEK + k;
    const lived = touchpointCode === 'repair_status' && week >= FALL_WEEK ? 5.5 : 8;
    return response(n, {
      touchpointCode, group: k % 2 === 0 ? 'business' : 'private', at: new Date(FIRST_MONDAY + (week * 7 + (k % 7)) * 86_400_000 + 36_000_000).toISOString(), identifiers: [{ kind: 'userId', value: `c${n}` }],
      answers: [{ role: 'expectation', dimension: 'speed', value: 8 }, { role: 'experience', dimension: 'speed', value: score(lived) }, { role: 'nps', value: score(lived) }, { role: 'comment', text: `Woche ${week}` }],
    });
  }))).flat();
}

const ask = (method: Method, url: string, { role = 'cx_manager', departments = '', body }: { role?: string; departments?: string; body?: object } = {}) => callAs(server, `${role} ${departments}`.trim(), { method, url, payload: body });
const listed = async (query = '', who: { role?: string; departments?: string } = {}) => warningListSchema.parse((await ask('GET', `/api/warnings${query}`, who)).body);

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  server = await serveAs((routes) => registerWarningsRoutes(routes, context));
  await buildTwoTouchpoints(context);
  const all = responses();
  for (let start = 0; start < all.length; start += 500) await acceptResponses(context, all.slice(start, start + 500));
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});

describe('the first look over history', () => {
  it('watches four scores of each main touchpoint by itself and dates the fall to its week, weeks after it happened', async () => {
    expect(await lookAtWatches(context)).toMatchObject({ series: 8, told: 0 });
    const { items, open, watched, judgeable, longestWeeks, countedTo } = await listed('?lang=de');
    expect(items.map(({ touchpoint, score, side }) => `${touchpoint} ${score} ${side}`).toSorted()).toEqual(['repair_status experience down', 'repair_status gap down', 'repair_status nps down']);
    expect({ open, watched, countedTo }).toEqual({ open: 3, watched: 8, countedTo: '2026-06-29' });
    expect({ judgeable, longestWeeks }).toEqual({ judgeable: 8, longestWeeks: 20 });
    const experience = items.find(({ score }) => score === 'experience');
    expect(experience).toMatchObject({ touchpointName: 'Reparaturstatus', department: 'service', state: 'open', isWorse: true, beganOn: '2026-05-11', endedOn: null, seriesWatched: 8 });
    expect(['2026-05-11', '2026-05-18']).toContain(experience?.raisedIn);
  });
  it('finds nothing new when it looks again, and goes on from where it was', async () => {
    expect(await lookAtWatches(context)).toMatchObject({ found: 0 });
    now = new Date('2026-07-07T12:00:00Z');
    expect(await lookAtWatches(context)).toMatchObject({ found: 0 });
    expect((await listed()).countedTo).toBe('2026-07-06');
    now = new Date('2026-06-30T12:00:00Z');
    const { rows } = await sql<{ n: number; weeks: number }>`select count(*)::int as n, count(distinct (watch_id, week))::int as weeks from watch_weeks where n > 0`.execute(context.db);
    expect(rows[0]?.n).toBe(rows[0]?.weeks);
  });
  it('counts history that was brought in after the first look, however old it is', async () => {
    const weeksOf = async (touchpoint: string) => (await sql<{ weeks: number }>`select count(distinct week)::int as weeks from watch_weeks join watches on watches.id = watch_id where touchpoint = ${touchpoint} and score = 'experience'`.execute(context.db)).rows[0]?.weeks;
    await sql`delete from watch_weeks where week < '2026-05-25'`.execute(context.db);
    expect(await weeksOf('shop_advice')).toBe(5);
    expect(await lookAtWatches(context)).toMatchObject({ found: 0 });
    expect(await weeksOf('shop_advice')).toBe(WEEKS);
  });
  it('finds the same when it begins anew', async () => {
    const before = (await listed()).items.map(({ id, beganOn, raisedIn }) => [id, beganOn, raisedIn]);
    await sql`update watches set counted_to = null`.execute(context.db);
    expect(await lookAtWatches(context)).toMatchObject({ found: 0 });
    expect((await listed()).items.map(({ id, beganOn, raisedIn }) => [id, beganOn, raisedIn])).toEqual(before);
  });
});

describe('an alarm', () => {
  const experience = async () => (await listed('?score=experience&state=active')).items[0] ?? (await listed('?score=experience&state=snoozed')).items[0] ?? (await listed('?score=experience&state=closed')).items[0];
  it('shows its evidence: figures from 30 customers on, the chart in steps of 30, the voices of those weeks', async () => {
    const { id } = (await experience()) ?? { id: '' };
    const detail = warningDetailSchema.parse((await ask('GET', `/api/warnings/${id}`)).body);
    expect(detail.chart.points.every(({ n, value }) => (n >= 30 ? value !== null : value === null))).toBe(true);
    expect(detail.chart.levels.length).toBeGreaterThanOrEqual(2);
    expect(detail.chart.limit).toBe(5);
    expect(detail.voices?.length).toBeGreaterThan(0);
    expect(detail.voices?.every(({ at }) => at >= '2026-05-11' && at < '2026-05-25')).toBe(true);
    expect(detail.warning.value === null).toBe(detail.warning.n < 30);
  });
  it('is seen, put off, closed and opened again, each with who did it', async () => {
    const { id } = (await experience()) ?? { id: '' };
    expect((await ask('POST', `/api/warnings/${id}/acknowledge`, { body: { note: 'Werkstatt gefragt' } })).status).toBe(204);
    expect(await experience()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'cx_manager@example.com', note: 'Werkstatt gefragt' });
    expect((await ask('POST', `/api/warnings/${id}/snooze`, { body: { until: '2026-06-29T00:00:00Z' } })).status).toBe(400);
    expect((await ask('POST', `/api/warnings/${id}/snooze`, { body: { until: '2026-07-20T00:00:00Z' } })).status).toBe(204);
    expect((await listed('?state=snoozed')).items.map((one) => one.id)).toEqual([id]);
    now = new Date('2026-07-21T00:00:00Z');
    expect(await experience()).toMatchObject({ state: 'acknowledged' });
    now = new Date('2026-06-30T12:00:00Z');
    expect((await ask('POST', `/api/warnings/${id}/close`, { body: { because: 'handled' } })).status).toBe(204);
    expect(await experience()).toMatchObject({ state: 'closed', closedBecause: 'handled', closedBy: 'cx_manager@example.com' });
    expect((await ask('POST', `/api/warnings/${id}/acknowledge`, { body: {} })).body).toMatchObject({ code: 'warning.closed' });
    expect(await lookAtWatches(context)).toMatchObject({ found: 0 });
    expect((await ask('POST', `/api/warnings/${id}/reopen`)).status).toBe(204);
    expect(await experience()).toMatchObject({ state: 'open' });
  });
  it('becomes a case of the department that owns the touchpoint, once', async () => {
    const { id } = (await experience()) ?? { id: '' };
    const first = await ask('POST', `/api/warnings/${id}/case`, { body: { note: 'Bitte mit der Werkstatt klären.' } });
    expect(first).toMatchObject({ status: 201, body: { isNew: true } });
    expect((await ask('POST', `/api/warnings/${id}/case`, { body: {} })).body).toMatchObject({ caseId: first.body.caseId, isNew: false });
    const { rows } = await sql<{ department: string; subjectLine: string; touchpoint: string }>`select department, subject_line, touchpoint from cases where id = ${first.body.caseId}`.execute(context.db);
    expect(rows[0]).toMatchObject({ department: 'service', touchpoint: 'repair_status', subjectLine: expect.stringMatching(/^Reparaturstatus: Erlebnis seit der Woche vom 11\. Mai 2026 gefallen/) });
    expect(await experience()).toMatchObject({ caseId: first.body.caseId, state: 'acknowledged' });
  });
  it('closed as a new level is what is usual from then on', async () => {
    const [gap] = (await listed('?score=gap')).items;
    await ask('POST', `/api/warnings/${gap?.id}/close`, { body: { because: 'new_level' } });
    expect((await ask('GET', `/api/watches/${gap?.watchId}`)).body.watch).toMatchObject({ levelFrom: gap?.beganOn });
    expect((await ask('GET', `/api/watches/${gap?.watchId}`)).body.watch).toMatchObject({ weeks: 7 });
    expect(await listed()).toMatchObject({ watched: 8, judgeable: 7 });
    expect(await lookAtWatches(context)).toMatchObject({ found: 0 });
  });
});

describe('who may see and do what', () => {
  it('is counted for the rail: what waits for somebody, at own touchpoints where people are limited to departments', async () => {
    const count = async (who?: { role?: string; departments?: string }) => (await ask('GET', '/api/warnings/count', who)).body;
    const waiting = (await listed('?state=open')).items.length;
    expect(waiting).toBeGreaterThan(0);
    expect(await Promise.all([count(), count({ role: 'viewer' }), count({ role: 'touchpoint_owner', departments: 'service' }), count({ role: 'touchpoint_owner', departments: 'sales' })])).toEqual([{ count: waiting }, { count: waiting }, { count: waiting }, { count: 0 }]);
  });
  it('shows an owner the alarms of own touchpoints only, and answers 404 for others', async () => {
    const sales = { role: 'touchpoint_owner', departments: 'sales' };
    expect(await listed('', sales)).toMatchObject({ items: [], open: 0, watched: 4 });
    const [foreign] = (await listed('?score=nps')).items;
    expect((await ask('GET', `/api/warnings/${foreign?.id}`, sales)).status).toBe(404);
    expect((await ask('POST', `/api/warnings/${foreign?.id}/acknowledge`, { ...sales, body: {} })).status).toBe(404);
    expect((await ask('GET', `/api/watches/${foreign?.watchId}`, sales)).status).toBe(404);
    expect((await ask('GET', `/api/warnings/${foreign?.id}`, { role: 'touchpoint_owner', departments: 'service' })).body.voices.every(({ customer }: { customer: unknown }) => customer === null)).toBe(true);
  });
  it('shows a viewer the alarm without voices, and lets nobody change what they may only see', async () => {
    const [one] = (await listed('?score=nps')).items;
    expect((await ask('GET', `/api/warnings/${one?.id}`, { role: 'viewer' })).body.voices).toBeNull();
    expect((await ask('POST', `/api/warnings/${one?.id}/close`, { role: 'viewer', body: { because: 'handled' } })).status).toBe(403);
    expect((await ask('POST', '/api/watches', { role: 'agent', body: { score: 'nps' } })).status).toBe(403);
    expect((await ask('GET', '/api/warnings', { role: '' })).status).toBe(401);
  });
});

describe('what is watched', () => {
  it('can be chosen: a score for one target group, or all touchpoints together, and is looked at from the beginning', async () => {
    const business = (await ask('POST', '/api/watches?lang=de', { body: { score: 'experience', touchpoint: 'repair_status', group: 'business', minimumEffect: 1 } })).body;
    expect(business).toMatchObject({ origin: 'people', touchpointName: 'Reparaturstatus', group: 'business', minimumEffect: 1, madeBy: 'cx_manager@example.com', countedTo: null });
    expect((await ask('POST', '/api/watches', { body: { score: 'nps', touchpoint: null } })).status).toBe(201);
    expect((await ask('POST', '/api/watches', { body: { score: 'nps', touchpoint: null } })).body).toMatchObject({ code: 'watch.exists' });
    expect((await lookAtWatches(context)).series).toBe(10);
    expect((await listed()).items.find(({ watchId }) => watchId === business.id)).toMatchObject({ group: 'business', side: 'down', beganOn: expect.stringMatching(/^2026-05-(04|11|18)$/) });
    expect((await ask('GET', `/api/watches/${business.id}`)).body.chart.points.length).toBeGreaterThan(5);
    // All without business would be the few others: a viewer sees that it is watched, not its weeks.
    expect((await ask('GET', `/api/watches/${business.id}`, { role: 'viewer' })).body).toMatchObject({ watch: { group: 'business' }, chart: { points: [], levels: [] } });
  });
  it('counts the weeks to compare with: those with answers, of contacts all after the first', async () => {
    const { items } = (await ask('GET', '/api/watches?touchpoint=shop_advice')).body;
    expect(Object.fromEntries(items.map(({ score, weeks }: { score: string; weeks: number }) => [score, weeks]))).toEqual({ nps: 34, experience: 34, gap: 34, volume: 33 });
  });
  it('is stopped and started, and changed in what is told', async () => {
    const { items } = (await ask('GET', '/api/watches?touchpoint=shop_advice')).body;
    const [one] = items;
    expect((await ask('PATCH', `/api/watches/${one.id}`, { body: { isStopped: true } })).body.stoppedAt).toBe('2026-06-30T12:00:00.000Z');
    expect((await lookAtWatches(context)).series).toBe(9);
    expect((await ask('PATCH', `/api/watches/${one.id}`, { body: { isStopped: false, minimumEffect: 2, levelFrom: '2026-02-04' } })).body).toMatchObject({ stoppedAt: null, minimumEffect: 2, levelFrom: '2026-02-02' });
  });
  it.each([[{ score: 'volume', touchpoint: 'repair_status', group: 'business' }, 400], [{ score: 'mood' }, 400], [{ score: 'nps', touchpoint: 'nowhere' }, 404], [{ score: 'nps', minimumEffect: -1 }, 400]])('refuses %j', async (body, status) => {
    expect((await ask('POST', '/api/watches', { body })).status).toBe(status);
  });
  it.each(['?state=loud', '?limit=0', '?cursor=rubbish', '?lang=fr'])('refuses the list with %s', async (query) => {
    expect((await ask('GET', `/api/warnings${query}`)).status).toBe(400);
  });
  it('goes on page by page', async () => {
    const first = await listed('?limit=1');
    expect(first.items).toHaveLength(1);
    const second = await listed(`?limit=1&cursor=${first.nextCursor}`);
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    const watches = (await ask('GET', '/api/watches?limit=3')).body;
    expect((await ask('GET', `/api/watches?limit=200&cursor=${watches.nextCursor}`)).body.items).toHaveLength(7);
  });
  it('has settings: who is told, and whether main touchpoints are watched by themselves', async () => {
    expect((await ask('GET', '/api/warnings/settings')).body).toEqual({ isAutomatic: true, mailsRoles: ['cx_manager'], mailsDepartment: true });
    expect((await ask('PUT', '/api/warnings/settings', { role: 'administrator', body: { isAutomatic: false, mailsRoles: [], mailsDepartment: false } })).status).toBe(200);
    expect((await lookAtWatches(context)).series).toBe(2);
    await ask('PUT', '/api/warnings/settings', { role: 'administrator', body: { isAutomatic: true, mailsRoles: ['cx_manager'], mailsDepartment: true } });
  });
});
