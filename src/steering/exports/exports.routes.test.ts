import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveAs } from '../../governance/roles/roles.builders.ts';
import { createTouchpoint, saveDepartments } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { interpreterOf } from '../../listening/imports/values/interpret-row.logic.ts';
import type { TargetKey } from '../../listening/imports/imports.contract.ts';
import { inspectFile } from '../../listening/imports/reading/inspect-file.ts';
import { openTable, readRows } from '../../listening/imports/reading/read-rows.ts';
import type { ImportRecord } from '../../listening/imports/records.contract.ts';
import { suggestProfile } from '../../listening/imports/profiles/suggest-profile.logic.ts';
import { acceptResponses } from '../../listening/responses/intake/accept-responses.actions.ts';
import { response, responseId } from '../../listening/responses/responses.builders.ts';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { liftRestriction, restrictCustomer } from '../../people/privacy/restrictions.actions.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { registerExportsRoutes } from './exports.routes.ts';

const now = new Date('2026-04-10T09:15:00Z');
const folder = mkdtempSync(join(tmpdir(), 'momente-exports-'));
const nasty = '=HYPERLINK("http://evil";"x")';
let context: TestContext;
let server: Routes;
let annaId = '';
let files = 0;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  server = await serveAs((routes) => registerExportsRoutes(routes, context));
  await saveDepartments(context, [{ code: 'service', nameDe: 'Service', nameEn: 'Service' }, { code: 'sales', nameDe: 'Vertrieb', nameEn: 'Sales' }]);
  await createTouchpoint(context, { code: 'hotline', nameDe: 'Hotline', nameEn: 'Hotline', stage: 'service', channel: 'call_center', kind: 'main', department: 'service', momentOfTruth: true, tangibleItems: ['Brief | Rechnung', 'AGB'], descriptionDe: '-5 Minuten\nwarten' });
  await createTouchpoint(context, { code: 'shop_visit', nameDe: 'Besuch im Laden', nameEn: 'Visit to the shop', stage: 'purchase', channel: 'shop', kind: 'secondary', department: 'sales' });
  const ids = await saveCustomers(context, [
    {
      identifiers: [{ kind: 'customerNumber', value: '0017' }, { kind: 'email', value: 'anna@beispiel.de' }, { kind: 'email', value: 'ott@beispiel.de' }, { kind: 'phone', value: '+49 30 901820' }],
      traits: { firstName: 'Anna', lastName: 'Ott', birthday: '1980-05-03', umsatz: 1234.5, treu: true, motto: nasty, notiz: 'sagt "ja";\nimmer', preferredChannel: 'mail' },
      contracts: [{ number: 'V-1', product: '+Flex', startsOn: '2024-02-01', monthlyCents: 2985 }], devices: [{ model: 'Pixel', ownedFrom: '2023-01-02', externalId: 'd1', serial: 'S-77' }],
      addresses: [{ kind: 'home', street: 'Am Ring 4', postcode: '01067', city: 'Dresden', country: 'DE', externalId: 'a1' }], account: { externalId: 'H-1', kind: 'household', name: 'Familie Ott', role: 'owner' },
    },
    { kind: 'company', identifiers: [{ kind: 'customerNumber', value: '0018' }], traits: { name: 'Käse & Co', umsatz: -7, treu: false } },
  ], { source: 'test', actor: 'test', at: new Date('2026-01-02T03:04:05Z') });
  annaId = ids[0] ?? '';
  const contact = (n: number, more: object) => JSON.stringify({ message_id: responseId(n), message_key: `m${n}`, subject: annaId, at: '2026-03-29 01:30:00.250', received_at: '2026-03-29 01:30:00', batch: 1, type: 'track', kind: 'call', source: 's', channel: 'call_center', direction: 'inbound', touchpoint: 'hotline', department: 'service', product: '', place: '', subject_line: '', text: '', language: 'de', score: 7.5, mood: 1, cost_cents: 1250, properties: '{"wait":30,"by":"Helen"}', ...more });
  await context.history.insertLines('interactions', [contact(1, { text: 'Frau Ott rief an: anna@beispiel.de' }), contact(2, { at: '2026-04-02 10:00:00.000', kind: 'visit', channel: 'shop', touchpoint: 'shop_visit', department: 'sales', properties: '{}', score: null, mood: null, cost_cents: null })].join('\n'));
  await acceptResponses(context, [
    response(1, { touchpointCode: 'hotline', at: '2026-04-01T10:00:00Z', identifiers: [{ kind: 'customerNumber', value: '0017' }], answers: [{ role: 'experience', dimension: 'speed', value: 4.5 }, { role: 'comment', text: 'Ihre Anna Ott' }] }),
    response(2, { touchpointCode: 'shop_visit', at: '2026-04-01T11:00:00Z', identifiers: [{ kind: 'customerNumber', value: '0018' }], answers: [{ role: 'nps', value: 9 }] }),
  ]);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function take(table: string, query = '', headers: Record<string, string> = { 'x-role': 'administrator' }) {
  const answer = await server.inject({ method: 'GET', url: `/api/exports/${table}?${query}`, headers });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload, text: answer.body };
}

