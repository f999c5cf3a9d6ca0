import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, type Method, serveAs } from '../../governance/roles/roles.builders.ts';
import { saveDepartments, saveTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { registerTouchpointsRoutes } from '../../journeys/touchpoints/touchpoints.routes.ts';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { liftRestriction, restrictCustomer } from '../../people/privacy/restrictions.actions.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { insertAnswers, insertContacts, numberedId } from './gaps.builders.ts';
import { registerGapsRoutes } from './gaps.routes.ts';

let context: TestContext;
let server: Routes;

/** 36 customers who expect 9 and live 5 or 7 at the repair status, in two months and two groups; 4 at the hotline. */
beforeAll(async () => {
  context = await openTestContext();
  server = await serveAs((routes) => {
    registerTouchpointsRoutes(routes, context);
    registerGapsRoutes(routes, context);
  });
  await saveDepartments(context, [{ code: 'repair', nameDe: 'Reparatur', nameEn: 'Repair' }, { code: 'service', nameDe: 'Service', nameEn: 'Service' }]);
  await saveTouchpoints(context, [
    { code: 'repair_status', nameDe: 'Stand der Reparatur', nameEn: 'Repair status', stage: 'service', channel: 'web', kind: 'main', department: 'repair' },
    { code: 'hotline', nameDe: 'Hotline', nameEn: 'Hotline', stage: 'service', channel: 'call_center', kind: 'main', department: 'service' },
    { code: 'web_page', nameDe: 'Website', nameEn: 'Website', stage: 'awareness', channel: 'web', kind: 'secondary' },
  ]);
  await insertAnswers(context, Array.from({ length: 36 }, (_, index) => {
    const one = { responseId: numberedId(1, index), subject: numberedId(2, index), group: index < 33 ? 'private' : 'business', at: index % 2 === 0 ? '2026-02-10 10:00:00.123' : '2026-03-10 10:00:00.456' };
    const lived = index % 2 === 0 ? 5 : 7;
    return [
      { ...one, dimension: 'speed', role: 'expectation' as const, value: 9 }, { ...one, dimension: 'speed', role: 'experience' as const, value: lived },
      { ...one, role: 'nps' as const, value: lived + (index % 3) },
      ...(index < 2 ? [{ ...one, role: 'comment' as const, text: index === 0 ? '<b>Nobody</b> told me anything' : 'It was all right' }] : []),
    ];
  }).flat());
  await insertAnswers(context, Array.from({ length: 4 }, (_, index) => ({ responseId: numberedId(3, index), subject: numberedId(4, index), touchpoint: 'hotline', dimension: 'speed', role: 'experience' as const, value: 3 })));
  await insertContacts(context, Array.from({ length: 50 }, (_, number) => ({ number, subject: numberedId(2, number), touchpoint: number < 40 ? 'repair_status' : 'web_page' })));
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const call = (method: Method, url: string, who: string | null, payload?: object) => callAs(server, who, { method, url, payload });
const get = (url: string, who: string | null = 'cx_manager') => call('GET', url, who);

describe('who may see what', () => {
  const soll = { value: 8 };
  it.each([
    ['GET', '/api/touchpoints', undefined], ['GET', '/api/touchpoints/hotline/gap', undefined], ['GET', '/api/touchpoints/hotline/answers', undefined],
    ['GET', '/api/touchpoints/hotline/expectations', undefined], ['PUT', '/api/touchpoints/hotline/expectations', soll], ['DELETE', '/api/touchpoints/hotline/expectations', undefined],
  ] as const)('%s %s asks strangers to sign in', async (method, url, payload) => {
    expect((await call(method, url, null, payload)).status).toBe(401);
  });
  it.each([
    ['GET', '/api/touchpoints/hotline/answers', undefined, 'viewer'], ['GET', '/api/touchpoints/hotline/expectations', undefined, 'agent'],
    ['PUT', '/api/touchpoints/hotline/expectations', soll, 'analyst'], ['DELETE', '/api/touchpoints/hotline/expectations', undefined, 'viewer'],
  ] as const)('%s %s refuses roles without the right', async (method, url, payload, role) => {
    expect(await call(method, url, role, payload)).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
  });
  it.each([
    ['GET', '/api/touchpoints/hotline/gap', undefined], ['GET', '/api/touchpoints/hotline/answers', undefined], ['GET', '/api/touchpoints/hotline/expectations', undefined],
    ['PUT', '/api/touchpoints/hotline/expectations', soll], ['DELETE', '/api/touchpoints/hotline/expectations', undefined],
  ] as const)('%s %s hides the touchpoint of a foreign department', async (method, url, payload) => {
    expect(await call(method, url, 'touchpoint_owner repair', payload)).toMatchObject({ status: 404, body: { code: 'touchpoint.not_found' } });
  });
  it('lists own touchpoints only for a touchpoint owner, and answers without their customers', async () => {
    expect((await get('/api/touchpoints', 'touchpoint_owner repair')).body.items.map((item: { code: string }) => item.code)).toEqual(['repair_status']);
    expect((await get('/api/touchpoints/repair_status/answers', 'touchpoint_owner repair')).body.items[0].customerId).toBeNull();
    expect((await get('/api/touchpoints/repair_status/answers', 'analyst')).body.items[0].customerId).toMatch(/^00000002-/);
  });
  it('shows the words of customers only to those who may read answers', async () => {
    expect((await get('/api/touchpoints/repair_status/gap', 'viewer')).body.quotes).toBeNull();
    // Nor find out a day by subtraction: months around what was asked for.
    expect((await get('/api/touchpoints/repair_status/gap?from=2026-03-10&to=2026-03-20', 'viewer')).body.period).toEqual({ from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' });
    expect((await get('/api/touchpoints/repair_status/gap', 'analyst')).body.quotes[0]).toMatchObject({ text: '<b>Nobody</b> told me anything', experience: 5, gap: -4, group: 'private' });
  });
});

describe('the ranked list', () => {
  it('counts a day as the end of a period as a whole, as all figures do, and refuses an end before the beginning', async () => {
    expect((await get('/api/touchpoints?from=2026-03-01&to=2026-03-31')).body.period).toEqual({ from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' });
    expect((await get('/api/touchpoints?from=2026-03-02&to=2026-03-01')).status).toBe(400);
  });
  it('puts what matters, falls short and meets many on top, and withholds what rests on too few', async () => {
    const { body } = await get('/api/touchpoints?sort=-priority');
    expect(body).toMatchObject({ nextCursor: null, total: 3, minimumN: 30, period: { from: null, to: null }, groups: ['business', 'private'] });
    const [first, second, third] = body.items;
    expect(first).toMatchObject({ code: 'repair_status', name: 'Repair status', n: 36, customers: 36, expectation: 9, experience: 6, gap: -3, shortfall: 3, reach: 0.8, contacts: 40, expectationIsTarget: false });
    expect(first.gapLow).toBeLessThan(-3);
    expect(first.gapHigh).toBeLessThan(0);
    expect(first.priority).toBeCloseTo(100 * first.importance * 3 * 0.8, 10);
    expect(second).toMatchObject({ code: 'hotline', n: 0, expectation: null, gap: null, priority: null, contacts: 0 });
    expect(third).toMatchObject({ code: 'web_page', reach: 0.2, contacts: 10, priority: null });
  });
  it('speaks German, filters, sorts and pages', async () => {
    expect((await get('/api/touchpoints?lang=de&kind=main&sort=name')).body.items.map((item: { name: string }) => item.name)).toEqual(['Hotline', 'Stand der Reparatur']);
    expect((await get('/api/touchpoints?q=web&stage=awareness')).body.items.map((item: { code: string }) => item.code)).toEqual(['web_page']);
    const first = (await get('/api/touchpoints?sort=-reach&limit=2')).body;
    expect(first.items.map((item: { code: string }) => item.code)).toEqual(['repair_status', 'web_page']);
    expect((await get(`/api/touchpoints?sort=-reach&limit=2&cursor=${first.nextCursor}`)).body).toMatchObject({ items: [{ code: 'hotline' }], nextCursor: null });
  });
  it('counts the period and the target group that are asked for', async () => {
    expect((await get('/api/touchpoints?from=2026-03-01&to=2026-04-01&q=repair')).body.items[0]).toMatchObject({ n: 18, gap: null });
    expect((await get('/api/touchpoints?group=private&q=repair')).body.items[0]).toMatchObject({ n: 33, expectation: 9 });
    expect((await get('/api/touchpoints?group=business&q=repair')).body.items[0]).toMatchObject({ n: 3, expectation: null });
  });
  it('shows readers of figures no group that would give another one away: all 36 minus the 33 private ones are 3', async () => {
    expect((await get('/api/touchpoints?group=private&q=repair', 'viewer')).body.items[0]).toMatchObject({ n: 33, expectation: null, experience: null, gap: null, importance: null, shortfall: null, priority: null });
    expect((await get('/api/touchpoints?q=repair', 'viewer')).body.items[0]).toMatchObject({ n: 36, gap: -3 });
    const { body } = await get('/api/touchpoints/repair_status/gap?group=private', 'viewer');
    expect(body).toMatchObject({ total: { gap: null }, distribution: null, byDimension: [{ n: 33, gap: null }], byQuarter: [{ n: 33, gap: null }] });
    expect((await get('/api/touchpoints/repair_status/gap', 'viewer')).body.byGroup).toMatchObject([{ group: 'business', gap: null }, { group: 'private', gap: null }]);
  });
  it.each([
    ['/api/touchpoints?sort=-drop', 400], ['/api/touchpoints?limit=501', 400], ['/api/touchpoints?from=yesterday', 400], ['/api/touchpoints?cursor=xx', 400], ['/api/touchpoints?group=a%00b', 400],
    [`/api/touchpoints?group=${encodeURIComponent("' or 1=1 --")}`, 200], [`/api/touchpoints?q=${encodeURIComponent("'; drop table answers")}`, 200],
    ['/api/touchpoints/nothing/gap', 404], ['/api/touchpoints/a%00b/answers', 404], ['/api/touchpoints/repair_status/answers?experienceFrom=12', 400],
    [`/api/touchpoints/repair_status/answers?cursor=${Buffer.from('["1; drop","x"]').toString('base64url')}`, 400],
  ])('%s answers %i', async (url, status) => {
    expect((await get(url)).status).toBe(status);
  });
});

describe('one touchpoint', () => {
  it('is shown by dimension, month and group, with what cannot be shown withheld', async () => {
    const { body } = await get('/api/touchpoints/repair_status/gap?lang=de');
    expect(body.total).toMatchObject({ name: 'Stand der Reparatur', gap: -3 });
    expect(body.byDimension).toMatchObject([{ dimension: 'speed', n: 36, expectation: 9, experience: 6, gap: -3 }]);
    expect(body.byMonth).toMatchObject([{ month: '2026-02', n: 18, gap: null }, { month: '2026-03', n: 18, gap: null }]);
    expect(body.byQuarter).toMatchObject([{ month: '2026-01', n: 36, gap: -3 }]);
    // Who may open each answer loses nothing by a small rest.
    expect(body.byGroup).toMatchObject([{ group: 'business', n: 3, gap: null }, { group: 'private', n: 33, gap: -100 / 33 }]);
    expect(body.distribution[5]).toEqual({ score: 5, expectation: 0, experience: 18 });
    expect(body.distribution[9]).toEqual({ score: 9, expectation: 36, experience: 0 });
    expect(body.quotes.map((quote: { text: string }) => quote.text)).toEqual(['<b>Nobody</b> told me anything', 'It was all right']);
  });
  it('shows nothing of a touchpoint with four answers', async () => {
    expect((await get('/api/touchpoints/hotline/gap')).body).toMatchObject({ total: { gap: null, experience: null }, distribution: null, byMonth: [{ n: 0, gap: null }] });
  });
  it('opens the answers behind a number, page by page without a gap or a double', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await get(`/api/touchpoints/repair_status/answers?limit=10${cursor}`);
      seen.push(...body.items.map((item: { responseId: string }) => item.responseId));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen).toHaveLength(36);
    expect(new Set(seen).size).toBe(36);
  });
  it('opens only what a bar or a group stands for', async () => {
    const n = async (filter: string) => (await get(`/api/touchpoints/repair_status/answers?limit=200&${filter}`)).body.items.length;
    expect(await n('experienceFrom=4.5&experienceTo=5.49')).toBe(18);
    expect(await n('group=business')).toBe(3);
    expect(await n('from=2026-03-01')).toBe(18);
    expect(await n('dimension=speed&shortfall=true')).toBe(36);
    expect(await n('dimension=ease')).toBe(0);
    expect((await get('/api/touchpoints/repair_status/answers?limit=1&to=2026-03-01')).body.items[0]).toMatchObject({ at: '2026-02-10T10:00:00.123Z', expectation: 9, experience: 5, gap: -4, comment: null, channel: 'web' });
  });
});

describe('expectations set by hand', () => {
  it('become the expectation of the touchpoint until they are taken back', async () => {
    expect(await call('PUT', '/api/touchpoints/repair_status/expectations', 'touchpoint_owner repair', { value: 8, note: 'Board of March' })).toMatchObject({ status: 200, body: { dimension: null, group: null, value: 8, setBy: 'touchpoint_owner@example.com' } });
    expect((await get('/api/touchpoints?q=repair')).body.items[0]).toMatchObject({ expectation: 8, experience: 6, gap: -2, expectationIsTarget: true, n: 36 });
    expect((await get('/api/touchpoints/repair_status/gap')).body.byDimension[0]).toMatchObject({ expectation: 9, expectationIsTarget: false });
    await call('PUT', '/api/touchpoints/repair_status/expectations', 'cx_manager', { dimension: 'speed', group: 'private', value: 7 });
    expect((await get('/api/touchpoints/repair_status/gap?group=private')).body.byDimension[0]).toMatchObject({ expectation: 7, expectationIsTarget: true });
    expect((await get('/api/touchpoints/repair_status/expectations', 'viewer')).body.items).toMatchObject([{ dimension: null, group: null, value: 8, note: 'Board of March' }, { dimension: 'speed', group: 'private', value: 7 }]);
    expect((await call('DELETE', '/api/touchpoints/repair_status/expectations', 'cx_manager')).status).toBe(204);
    expect((await call('DELETE', '/api/touchpoints/repair_status/expectations', 'cx_manager')).status).toBe(404);
    expect((await call('DELETE', '/api/touchpoints/repair_status/expectations?dimension=speed&group=private', 'cx_manager')).status).toBe(204);
    expect((await get('/api/touchpoints?q=repair')).body.items[0]).toMatchObject({ expectation: 9, expectationIsTarget: false });
  });
  it.each([[{ value: 11 }], [{ value: '8' }], [{ value: 8, __proto__x: 1 }], [{ value: 8, dimension: 'a\0' }], [{}]])('%j is refused', async (payload) => {
    expect((await call('PUT', '/api/touchpoints/repair_status/expectations', 'cx_manager', payload)).status).toBe(400);
  });
});

describe('a customer whose data is restricted', () => {
  it('is quoted nowhere, until the restriction is lifted', async () => {
    const [id = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'userId', value: 'NF-900' }] }], { source: 'test', actor: 'test' });
    const one = { responseId: numberedId(9, 1), subject: id, touchpoint: 'web_page', at: '2026-03-10 10:00:00.456' };
    await insertAnswers(context, [{ ...one, dimension: 'speed', role: 'experience' as const, value: 3 }, { ...one, role: 'comment' as const, text: 'Please forget me' }]);
    const comments = async () => (await get('/api/touchpoints/web_page/answers')).body.items.map(({ comment }: { comment: string }) => comment);
    const quotes = async () => (await get('/api/touchpoints/web_page/gap')).body.quotes.length;
    expect([await comments(), await quotes()]).toEqual([['Please forget me'], 1]);
    await restrictCustomer(context, id, { ground: 'objection', note: '', by: 'test' });
    expect([await comments(), await quotes()]).toEqual([[], 0]);
    await liftRestriction(context, id, 'checked');
    expect(await comments()).toEqual(['Please forget me']);
  });
});
