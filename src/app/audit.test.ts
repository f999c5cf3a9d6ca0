import { sql } from 'kysely';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveExport } from '../governance/audit/export-lines.logic.ts';
import { runCommandLine } from '../clients/cli/run.ts';
import { readEnv } from './env.ts';
import { copyTemplate, makeDataFolder } from '../platform/testing/storage-template.ts';
import { type Momente, startMomente } from './start.ts';

let momente: Momente;
const dataFolder = makeDataFolder('audit');
copyTemplate(dataFolder);
const apiKey = 'mom_audit_0123456789abcdef';
const writeKey = 'write_audit_0123456789';
const start = () => startMomente(readEnv({ MOMENTE_DATA: dataFolder, PORT: '0', MOMENTE_API_KEY: apiKey, MOMENTE_WRITE_KEY: writeKey, MOMENTE_LOG: 'silent' }));

beforeAll(async () => {
  momente = await start();
});
afterAll(async () => {
  await momente.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function api<T = { [key: string]: unknown }>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await fetch(`${momente.address}${path}`, { method, headers: { authorization: `Bearer ${apiKey}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  expect(response.status, `${method} ${path}`).toBeLessThan(300);
  return (response.status === 204 ? null : await response.json()) as T;
}
interface Entry { seq: number; kind: string; action: string; subject: string; actor: { kind: string; label: string }; customers: { id: string; name: string }[]; route: string | null; asked: string[]; before: unknown; after: unknown; requestId: string }
const search = async (query: string) => (await api<{ items: Entry[] }>(`/api/audit?${query}`)).items;
const newCustomer = (email: string, name: string) => api<{ id: string }>('/api/customers', 'POST', { identifiers: [{ kind: 'email', value: email }], traits: { name, city: 'Bonn' } });

/** Subjects whose answers show people; and the routes on them that show none. */
const personal = new Set(['customer', 'interaction', 'answer', 'personal_data', 'import', 'privacy', 'export']);
const showsNobody: Record<string, string> = {
  '/api/custom-fields': 'names of fields', '/api/identifier-kinds': 'rules', '/api/imports': 'names of files', '/api/imports/:id': 'counts', '/api/imports/:id/undo-preview': 'counts',
  '/api/import-profiles': 'names of columns', '/api/import-profiles/:name': 'names of columns', '/api/import-pickups': 'places of files', '/api/import-pickups/:id': 'places of files', '/api/import-pickups/:id/runs': 'names of files',
  '/api/privacy/processing-record': 'kinds of data', '/api/privacy/processing-record.html': 'kinds of data', '/api/privacy/settings': 'settings', '/api/privacy/retention': 'rules', '/api/privacy/erasures/:id/proof': 'names nobody',
  '/api/exports': 'names of tables', '/api/surveys/:code/responses': 'states and times, without what was said', '/api/exports/:table': 'noted as export.created, with its figures', '/api/surveys/:code/export': 'noted as export.created',
};

describe('looks at personal data', () => {
  it('are declared by every route that shows people', () => {
    const undeclared = momente.routes.declaredRoutes.filter(({ method, url, access, looks }) => method === 'GET' && typeof access === 'object' && personal.has(access.on) && looks === undefined && !(url in showsNobody));
    expect(undeclared.map(({ method, url }) => `${method} ${url}`), 'add looks: \'…\' to the config of the route').toEqual([]);
  });

  it('are written down before the answer leaves: who, by which route, at whom', async () => {
    const { id } = await newCustomer('anna@example.com', 'Anna Meier');
    await api(`/api/customers/${id}`);
    await api(`/api/customers/${id}/timeline`);
    await api('/api/customers?search=Anna');
    await fetch(`${momente.address}/api/customers/00000000-0000-8000-8000-000000000000`, { headers: { authorization: `Bearer ${apiKey}` } });
    const looks = await search(`kind=look&customer=${id}`);
    expect(looks.map(({ subject, route, asked, customers, actor }) => ({ subject, route, asked, shown: customers, by: actor.kind }))).toEqual([
      { subject: 'customer', route: 'GET /api/customers', asked: ['search'], shown: [{ id, name: 'Anna Meier' }], by: 'key' },
      { subject: 'interaction', route: 'GET /api/customers/:id/timeline', asked: [], shown: [{ id, name: 'Anna Meier' }], by: 'key' },
      { subject: 'customer', route: 'GET /api/customers/:id', asked: [], shown: [{ id, name: 'Anna Meier' }], by: 'key' },
    ]);
    const { items } = await api<{ items: { looks: number; subjects: string[] }[] }>(`/api/audit/customers/${id}/looks`);
    expect(items).toMatchObject([{ looks: 3, subjects: ['customer', 'interaction'] }]);
    const { rows } = await sql<{ n: number }>`select count(*) as n from audit_entries where kind = 'look' and content::text ilike '%anna%'`.execute(momente.context.db);
    expect(rows[0]?.n).toBe(0); // what was searched is not written down
  });

  it('of the log itself are written down too', async () => {
    await search('limit=1');
    expect((await search('subject=audit&kind=look'))[0]).toMatchObject({ route: 'GET /api/audit' });
  });
});

describe('changes', () => {
  it('of a customer over HTTP name who did it, and what was before and after', async () => {
    const { id } = await newCustomer('ben@example.com', 'Ben');
    await api(`/api/customers/${id}`, 'PATCH', { traits: { city: 'Köln' } });
    const [change] = await search(`customer=${id}&subject=customers&action=update`);
    expect(change).toMatchObject({ kind: 'change', actor: { kind: 'key', role: 'administrator' }, before: { traits: { city: 'Bonn' } }, after: { traits: { city: 'Köln' } } });
    expect(change?.requestId).toMatch(/^req-/);
    expect(await search('search=K%C3%B6ln')).toHaveLength(1);
    expect(await search('search=nowhere')).toEqual([]);
  });

  it('that events bring are not, though other people change things at the same time', async () => {
    const before = (await search('kind=change&limit=200')).length;
    const send = (n: number) => fetch(`${momente.address}/v1/batch`, { method: 'POST', headers: { authorization: `Basic ${btoa(`${writeKey}:`)}` }, body: JSON.stringify({ batch: Array.from({ length: 50 }, (_, i) => ({ type: 'identify', userId: `u${n}-${i}`, messageId: `m${n}-${i}`, traits: { email: `u${n}-${i}@example.com` } })) }) });
    await Promise.all([...Array.from({ length: 10 }, (_, n) => send(n)), ...Array.from({ length: 10 }, (_, n) => api(`/api/departments/dep_${n}`, 'PUT', { nameDe: `Abteilung ${n}`, nameEn: `Department ${n}` }))]);
    const after = await search('kind=change&limit=200');
    expect(after.length - before).toBe(10);
    expect(after.slice(0, 10).every(({ subject, actor }) => subject === 'departments' && actor.kind === 'key')).toBe(true);
  });
});

describe('the log', () => {
  it('is read in pages without a gap or a repetition, and by instants', async () => {
    const all: number[] = [];
    for (let cursor = ''; ; ) {
      const page = await api<{ items: Entry[]; nextCursor: string | null }>(`/api/audit?kind=change&limit=7${cursor}`);
      all.push(...page.items.map(({ seq }) => seq));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(all).toEqual((await search('kind=change&limit=200')).map(({ seq }) => seq));
    expect(await search('from=2100-01-01T00:00:00Z')).toEqual([]);
    expect(await search('to=2001-01-01T00:00:00Z')).toEqual([]);
  });

  it('is checked, exported, and checked again from the export alone', async () => {
    expect(await api('/api/audit/verification')).toMatchObject({ ok: true, findings: [] });
    const response = await fetch(`${momente.address}/api/audit/export`, { headers: { authorization: `Bearer ${apiKey}` } });
    const lines = (await response.text()).trim().split('\n');
    const { publicKey } = await api<{ publicKey: string }>('/api/audit/state');
    const read = (of: string[]) => async function* () { yield* of; };
    const proof = await proveExport(read(lines), publicKey, []);
    expect(proof).toMatchObject({ ok: true, findings: [], unsealed: 0 });
    expect(proof?.entries).toBeGreaterThan(20);
    const forged = lines.map((line, n) => (n === 12 ? line.replace('"actorKind":"key"', '"actorKind":"user"') : line));
    expect(forged).not.toEqual(lines);
    expect(await proveExport(read(forged), publicKey, [])).toMatchObject({ ok: false, findings: [{ kind: 'changed' }] });
    expect(await proveExport(read(lines.slice(0, -3)), publicKey, [])).toMatchObject({ ok: false, findings: [{ kind: 'truncated' }] });
    expect((await search('action=audit.exported'))[0]).toMatchObject({ after: { format: 'jsonl' } });
    const csv = await (await fetch(`${momente.address}/api/audit/export?format=csv&language=de&kind=change`, { headers: { authorization: `Bearer ${apiKey}` } })).text();
    expect(csv.split('\r\n')[0]).toBe('Nr.;Zeitpunkt (UTC);Art;Vorgang;Gegenstand;Kennung;Wer;Art des Handelnden;Rolle;Kunden;Grund;Vorher;Nachher;Aufruf');
  });

  it('is checked from the command line, here and elsewhere, and says what is wrong', async () => {
    const run = async (...args: string[]) => {
      const said = { out: '', err: '' };
      const code = await runCommandLine(['audit', 'verify', ...args], { env: { MOMENTE_URL: momente.address, MOMENTE_API_KEY: apiKey }, write: (text) => void (said.out += text), writeError: (text) => void (said.err += text) });
      return { code, ...said };
    };
    expect(await run('--seals', join(dataFolder, 'audit', 'seals.jsonl'))).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^The audit log holds\. \d+ entries \(1–\d+\), \d+ seals; \d+ entries since the last seal\.\n$/) });
    expect(JSON.parse((await run('--json')).out)).toMatchObject({ ok: true });
    const file = join(dataFolder, 'export.jsonl');
    const text = await (await fetch(`${momente.address}/api/audit/export`, { headers: { authorization: `Bearer ${apiKey}` } })).text();
    const { publicKey } = await api<{ publicKey: string }>('/api/audit/state');
    writeFileSync(file, text);
    expect(await run(file, '--public-key', publicKey)).toMatchObject({ code: 0, err: '' });
    expect((await run(file)).err).toContain('Give --public-key');
    expect((await run(file, '--public-key', 'MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=')).code).toBe(1);
    writeFileSync(file, text.replace('"action":"insert"', '"action":"delete"'));
    expect(await run(file, '--public-key', publicKey)).toMatchObject({ code: 1, out: expect.stringMatching(/THE AUDIT LOG DOES NOT HOLD: 1 findings[^]*entry \d+: an entry was changed/) });
    writeFileSync(file, 'anything');
    expect(await run(file)).toMatchObject({ code: 2, err: expect.stringContaining('is not a whole export') });
    expect(await run('nowhere.jsonl')).toMatchObject({ code: 2, err: 'There is no file nowhere.jsonl.\n' });
  });

  it('is sealed at the end of a run, in the store and in the file, and the next run goes on', async () => {
    await newCustomer('cem@example.com', 'Cem');
    await momente.stop();
    const seals = readFileSync(join(dataFolder, 'audit', 'seals.jsonl'), 'utf8').trim().split('\n');
    momente = await start();
    expect(await api('/api/audit/verification')).toMatchObject({ ok: true, sealsFile: 'compared' });
    const { lastSeal } = await api<{ lastSeal: { number: number } }>('/api/audit/state');
    expect(lastSeal.number).toBeGreaterThanOrEqual(seals.length);
  });
});
