import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, type Method, serveAs } from '../../governance/roles/roles.builders.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { reapplyRules } from './reapplication.actions.ts';
import { loadMatcher, saveDepartments, saveTouchpoints } from './touchpoints.actions.ts';
import { registerTouchpointsRoutes } from './touchpoints.routes.ts';

let context: TestContext;
let server: Routes;

beforeAll(async () => {
  context = await openTestContext();
  server = await serveAs((routes) => registerTouchpointsRoutes(routes, context));
  await saveDepartments(context, [{ code: 'shop', nameDe: 'Läden', nameEn: 'Shops' }, { code: 'service', nameDe: 'Service', nameEn: 'Service' }]);
  await saveTouchpoints(context, [
    { code: 'shop_advice', nameDe: 'Beratung im Laden', nameEn: 'Advice in the shop', stage: 'consideration', channel: 'shop', kind: 'main', department: 'shop' },
    { code: 'hotline', nameDe: 'Hotline', nameEn: 'Hotline', stage: 'service', channel: 'call_center', kind: 'main', department: 'service', rules: [{ event: 'Call', conditions: [] }] },
  ]);
  await context.history.insertLines('interactions', [
    contact(1, { kind: 'Call', channel: 'call_center', touchpoint: 'hotline', department: 'service' }),
    contact(2, { kind: 'Call', channel: 'call_center', touchpoint: 'hotline', department: 'service', properties: '{"topic":"repair"}' }),
    contact(3, { kind: 'Call', channel: 'call_center', touchpoint: 'hotline', department: 'archive', properties: '{"topic":"repair","department":"archive"}' }),
    contact(4, { kind: 'ParcelLost', channel: 'mail' }),
    contact(5, { kind: 'ParcelLost', channel: 'mail' }),
    contact(6, { kind: 'identify', type: 'identify' }),
  ].join('\n'));
});
afterAll(async () => {
  await server.close();
  await context.close();
});

function contact(number: number, change: Record<string, string>): string {
  return JSON.stringify({
    message_id: `00000000-0000-4000-8000-00000000000${number}`, message_key: `m${number}`, subject: `00000000-0000-4000-8000-0000000001${number}0`, at: `2026-03-0${number} 10:00:00.000`, received_at: '2026-03-09 10:00:00.000', batch: 1,
    type: 'track', kind: 'Call', source: 'crm', channel: 'web', direction: 'inbound', touchpoint: '', department: '', product: '', place: '', subject_line: '', text: '', language: '', score: null, mood: null, cost_cents: null, properties: '{}', ...change,
  });
}

const call = (method: Method, url: string, who: string | null, payload?: object | string) => callAs(server, who, { method, url, payload });

const aTouchpoint = { code: 'new_one', nameDe: 'Neu', nameEn: 'New', stage: 'use', channel: 'app', kind: 'secondary' };

