import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { recordContacts } from '../../people/timeline/record-contacts.actions.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { addCaseEvent } from '../cases/case-events.actions.ts';
import { openCase } from '../cases/open-case.actions.ts';
import { createLookup } from '../lookups/lookups.actions.ts';
import { lookupInputSchema } from '../lookups/lookups.contract.ts';
import { askLookupsForCase, askLookupsForCustomer, readContextOfCustomer, readContextPanel } from './context-panel.actions.ts';
import { contextPanelSchema, keptFactsSchema } from './context.contract.ts';
import { getKeptFacts, keepDueFacts, keepFactsNow, listKeptFacts } from './keep-facts.actions.ts';

let context: TestContext;
let nowMs = Date.parse('2026-11-12T14:03:00Z');
let customerId: string;
let caseId: string;
let source: Server;
let quality = 88;
const agent = actorFrom({ kind: 'user', id: '00000000-0000-4000-8000-000000000001', label: 'agent@nordfunk.example', role: 'agent', departments: [], byCookie: false });
const limited = { ...agent, departments: ['sales'], can: agent.can };

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) }, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', allowsInternalAddresses: true } });
  [customerId = ''] = await saveCustomers(context, [{
    identifiers: [{ kind: 'customerNumber', value: 'K-4711' }, { kind: 'email', value: 'ines@kunde.example' }], traits: { name: 'Ines Hallmann', language: 'de', preferredChannel: 'phone' },
    contracts: [{ number: 'N-1', product: 'Nordfunk M', startsOn: '2019-05-01', monthlyCents: 2_499 }, { number: 'N-0', product: 'Alt', startsOn: '2015-01-01', endsOn: '2019-04-30', monthlyCents: 999 }],
    devices: [{ model: 'Halvard Arc 5', maker: 'Halvard', software: '4.1', ownedFrom: '2025-01-01' }, { model: 'Alter Knochen', ownedFrom: '2012-01-01', ownedTo: '2025-01-01' }],
    addresses: [{ kind: 'home', street: 'Am Markt 1', postcode: '20095', city: 'Hamburg', country: 'DE', cell: 'NF-005-1' }, { kind: 'home', street: 'Alte Straße 2', postcode: '10115', city: 'Berlin', country: 'DE', cell: 'NF-001-1', validTo: '2020-01-01' }],
  }], { source: 'api', actor: 'test' });
  const contact = (key: string, at: string, more: object) => ({ key, subject: customerId, at: new Date(at), kind: 'call', channel: 'call_center' as const, direction: 'inbound' as const, ...more });
  await writeWithHistory(context, async (_tx, journal) => recordContacts(context, journal, [
    contact('a', '2026-11-01T10:00:00Z', { text: 'Verbindung bricht ab', mood: -2 }), contact('b', '2026-10-01T10:00:00Z', { mood: -1 }), contact('c', '2026-07-01T10:00:00Z', { mood: 1 }),
    contact('d', '2026-11-02T10:00:00Z', { type: 'page', kind: 'page', channel: 'web' }), contact('e', '2026-11-03T10:00:00Z', { channel: 'network', kind: 'sample' }), contact('f', '2026-11-04T10:00:00Z', { channel: 'survey', department: 'service', text: 'geheim', mood: -1 }),
  ]));
  ({ caseId } = await openCase(context, { subject: customerId, channel: 'call_center', subjectLine: 'Gesprächsabbrüche', text: 'Es bricht ab', category: 'reception', department: 'service', source: { kind: 'phone' } }));
  await openCase(context, { subject: customerId, channel: 'mail', subjectLine: 'Andere Frage', text: 'Rechnung?', department: 'service', source: { kind: 'mail' } });
  source = createServer((request, response) => response.end(JSON.stringify({ quality: request.url === '/cells/NF-005-1' ? quality : 1 })));
  await new Promise<void>((done) => void source.listen(0, '127.0.0.1', done));
  const { port } = source.address() as AddressInfo; // a TCP server has such an address
  await createLookup(context, lookupInputSchema.parse({ code: 'net', nameDe: 'Netz', nameEn: 'Network', urlTemplate: `http://127.0.0.1:${port}/cells/{cell}`, fields: [{ path: 'quality', labelDe: 'Q', labelEn: 'Q', goodFrom: 75, badFrom: 60 }] }), 'a');
});
afterAll(async () => {
  source?.close();
  await context?.close();
});

