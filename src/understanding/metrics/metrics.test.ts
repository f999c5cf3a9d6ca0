import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, serveAs } from '../../governance/roles/roles.builders.ts';
import { acceptResponses } from '../../listening/responses/intake/accept-responses.actions.ts';
import { response } from '../../listening/responses/responses.builders.ts';
import { buildTwoTouchpoints } from '../../listening/surveys/surveys.builders.ts';
import type { SurveyResponse } from '../../listening/responses/intake/neutral-responses.contract.ts';
import type { Routes } from '../../platform/http/server.ts';
import { liftRestriction, restrictCustomer } from '../../people/privacy/restrictions.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { registerMetricsRoutes } from './metrics.routes.ts';

let context: TestContext;
let server: Routes;
let lastId = 0;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date('2026-04-01T00:00:00Z') } });
  await buildTwoTouchpoints(context);
  server = await serveAs((routes) => registerMetricsRoutes(routes, context));
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});

const analyst = 'analyst';
const ask = (url: string, who: string | null = analyst) => callAs(server, who, { url });
const accept = (responses: Partial<SurveyResponse>[]) => acceptResponses(context, responses.map((changes) => response((lastId += 1), changes)));
const nps = (value: number) => [{ role: 'nps', value }];
const times = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index));

describe('who may see figures and answers', () => {
  it.each(['/api/metrics/nps', '/api/metrics/nps/trend', '/api/metrics/csat', '/api/metrics/csat/trend', '/api/metrics/volume'])('%s: 401 for strangers, 200 for viewers', async (url) => {
    expect((await ask(url, null)).status).toBe(401);
    expect((await ask(url, 'viewer')).status).toBe(200);
  });
  it.each(['/api/answers', '/api/metrics/voices'])('%s: 401 for strangers, 403 for viewers and agents, 200 for analysts', async (url) => {
    expect((await ask(url, null)).status).toBe(401);
    expect((await ask(url, 'viewer')).status).toBe(403);
    expect((await ask(url, 'agent')).status).toBe(403);
    expect((await ask(url)).status).toBe(200);
  });
});

