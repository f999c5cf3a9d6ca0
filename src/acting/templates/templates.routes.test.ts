import pino from 'pino';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import type { Actor } from '../../platform/http/access.ts';
import { createServer, type Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { registerTemplatesRoutes } from './templates.routes.ts';

let context: TestContext;
let server: Routes;
const actors: Record<string, Actor> = {};
beforeAll(async () => {
  context = await openTestContext();
  await sql`insert into departments (code, name_de, name_en) values ('service', 'Service', 'Service')`.execute(context.db);
  for (const role of ['administrator', 'agent', 'viewer']) actors[role] = actorFrom({ kind: 'key', id: role, label: `${role}@desk.example`, role, departments: [], byCookie: false });
  server = await createServer({ log: pino({ level: 'silent' }), secure: false, register: (routes) => registerTemplatesRoutes(routes, context), authenticate: async ({ headers }) => actors[headers.authorization ?? ''] ?? null });
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
async function call(method: Method, url: string, body?: object, who = 'administrator') {
  const answer = await server.inject({ method, url, headers: { authorization: who }, ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
}
const german = (source: string, subjectLine = '') => ({ language: 'de', subjectLine, source });
let made = 0;
const add = async (more: object = {}) => (await call('POST', '/api/templates', { name: `Text ${(made += 1)}`, texts: [german('Guten Tag {{ customer.name }}')], ...more })).body;

describe('a text that is wrong', () => {
  it.each([
    ['an unknown variable', 'Guten Tag\n\nIhr Vertrag {{ contract.number }} endet.', { line: 3, column: 16, kind: 'unknown_variable', name: 'contract.number' }],
    ['a word that does not end', 'Guten Tag\n{% if customer.name %}Anna', { line: 2, column: 1, kind: 'syntax' }],
    ['a file from the disk', 'x\n{% include "etc/passwd" %}', { line: 2, column: 1, kind: 'not_allowed' }],
    ['a filter that is not there', 'Hallo {{ customer.name | shell }}', { line: 1, column: 10, kind: 'not_allowed' }],
    ['what is inside of the program', '{{ customer.constructor }}', { line: 1, column: 4, kind: 'unknown_variable' }],
  ])('is refused at save: %s, with line and column', async (_what, source, fault) => {
    const { status, body } = await call('POST', '/api/templates', { name: 'Falsch', texts: [german(source)] });
    expect([status, body.code]).toEqual([422, 'template.invalid']);
    expect(body.title).toContain(`in line ${fault.line}, column `);
    expect(body.details.faults[0]).toMatchObject({ ...fault, column: expect.any(Number), language: 'de', at: 'source' });
    expect(body.errors[0].at).toMatch(new RegExp(`^texts\\.de\\.source:${fault.line}:\\d+$`));
    expect((await call('GET', '/api/templates?search=Falsch')).body.items).toEqual([]);
  });

  it('names every fault of every language, the subject line too, and keeps what was there', async () => {
    const { id } = await add();
    const { body } = await call('PUT', `/api/templates/${id}`, { name: 'Anders', texts: [german('{{ a }}\n{{ b }}', '{{ betreff }}'), { language: 'en', subjectLine: '', source: '{{ c }}' }] });
    expect(body.errors.map(({ at }: { at: string }) => at)).toEqual(['texts.de.subjectLine:1:4', 'texts.de.source:1:4', 'texts.de.source:2:4', 'texts.en.source:1:4']);
    expect((await call('GET', `/api/templates/${id}`)).body.texts[0].source).toBe('Guten Tag {{ customer.name }}');
  });

  it('is shown while it is written, and nothing is stored', async () => {
    const wrong = await call('POST', '/api/templates/preview', { source: 'Hallo {{ kunde }}' });
    expect(wrong.body).toMatchObject({ problems: [{ line: 1, column: 10, name: 'kunde', at: 'source' }], html: '' });
    const right = await call('POST', '/api/templates/preview', { source: 'Hallo {{ customer.firstName }}', subjectLine: 'Zu {{ case.number }}' });
    expect(right.body).toMatchObject({ problems: [], subjectLine: 'Zu V-100023', text: 'Hallo Anna' });
  });
});

describe('a text', () => {
  it('is filled in for a case in the language of the customer, and says what it had no value for', async () => {
    const { id } = await add({ texts: [german('Guten Tag {{ customer.name }}, Frist: {{ promise.due }}', 'Zu {{ case.number }}'), { language: 'en', subjectLine: '', source: 'Hello {{ customer.name }}' }] });
    const fill = (language: string | null) => call('POST', `/api/templates/${id}/render`, { language, values: { customer: { name: 'Anna <b>Meier</b>' }, case: { number: 'V-7' } } }, 'agent');
    expect((await fill('de')).body).toEqual({ subjectLine: 'Zu V-7', html: expect.stringContaining('Guten Tag Anna &lt;b&gt;Meier&lt;/b&gt;'), text: 'Guten Tag Anna <b>Meier</b>, Frist:', language: 'de', blanks: ['promise.due'] });
    expect([(await fill('en')).body.text, (await fill('fr')).body.language]).toEqual(['Hello Anna <b>Meier</b>', 'de']);
  });

  it('is found by category, touchpoint and channel, together with those that are for all', async () => {
    await add({ name: 'Nur Rechnung', category: 'invoice', channel: 'mail' });
    await add({ name: 'Für alle' });
    const names = async (query: string) => (await call('GET', `/api/templates?limit=200&${query}`)).body.items.map(({ name }: { name: string }) => name);
    expect(await names('category=invoice&channel=mail')).toEqual(expect.arrayContaining(['Nur Rechnung', 'Für alle']));
    expect(await names('category=network')).not.toContain('Nur Rechnung');
    expect(await names('search=100%25')).toEqual([]);
  });

  it('is not overwritten by somebody who looked at an older one', async () => {
    const { id, version, name } = await add();
    const texts = [german('Neu')];
    expect((await call('PUT', `/api/templates/${id}`, { name, texts, version })).status).toBe(200);
    expect((await call('PUT', `/api/templates/${id}`, { name, texts, version })).body).toMatchObject({ status: 409, code: 'template.changed_meanwhile' });
  });

  it('has a name and a shortcut of its own', async () => {
    await add({ name: 'Begrüßung', kind: 'snippet', shortcut: 'hallo' });
    expect((await call('POST', '/api/templates', { name: 'begrüßung', kind: 'snippet', texts: [german('x')] })).body.code).toBe('template.name_taken');
    expect((await call('POST', '/api/templates', { name: 'Noch eine', kind: 'snippet', shortcut: 'hallo', texts: [german('x')] })).body.code).toBe('template.shortcut_taken');
    expect((await call('POST', '/api/templates', { name: 'Schief', kind: 'snippet', shortcut: 'Hallo Du', texts: [german('x')] })).status).toBe(400);
  });

  it('that a macro replies with cannot be removed, another can', async () => {
    const [used, free] = [await add({ name: 'Gebraucht' }), await add()];
    await call('POST', '/api/macros', { name: 'Antwortet', steps: [{ do: 'reply', templateId: used.id }] });
    expect((await call('DELETE', `/api/templates/${used.id}`)).body).toMatchObject({ code: 'template.in_use', details: { macros: ['Antwortet'] } });
    expect([(await call('DELETE', `/api/templates/${free.id}`)).status, (await call('GET', `/api/templates/${free.id}`)).status]).toEqual([204, 404]);
  });

  it('is read by agents, changed by those who look after texts, and hidden from others', async () => {
    const { id } = await add();
    expect((await call('GET', '/api/templates', undefined, 'agent')).status).toBe(200);
    expect((await call('DELETE', `/api/templates/${id}`, undefined, 'viewer')).status).toBe(403);
    expect((await call('GET', '/api/templates', undefined, 'nobody')).status).toBe(401);
  });
});

describe('a macro', () => {
  it('with a step that could not be done is refused with the step', async () => {
    const refused = async (steps: object[]) => (await call('POST', '/api/macros', { name: 'Geht nicht', steps })).body;
    const nowhere = '0192f0c0-0000-7000-8000-000000000001';
    expect(await refused([{ do: 'note', text: 'x' }, { do: 'reply', templateId: nowhere }])).toMatchObject({ code: 'macro.invalid', title: 'Step 2 replies with a text that is not there.', errors: [{ at: 'steps[1]' }] });
    expect(await refused([{ do: 'assign', to: nowhere }])).toMatchObject({ errors: [{ at: 'steps[0]', reason: 'names somebody who is not there' }] });
    expect(await refused([{ do: 'set_department', department: 'nowhere' }])).toMatchObject({ code: 'macro.invalid' });
    expect(await refused([{ do: 'set_status', status: 'open' }, { do: 'set_status', status: 'solved' }])).toMatchObject({ errors: [{ at: 'steps[1]', reason: 'is there twice' }] });
    expect((await call('POST', '/api/macros', { name: 'Nichts', steps: [] })).status).toBe(400);
    expect((await call('POST', '/api/macros', { name: 'Fremd', steps: [{ do: 'delete_everything' }] })).status).toBe(400);
  });

  it('is kept with its steps in their order, and has a name of its own', async () => {
    const steps = [{ do: 'set_priority', priority: 'high' }, { do: 'set_department', department: 'service' }, { do: 'promise', line: 'Rückruf bis morgen 14 Uhr' }, { do: 'note', text: 'Eins' }, { do: 'note', text: 'Zwei' }];
    const { status, body } = await call('POST', '/api/macros', { name: 'Rückruf', steps });
    expect([status, body.steps]).toEqual([201, steps]);
    expect((await call('POST', '/api/macros', { name: 'rückruf', steps })).body.code).toBe('macro.name_taken');
    expect((await call('PUT', `/api/macros/${body.id}`, { name: 'Rückruf', steps, version: body.version + 5 })).body.code).toBe('macro.changed_meanwhile');
    expect((await call('DELETE', `/api/macros/${body.id}`)).status).toBe(204);
    expect((await call('GET', `/api/macros/${body.id}`)).body.code).toBe('macro.not_found');
  });
});
