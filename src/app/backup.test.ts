import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
let momente: Momente;

beforeAll(async () => {
  momente = await startMomente(env(join(folder, 'old')));
  await send(0, 300);
  await momente.context.files.save('imports', (await import('node:stream')).Readable.from([Buffer.from('name;score\nAnna;7\n')]), 1_000);
});
afterAll(async () => {
  await momente.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** People who write from a device first and are known later; some share one. */
async function send(from: number, count: number): Promise<void> {
  const at = (n: number) => new Date(Date.UTC(2026, 2, 1) + n * 60_000).toISOString();
  const messages = Array.from({ length: count }, (_, place) => from + place).flatMap((n) => [
    { type: 'track', messageId: `backup-${n}`, anonymousId: `device-${n % 90}`, event: 'Order Placed', timestamp: at(n), properties: { note: `Notiz ${n}: Größe „M“`, price: n / 7 } },
    { type: 'identify', messageId: `backup-who-${n}`, anonymousId: `device-${n % 90}`, userId: `kunde-${n % 110}`, timestamp: at(n + 1), traits: { name: `Kundin ${n % 110}`, email: `kundin${n % 110}@post.example` } },
  ]);
  const { refused } = await momente.ingest.accept(messages, { name: 'shop', defaultChannel: 'web' });
  expect(refused).toEqual([]);
}

async function momenteCommand(args: string[], words = passphrase) {
  let out = '';
  let complaint = '';
  const code = await runCommandLine(args, { env: { MOMENTE_URL: momente.address, MOMENTE_API_KEY: apiKey, MOMENTE_BACKUP_PASSPHRASE: words }, write: (text) => void (out += text), writeError: (text) => void (complaint += text) });
  return { code, out, complaint };
}

const backUp = async () => {
  const { code, out, complaint } = await momenteCommand(['backup', backups, '--json']);
  expect([code, complaint]).toEqual([0, '']);
  return JSON.parse(out) as { snapshot: string; rows: Record<string, number>; writtenBytes: number };
};

/** Everything in both stores in a form that can be compared. */
async function contentsOf({ context }: Momente): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  // Told apart from a copy by what a running server does by itself: who signed in, which key was used, when it was copied.
  const busy = new Set(['backup_runs', 'api_keys', 'audit_entries', 'audit_chain', 'audit_seals']);
  for (const { name, columns } of await listRecordsTables(context.db)) {
    if (busy.has(name)) continue;
    const { rows } = await sql<{ lines: string[] }>`select coalesce(array_agg(line order by line), '{}') as lines from (select to_json(one)::text as line from (select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(name)}) one) all_lines`.execute(context.db);
    contents[name] = rows[0]?.lines;
  }
  for (const table of await listHistoryTables(context.history)) contents[`history.${table}`] = await fingerprintOf(context.history, table, 1e12);
  contents['owners'] = await context.history.query('select subject, from_at, customer_id from subject_owners final where removed = 0 order by subject, from_at');
  contents['files'] = (await context.files.list('imports')).map((id) => readFileSync(context.files.pathOf('imports', id), 'utf8'));
  return contents;
}

async function restored(name: string, snapshot?: string): Promise<Momente> {
  const result = await restore({ folder: backups, dataFolder: join(folder, name), snapshot, passphrase, onStep: () => undefined });
  expect(result.differences).toEqual([]);
  return startMomente(env(join(folder, name)));
}

describe('a backup', () => {
  it('brings everything back as it was: both stores, files, secrets', async () => {
    const sealed = momente.context.vault.seal('geheim', 'test');
    await backUp();
    const before = await contentsOf(momente);
    const again = await restored('new');
    try {
      expect(await contentsOf(again)).toEqual(before);
      expect(again.context.vault.unseal(sealed, 'test')).toBe('geheim');
      const answer = await fetch(`${again.address}/api/customers?identifier=userId:kunde-7`, { headers: { authorization: `Bearer ${apiKey}` } });
      const { items } = (await answer.json()) as { items: { name: string }[] };
      expect(items.map((item) => item.name)).toEqual(['Kundin 7']);
    } finally {
      await again.stop();
    }
  });

  it('stores only what is new the second time, and both snapshots can be restored', async () => {
    const first = await backUp();
    await send(300, 3);
    const second = await backUp();
    expect(second.rows['history.interactions']).toBe((first.rows['history.interactions'] ?? 0) + 6);
    const firstBytes = readdirSync(join(backups, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    expect(second.writtenBytes).toBeLessThan(firstBytes);
    const old = await restored('earlier', first.snapshot);
    try {
      const [count] = await old.context.history.query<{ n: number }>('select count() as n from interactions');
      expect(count?.n).toBe(first.rows['history.interactions']);
    } finally {
      await old.stop();
    }
  });

  it('is of one moment while events come in: every contact whose message id is in the records is in history, and no other', async () => {
    let isOver = false;
    const stream = (async () => {
      for (let n = 1_000; !isOver; n += 20) await send(n, 20);
    })();
    const { snapshot } = await backUp();
    isOver = true;
    await stream;
    const again = await restored('moment', snapshot);
    try {
      const { rows } = await sql<{ id: string }>`select id::text as id from message_ids order by id`.execute(again.context.db);
      const contacts = await again.context.history.query<{ id: string }>('select toString(message_id) as id from interactions order by id');
      expect(contacts.map((contact) => contact.id).sort()).toEqual(rows.map((row) => row.id).sort());
      // What comes after the restore gets batch numbers after those of the copy.
      await again.ingest.accept([{ type: 'track', messageId: 'after', userId: 'kunde-1', event: 'Call Ended' }], { name: 'shop', defaultChannel: 'phone' });
      const [last] = await again.context.history.query<{ rows: number }>('select count() as rows from interactions where batch = (select max(batch) from interactions)');
      expect(last?.rows).toBe(1);
    } finally {
      await again.stop();
    }
  });

  it('holds nothing readable, and tells a wrong passphrase, a changed object and a missing one', async () => {
    const { snapshot } = await backUp();
    const files = readdirSync(backups, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const file of files) expect(readFileSync(file).includes('Kundin')).toBe(false);
    expect(await momenteCommand(['backup', backups], 'eine ganz andere Losung')).toMatchObject({ code: 2, complaint: 'The passphrase is not the one of this backup.\n' });
    const manifest = Repository.open(backups, passphrase, { mayMake: false }).loadManifest(snapshot);
    const object = manifest.records['identifiers']?.[0] ?? '';
    const path = join(backups, 'objects', object.slice(0, 2), object);
    const bytes = readFileSync(path);
    const into = (name: string) => restore({ folder: backups, dataFolder: join(folder, name), passphrase, onStep: () => undefined });
    writeFileSync(path, Buffer.concat([bytes.subarray(0, 40), Buffer.from([(bytes[40] ?? 0) ^ 1]), bytes.subarray(41)]));
    await expect(into('changed')).rejects.toThrow('The backup was changed');
    rmSync(path);
    await expect(into('missing')).rejects.toThrow('The backup is incomplete');
    writeFileSync(path, bytes);
  });

  it('that breaks off is no snapshot; a full data folder is never overwritten', async () => {
    const count = Repository.open(backups, passphrase, { mayMake: false }).listSnapshots().length;
    const answer = await fetch(`${momente.address}/api/backups/stream`, { method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: '{}' });
    await answer.body?.cancel();
    expect(Repository.open(backups, passphrase, { mayMake: false }).listSnapshots()).toHaveLength(count);
    await expect(restore({ folder: backups, dataFolder: join(folder, 'old'), passphrase, onStep: () => undefined })).rejects.toThrow('is not empty');
    expect(await momenteCommand(['backup', join(folder, 'old')])).toMatchObject({ code: 2 });
    expect(await momenteCommand(['backup', join(folder, 'short')], 'kurz')).toMatchObject({ code: 2, complaint: 'The passphrase must have at least 12 characters.\n' });
    expect(existsSync(join(folder, 'short'))).toBe(false);
  });

  it('keeps as many snapshots as wanted, and those can still be restored', async () => {
    const { code } = await momenteCommand(['backup', backups, '--keep', '1']);
    expect(code).toBe(0);
    expect(Repository.open(backups, passphrase, { mayMake: false }).listSnapshots()).toHaveLength(1);
    const again = await restored('kept');
    await again.stop();
  });
});
