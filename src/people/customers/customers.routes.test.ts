import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, type Method, serveAs } from '../../governance/roles/roles.builders.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { registerCustomersRoutes } from './customers.routes.ts';
import { saveCustomers } from './save-customers.actions.ts';

let context: TestContext;
let server: Routes;
let anna: string;
let ben: string;
const nobody = '00000000-0000-8000-8000-000000000000';

beforeAll(async () => {
  context = await openTestContext();
  server = await serveAs((routes) => registerCustomersRoutes(routes, context));
  const [annaId = '', benId = ''] = await saveCustomers(context, [
    {
      identifiers: [{ kind: 'userId', value: 'NF-1' }, { kind: 'email', value: 'Anna.Groß@Exämple.de' }],
      traits: { name: 'Anna Großmann', phone: '030 23125 017', preferredChannel: 'mail', shoeSize: 39 },
      contracts: [{ number: 'V-1001', product: 'Tarif M', startsOn: '2025-03-01', monthlyCents: 2499 }],
      devices: [{ model: 'Halvard Arc 5', serial: 'HX-77', software: '4.1', ownedFrom: '2025-03-01' }, { model: 'Lumo 2', ownedFrom: '2021-01-01', ownedTo: '2025-02-28' }],
      addresses: [{ kind: 'home', street: 'Lindenweg 4', postcode: '34117', city: 'Kassel', country: 'DE', cell: 'KS-03' }],
      account: { externalId: 'H-1', kind: 'household', name: 'Haushalt Großmann', role: 'holder' },
    },
    { identifiers: [{ kind: 'userId', value: 'NF-2' }], traits: { name: 'Ben Öztürk' }, account: { externalId: 'H-1', kind: 'household', name: 'Haushalt Großmann' } },
  ], { source: 'test', actor: 'test', at: new Date('2026-01-05T10:00:00Z') });
  [anna, ben] = [annaId, benId];
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const call = (method: Method, url: string, who: string | null = 'administrator', payload?: object) => callAs(server, who, { method, url, payload });
const get = (url: string, who?: string | null) => call('GET', url, who);

describe('who may do what with customers', () => {
  const contract = { number: 'V-2000', product: 'Tarif S', startsOn: '2026-01-01' };
  const field = { labelDe: 'Schuhgröße', labelEn: 'Shoe size', type: 'number', choices: null };
  const routes: [Method, string, object | undefined, denied: string][] = [
    ['GET', '/api/customers', undefined, 'viewer'],
    ['GET', `/api/customers/${nobody}`, undefined, 'viewer'],
    ['GET', `/api/customers/${nobody}/timeline`, undefined, 'viewer'],
    ['GET', `/api/customers/${nobody}/links`, undefined, 'viewer'],
    ['GET', `/api/customers/${nobody}/merge-preview?with=${nobody}`, undefined, 'analyst'],
    ['POST', `/api/customers/${nobody}/merge`, { with: nobody.replace('8000-8', '8000-9'), reason: 'same' }, 'analyst'],
    ['GET', `/api/links/${nobody}/unmerge-preview`, undefined, 'analyst'],
    ['DELETE', `/api/links/${nobody}`, undefined, 'analyst'],
    ['POST', '/api/customers', { traits: {} }, 'analyst'],
    ['POST', '/api/customers/batch', { items: [{}] }, 'viewer'],
    ['PATCH', `/api/customers/${nobody}`, { traits: { a: 1 } }, 'analyst'],
    ['POST', `/api/customers/${nobody}/contracts`, contract, 'analyst'],
    ['PATCH', `/api/customers/${nobody}/contracts/${nobody}`, contract, 'analyst'],
    ['DELETE', `/api/customers/${nobody}/contracts/${nobody}`, undefined, 'analyst'],
    ['GET', '/api/custom-fields', undefined, 'viewer'],
    ['PUT', '/api/custom-fields/shoeSize', field, 'cx_manager'],
    ['DELETE', '/api/custom-fields/shoeSize', undefined, 'cx_manager'],
    ['GET', '/api/identifier-kinds', undefined, 'viewer'],
    ['PUT', '/api/identifier-kinds', { items: [{ kind: 'other', priority: 50, limitPerCustomer: 5, switches: false }] }, 'cx_manager'],
  ];
  it.each(routes)('%s %s: 401 for strangers, 403 for the wrong role', async (method, url, payload, denied) => {
    expect((await call(method, url, null, payload)).status).toBe(401);
    const refused = await call(method, url, denied, payload);
    expect(refused).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
  });
  it.each(routes.filter(([, url]) => url.includes(nobody)))('%s %s: 404 for nobody', async (method, url, payload) => {
    expect((await call(method, url, 'administrator', payload)).status).toBe(404);
  });
});

describe('customers', () => {
  it('shows who they are and what they have now', async () => {
    const { status, body } = await get(`/api/customers/${anna}`, 'agent');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: anna, name: 'Anna Großmann', kind: 'person', mergedFrom: [], firstAt: '2026-01-05T10:00:00.000Z', lastAt: null, preferences: { preferredChannel: 'mail' },
      identifiers: [{ kind: 'userId', value: 'NF-1' }, { kind: 'email', value: 'anna.groß@xn--exmple-cua.de' }, { kind: 'phone', value: '+493023125017' }],
      contracts: [{ number: 'V-1001', product: 'Tarif M', startsOn: '2025-03-01', endsOn: null, monthlyCents: 2499, status: 'active' }],
      devices: [{ model: 'Halvard Arc 5', software: '4.1', ownedTo: null }, { model: 'Lumo 2', ownedTo: '2025-02-28' }],
      addresses: [{ city: 'Kassel', cell: 'KS-03' }],
      accounts: [{ kind: 'household', name: 'Haushalt Großmann', members: [{ name: 'Anna Großmann', role: 'holder' }, { name: 'Ben Öztürk' }] }],
    });
  });

  it.each(['NF-1', 'anna.groß@exämple.de', '+49 30 23125017', '03023125017', 'V-1001', 'HX-77', 'halvard', 'Großmann', 'grossmann', 'Grosmann', 'kassel lindenweg', 'ann großm', 'Anan Grossmann', 'Kassle'])('finds Anna by %s', async (text) => {
    const { body } = await get(`/api/customers?search=${encodeURIComponent(text)}`);
    expect(body.items.map((item: { name: string }) => item.name)).toContain('Anna Großmann');
  });

  it.each(["' or 1=1 --", '%', '_', '\\', '<script>', '%00', 'ä'.repeat(100), ')', '*'])('answers a search for %s without failing', async (text) => {
    expect((await get(`/api/customers?search=${text === '%00' ? text : encodeURIComponent(text)}`)).status).toBe(200);
  });

  it('finds nobody by signs alone, and says where a misplaced name belongs', async () => {
    for (const text of ['%%%', '\\', '🙂']) expect((await get(`/api/customers?search=${encodeURIComponent(text)}`)).body.items).toEqual([]);
    expect((await call('POST', '/api/customers', 'agent', { name: 'Anna' })).status).toBe(400);
  });

  it('lists in pages that do not overlap', async () => {
    const first = await get('/api/customers?limit=1');
    const second = await get(`/api/customers?limit=1&cursor=${first.body.nextCursor}`);
    expect([first.body.items[0].name, second.body.items[0].name]).toEqual(['Anna Großmann', 'Ben Öztürk']);
    expect((await get('/api/customers?cursor=rubbish')).body.code).toBe('request.cursor_invalid');
  });

  it('says what is wrong with an identifier and where', async () => {
    const { status, body } = await call('POST', '/api/customers/batch', 'administrator', { items: [{}, { identifiers: [{ kind: 'email', value: 'no address' }] }] });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ at: 'items[1].identifiers[0]', reason: '"no address" is not an e-mail address' }]);
    expect((await get('/api/customers?identifier=rubbish')).body.code).toBe('customer.identifier_invalid');
  });

  it('gives nobody a contract that is another customer’s', async () => {
    const { status, body } = await call('POST', `/api/customers/${ben}/contracts`, 'agent', { number: 'V-1001', product: 'Tarif S', startsOn: '2026-01-01' });
    expect([status, body.code]).toEqual([409, 'contract.number_taken']);
    expect((await get(`/api/customers/${anna}`)).body.contracts).toMatchObject([{ number: 'V-1001', product: 'Tarif M' }]);
  });

  it('adds, changes and ends what a customer has, and finds it at once', async () => {
    const { body: added } = await call('POST', `/api/customers/${ben}/devices`, 'agent', { model: 'Kestrel One', serial: 'K-9', ownedFrom: '2026-01-01' });
    expect((await get('/api/customers?search=kestrel')).body.items[0].id).toBe(ben);
    expect((await call('PATCH', `/api/customers/${ben}/devices/${added.id}`, 'agent', { model: 'Kestrel One', serial: 'K-9', ownedFrom: '2026-01-01', ownedTo: '2026-02-01' })).status).toBe(204);
    expect((await get(`/api/customers/${ben}`)).body.devices).toMatchObject([{ model: 'Kestrel One', ownedTo: '2026-02-01' }]);
    // somebody else's entry does not exist here
    expect((await call('DELETE', `/api/customers/${anna}/devices/${added.id}`, 'agent')).status).toBe(404);
    expect((await call('DELETE', `/api/customers/${ben}/devices/${added.id}`, 'agent')).status).toBe(204);
    expect((await get(`/api/customers/${ben}`)).body.devices).toEqual([]);
  });

  it('keeps what people write as text, whatever it looks like', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await call('PATCH', `/api/customers/${ben}`, 'agent', { traits: { name, '__proto__': { admin: true }, constructor: 'x' } });
    const { body } = await get(`/api/customers/${ben}`);
    expect(body.name).toBe(name);
    expect(body.admin).toBeUndefined();
    await call('PATCH', `/api/customers/${ben}`, 'agent', { traits: { name: 'Ben Öztürk' } });
  });

  it('shows own fields with the value that a trait has', async () => {
    await call('PUT', '/api/custom-fields/shoeSize', 'administrator', { labelDe: 'Schuhgröße', labelEn: 'Shoe size', type: 'number', choices: null });
    expect((await get(`/api/customers/${anna}`)).body.customFields).toEqual([{ key: 'shoeSize', labelDe: 'Schuhgröße', labelEn: 'Shoe size', type: 'number', choices: null, value: 39 }]);
    expect((await call('PUT', '/api/custom-fields/colour', 'administrator', { labelDe: 'Farbe', labelEn: 'Colour', type: 'choice', choices: [] })).body.code).toBe('customer.field_invalid');
    await call('DELETE', '/api/custom-fields/shoeSize');
  });

  it('merges with a preview and a reason, answers for the loser with the survivor, and takes it back', async () => {
    const preview = await get(`/api/customers/${anna}/merge-preview?with=${ben}`, 'cx_manager');
    expect(preview.body).toMatchObject({ survivor: { id: anna }, loser: { id: ben }, moves: { contacts: 0, identifiers: 1, contracts: 0 }, traitConflicts: [{ key: 'name' }] });
    expect((await call('POST', `/api/customers/${anna}/merge`, 'cx_manager', { with: ben, reason: ' ' })).status).toBe(400);
    expect((await call('POST', `/api/customers/${anna}/merge`, 'cx_manager', { with: ben, reason: 'same\0' })).status).toBe(400);
    expect((await call('DELETE', `/api/links/${anna}?reason=%00`, 'cx_manager')).status).toBe(400);
    expect((await call('POST', `/api/customers/${anna}/merge`, 'cx_manager', { with: anna, reason: 'x' })).body.code).toBe('customer.same');
    const merged = await call('POST', `/api/customers/${anna}/merge`, 'cx_manager', { with: ben, reason: 'same person' });
    expect(merged.body).toMatchObject({ id: anna, mergedFrom: [ben] });
    expect((await get(`/api/customers/${ben}`)).body.id).toBe(anna);
    const { body: links } = await get(`/api/customers/${anna}/links`);
    expect(links.items[0]).toMatchObject({ rule: 'manual', reason: 'same person', actor: 'cx_manager@example.com', state: 'active' });
    expect((await get(`/api/links/${links.items[0].id}/unmerge-preview`, 'cx_manager')).body.customers).toHaveLength(2);
    const undone = await call('DELETE', `/api/links/${links.items[0].id}?reason=mistake`, 'cx_manager');
    expect(undone.body.customers.map((customer: { id: string }) => customer.id)).toEqual([anna, ben]);
    expect((await get(`/api/customers/${ben}`)).body).toMatchObject({ id: ben, name: 'Ben Öztürk', mergedFrom: [] });
  });

  it('finds a contract that moved under its new owner alone', async () => {
    const foundBy = async (search: string) => (await get(`/api/customers?search=${search}`)).body.items.map(({ id }: { id: string }) => id);
    const contract = { number: 'V-4711', product: 'Tarif Wandel', startsOn: '2026-01-01' };
    const [first = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'userId', value: 'NF-41' }], contracts: [contract] }], { source: 'test', actor: 'test' });
    expect(await foundBy('V-4711')).toEqual([first]);
    const [second = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'userId', value: 'NF-42' }], contracts: [contract] }], { source: 'test', actor: 'test' });
    expect(await foundBy('V-4711')).toEqual([second]);
  });
  it('folds everybody again when a limit changes', async () => {
    const identifiers = ['a', 'b', 'c'].map((value) => ({ kind: 'loyaltyCard', value }));
    const [id = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'userId', value: 'NF-3' }, ...identifiers] }], { source: 'test', actor: 'test' });
    expect((await get(`/api/customers/${id}`)).body.identifiers).toHaveLength(4);
    await call('PUT', '/api/identifier-kinds', 'administrator', { items: [{ kind: 'loyaltyCard', priority: 50, limitPerCustomer: 1, switches: false }] });
    expect((await get(`/api/customers/${id}`)).body.identifiers).toHaveLength(2);
  });
});