describe('who may call what', () => {
  const routes: [Method, string, object | undefined, string | null][] = [
    ['GET', '/api/departments', undefined, null],
    ['PUT', '/api/departments/lab', { nameDe: 'Labor', nameEn: 'Lab' }, 'touchpoint_owner shop'],
    ['DELETE', '/api/departments/lab', undefined, 'touchpoint_owner shop'],
    ['GET', '/api/touchpoints/inventory', undefined, null],
    ['GET', '/api/touchpoints/gaps', undefined, null],
    ['GET', '/api/touchpoints/reapplication', undefined, null],
    ['POST', '/api/touchpoints/rule-preview', { rules: [] }, 'viewer'],
    ['POST', '/api/touchpoints/bulk', { codes: ['hotline'], patch: { kind: 'main' } }, 'agent'],
    ['POST', '/api/touchpoints', aTouchpoint, 'touchpoint_owner shop'],
    ['GET', '/api/touchpoints/hotline', undefined, null],
    ['PATCH', '/api/touchpoints/hotline', { version: 1, kind: 'main' }, 'analyst'],
    ['DELETE', '/api/touchpoints/hotline', undefined, 'touchpoint_owner service'],
    ['GET', '/api/touchpoints.csv', undefined, null],
    ['POST', '/api/touchpoints/import', { csv: 'code', dryRun: true }, 'touchpoint_owner shop'],
    ['GET', '/api/touchpoints/catalogue', undefined, null],
    ['POST', '/api/touchpoints/catalogue/telecom', {}, 'analyst'],
  ];
  it.each(routes)('%s %s asks strangers to sign in', async (method, url, payload) => {
    expect((await call(method, url, null, payload)).status).toBe(401);
  });
  it.each(routes.filter(([, , , role]) => role !== null))('%s %s refuses roles without the right', async (method, url, payload, role) => {
    expect(await call(method, url, role, payload)).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
  });
  it('hides touchpoints of foreign departments from a touchpoint owner', async () => {
    expect((await call('GET', '/api/touchpoints/hotline', 'touchpoint_owner shop')).status).toBe(404);
    expect((await call('PATCH', '/api/touchpoints/hotline', 'touchpoint_owner shop', { version: 1, kind: 'main' })).status).toBe(404);
    expect((await call('POST', '/api/touchpoints/bulk', 'touchpoint_owner shop', { codes: ['shop_advice', 'hotline'], patch: { kind: 'secondary' } })).status).toBe(404);
    expect((await call('GET', '/api/touchpoints/inventory', 'touchpoint_owner shop')).body.items.map((item: { code: string }) => item.code)).toEqual(['shop_advice']);
    expect((await call('GET', '/api/touchpoints.csv', 'touchpoint_owner shop')).body).not.toContain('hotline');
    expect((await call('GET', '/api/touchpoints/shop_advice', 'touchpoint_owner shop')).status).toBe(200);
  });
  it('does not let a touchpoint owner hand a touchpoint to another department', async () => {
    expect((await call('PATCH', '/api/touchpoints/shop_advice', 'touchpoint_owner shop', { version: 1, department: 'service' })).status).toBe(403);
  });
});

describe('the inventory', () => {
  it('shows contacts beside each touchpoint, but not what they said to those who may not read contacts', async () => {
    const { items, total } = (await call('GET', '/api/touchpoints/inventory?q=hot', 'viewer')).body;
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({ code: 'hotline', contacts: 3, lastContactAt: '2026-03-03T10:00:00Z' });
  });
  it('creates, changes and removes, and refuses to overwrite what somebody else changed', async () => {
    expect(await call('POST', '/api/touchpoints', 'cx_manager', aTouchpoint)).toMatchObject({ status: 201, body: { code: 'new_one', version: 1, momentOfTruth: false } });
    expect(await call('POST', '/api/touchpoints', 'cx_manager', aTouchpoint)).toMatchObject({ status: 409, body: { code: 'touchpoint.code_taken' } });
    expect(await call('PATCH', '/api/touchpoints/new_one', 'cx_manager', { version: 1, momentOfTruth: true, nameDe: ' Ganz neu ' })).toMatchObject({ status: 200, body: { version: 2, momentOfTruth: true, nameDe: 'Ganz neu', nameEn: 'New' } });
    expect(await call('PATCH', '/api/touchpoints/new_one', 'cx_manager', { version: 1, kind: 'main' })).toMatchObject({ status: 409, body: { code: 'touchpoint.changed_meanwhile' } });
    expect((await call('DELETE', '/api/touchpoints/new_one', 'cx_manager')).status).toBe(204);
    expect((await call('GET', '/api/touchpoints/new_one', 'cx_manager')).status).toBe(404);
  });
  it('lets one of ten people have a code that all ten take at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => call('POST', '/api/touchpoints', 'cx_manager', { ...aTouchpoint, code: 'wanted' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409, 409, 409]);
    await call('DELETE', '/api/touchpoints/wanted', 'cx_manager');
  });
  it('changes many at once and leaves what the change does not name', async () => {
    expect((await call('POST', '/api/touchpoints/bulk', 'cx_manager', { codes: ['hotline', 'shop_advice'], patch: { momentOfTruth: true } })).body).toEqual({ changed: 2 });
    expect((await call('GET', '/api/touchpoints/hotline', 'viewer')).body).toMatchObject({ momentOfTruth: true, department: 'service', rules: [{ event: 'Call' }] });
  });
  it('keeps departments that touchpoints name', async () => {
    expect(await call('DELETE', '/api/departments/service', 'administrator')).toMatchObject({ status: 409, body: { code: 'department.in_use' } });
    expect((await call('PUT', '/api/departments/lab', 'cx_manager', { nameDe: 'Labor', nameEn: 'Lab' })).status).toBe(200);
    expect((await call('DELETE', '/api/departments/lab', 'cx_manager')).status).toBe(204);
    expect((await call('DELETE', '/api/departments/lab', 'cx_manager')).status).toBe(404);
  });
});