/** The rows of an export as our own reading of files sees them, by heading. */
async function rowsOf(table: string, query: string, headers?: Record<string, string>): Promise<Record<string, string>[]> {
  const path = await save(table, query, headers);
  const { format } = await inspectFile(path);
  const rows: string[][] = [];
  for await (const { cells } of readRows(path, { ...format, headerRows: 1 })) rows.push(cells);
  const [headings = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])));
}
async function save(table: string, query: string, headers?: Record<string, string>): Promise<string> {
  const { status, bytes } = await take(table, query, headers);
  expect(status).toBe(200);
  const path = join(folder, `${(files += 1)}`);
  writeFileSync(path, bytes);
  return path;
}

describe('who may take tables out', () => {
  it('needs the permission to export and the permission to read the table', async () => {
    expect((await take('customers', '', {})).status).toBe(401);
    expect((await take('customers', '', { 'x-role': 'viewer' })).status).toBe(403);
    expect((await take('users', '', { 'x-role': 'analyst' })).status).toBe(403);
    const { items, masked } = (await server.inject({ method: 'GET', url: '/api/exports', headers: { 'x-role': 'analyst' } })).json();
    expect(items.map(({ table }: { table: string }) => table)).toEqual(['customers', 'accounts', 'contracts', 'devices', 'addresses', 'interactions', 'answers', 'touchpoints', 'departments', 'expectations', 'surveys', 'gaps']);
    expect(masked).toBe(true);
  });
  it.each(['no_table', 'customers?format=pdf', 'customers?timeZone=Mars/Olympus', 'customers?from=2026-01-01', 'touchpoints?group=a'])('refuses %s', async (url) => {
    expect((await server.inject({ method: 'GET', url: `/api/exports/${url}`, headers: { 'x-role': 'administrator' } })).statusCode).toBe(400);
  });
  it('is told in the audit log before and after, with table, format and rows', async () => {
    await take('contracts', 'format=csv-de');
    const { rows } = await sql<{ action: string; content: { after: object } }>`select action, content from audit_inbox where action like 'export.%' and content->'after'->>'table' = 'contracts'`.execute(context.db);
    expect(rows.map(({ action, content }) => [action, content.after])).toEqual([
      ['export.created', { table: 'contracts', format: 'csv-de', masked: false }],
      ['export.finished', { table: 'contracts', format: 'csv-de', masked: false, rows: 1 }],
    ]);
  });
  it('shows no personal data to roles without it, in any format', async () => {
    for (const table of ['customers', 'accounts', 'contracts', 'devices', 'addresses', 'interactions', 'answers']) {
      for (const format of ['csv-de', 'xlsx', 'parquet']) {
        const path = await save(table, `format=${format}`, { 'x-role': 'analyst' });
        const text = format === 'csv-de' ? (await take(table, `format=${format}`, { 'x-role': 'analyst' })).text : format === 'xlsx' ? JSON.stringify(await Array.fromAsync(readRows(path, (await inspectFile(path)).format))) : JSON.stringify(await parquet(table, { 'x-role': 'analyst' }), (_key, value) => (typeof value === 'bigint' ? Number(value) : value));
        expect(text).not.toMatch(/Anna|Ott|beispiel|0017|901820|Am Ring|Dresden|V-1|S-77|H-1|Helen/);
        expect(text).toContain(annaId.slice(0, 8));
      }
    }
  });
});

