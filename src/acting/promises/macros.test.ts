import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { type Desk, openDesk } from '../cases/cases.builders.ts';
import { registerCasesRoutes } from '../cases/cases.routes.ts';
import { createMacro } from '../templates/macros.actions.ts';
import { createTemplate } from '../templates/templates.actions.ts';
import type { MacroStep } from '../templates/templates.contract.ts';
import { makePromiseIn } from './make-promise.actions.ts';

let context: TestContext;
let desk: Desk;
let customerId = '';
let nowMs = 0;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  nowMs = Date.parse('2026-11-24T09:15:00Z'); // a Tuesday, 10:15 in Berlin
  desk = await openDesk(context, (routes) => registerCasesRoutes(routes, context, { promise: makePromiseIn }));
  [customerId = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'email', value: 'anna@kunde.example' }], traits: { name: 'Anna Meier', first_name: 'Anna' } }], { source: 'api', actor: 'test' });
});
afterAll(async () => {
  await desk?.server.close();
  await context?.close();
});
beforeEach(() => {
  nowMs = Date.parse('2026-11-24T09:15:00Z');
});

let n = 0;
const macro = async (steps: MacroStep[]) => (await createMacro(context, 'test', { name: `Makro ${(n += 1)}`, department: null, steps })).id;
const text = async (source: string, english = source) => (await createTemplate(context, 'test', { kind: 'reply', name: `Text ${(n += 1)}`, shortcut: null, category: null, touchpoint: null, department: null, channel: null, texts: [{ language: 'de', subjectLine: '', source }, { language: 'en', subjectLine: '', source: english }] })).id;
const run = (caseId: string, macroId: string, more: object = {}) => desk.call('jana', 'POST', `/api/cases/${caseId}/macro`, { macroId, ...more });
const read = async (id: string) => (await desk.call('jana', 'GET', `/api/cases/${id}`)).body;
const entries = async (id: string) => (await sql<{ kind: string; what: string | null; text: string }>`select kind, what, text from case_entries where case_id = ${id} order by seq`.execute(context.db)).rows;
const promises = async (id: string) => (await sql<{ text: string; dueAt: Date; madeByLabel: string }>`select text, due_at, made_by_label from promises where case_id = ${id}`.execute(context.db)).rows;
const newCase = (more: object = {}) => desk.newCase({ customerId, fromAddress: 'anna@kunde.example', language: 'de', ...more });

describe('a macro in a case', () => {
  it('promises, replies with what it promised, notes, and sets all in one go', async () => {
    const templateId = await text('Guten Tag {{ customer.firstName }},\n\n{{ promise.text }} bis {{ promise.due }} zu {{ case.number }}.\n\n{{ agent.name }}');
    const id = await newCase();
    const { status, body } = await run(id, await macro([{ do: 'set_priority', priority: 'high' }, { do: 'promise', line: 'Rückruf bis morgen 14 Uhr' }, { do: 'reply', templateId }, { do: 'note', text: 'Kunde braucht es vor dem Urlaub' }, { do: 'assign', to: 'me' }, { do: 'set_status', status: 'waiting_partner' }]));
    expect([status, body.number]).toEqual([200, (await read(id)).number]);
    expect(await read(id)).toMatchObject({ priority: 'high', status: 'waiting_partner', assignee: { name: 'jana' } });
    expect(await promises(id)).toEqual([{ text: 'Rückruf', dueAt: new Date('2026-11-25T13:00:00Z'), madeByLabel: 'jana@desk.example' }]);
    const said = await entries(id);
    expect(said.find(({ kind, text: words }) => kind === 'message' && words.startsWith('Guten'))?.text).toBe(`Guten Tag Anna,\n\nRückruf bis 25. November um 14:00 zu ${body.number}.\n\njana`);
    expect(said.filter(({ kind }) => kind === 'note').map(({ text: words }) => words)).toEqual(['Kunde braucht es vor dem Urlaub']);
    expect((await sql<{ address: string }>`select address from messages where case_id = ${id}`.execute(context.db)).rows).toEqual([{ address: 'anna@kunde.example' }]);
  });

  it('writes to an English customer in English, the time included', async () => {
    const templateId = await text('Bis {{ promise.due }}', 'By {{ promise.due }}');
    const id = await newCase({ language: 'en' });
    await run(id, await macro([{ do: 'promise', line: 'call back by tomorrow 14:00' }, { do: 'reply', templateId }]));
    expect((await entries(id)).map(({ text: words }) => words)).toContain('By 25 November at 14:00');
  });

  it('greets nobody by an address', async () => {
    const [nameless = ''] = await saveCustomers(context, [{ identifiers: [{ kind: 'email', value: 'ohne.namen@kunde.example' }], traits: {} }], { source: 'api', actor: 'test' });
    const templateId = await text('Guten Tag{% if customer.name != blank %} {{ customer.name }}{% endif %},');
    const id = await newCase({ customerId: nameless, fromAddress: 'ohne.namen@kunde.example' });
    await run(id, await macro([{ do: 'reply', templateId }]));
    expect((await entries(id)).map(({ text: words }) => words)).toContain('Guten Tag,');
  });

  it('does nothing at all when one of its steps cannot be done', async () => {
    const id = await newCase();
    const before = await entries(id);
    const unclear = await macro([{ do: 'set_priority', priority: 'urgent' }, { do: 'note', text: 'bleibt nicht' }, { do: 'promise', line: 'Rückruf irgendwann' }]);
    expect((await run(id, unclear)).body).toMatchObject({ code: 'promise.line_unclear' });
    expect([(await read(id)).priority, await entries(id), await promises(id)]).toEqual(['normal', before, []]);
    expect((await run(id, '0192f0c0-0000-7000-8000-000000000001')).body.code).toBe('macro.not_found');
  });

  it('does not answer over the head of a colleague', async () => {
    const templateId = await text('Wir kümmern uns.');
    const id = await newCase();
    const seen = (await desk.call('jana', 'GET', `/api/cases/${id}/entries`)).body.items[0].id;
    await desk.call('omar', 'POST', `/api/cases/${id}/replies`, { html: '<p>Schon erledigt.</p>' });
    const { body } = await run(id, await macro([{ do: 'set_priority', priority: 'urgent' }, { do: 'reply', templateId }]), { sinceEntryId: seen });
    expect([body.code, (await read(id)).priority]).toEqual(['case.answered_meanwhile', 'normal']);
  });

  it('is run in many cases: what one refuses does not hold up the others', async () => {
    const templateId = await text('Die Störung ist behoben.');
    const [own, foreign, unreachable] = [await newCase(), await newCase({ department: 'sales' }), await desk.newCase({ fromAddress: undefined })];
    const { body } = await desk.call('sofie', 'POST', '/api/cases/bulk', { ids: [own, foreign, unreachable], macro: await macro([{ do: 'promise', line: 'Prüfung in 2 Tagen' }, { do: 'reply', templateId }, { do: 'set_status', status: 'solved' }]) });
    expect(body).toMatchObject({ changed: 1, refused: [{ id: foreign, code: 'case.not_found' }, { id: unreachable, code: 'case.unreachable' }] });
    expect([(await read(own)).status, (await promises(own)).length, (await read(unreachable)).status, await promises(unreachable)]).toEqual(['solved', 1, 'new', []]);
  });
});
