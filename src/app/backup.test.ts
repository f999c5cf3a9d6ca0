import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Repository } from '../clients/cli/backup/repository.ts';
import { runCommandLine } from '../clients/cli/run.ts';
import { fingerprintOf, listHistoryTables } from '../platform/backup/read-history.ts';
import { listRecordsTables } from '../platform/backup/read-records.ts';
import { readEnv } from './env.ts';
import { restore } from './restore.ts';
import { type Momente, startMomente } from './start.ts';

const folder = mkdtempSync(join(tmpdir(), 'momente-backup-'));
const backups = join(folder, 'backups');
const apiKey = 'mom_backup_0123456789abcdef';
const passphrase = 'vier Wörter für die Nacht';
const env = (dataFolder: string) => readEnv({ MOMENTE_DATA: dataFolder, PORT: '0', MOMENTE_ADMIN_EMAIL: 'admin@nordfunk.example', MOMENTE_ADMIN_PASSWORD: 'Ein-gutes-Kennwort-7', MOMENTE_API_KEY: apiKey, MOMENTE_WRITE_KEY: 'write_backup_01234567', MOMENTE_LOG: 'silent' });
interface Made {
  snapshot: string;
  rows: Record<string, number>;
  writtenBytes: number;
}

/** All that needs the running server happens once, here: one process holds one data folder at a time. */
const made = { contents: {} as Record<string, unknown>, sealed: '', first: {} as Made, firstBytes: 0, second: {} as Made, busy: {} as Made, wrong: {} as Said, full: {} as Said, short: {} as Said, brokenOff: [0, 0] };
beforeAll(async () => {
  const momente = await startMomente(env(join(folder, 'old')));
  try {
    await send(momente, 0, 300);
    await momente.context.files.save('imports', Readable.from([Buffer.from('name;score\nAnna;7\n')]), 1_000);
    made.sealed = momente.context.vault.seal('geheim', 'test');
    made.first = await backUp(momente);
    made.firstBytes = bytesIn(join(backups, 'objects'));
    made.contents = await contentsOf(momente);
    await send(momente, 300, 3);
    made.second = await backUp(momente);
    const over = new AbortController();
    const stream = (async () => {
      for (let n = 1_000; !over.signal.aborted; n += 20) await send(momente, n, 20);
    })();
    made.busy = await backUp(momente);
    over.abort();
    await stream;
    made.wrong = await momenteCommand(momente, ['backup', backups], 'eine ganz andere Losung');
    made.full = await momenteCommand(momente, ['backup', join(folder, 'old')]);
    made.short = await momenteCommand(momente, ['backup', join(folder, 'short')], 'kurz');
    const before = snapshotsOf(backups).length;
    const answer = await fetch(`${momente.address}/api/backups/stream`, { method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: '{}' });
    await answer.body?.cancel();
    made.brokenOff = [before, snapshotsOf(backups).length];
  } finally {
    await momente.stop();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** People who write from a device first and are known later; some share one. */
async function send({ ingest }: Momente, from: number, count: number): Promise<void> {
  const at = (n: number) => new Date(Date.UTC(2026, 2, 1) + n * 60_000).toISOString();
  const messages = Array.from({ length: count }, (_, place) => from + place).flatMap((n) => [
    { type: 'track', messageId: `backup-${n}`, anonymousId: `device-${n % 90}`, event: 'Order Placed', timestamp: at(n), properties: { note: `Notiz ${n}: Größe „M“`, price: n / 7 } },
    { type: 'identify', messageId: `backup-who-${n}`, anonymousId: `device-${n % 90}`, userId: `kunde-${n % 110}`, timestamp: at(n + 1), traits: { name: `Kundin ${n % 110}`, email: `kundin${n % 110}@post.example` } },
  ]);
  const { refused } = await ingest.accept(messages, { name: 'shop', defaultChannel: 'web' });
  expect(refused).toEqual([]);
}

interface Said {
  code: number;
  out: string;
  complaint: string;
}

async function momenteCommand({ address }: Momente, args: string[], words = passphrase): Promise<Said> {
  const said = { code: 0, out: '', complaint: '' };
  said.code = await runCommandLine(args, { env: { MOMENTE_URL: address, MOMENTE_API_KEY: apiKey, MOMENTE_BACKUP_PASSPHRASE: words }, write: (text) => void (said.out += text), writeError: (text) => void (said.complaint += text) });
  return said;
}

async function backUp(momente: Momente): Promise<Made> {
  const { code, out, complaint } = await momenteCommand(momente, ['backup', backups, '--json']);
  expect([code, complaint]).toEqual([0, '']);
  return JSON.parse(out) as Made;
}

const filesIn = (path: string) => readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
const bytesIn = (path: string) => filesIn(path).reduce((sum, file) => sum + statSync(file).size, 0);
const snapshotsOf = (path: string) => Repository.open(path, passphrase, { mayMake: false }).listSnapshots();

/** Told apart from a copy by what a running server writes by itself: that a key was used, that a copy was made. */
const busyTables = new Set(['backup_runs', 'api_keys']);

/** Everything in both stores in a form that can be compared. */
async function contentsOf({ context }: Momente): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  for (const { name, columns } of await listRecordsTables(context.db)) {
    if (busyTables.has(name) || name.startsWith('audit')) continue;
    const { rows } = await sql<{ lines: string[] }>`select coalesce(array_agg(line order by line), '{}') as lines from (select to_json(one)::text as line from (select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(name)}) one) all_lines`.execute(context.db);
    contents[name] = rows[0]?.lines;
  }
  for (const { name } of await listHistoryTables(context.history)) contents[`history.${name}`] = await fingerprintOf(context.history, name, 1e12);
  contents['owners'] = await context.history.query('select subject, from_at, customer_id from subject_owners final where removed = 0 order by subject, from_at');
  contents['files'] = (await context.files.list('imports')).map((id) => readFileSync(context.files.pathOf('imports', id), 'utf8'));
  return contents;
}

const into = (name: string, from = backups, snapshot?: string) => restore({ folder: from, dataFolder: join(folder, name), snapshot, passphrase, onStep: () => undefined });

async function withRestored(name: string, snapshot: string, look: (again: Momente) => Promise<void>): Promise<void> {
  expect((await into(name, backups, snapshot)).differences).toEqual([]);
  const again = await startMomente(env(join(folder, name)));
  try {
    await look(again);
  } finally {
    await again.stop();
  }
}

describe('a backup', () => {
  it('brings everything back as it was: both stores, files, secrets', () =>
    withRestored('new', made.first.snapshot, async (again) => {
      expect(await contentsOf(again)).toEqual(made.contents);
      expect(again.context.vault.unseal(made.sealed, 'test')).toBe('geheim');
      const answer = await fetch(`${again.address}/api/customers?identifier=userId:kunde-7`, { headers: { authorization: `Bearer ${apiKey}` } });
      const { items } = (await answer.json()) as { items: { name: string }[] };
      expect(items[0]?.name).toBe('Kundin 7');
    }));

  it('stores only what is new the second time, and both snapshots can be restored', async () => {
    expect(made.second.rows['history.interactions']).toBe((made.first.rows['history.interactions'] ?? 0) + 6);
    expect(made.second.writtenBytes).toBeLessThan(made.firstBytes);
    expect((await into('second', backups, made.second.snapshot)).differences).toEqual([]);
  });

  it('is of one moment while events come in: every contact whose message id is in the records is in history, and no other', () =>
    withRestored('moment', made.busy.snapshot, async (again) => {
      const { rows } = await sql<{ id: string }>`select id::text as id from message_ids`.execute(again.context.db);
      const contacts = await again.context.history.query<{ id: string }>('select toString(message_id) as id from interactions');
      expect(contacts.map((contact) => contact.id).sort()).toEqual(rows.map((row) => row.id).sort());
      // What comes after the restore gets a batch number of its own.
      await again.ingest.accept([{ type: 'track', messageId: 'after', userId: 'kunde-1', event: 'Call Ended' }], { name: 'shop', defaultChannel: 'call_center' });
      const [last] = await again.context.history.query<{ rows: number }>('select count() as rows from interactions where batch = (select max(batch) from interactions)');
      expect(last?.rows).toBe(1);
    }));

  it('holds nothing readable', () => {
    for (const file of filesIn(backups)) expect(readFileSync(file).includes('Kundin')).toBe(false);
  });

  it('tells a changed object and a missing one before anything is restored', async () => {
    const copy = join(folder, 'copy');
    cpSync(backups, copy, { recursive: true });
    const object = Repository.open(copy, passphrase, { mayMake: false }).loadManifest(made.busy.snapshot).records['identifiers']?.[0] ?? '';
    const path = join(copy, 'objects', object.slice(0, 2), object);
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.concat([bytes.subarray(0, 40), Buffer.from([(bytes[40] ?? 0) ^ 1]), bytes.subarray(41)]));
    await expect(into('changed', copy)).rejects.toThrow('The backup was changed');
    rmSync(path);
    await expect(into('missing', copy)).rejects.toThrow('The backup is incomplete');
    expect(existsSync(join(folder, 'missing'))).toBe(false);
  });

  it('refuses a wrong or short passphrase, a folder with something else in it, and to restore over anything', async () => {
    expect(made.wrong).toEqual({ code: 2, out: '', complaint: 'The passphrase is not the one of this backup.\n' });
    expect(made.full.code).toBe(2);
    expect(made.short).toEqual({ code: 2, out: '', complaint: 'The passphrase must have at least 12 characters.\n' });
    expect(existsSync(join(folder, 'short'))).toBe(false);
    await expect(into('old')).rejects.toThrow('is not empty');
  });

  it('that breaks off is no snapshot', () => {
    expect(made.brokenOff[1]).toBe(made.brokenOff[0]);
  });

  it('keeps as many snapshots as wanted, and those can still be restored', async () => {
    const copy = join(folder, 'pruned');
    cpSync(backups, copy, { recursive: true });
    expect(Repository.open(copy, passphrase, { mayMake: false }).prune(1)).toBeGreaterThan(0);
    expect(snapshotsOf(copy)).toEqual([made.busy.snapshot]);
    expect((await into('kept', copy)).differences).toEqual([]);
  });
});