describe('Net Promoter Score', () => {
  const figures = '/api/metrics/nps?group=case';

  it('is null and never zero without any answer', async () => {
    expect((await ask('/api/metrics/nps?group=nobody')).body).toEqual({ n: 0, customers: 0, minimum: 30, withheld: true, nps: null, low: null, high: null, promoters: null, passives: null, detractors: null, change: null });
    expect((await ask('/api/metrics/nps/trend?group=nobody')).body).toEqual({ items: [] });
  });

  it('is withheld below 30 customers, however often they answered', async () => {
    await accept(times(29, () => ({ group: 'case', answers: nps(10) })));
    expect((await ask(figures)).body).toMatchObject({ n: 29, withheld: true, nps: null, low: null, high: null });
    await accept(times(40, () => ({ group: 'one', identifiers: [{ kind: 'userId', value: 'one' }], answers: nps(10) })));
    expect((await ask('/api/metrics/nps?group=one')).body).toMatchObject({ n: 40, customers: 1, withheld: true, nps: null });
  });

  it('counts an answer that has just been taken', async () => {
    await accept([{ group: 'case', answers: nps(0) }]);
    const { body } = await ask(figures);
    expect(body).toMatchObject({ n: 30, withheld: false });
    expect(body.nps).toBeCloseTo((100 * 28) / 30, 10); // 29 promoters − 1 detractor of 30
  });

  it('agrees with (7, 13, 16): −25 [−46.874409, +0.720563]', async () => {
    await accept([...times(7, () => 9), ...times(13, () => 8), ...times(16, () => 6)].map((value) => ({ group: 'small', answers: nps(value) })));
    const { body } = await ask('/api/metrics/nps?group=small');
    expect([body.n, body.nps, body.low, body.high]).toEqual([36, -25, expect.closeTo(-46.874409, 5), expect.closeTo(0.720563, 5)]);
  });

  it('widens the interval when customers answered more than once', async () => {
    const values = (group: string, customerOf: (index: number) => string) => times(120, (index) => ({ group, identifiers: [{ kind: 'userId', value: customerOf(index) }], answers: nps(index % 40 < 20 ? 10 : 3) }));
    await accept([...values('all different', (index) => `d${index}`), ...values('three each', (index) => `t${index % 40}`)]);
    const [different, repeated] = [(await ask('/api/metrics/nps?group=all%20different')).body, (await ask('/api/metrics/nps?group=three%20each')).body];
    expect([different.customers, repeated.customers, different.nps, repeated.nps]).toEqual([120, 40, 0, 0]);
    expect(repeated.high - repeated.low).toBeGreaterThan(1.6 * (different.high - different.low)); // √3 = 1.73 times the standard error
  });

  it('compares with the period of the same length before, and shows a month without answers as a hole', async () => {
    const of = (at: string, promoters: number, detractors: number) => [...times(promoters, () => ({ group: 'waves', at, answers: nps(9) })), ...times(detractors, () => ({ group: 'waves', at, answers: nps(0) }))];
    await accept([...of('2026-01-15T00:00:00Z', 20, 20), ...of('2026-03-15T00:00:00Z', 60, 20)]);
    const march = (await ask('/api/metrics/nps?group=waves&from=2026-03-01&to=2026-03-31')).body;
    expect(march).toMatchObject({ n: 80, nps: 50, promoters: 0.75, detractors: 0.25, change: null }); // nobody answered in February
    const since = (await ask('/api/metrics/nps?group=waves&from=2026-02-15T00:00:00Z')).body; // until now, 1 April: 45 days; before: from 1 January
    expect(since.change).toMatchObject({ from: '2026-01-01T00:00:00.000Z', to: '2026-02-15T00:00:00.000Z', difference: 50 });
    expect(since.change.low).toBeGreaterThan(0);
    const trend = (await ask('/api/metrics/nps/trend?group=waves')).body.items;
    expect(trend.map((item: { month: string; n: number; nps: number | null }) => [item.month, item.n, item.nps])).toEqual([['2026-01', 40, 0], ['2026-02', 0, null], ['2026-03', 80, 50]]);
  });

  it('counts a day given as the end of a period as a whole', async () => {
    await accept([{ group: 'edge', at: '2026-03-31T23:59:59.999Z', answers: nps(9) }, { group: 'edge', at: '2026-04-01T00:00:00Z', answers: nps(9) }]);
    expect((await ask('/api/metrics/nps?group=edge&to=2026-03-31')).body.n).toBe(1);
    expect((await ask('/api/metrics/nps?group=edge&to=2026-03-31T23:59:59.999Z')).body.n).toBe(0);
    expect((await ask('/api/metrics/nps?group=edge&from=2026-04-01')).body.n).toBe(1);
  });

  it.each(['from=yesterday', 'from=2026-03-02&to=2026-03-01', 'from=2026-13-01', 'touchpoint=a%00b'])('refuses the filter %s', async (filter) => {
    expect((await ask(`/api/metrics/nps?${filter}`)).status).toBe(400);
  });
  it.each([`group=${encodeURIComponent("' or 1=1 --")}`, `touchpoint=${encodeURIComponent("x') or 1=1 settings max_threads=1 --")}`, `channel=${encodeURIComponent('\\')}`, `survey=${encodeURIComponent('{from:String}')}`])('finds nothing by the trick %s', async (filter) => {
    expect(await ask(`/api/metrics/nps?${filter}`)).toMatchObject({ status: 200, body: { n: 0 } });
  });
});

const waves = '../shared/data/nps-waves/nps_testdata.csv';
describe.skipIf(!existsSync(waves))('the published NPS test data (not part of the project; skipped where it is absent)', () => {
  it('gives the published figures overall and by region', async () => {
    const rows: { REC: string; date: string; Region: string }[] = parse(readFileSync(waves, 'utf8'), { columns: true });
    await accept(rows.map((row) => ({ at: `${row.date}T12:00:00Z`, group: row.Region, touchpointCode: 'shop_advice', answers: nps(Number(row.REC)) })));
    const all = (await ask('/api/metrics/nps?touchpoint=shop_advice&from=2012-01-01&to=2012-12-31')).body;
    expect([all.n, all.nps, all.low, all.high]).toEqual([1000, expect.closeTo(10, 5), expect.closeTo(4.389667, 5), expect.closeTo(15.550513, 5)]);
    const regions = await Promise.all(['APAC', 'EMEA', 'LATAM', 'NAM'].map(async (group) => (await ask(`/api/metrics/nps?group=${group}&touchpoint=shop_advice`)).body));
    expect(regions.map((region) => [region.n, Number(region.nps.toFixed(4))])).toEqual([[139, 23.0216], [259, 4.2471], [95, 1.0526], [507, 11.0454]]);
    const quarter = (await ask('/api/metrics/nps?touchpoint=shop_advice&from=2012-10-01&to=2012-12-31')).body;
    expect(quarter.nps).toBeCloseTo(5.6, 5);
    expect(quarter.change.difference).toBeCloseTo(-6.750598, 5);
  });
});