describe('bad input', () => {
  it('keeps HTML in a name as the text it is', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await call('POST', '/api/touchpoints', 'cx_manager', { ...aTouchpoint, code: 'html', nameDe: name });
    expect((await call('GET', '/api/touchpoints/html', 'viewer')).body.nameDe).toBe(name);
    await call('DELETE', '/api/touchpoints/html', 'cx_manager');
  });
  it('finds nothing for SQL in the search, and loses nothing', async () => {
    expect((await call('GET', `/api/touchpoints/inventory?q=${encodeURIComponent("'; drop table touchpoints; --")}`, 'viewer')).body.items).toEqual([]);
    expect((await call('GET', `/api/touchpoints/${encodeURIComponent("' or 1=1 --")}`, 'viewer')).status).toBe(404);
    expect((await call('GET', '/api/touchpoints/inventory', 'viewer')).body.total).toBe(2);
  });
  it.each([
    ['a prototype key', '{"code":"proto","__proto__":{"x":1}}', 400],
    ['broken JSON', '{"code":', 400],
    ['a null character', JSON.stringify({ ...aTouchpoint, nameDe: 'a\0b' }), 400],
    ['half a surrogate pair', JSON.stringify({ ...aTouchpoint, nameDe: 'a\ud800' }), 400],
    ['a blank name', JSON.stringify({ ...aTouchpoint, nameEn: '   ' }), 400],
    ['an unknown stage', JSON.stringify({ ...aTouchpoint, stage: 'heaven' }), 400],
    ['a reserved code', JSON.stringify({ ...aTouchpoint, code: 'gaps' }), 409],
    ['an unknown department', JSON.stringify({ ...aTouchpoint, department: 'nobody' }), 404],
    ['a rule that catches everything', JSON.stringify({ ...aTouchpoint, rules: [{}] }), 422],
    ['deep nesting', JSON.stringify({ ...aTouchpoint, rules: JSON.parse('['.repeat(3000) + ']'.repeat(3000)) }), 400],
  ])('answers %s with a problem', async (_what, payload, status) => {
    const answer = await call('POST', '/api/touchpoints', 'cx_manager', payload);
    expect(answer.status).toBe(status);
    expect(answer.body.code).toMatch(/^[a-z]+\.[a-z_]+$/);
  });
  it('answers a null character in an address with 404', async () => {
    expect((await call('GET', '/api/touchpoints/a%00b', 'viewer')).status).toBe(404);
    expect((await call('DELETE', '/api/touchpoints/a%00b', 'cx_manager')).status).toBe(404);
  });
});