describe('CSV', () => {
  it('in German opens in a German spreadsheet: mark, semicolon, decimal comma, days first, Windows line ends', async () => {
    const { text, headers } = await take('contracts', 'format=csv-de');
    expect(text).toBe(`\ufeffMomente-Id;Kundennummer;E-Mail-Adresse;Telefonnummer;Kennung im Shop oder in der App;Vertragsnummer;Produkt oder Tarif;Vertragsbeginn;Vertragsende;Monatlicher Betrag;Nummer des Kontos\r\n${annaId};0017;anna@beispiel.de;'+4930901820;;V-1;'+Flex;01.02.2024;;29,85;H-1\r\n`);
    expect(headers['content-disposition']).toBe(`attachment; filename="momente Vertrage 2026-04-10 0915.csv"; filename*=UTF-8''momente%20Vertr%C3%A4ge%202026-04-10%200915.csv`);
  });
  it('in English has commas, decimal points, and days as yyyy-MM-dd', async () => {
    const [row] = await rowsOf('contracts', 'format=csv-en');
    expect(row).toMatchObject({ 'Contract starts on': '2024-02-01', 'Monthly amount': '29.85' });
  });
  it('holds nothing that a spreadsheet would run, and leaves negative numbers numbers', async () => {
    const rows = await rowsOf('customers', 'format=csv-de');
    expect(rows.map(({ motto }) => motto)).toContain(`'${nasty}`);
    expect(rows.map(({ umsatz }) => umsatz).sort()).toEqual(['-7', '1234,5']);
    for (const table of ['customers', 'interactions', 'touchpoints']) for (const row of await rowsOf(table, 'format=csv-en')) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^["\s]*[=+@]/);
  });
  it('shows instants in the zone that is asked for, and says which', async () => {
    const inBerlin = await rowsOf('interactions', 'format=csv-de&timeZone=Europe/Berlin&to=2026-03-31');
    expect(inBerlin.map((row) => row['Zeitpunkt (Europe/Berlin)'])).toEqual(['29.03.2026 03:30:00']);
    const inUtc = await rowsOf('interactions', 'format=csv-en&from=2026-04-01&to=2026-04-02&channel=shop');
    expect(inUtc.map((row) => [row['Date and time (UTC)'], row['Customer number']])).toEqual([['2026-04-02 10:00:00', '0017']]);
  });
});

describe('XLSX', () => {
  it('has typed cells and frozen headings', async () => {
    const path = await save('interactions', 'format=xlsx&language=de&to=2026-03-31');
    const { format } = await inspectFile(path);
    expect(format.sheet).toBe('Kontakte');
    const rows = await Array.fromAsync(readRows(path, format));
    const position = (heading: string) => rows[0]?.cells.indexOf(heading) ?? -1;
    const at = position('Zeitpunkt (UTC)');
    const cost = position('Kosten');
    expect(rows.slice(1).map(({ cells, kinds }) => [cells[at], kinds?.charAt(at), cells[cost], kinds?.charAt(cost)])).toEqual([['2026-03-29 01:30:00.250', 'd', '12.5', 'n']]);
  });
});

async function parquet(table: string, headers?: Record<string, string>): Promise<Record<string, unknown>[]> {
  const { bytes } = await take(table, 'format=parquet', headers);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return parquetReadObjects({ file: file as ArrayBuffer });
}

describe('Parquet', () => {
  it('keeps numbers, cents, days, instants and booleans as what they are', async () => {
    const [contract] = await parquet('contracts');
    expect(contract).toMatchObject({ momenteId: annaId, contractNumber: 'V-1', contractProduct: '+Flex', contractStartsOn: new Date('2024-02-01'), contractMonthlyCents: 2985n });
    expect((await parquet('interactions')).find(({ messageKey }) => messageKey === 'm1')).toMatchObject({ at: new Date('2026-03-29T01:30:00.250Z'), score: 7.5, costCents: 1250n, properties: '{"wait":30,"by":"Helen"}' });
    expect((await parquet('touchpoints')).map(({ code, momentOfTruth }) => [code, momentOfTruth])).toEqual([['hotline', true], ['shop_visit', false]]);
    expect(await parquet('expectations')).toEqual([]);
  });
});

/** Exported, read as a file of a stranger would be, and understood by what is suggested. */
async function readBack(table: string, target: TargetKey, query: string): Promise<ImportRecord[]> {
  const path = await save(table, query);
  const { profile, questions } = suggestProfile(await inspectFile(path), target);
  // 01.02.2024 can be read in two ways: the person says which
  for (const { code, column, choices } of questions.filter(({ blocks }) => blocks)) {
    expect([code, choices[0]?.value.slice(0, 3)]).toEqual(['date.pattern', 'd.M']);
    const mapping = profile.columns.find(({ position }) => position === column);
    if (mapping && choices[0]) mapping.pattern = choices[0].value;
  }
  const { headings, batches } = await openTable(path, profile.format);
  const interpret = interpreterOf(profile, headings);
  const records: ImportRecord[] = [];
  for await (const { rows } of batches) for (const row of rows) {
    const result = interpret(row);
    expect(result.kind === 'refused' ? result.refusals : []).toEqual([]);
    if (result.kind === 'record') records.push(result.record);
  }
  return records;
}

describe.each(['csv-de', 'csv-en', 'xlsx'])('what went out as %s comes in again as it was', (format) => {
  it('customers with everything said about them', async () => {
    const records = await readBack('customers', 'customers', `format=${format}`);
    const anna = records.find((record) => record.target === 'customers' && record.identifiers[0]?.value === '0017');
    expect(anna).toMatchObject({
      identifiers: [{ kind: 'customerNumber', value: '0017' }, { kind: 'email', value: 'anna@beispiel.de' }, { kind: 'phone', value: '+4930901820' }],
      kind: 'person', traits: { firstName: 'Anna', lastName: 'Ott', birthday: '1980-05-03', umsatz: 1234.5, treu: true, motto: nasty, notiz: 'sagt "ja";\nimmer', preferredChannel: 'mail' },
    });
  });
  it('contracts, devices and accounts', async () => {
    expect(await readBack('contracts', 'contracts', `format=${format}`)).toMatchObject([{ number: 'V-1', product: '+Flex', startsOn: '2024-02-01', endsOn: null, monthlyCents: 2985, accountExternalId: 'H-1' }]);
    expect(await readBack('devices', 'devices', `format=${format}`)).toMatchObject([{ model: 'Pixel', serial: 'S-77', ownedFrom: '2023-01-02', externalId: 'd1' }]);
    expect(await readBack('accounts', 'accounts', `format=${format}`)).toMatchObject([{ externalId: 'H-1', kind: 'household', name: 'Familie Ott', role: 'owner' }]);
  });
  it('contacts', async () => {
    const records = await readBack('interactions', 'interactions', `format=${format}`);
    // a contact without another source: answers to surveys are contacts as well
    const contacts = records.filter((record) => record.target === 'interactions' && record.kind !== 'survey_answered');
    expect(contacts).toMatchObject([{ kind: 'call', channel: 'call_center', touchpoint: { code: 'hotline' }, department: 'service', score: 7.5, mood: 1, costCents: 1250, messageKey: 'm1', text: 'Frau Ott rief an: anna@beispiel.de', properties: { wait: 30, by: 'Helen' } }, { at: '2026-04-02T10:00:00.000Z', kind: 'visit', costCents: null }]);
  });
  it('touchpoints', async () => {
    expect(await readBack('touchpoints', 'touchpoints', `format=${format}`)).toMatchObject([{ code: 'hotline', nameDe: 'Hotline', descriptionDe: '-5 Minuten\nwarten', stage: 'service', momentOfTruth: true, tangibleItems: ['Brief | Rechnung', 'AGB'] }, { code: 'shop_visit', kind: 'secondary', momentOfTruth: false }]);
  });
});

it('every table comes out in every format', async () => {
  for (const table of ['customers', 'accounts', 'contracts', 'devices', 'addresses', 'interactions', 'answers', 'touchpoints', 'departments', 'expectations', 'surveys', 'gaps', 'users']) {
    for (const format of ['csv-de', 'csv-en', 'xlsx', 'parquet']) {
      const { status, bytes } = await take(table, `format=${format}`);
      expect([table, format, status, bytes.length > 20]).toEqual([table, format, 200, true]);
    }
  }
});

describe('customers whose data is restricted', () => {
  it('leave in no export that names them', async () => {
    const tables = ['customers', 'contracts', 'devices', 'addresses', 'accounts', 'interactions', 'answers'];
    const namesAnna = async () => {
      const found: boolean[] = [];
      for (const table of tables) found.push((await take(table, 'format=csv-en')).text.includes(annaId));
      return found;
    };
    expect(await namesAnna()).toEqual(tables.map(() => true));
    await restrictCustomer(context, annaId, { ground: 'objection', note: '', by: 'dpo' });
    expect(await namesAnna()).toEqual(tables.map(() => false));
    expect((await take('customers', 'format=csv-en')).text).toContain('Käse & Co');
    await liftRestriction(context, annaId, 'settled');
  });
});
