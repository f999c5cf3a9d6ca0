import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { sql } from 'kysely';
import pino from 'pino';
import { type Manifest, objectsOf, Repository } from '../clients/cli/backup/repository.ts';
import { UsageError } from '../clients/cli/command.ts';
import { systemClock } from '../kernel/clock.ts';
import { republishOwners } from '../people/identity/republish-owners.actions.ts';
import { RecordsLoader } from '../platform/backup/load-records.ts';
import { fingerprintOf, listHistoryTables } from '../platform/backup/read-history.ts';
import type { Context } from '../platform/context.ts';
import { Files } from '../platform/files/files.ts';
import { Jobs } from '../platform/jobs/jobs.ts';
import { readOrMakeSecret } from '../platform/installation.queries.ts';
import { createVault, readOrMakeVaultKey } from '../platform/secrets/vault.ts';
import { deliverLeftovers } from '../platform/storage/journal.ts';
import { everything, migrate } from '../platform/storage/migrate.ts';
import { openStorage, type Storage } from '../platform/storage/open-storage.ts';

export interface RestoreSettings {
  folder: string;
  dataFolder: string;
  snapshot?: string | undefined;
  passphrase: string;
  databaseUrl?: string | undefined;
  clickhouseUrl?: string | undefined;
  /** MOMENTE_SECRET_KEY, where the key is not part of the backup. */
  secretKey?: string | undefined;
  onStep(text: string): void;
}

export interface Restored {
  snapshot: string;
  at: string;
  rows: Record<string, number>;
  /** What arrived otherwise than the backup counted; empty when all is equal. */
  differences: string[];
}

/**
 * Brings a snapshot back into an empty place and compares what arrived with what was counted when it was made.
 * @throws UsageError when the place is not empty, the passphrase is wrong or the backup comes from a newer version
 */
export async function restore(settings: RestoreSettings): Promise<Restored> {
  const repository = Repository.open(settings.folder, settings.passphrase, { mayMake: false });
  const snapshot = settings.snapshot ?? repository.listSnapshots().at(-1);
  if (snapshot === undefined) throw new UsageError(`There is no whole snapshot in ${settings.folder}.`);
  const manifest = repository.loadManifest(snapshot);
  refuseUnknown(manifest);
  if (manifest.keyPlace === 'environment' && settings.secretKey === undefined) throw new UsageError('The secrets in this backup need the MOMENTE_SECRET_KEY of the installation it comes from. Set it and try again.');
  if (existsSync(settings.dataFolder) && readdirSync(settings.dataFolder).length > 0) throw new UsageError(`${settings.dataFolder} is not empty. Restore into a new folder.`);
  settings.onStep('checking the backup');
  for (const object of objectsOf(manifest)) repository.load(object);
  settings.onStep('files');
  restoreFiles(manifest, repository, settings.dataFolder);
  const storage = await openStorage({ dataFolder: settings.dataFolder, databaseUrl: settings.databaseUrl, clickhouseUrl: settings.clickhouseUrl, migrations: manifest.migrations });
  try {
    const differences = await restoreStores(storage, manifest, repository, settings);
    return { snapshot, at: manifest.at, rows: manifest.rows, differences };
  } finally {
    await storage.close();
  }
}

function refuseUnknown({ migrations }: Manifest): void {
  const known = everything();
  const unknown = [...migrations.records.filter((name) => !known.records.includes(name)), ...migrations.history.filter((name) => !known.history.includes(name))];
  if (unknown.length > 0) throw new UsageError(`This backup comes from a newer Momente (it has ${unknown[0]}). Restore it with that version.`);
}

function restoreFiles(manifest: Manifest, repository: Repository, dataFolder: string): void {
  mkdirSync(dataFolder, { recursive: true });
  for (const { path, mode, objects } of manifest.files) {
    const target = resolve(dataFolder, path);
    if (!target.startsWith(resolve(dataFolder) + sep)) throw new Error(`The backup names a file outside of the data folder: ${path}.`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, Buffer.concat(objects.map((object) => repository.load(object))), { mode });
  }
}

