import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCustomers } from '../../../people/customers/customers.actions.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { nextRun, readCron } from './cron.logic.ts';
import { pickupInputSchema } from '../imports.contract.ts';
import { profileOf, runJobs } from '../imports.builders.ts';
import { createPickup, getPickup, runDuePickups, runPickup } from './pickups.actions.ts';
import { findPickup } from './pickups.queries.ts';
import { saveProfile } from '../profiles/profiles.actions.ts';
import { startSftp, type SftpServer } from './sftp-server.builders.ts';

let context: TestContext;
let folder: string;
let now = new Date('2026-05-01T06:00:30Z');
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'momente-pickup-')));
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', importFolder: folder, allowsInternalAddresses: true } });
  await saveProfile(context, 'crm', profileOf('customers', ['customerNumber', 'name']), 'anna');
});
afterAll(async () => {
  await context.close();
  rmSync(folder, { recursive: true, force: true });
});

const input = (more: object) => pickupInputSchema.parse({ name: 'CRM', place: { kind: 'folder', path: 'crm' }, pattern: 'crm-*.csv', cron: '30 6 * * *', timeZone: 'Europe/Berlin', profileName: 'crm', ...more });
const fetchNow = async (id: string) => {
  now = new Date(now.getTime() + 1_000);
  const row = await findPickup(context.db, id);
  if (row) await runPickup(context, row, 1);
  return (await getPickup(context, id)).runs[0];
};
const nameOf = async (number: string) => (await listCustomers(context, { identifier: `customerNumber:${number}`, limit: 1 })).items[0]?.name;

describe('a pick-up', () => {
  it('fetches new files from a folder by their names, whatever the order of their columns, and puts them away', async () => {
    mkdirSync(join(folder, 'crm'));
    writeFileSync(join(folder, 'crm', 'crm-1.csv'), 'c1,c0\nAnna,p1');
    writeFileSync(join(folder, 'crm', 'other.csv'), 'c0,c1\np2,Ben');
    const { id } = await createPickup(context, input({}), 'anna');
    expect(await fetchNow(id)).toMatchObject({ outcome: 'imported', failure: null, files: [{ name: 'crm-1.csv', failure: null }] });
    await runJobs(context);
    expect([await nameOf('p1'), await nameOf('p2')]).toEqual(['Anna', undefined]);
    expect(readdirSync(join(folder, 'crm')).sort()).toEqual(['done', 'other.csv']);
    expect((await fetchNow(id))?.outcome).toBe('nothing_new');
    // the same content under another name is nothing new
    writeFileSync(join(folder, 'crm', 'crm-2.csv'), 'c1,c0\nAnna,p1');
    expect((await fetchNow(id))?.outcome).toBe('nothing_new');
    expect(readdirSync(join(folder, 'crm')).sort()).toEqual(['done', 'other.csv']);
  });

  it('shows what failed and puts such a file apart', async () => {
    writeFileSync(join(folder, 'crm', 'crm-3.csv'), 'c0,something\np3,Carla');
    const { id } = await createPickup(context, input({ name: 'second' }), 'anna');
    expect(await fetchNow(id)).toMatchObject({ outcome: 'failed', files: [{ name: 'crm-3.csv', failure: 'The file has no column c1.' }] });
    expect(readdirSync(join(folder, 'crm')).sort()).toEqual(['done', 'other.csv', 'refused']);
  });

  it('never leaves the folder that the administrator set: no dots, no links', async () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'momente-outside-')));
    writeFileSync(join(outside, 'crm-9.csv'), 'c0,c1\np9,Secret');
    symlinkSync(outside, join(folder, 'linked'));
    for (const path of ['../', '../../etc', 'linked', '/etc', 'crm/../../']) await expect(createPickup(context, input({ place: { kind: 'folder', path } }), 'anna')).rejects.toMatchObject({ code: 'import_pickup.place_invalid' });
    symlinkSync(join(outside, 'crm-9.csv'), join(folder, 'crm', 'crm-9.csv'));
    const { id } = await createPickup(context, input({ name: 'third' }), 'anna');
    expect((await fetchNow(id))?.outcome).toBe('nothing_new');
    rmSync(outside, { recursive: true });
  });

  it('comes when its time has come by the clocks of its zone, once', async () => {
    writeFileSync(join(folder, 'crm', 'timed-1.csv'), 'c0,c1\np5,Dora');
    now = new Date('2026-05-01T04:00:00Z'); // 6:00 in Berlin
    const { id, nextRunAt } = await createPickup(context, input({ name: 'timed', pattern: 'timed-*.csv' }), 'anna');
    expect(nextRunAt).toBe('2026-05-01T04:30:00.000Z');
    await runDuePickups(context, new AbortController().signal);
    expect((await getPickup(context, id)).runs).toEqual([]);
    now = new Date('2026-05-01T04:30:10Z');
    await runDuePickups(context, new AbortController().signal);
    await runDuePickups(context, new AbortController().signal);
    expect(await getPickup(context, id)).toMatchObject({ runs: [{ outcome: 'imported' }], nextRunAt: '2026-05-02T04:30:00.000Z' });
  });
});

