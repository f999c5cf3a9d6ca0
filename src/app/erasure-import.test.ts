import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainAll } from '../governance/audit/chain.actions.ts';
import { verifyAudit } from '../governance/audit/verify.actions.ts';
import { requestErasure } from '../governance/privacy/erasure.actions.ts';
import { listErasureRequests } from '../governance/privacy/erasure-views.actions.ts';
import { privacyJobs } from '../governance/privacy/privacy.jobs.ts';
import { getImport, listRefused, startImport } from '../listening/imports/imports.actions.ts';
import { checkText, csvOf, importText, profileOf, runJobs, upload } from '../listening/imports/imports.builders.ts';
import { findImport } from '../listening/imports/imports.queries.ts';
import { openImport, writeNextChunk } from '../listening/imports/work-on-import.actions.ts';
import { importsHolder } from '../listening/imports/imports-privacy.actions.ts';
import { listCustomers } from '../people/customers/customers.actions.ts';
import { restrictCustomer } from '../people/privacy/restrictions.actions.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { privacyParts } from './slices.ts';

const anna = { id: 'u1', label: 'anna@example.com' };
const jobs = privacyJobs(privacyParts).filter(({ name }) => name === 'privacy.erase');

let context: TestContext;
let now = new Date('2026-05-01T10:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
});
afterAll(() => context.close());

const later = () => {
  now = new Date(now.getTime() + 60_000);
};
const customerOf = async (identifier: string) => (await listCustomers(context, { identifier, limit: 5 })).items[0];
async function erase(identifier: string): Promise<string> {
  later();
  const id = await requestErasure(context, privacyParts, { customerId: (await customerOf(identifier))?.id ?? '', identifiers: null, reason: 'customer_request', note: '' }, anna);
  await context.jobs.runDue(context, jobs);
  return id;
}
const stateOf = async (id: string) => (await listErasureRequests(context, privacyParts, { limit: 20 }, anna)).items.find((one) => one.id === id)?.state;
const filesWith = (word: string) => readdirSync(context.dataFolder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && one.parentPath.includes(join('files', 'imports')) && readFileSync(join(one.parentPath, one.name)).includes(word));

const customers = profileOf('customers', ['customerNumber', 'email', 'name']);
const contacts = profileOf('interactions', ['email', 'at', 'kind', 'text']);

describe('a file that would change somebody whose data is restricted', () => {
  it('has those rows refused, in the dry run too; contacts are facts and come in', async () => {
    await importText(context, csvOf(3, ['r1,rita@example.de,Rita Rot']), customers);
    await restrictCustomer(context, (await customerOf('customerNumber:r1'))?.id ?? '', { ground: 'objection', note: '', by: 'boss' });
    const { id, ...done } = await importText(context, csvOf(3, ['r1,,Rita Falsch', 'r2,rita@example.de,Rita Falsch', 'r3,,Rolf']), customers);
    expect(done).toMatchObject({ state: 'done', counts: { rows: 3, new: 1, refused: 2 } });
    const { items } = await listRefused(context, id, { limit: 50 });
    expect(items.map(({ row, code, value }) => ({ row, code, value }))).toEqual([2, 3].map((row) => ({ row, code: 'customer.restricted', value: '' })));
    expect(await checkText(context, csvOf(3, ['r1,,Rita Anders']), customers)).toMatchObject({ state: 'checked', counts: { rows: 1, refused: 1 } });
    const said = await importText(context, csvOf(4, ['rita@example.de,2026-04-01T10:00:00,call,Bitte nicht']), contacts);
    expect(said).toMatchObject({ state: 'done', counts: { rows: 1, new: 1, refused: 0 } });
  });
});