async function restoreStores(storage: Storage, manifest: Manifest, repository: Repository, settings: RestoreSettings): Promise<string[]> {
  await refuseFull(storage);
  settings.onStep('records');
  const loader = await RecordsLoader.begin(storage.db);
  for (const [table, objects] of Object.entries(manifest.records)) {
    if (table === 'jobs.waiting') continue;
    for (const object of objects) await loader.load(table, repository.load(object).toString('utf8'));
  }
  await loader.finish(manifest.sequences);
  settings.onStep('history');
  for (const range of manifest.history) {
    for (const object of range.objects) await storage.history.insertLines(range.table, repository.load(object).toString('utf8'));
  }
  settings.onStep('comparing');
  const differences = [...compare(manifest.rows, await loader.count()), ...(await compareHistory(storage, manifest))];
  settings.onStep('identities');
  const log = pino({ level: 'silent' });
  const jobs = new Jobs(storage.pool, log);
  try {
    const vault = createVault(readOrMakeVaultKey(settings.dataFolder, settings.secretKey));
    const context: Context = {
      db: storage.db, history: storage.history, notifications: storage.notifications, clock: systemClock, log, jobs,
      identitySecret: await readOrMakeSecret(storage.db, 'identity', { vault }),
      files: new Files(join(settings.dataFolder, 'files')),
      vault,
      settings: { publicUrl: '', defaultCountry: 'DE' },
    };
    await republishOwners(context, manifest.lastBatch);
    await migrate(storage.db, storage.history);
    // Rows that were on their way when the backup was made; those that had arrived meanwhile are recognised by their batch.
    await deliverLeftovers(context, 0);
    for (const object of manifest.records['jobs.waiting'] ?? []) await enqueueAgain(jobs, repository.load(object).toString('utf8'));
  } finally {
    await jobs.stop();
  }
  return differences;
}

/** A database that DATABASE_URL names may hold something already; it must not be mixed with, or lost. */
async function refuseFull({ db, history }: Storage): Promise<void> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from users`.execute(db);
  const tables = await listHistoryTables(history);
  const counts = await Promise.all(tables.map(({ name }) => history.query<{ n: number }>(`select count() as n from ${name}`)));
  if ((rows[0]?.n ?? 0) > 0 || counts.some(([count]) => (count?.n ?? 0) > 0)) throw new UsageError('The databases hold an installation already. Restore into empty ones.');
}

function compare(expected: Record<string, number>, found: Record<string, number>): string[] {
  return Object.entries(expected).flatMap(([table, rows]) => (!table.startsWith('records.') || found[table] === rows ? [] : [`${table}: ${found[table] ?? 0} rows instead of ${rows}`]));
}

async function compareHistory({ history }: Storage, manifest: Manifest): Promise<string[]> {
  const differences: string[] = [];
  for (const table of new Set(manifest.history.map((range) => range.table))) {
    const ranges = manifest.history.filter((range) => range.table === table);
    const found = await fingerprintOf(history, table, manifest.lastBatch);
    const rows = ranges.reduce((sum, range) => sum + range.rows, 0);
    const fingerprint = ranges.reduce((all, range) => all ^ BigInt(range.fingerprint), 0n);
    if (found.rows !== rows || BigInt(found.fingerprint) !== fingerprint) differences.push(`history.${table}: ${found.rows} rows instead of ${rows}${found.rows === rows ? ', with other contents' : ''}`);
  }
  return differences;
}

async function enqueueAgain(jobs: Jobs, lines: string): Promise<void> {
  for (const line of lines.split('\n').filter((text) => text !== '')) {
    const job: { name: string; data: object; after: string | null; key: string | null } = JSON.parse(line);
    await jobs.enqueue(job.name, job.data ?? {}, { ...(job.after === null ? {} : { after: new Date(job.after) }), ...(job.key === null ? {} : { key: job.key }) });
  }
}