describe('CSAT', () => {
  it('is the share of 4 and 5 with Wilson’s interval, and the mean', async () => {
    const csat = (value: number) => ({ group: 'csat', answers: [{ role: 'csat', value }] });
    await accept([...times(56, () => csat(5)), ...times(14, () => csat(3))]);
    const { body } = await ask('/api/metrics/csat?group=csat');
    expect(body).toMatchObject({ n: 70, share: 0.8, mean: 4.6, withheld: false });
    expect(body.low).toBeCloseTo(0.6917, 3); // Wilson, 56 of 70
    expect(body.high).toBeCloseTo(0.8769, 3);
    expect((await ask('/api/metrics/csat/trend?group=csat')).body.items).toMatchObject([{ month: '2026-03', n: 70, share: 0.8 }]);
    expect((await ask('/api/metrics/csat?group=none')).body).toMatchObject({ n: 0, share: null, mean: null, withheld: true });
  });
});

describe('volume', () => {
  it('counts contacts by channel and week, and compares with the period before', async () => {
    const row = (n: number, at: string, channel: string, type = 'track') => JSON.stringify({ message_id: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`, message_key: String(n), subject: '00000000-0000-4000-9000-000000000001', at, received_at: at, batch: 1, type, kind: 'called', source: 's', channel, direction: 'inbound', touchpoint: 'volume_only', department: '', product: '', place: '', subject_line: '', text: '', language: '', score: null, mood: null, cost_cents: null, properties: '{}' });
    await context.history.insertLines('interactions', [row(1, '2025-06-02 10:00:00', 'shop'), row(2, '2025-06-03 10:00:00', 'shop'), row(3, '2025-06-09 10:00:00', 'web'), row(4, '2025-05-31 10:00:00', 'web'), row(5, '2025-06-03 10:00:00', 'web', 'identify')].join('\n'));
    expect((await ask('/api/metrics/volume?touchpoint=volume_only&from=2025-06-02&to=2025-06-15')).body).toEqual({
      total: 3, previousTotal: 1,
      byChannel: [{ channel: 'shop', n: 2, share: 2 / 3, previous: 0 }, { channel: 'web', n: 1, share: 1 / 3, previous: 1 }],
      byWeek: [{ week: '2025-06-02', channel: 'shop', n: 2 }, { week: '2025-06-09', channel: 'web', n: 1 }],
    });
  });
});

describe('the answers behind a figure', () => {
  beforeAll(async () => {
    const say = (n: number, text: string, changes: Partial<SurveyResponse> = {}) => ({
      group: 'voices', at: `2026-02-01T00:00:0${n}Z`, identifiers: [{ kind: 'userId', value: `voice${n}` }],
      answers: [{ role: 'nps', value: n }, { role: 'expectation', dimension: 'speed', value: 9 }, { role: 'experience', dimension: 'speed', value: n }, ...(text ? [{ role: 'comment', text }] : [])], ...changes,
    });
    await accept([say(1, "Zu lang! '); drop table answers; --"), say(2, ''), say(9, '<img src=x onerror=alert(1)> 100 %'), say(8, 'Ganz in Ordnung', { touchpointCode: 'shop_advice' })]);
  });

  it('shows each response with its pairs and its customer, newest first, page by page', async () => {
    const manager = 'cx_manager';
    const first = (await ask('/api/answers?group=voices&limit=3', manager)).body;
    expect(first.total).toBe(4);
    expect(first.items.map((item: { nps: number }) => item.nps)).toEqual([9, 8, 2]);
    expect(first.items[0]).toMatchObject({
      at: '2026-02-01T00:00:09.000Z', touchpoint: 'repair_status', touchpointName: 'Repair status', channel: 'call_center', department: 'service', group: 'voices', language: 'de', survey: null, csat: null,
      customer: { id: expect.any(String), name: 'voice9' }, comment: '<img src=x onerror=alert(1)> 100 %', mood: expect.closeTo(1.6, 5), pairs: [{ dimension: 'speed', expectation: 9, experience: 9 }],
    });
    const second = (await ask(`/api/answers?group=voices&limit=3&cursor=${first.nextCursor}`, manager)).body;
    expect(second.items.map((item: { nps: number }) => item.nps)).toEqual([1]);
    expect(second.nextCursor).toBeNull();
  });

  it.each([
    ['standing=detractor', [2, 1]], ['standing=promoter', [9]], ['standing=passive', [8]], ['role=comment', [9, 8, 1]], ['touchpoint=shop_advice', [8]], ['dimension=ease', []],
    ['search=LANG', [1]], ['search=100%20%25', [9]], [`search=${encodeURIComponent("'); drop")}`, [1]], ['search=%5C', []], ['role=csat', []],
  ])('finds by %s', async (filter, expected) => {
    const { body } = await ask(`/api/answers?group=voices&${filter}`);
    expect(body.items.map((item: { nps: number }) => item.nps)).toEqual(expected);
    expect(body.total).toBe(expected.length);
  });

  it('names nobody to somebody who works without personal data, and does not find hidden words', async () => {
    const { body } = await ask('/api/answers?group=voices&limit=1', 'analyst');
    expect(body.items[0].customer.name).toBe(`K-${String(body.items[0].customer.id).slice(0, 8)}`);
    expect((await ask('/api/answers?group=voices&search=img', 'analyst')).body.total).toBe(1);
  });

  it('voices are the responses with words in them', async () => {
    expect((await ask('/api/metrics/voices?group=voices&limit=2')).body.items.map((item: { comment: string }) => item.comment)).toEqual(['<img src=x onerror=alert(1)> 100 %', 'Ganz in Ordnung']);
  });

  it('leaves out what a customer said whose data is restricted', async () => {
    const voices = async () => (await ask('/api/metrics/voices?group=voices&limit=5')).body;
    const before = await voices();
    const { id } = before.items[0].customer;
    await restrictCustomer(context, id, { ground: 'objection', note: '', by: 'test' });
    const after = await voices();
    expect([before.total - after.total, after.items]).toEqual([1, before.items.slice(1)]);
    await liftRestriction(context, id, 'checked');
    expect((await voices()).items).toEqual(before.items);
  });

  it('shows an owner the answers of own touchpoints only, and no customers', async () => {
    const { body } = await ask('/api/answers?group=voices', 'touchpoint_owner sales');
    expect(body.items).toMatchObject([{ nps: 8, touchpoint: 'shop_advice', customer: null }]);
    expect(body.total).toBe(1);
  });

  it.each(['touchpoint=shop_advice', 'touchpoint=repair_status'])('shows an owner the figures of %s only where it is an own touchpoint', async (filter) => {
    const owner = 'touchpoint_owner sales';
    const all = (await ask(`/api/metrics/nps?group=voices&${filter}`)).body.n;
    expect(all).toBeGreaterThan(0);
    expect((await ask(`/api/metrics/nps?group=voices&${filter}`, owner)).body.n).toBe(filter.endsWith('shop_advice') ? all : 0);
    const own = (await ask('/api/metrics/nps?group=voices&touchpoint=shop_advice')).body.n;
    expect((await ask('/api/metrics/nps?group=voices', owner)).body.n).toBe(own);
  });

  it.each(['cursor=rubbish', `cursor=${Buffer.from('["2026","\' or 1"]').toString('base64url')}`, 'limit=0', 'limit=201', 'role=constructor', 'standing=happy', 'dimension=__proto__'])('refuses %s', async (filter) => {
    expect((await ask(`/api/answers?${filter}`)).status).toBe(400);
  });
});