describe('the context panel', () => {
  it('says who it is, what they have now, where they live, and how it has been', async () => {
    const panel = contextPanelSchema.parse(await readContextPanel(context, agent, caseId));
    expect(panel).toMatchObject({
      customer: { name: 'Ines Hallmann', customerNumber: 'K-4711', email: 'ines@kunde.example', phone: null, language: 'de' },
      contracts: [{ number: 'N-1', status: 'active' }, { number: 'N-0', status: 'ended' }],
      devicesNow: [{ model: 'Halvard Arc 5', software: '4.1' }],
      home: { city: 'Hamburg', cell: 'NF-005-1' },
      // Three calls and an answer, of them the one of July and the page view and the sample of the network do not count; the new cases do.
      value: { monthlyCents: 2_499, customerSince: '2015-01-01', contacts90Days: 5 },
      channels: { preferred: ['phone'], language: 'de' },
      otherCases: [{ subjectLine: 'Andere Frage', status: 'new' }],
      lookups: [{ code: 'net' }],
    });
    // −2, −1 and −1 of the last 90 days; +1 before.
    expect(panel.mood.now).toBeCloseTo(-4 / 3, 10);
    expect(panel.mood).toMatchObject({ n: 3, before: 1 });
    expect(panel.lastContacts.map(({ channel }) => channel)).not.toContain('network');
    expect(panel.lastContacts).toContainEqual(expect.objectContaining({ text: 'geheim' }));
  });

  it('is the same without a case', async () => {
    expect(await readContextOfCustomer(context, agent, customerId)).toMatchObject({ customerId, keptFacts: [], otherCases: [{}, {}] });
  });

  it('does not exist for somebody limited to other departments, who sees no answers given to others', async () => {
    await expect(readContextPanel(context, limited, caseId)).rejects.toMatchObject({ code: 'case.not_found' });
    const panel = await readContextOfCustomer(context, limited, customerId);
    expect(JSON.stringify(panel)).not.toContain('geheim');
    expect(panel.otherCases).toEqual([]);
  });

  it('is empty and honest where nobody knows who wrote', async () => {
    const { caseId: unknown } = await openCase(context, { subject: null, channel: 'mail', subjectLine: 'Hallo', text: 'Hallo', source: { kind: 'mail' } });
    expect(await readContextPanel(context, agent, unknown)).toMatchObject({ customerId: null, customer: null, home: null, value: { monthlyCents: null, customerSince: null } });
    expect(await askLookupsForCase(context, agent, unknown)).toMatchObject({ items: [{ state: 'unasked', missing: ['cell'] }] });
  });

  it('asks connected sources with what is true of the customer now', async () => {
    expect(await askLookupsForCustomer(context, customerId)).toMatchObject({ customerId, items: [{ state: 'answered', facts: [{ value: 88, verdict: 'good' }] }] });
  });
});

describe('facts of a decision', () => {
  it('are kept as they were then, though everything changes later', async () => {
    await askLookupsForCase(context, agent, caseId);
    await context.db.transaction().execute((tx) => addCaseEvent(context, tx, caseId, { what: 'promise.made', actor: agent }));
    expect(await keepDueFacts(context)).toBe(1);
    expect(await keepDueFacts(context)).toBe(0);
    quality = 12;
    nowMs += 86_400_000;
    await sql`update devices set software = '4.2' where model = 'Halvard Arc 5'`.execute(context.db);
    const { items } = await listKeptFacts(context, agent, caseId, { limit: 10 });
    expect(items).toMatchObject([{ because: 'promise.made', by: 'agent@nordfunk.example', at: '2026-11-12T14:03:00.000Z' }]);
    const kept = keptFactsSchema.parse(await getKeptFacts(context, agent, caseId, items[0]?.id ?? ''));
    expect(kept.facts).toMatchObject({ devicesNow: [{ software: '4.1' }], lookups: [{ state: 'answered', facts: [{ value: 88, verdict: 'good' }] }] });
    expect(await readContextPanel(context, agent, caseId)).toMatchObject({ devicesNow: [{ software: '4.2' }], keptFacts: [{ because: 'promise.made' }] });
  });

  it('are kept for goodwill, inquiries and solutions, and for nothing else', async () => {
    for (const what of ['goodwill.booked', 'inquiry.sent', 'promise.broken', 'case.linked']) await context.db.transaction().execute((tx) => addCaseEvent(context, tx, caseId, { what, actor: agent }));
    await context.db.transaction().execute((tx) => addCaseEvent(context, tx, caseId, { what: 'case.status', data: { from: 'open', to: 'solved' }, actor: agent }));
    await context.db.transaction().execute((tx) => addCaseEvent(context, tx, caseId, { what: 'case.status', data: { from: 'new', to: 'open' }, actor: agent }));
    // Two processes at once: each decision once.
    const [a, b] = await Promise.all([keepDueFacts(context), keepDueFacts(context)]);
    expect(a + b).toBe(3);
    const { items } = await listKeptFacts(context, agent, caseId, { limit: 10 });
    expect(items.map(({ because }) => because).sort()).toEqual(['case.solved', 'goodwill.booked', 'inquiry.sent', 'promise.made']);
  });

  it('are kept by hand, and looked at page by page, by those who may see the case', async () => {
    const id = await keepFactsNow(context, agent, caseId, 'kept_by_hand');
    const first = await listKeptFacts(context, agent, caseId, { limit: 3 });
    const rest = await listKeptFacts(context, agent, caseId, { limit: 3, cursor: first.nextCursor ?? '' });
    expect(new Set([...first.items, ...rest.items].map((item) => item.id)).size).toBe(5);
    await expect(getKeptFacts(context, limited, caseId, id)).rejects.toMatchObject({ code: 'case.not_found' });
    await expect(getKeptFacts(context, agent, '00000000-0000-7000-8000-00000000dead', id)).rejects.toMatchObject({ code: 'case.not_found' });
  });
});
