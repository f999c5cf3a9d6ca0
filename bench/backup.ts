import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTACTS, CUSTOMERS, fill } from './profile.ts';
import { apiKey, startServer, writeKey } from './server.ts';

const passphrase = 'eine Losung zum Messen';

/** A first backup of a filled company, one after a hundred new events, and the way back: seconds, megabytes, peak memory. */
export async function benchBackup(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'momente-bench-'));
  const backups = mkdtempSync(join(tmpdir(), 'momente-bench-backups-'));
  process.stdout.write(`filling ${CUSTOMERS} customers and ${CONTACTS} contacts …\n`);
  await fill(dataFolder);
  const server = await startServer(dataFolder);
  const env = { ...process.env, MOMENTE_URL: server.url, MOMENTE_API_KEY: apiKey, MOMENTE_BACKUP_PASSPHRASE: passphrase };
  try {
    run('first backup', ['backup', join(backups, 'store')], env);
    process.stdout.write(`  ${(sizeOf(join(dataFolder)) / 1e6).toFixed(0)} MB of data, ${(sizeOf(backups) / 1e6).toFixed(0)} MB of backup\n`);
    const batch = Array.from({ length: 100 }, (_, n) => ({ type: 'track', messageId: `bench-backup-${n}`, userId: `kunde-${n}`, event: 'Order Placed' }));
    await fetch(`${server.url}/v1/batch`, { method: 'POST', headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' }, body: JSON.stringify({ batch }) });
    const before = sizeOf(backups);
    run('second backup, 100 events later', ['backup', join(backups, 'store')], env);
    process.stdout.write(`  ${((sizeOf(backups) - before) / 1e6).toFixed(1)} MB new\n  peak memory server / PostgreSQL: ${server.memoryMb().server} / ${server.memoryMb().records} MB\n`);
  } finally {
    await server.stop();
  }
  run('restore and compare', ['restore', join(backups, 'store'), '--data', join(backups, 'again')], env);
  server.remove();
  rmSync(backups, { recursive: true, force: true });
}

function run(name: string, args: string[], env: NodeJS.ProcessEnv): void {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../src/clients/cli/momente.ts'), ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  process.stdout.write(`${name}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