describe('rules', () => {
  it('shows what a rule would catch before it is saved', async () => {
    const preview = await call('POST', '/api/touchpoints/rule-preview', 'cx_manager', { rules: [{ event: 'Call', conditions: [{ property: 'topic', op: 'is', value: 'repair' }] }] });
    expect(preview).toMatchObject({ status: 200, body: { contacts: 2, alreadyAt: [{ touchpoint: 'hotline', n: 2 }] } });
    expect(preview.body.examples).toHaveLength(2);
    expect(preview.body.examples[0]).toMatchObject({ at: '2026-03-03T10:00:00Z', kind: 'Call', properties: { topic: 'repair', department: 'archive' } });
  });
  it('does not show what customers said to somebody who may not read contacts', async () => {
    const { body } = await call('POST', '/api/touchpoints/rule-preview', 'touchpoint_owner shop', { rules: [{ event: 'Call' }] });
    expect(body.contacts).toBe(3);
    expect(body.examples[0].properties).toBeNull();
  });
  it('catches nothing without rules', async () => {
    expect((await call('POST', '/api/touchpoints/rule-preview', 'cx_manager', { rules: [] })).body).toEqual({ contacts: 0, examples: [], alreadyAt: [] });
  });
  it('moves earlier contacts when rules change, and back when the touchpoint is removed', async () => {
    const places = async () => (await context.history.query<{ place: string }>(`select concat(touchpoint, '/', department) as place from interactions where kind = 'Call' order by at`)).map(({ place }) => place);
    await reapplyRules(context, { settleMs: 0 });
    expect(await places()).toEqual(['hotline/service', 'hotline/service', 'hotline/archive']);

    await call('POST', '/api/touchpoints', 'cx_manager', { ...aTouchpoint, code: 'repair_call', department: 'shop', rules: [{ event: 'Call', conditions: [{ property: 'topic', op: 'is', value: 'repair' }] }] });
    expect((await call('GET', '/api/touchpoints/reapplication', 'viewer')).body.state).toBe('waiting');
    expect(await reapplyRules(context, { settleMs: 0 })).toEqual({ kind: 'applied', movedContacts: 2 });
    expect(await places()).toEqual(['hotline/service', 'repair_call/shop', 'repair_call/archive']);
    expect((await call('GET', '/api/touchpoints/reapplication', 'viewer')).body).toMatchObject({ state: 'current', movedContacts: 2, failure: null });
    expect((await loadMatcher(context))({ source: 'crm', kind: 'Call', channel: 'web', properties: { topic: 'repair' } })).toEqual({ touchpoint: 'repair_call', department: 'shop' });

    await call('DELETE', '/api/touchpoints/repair_call', 'cx_manager');
    expect(await reapplyRules(context, { settleMs: 0 })).toEqual({ kind: 'applied', movedContacts: 2 });
    expect(await places()).toEqual(['hotline/service', 'hotline/service', 'hotline/archive']);
    expect(await reapplyRules(context, { settleMs: 0 })).toEqual({ kind: 'nothing_to_do' });
  });
});

describe('discovery', () => {
  it('offers kinds of contacts that match no touchpoint as new ones, and creates them with one click', async () => {
    const { body } = await call('GET', '/api/touchpoints/gaps', 'cx_manager');
    expect(body.touchpointsWithoutEvents.map((one: { code: string }) => one.code)).toEqual(['shop_advice']);
    expect(body.eventsWithoutTouchpoint).toMatchObject([{ kind: 'ParcelLost', channel: 'mail', source: 'crm', n: 2, lastAt: '2026-03-05T10:00:00Z', suggestion: { code: 'parcel_lost', nameEn: 'Parcel lost', channel: 'mail', rules: [{ event: 'ParcelLost', channel: 'mail' }] } }]);
    expect((await call('POST', '/api/touchpoints', 'cx_manager', body.eventsWithoutTouchpoint[0].suggestion)).status).toBe(201);
    await reapplyRules(context, { settleMs: 0 });
    expect((await call('GET', '/api/touchpoints/gaps', 'cx_manager')).body.eventsWithoutTouchpoint).toEqual([]);
    await call('DELETE', '/api/touchpoints/parcel_lost', 'cx_manager');
  });
  it('adds what is missing from the catalogue, once', async () => {
    const first = (await call('POST', '/api/touchpoints/catalogue/telecom', 'cx_manager', {})).body;
    expect(first.created.length).toBe(32);
    expect((await call('POST', '/api/touchpoints/catalogue/telecom', 'cx_manager', {})).body).toEqual({ created: [], skipped: 32 });
    expect((await call('POST', '/api/touchpoints/catalogue/moon', 'cx_manager', {})).status).toBe(400);
  });
});
