import { sql } from 'kysely';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { History } from './history.ts';
import type { Db } from './records.ts';

const folder = join(import.meta.dirname, 'migrations');
const MIGRATION_LOCK = 7_041_977;

interface Migration {
  name: string;
  statements: string;
}

function readMigrations(store: 'records' | 'history'): Migration[] {
  return readdirSync(join(folder, store))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, statements: readFileSync(join(folder, store, name), 'utf8') }));
}

export interface MigrationNames {
  records: readonly string[];
  history: readonly string[];
}

/** Names of all migrations that this version has. */
export function everything(): MigrationNames {
  return { records: readMigrations('records').map(({ name }) => name), history: readMigrations('history').map(({ name }) => name) };
}

/**
 * Brings both stores to the newest shape, forward only. Two processes starting at once are safe: one waits on a lock
 * in the records store for the other, also for history, because that engine has no locks of its own.
 * @param upTo which ones, for a backup of an earlier shape; all by default
 */
export async function migrate(db: Db, history: History, upTo: MigrationNames = everything()): Promise<void> {
  await db.connection().execute(async (session) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(session);
    try {
      await migrateRecords(session, new Set(upTo.records));
      await migrateHistory(history, new Set(upTo.history));
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(session);
    }
  });
}

async function migrateRecords(session: Db, wanted: ReadonlySet<string>): Promise<void> {
  await sql`create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())`.execute(session);
  const { rows } = await sql<{ name: string }>`select name from schema_migrations`.execute(session);
  const applied = new Set(rows.map((row) => row.name));
  for (const { name, statements } of readMigrations('records')) {
    if (applied.has(name) || !wanted.has(name)) continue;
    await session.transaction().execute(async (tx) => {
      await sql.raw(statements).execute(tx);
      await sql`insert into schema_migrations (name) values (${name})`.execute(tx);
    });
  }
}

async function migrateHistory(history: History, wanted: ReadonlySet<string>): Promise<void> {
  await history.command(`create table if not exists schema_migrations (name String, applied_at DateTime default now()) engine = MergeTree order by name`);
  const rows = await history.query<{ name: string }>('select name from schema_migrations');
  const applied = new Set(rows.map((row) => row.name));
  const [{ database } = { database: '' }] = await history.query<{ database: string }>('select currentDatabase() as database');
  for (const { name, statements } of readMigrations('history')) {
    if (applied.has(name) || !wanted.has(name)) continue;
    // What rewrites rows runs apart from who asked for it, and does not know in which database: `{database}` names it.
    // Statements must bear being run twice: there is no transaction around them if the process dies in between.
    for (const statement of statements.split(/;\s*\n/).filter((text) => text.replace(/--.*$/gm, '').trim() !== '')) await history.command(statement.replaceAll('{database}', database));
    await history.insertLines('schema_migrations', JSON.stringify({ name }));
  }
}