describe('a pick-up by SFTP', () => {
  let server: SftpServer;
  let root: string;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'momente-sftp-'));
    server = await startSftp(root, { userName: 'momente', password: 'a password' });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  });
  const place = () => ({ kind: 'sftp', host: '127.0.0.1', port: server.port, userName: 'momente', path: '/', hostKey: '' });

  it('pins the key of the server at first use, fetches, and refuses another key', async () => {
    writeFileSync(join(root, 'crm-7.csv'), 'c0,c1\ns1,Emil');
    const { id, hasPassword } = await createPickup(context, input({ name: 'sftp', place: place(), password: 'a password' }), 'anna');
    expect(hasPassword).toBe(true);
    expect(await fetchNow(id)).toMatchObject({ outcome: 'imported', failure: null });
    await runJobs(context);
    expect(await nameOf('s1')).toBe('Emil');
    expect(readdirSync(root)).toEqual(['done']);
    const pinned = (await getPickup(context, id)).place;
    expect(pinned).toMatchObject({ hostKey: server.fingerprint });
    expect(JSON.stringify(await findPickup(context.db, id))).not.toContain('a password');
    const other = await startSftp(root, { userName: 'momente', password: 'a password' }, server.port + 1);
    await context.db.transaction().execute(async (tx) => {
      const row = await findPickup(tx, id);
      if (row?.place.kind === 'sftp') await (await import('./pickups.queries.ts')).savePickup(tx, { ...row, place: { ...row.place, port: other.port } });
    });
    expect((await fetchNow(id))?.failure).toContain('shows another key');
    await other.stop();
  });

  it('says that a password is wrong, and does not reach inside where that is not allowed', async () => {
    const wrong = await createPickup(context, input({ name: 'wrong', place: place(), password: 'not it' }), 'anna');
    expect((await fetchNow(wrong.id))?.failure).toContain('cannot be reached as momente');
    const settings = context.settings;
    context.settings = { ...settings, allowsInternalAddresses: false };
    expect((await fetchNow(wrong.id))?.failure).toContain('own machine or network');
    context.settings = settings;
  });
});

describe('a cron', () => {
  it('knows steps, lists, ranges, weekdays, zones and what does not exist', () => {
    const next = (text: string, after: string, zone = 'UTC') => {
      const cron = readCron(text);
      return cron && nextRun(cron, new Date(after), zone)?.toISOString();
    };
    expect(next('*/15 * * * *', '2026-05-01T10:14:59Z')).toBe('2026-05-01T10:15:00.000Z');
    expect(next('0 6 * * 1-5', '2026-05-01T07:00:00Z')).toBe('2026-05-04T06:00:00.000Z'); // a Friday, then Monday
    expect(next('0 0 1,15 * *', '2026-05-02T00:00:00Z')).toBe('2026-05-15T00:00:00.000Z');
    expect(next('30 2 * * *', '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-30T00:30:00.000Z'); // on the 29th there is no 2:30
    expect(next('0 12 29 2 *', '2026-05-01T00:00:00Z')).toBe('2028-02-29T12:00:00.000Z');
    expect(next('0 0 31 2 *', '2026-05-01T00:00:00Z')).toBeUndefined();
    expect(['', '* * * *', '60 * * * *', '* 24 * * *', '5-1 * * * *', '*/0 * * * *', 'a * * * *'].filter((text) => readCron(text) !== null)).toEqual([]);
  });
});