describe('erasing somebody while a file that names them is coming in', () => {
  it('refuses the rows still to come, and the file goes when it is through', async () => {
    const id = await upload(context, csvOf(3, ['k1,rosa@example.de,Rosa Ried', 'k2,tom@example.de,Tom', 'k3,ROSA@example.de ,Rosa Ried', 'k4,uta@example.de,Uta', 'k1,,Rosa Ried']));
    await startImport(context, id, customers);
    const row = await findImport(context.db, id);
    if (!row) throw new Error('it was uploaded above');
    const open = await openImport(context, row, 2);
    expect(await writeNextChunk(context, open)).toBe('more');
    const erasure = await erase('email:rosa@example.de');
    expect(await stateOf(erasure)).toBe('erasing'); // the file is still being read
    expect(await customerOf('email:rosa@example.de')).toBeUndefined();
    while ((await writeNextChunk(context, open)) === 'more');
    await open.close();

    expect(await getImport(context, id)).toMatchObject({ state: 'done', counts: { rows: 5, new: 3, refused: 2 } });
    const { items, byCode } = await listRefused(context, id, { limit: 50 });
    expect(byCode).toEqual([{ code: 'customer.erased', n: 2 }]);
    expect(items.map(({ row: line, value, reason }) => ({ line, value, reason: reason.slice(0, 56) }))).toEqual([4, 6].map((line) => ({ line, value: '', reason: 'The person in this row was erased on 2026-05-01, while t' })));
    expect(await customerOf('email:rosa@example.de')).toBeUndefined();
    expect(await customerOf('customerNumber:k3')).toBeUndefined();
    expect((await customerOf('customerNumber:k4'))?.name).toBe('Uta');

    // the queue tries the erasure again by itself; here without the wait
    await context.jobs.enqueue('privacy.erase', { id: erasure });
    await context.jobs.runDue(context, jobs);
    expect(['scrubbing', 'done']).toContain(await stateOf(erasure));
    expect(filesWith('Rosa')).toEqual([]);
    expect(await getImport(context, id)).toMatchObject({ hasFile: false });
  });

  it('takes them in again, from the beginning, when a file is brought in afterwards', async () => {
    later();
    expect((await importText(context, csvOf(3, ['k1,rosa@example.de,Rosa Neu']), customers)).counts).toMatchObject({ new: 1, refused: 0 });
    expect((await customerOf('email:rosa@example.de'))?.name).toBe('Rosa Neu');
  });

  it('refuses contacts of them as well', async () => {
    await importText(context, csvOf(3, ['k8,ida@example.de,Ida']), customers);
    later();
    const id = await upload(context, csvOf(4, ['tom@example.de,2026-02-01T10:00:00,call,one', 'ida@example.de,2026-02-02T10:00:00,call,two']));
    await startImport(context, id, contacts);
    await erase('email:ida@example.de');
    await runJobs(context);
    expect(await getImport(context, id)).toMatchObject({ state: 'done', counts: { rows: 2, new: 1, refused: 1 } });
    const [left] = await context.history.query<{ n: number }>(`select count() as n from interactions where text = 'two'`, {}, { lane: 'analysis' });
    expect(left?.n).toBe(0);
  });
});

describe('a raw file that goes by age', () => {
  it('takes along what stood in refused rows; which row, column and why stays', async () => {
    const { id } = await importText(context, csvOf(3, ['g1,not an address,Gerda Grau']), customers);
    const kept = async () => (await sql<{ text: string }>`select refusals::text as text from import_refusals where import_id = ${id}`.execute(context.db)).rows.map(({ text }) => text).join('\n');
    expect(await kept()).toContain('not an address');
    now = new Date(now.getTime() + 40 * 86_400_000);
    await importsHolder.expire?.(context, 'delete', new Date(now.getTime() - 30 * 86_400_000), false);
    expect(await getImport(context, id)).toMatchObject({ hasFile: false });
    expect(await kept()).not.toContain('not an address');
    expect((await listRefused(context, id, { limit: 5 })).items).toMatchObject([{ row: 2, column: 1, heading: 'c1', value: '', code: 'identifier.invalid', details: { kind: 'email' }, reason: 'This cannot be used here: ….' }]);
  });
});

describe('erasing a customer who stands in raw files', () => {
  it('removes the files that name them, in whatever spelling, their refused rows and what their records were, and nobody else’s', async () => {
    later();
    const withContract = profileOf('customers', ['customerNumber', 'email', 'phone', 'contractNumber', 'contractProduct', 'contractStartsOn']);
    const named = await importText(context, csvOf(6, ['z1,zara@example.de,,Z-1,Flat,2026-01-01', 'z9,zara@example.de,12,Z-9,Flat,2026-01-01']), withContract);
    const byPhone = await importText(context, csvOf(6, ['z1,,+49 (30) 5556677,,,']), withContract);
    const refusedOnly = await importText(context, csvOf(3, ['k7,no address,Kim', ',,Nobody', 'z1,zara@,Zara']), customers);
    const others = await importText(context, csvOf(3, ['z11,otto@example.de,Otto']), customers);
    expect(named.counts).toMatchObject({ new: 1, refused: 1 });
    expect(refusedOnly.counts).toMatchObject({ new: 0, refused: 3 });
    const { rows: before } = await sql<{ n: number }>`select count(*) as n from import_changes where said ->> 'product' = 'Flat'`.execute(context.db);
    expect(before[0]?.n).toBe(1);

    await erase('email:zara@example.de');
    const kept = async (id: string) => (await getImport(context, id)).hasFile;
    expect([await kept(named.id), await kept(byPhone.id), await kept(refusedOnly.id), await kept(others.id)]).toEqual([false, false, false, true]);
    expect(filesWith('otto@')).toHaveLength(1);
    expect(filesWith('zara')).toEqual([]);
    const { rows: after } = await sql<{ n: number }>`select count(*) as n from import_changes where said ->> 'product' = 'Flat'`.execute(context.db);
    expect(after[0]?.n).toBe(0);
    expect((await customerOf('customerNumber:z11'))?.name).toBe('Otto');
  });

  it('forgets names of files that are called after them, in the audit log too', async () => {
    now = new Date('2026-07-01T10:00:00Z');
    const ids = [];
    for (const [name, line] of [['Klara Klee.csv', 'f1,klara@example.de,Klara Klee'], ['umzug klee.csv', 'f2,otto2@example.de,Otto'], ['kleeblatt.csv', 'f3,ute@example.de,Ute']] as const) {
      const id = await upload(context, csvOf(3, [line]), name);
      await startImport(context, id, customers);
      await runJobs(context);
      ids.push(id);
    }
    await chainAll(context);
    await erase('email:klara@example.de');
    await chainAll(context);
    expect(await Promise.all(ids.map(async (id) => (await getImport(context, id)).name))).toEqual(['Import 2026-07-01', 'Import 2026-07-01', 'kleeblatt.csv']);
    const { rows } = await sql<{ text: string }>`select label as text from audit_actors union all select to_jsonb(e)::text from audit_entries e union all select to_jsonb(i)::text from audit_inbox i union all select to_jsonb(i)::text from imports i`.execute(context.db);
    const text = rows.map((row) => row.text).join('\n');
    expect([text.includes('Klara'), text.includes('umzug'), text.includes('kleeblatt.csv')]).toEqual([false, false, true]);
    expect(await verifyAudit(context)).toMatchObject({ ok: true, findings: [] });
  });

  it('counts and exports what an import changed for one customer', async () => {
    later();
    await importText(context, csvOf(6, ['w1,wim@example.de,,W-1,Flat,2026-01-01', 'w2,wera@example.de,,W-2,Mini,2026-01-01']), profileOf('customers', ['customerNumber', 'email', 'phone', 'contractNumber', 'contractProduct', 'contractStartsOn']));
    const reach = await privacyParts.people.reachOf(context, context.db, (await customerOf('customerNumber:w1'))?.id ?? '', null);
    expect(await importsHolder.count(context, reach)).toBe(1);
    const told: object[] = [];
    for await (const one of importsHolder.export(context, reach)) told.push(one);
    expect(told).toEqual([{ file: 'file.csv', about: 'contracts', said: expect.objectContaining({ product: 'Flat' }) }]);
  });
});
