import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Db } from './records.ts';

/**
 * Deleted is not gone: PostgreSQL keeps dead rows in its pages and log, statistics of frequent values, freed files until
 * the next checkpoint; the columnar engine keeps the parts that a deletion replaced. A scrub takes all of that off the
 * disk. Each note says what the engine did not allow, so that somebody else must do it.
 */
export interface ScrubResult {
  notes: string[];
}

/** Freed space up to this size is given back at once; above, it would keep people waiting. */
const AT_ONCE_BYTES = 400_000_000;
const PARTS_TIMEOUT_MS = 300_000;
const POLL_MS = 500;
/** How long a scrub waits for long reads and open transactions before it is tried again later. */
const PATIENCE_MS = 600_000;
const LOCK_PAUSE_MS = 5_000;
/** What the engines use besides the tables of the slices: the bridge between them, the queue. */
const OWN_TABLES = ['public.history_journal', 'public.privacy_erasures'];

/** Whether a scrub of these tables is over in some seconds. */
export async function isSmall({ db }: Pick<Context, 'db'>, tables: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(pg_total_relation_size(to_regclass(name))), 0) as bytes from unnest(${namesInRecords(tables)}::text[]) as wanted (name)`.execute(db);
  return (rows[0]?.bytes ?? 0) < AT_ONCE_BYTES;
}

/** @param tables - of both stores, as the holders of personal data name them: `records.customers`, `history.answers` */
export async function scrub(context: Context, tables: readonly string[]): Promise<ScrubResult> {
  const history = tables.flatMap((table) => (table.startsWith('history.') ? [table.slice('history.'.length)] : []));
  const notes = await scrubHistory(context, history);
  notes.push(...(await scrubRecords(context.db, namesInRecords(tables))));
  return { notes };
}

const namesInRecords = (tables: readonly string[]) => [...new Set([...tables.flatMap((table) => (table.startsWith('records.') ? [`public.${table.slice('records.'.length)}`] : [])), ...OWN_TABLES])];

async function scrubRecords(db: Db, names: readonly string[]): Promise<string[]> {
  const notes: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (isLocked(error)) throw error; // tried again later as a whole
      notes.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const queue = await sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables where schemaname = 'jobs' order by 1 limit 200`.execute(db);
  await db.connection().execute(async (session) => {
    await sql`set statement_timeout = 0`.execute(session);
    await sql`set lock_timeout = '3s'`.execute(session);
    try {
      await untilNobodyLooksBack(session);
      for (const name of [...names, ...queue.rows.map((row) => row.name)]) await attempt(name, () => rewrite(session, name));
      await attempt('pg_statistic', () => sql`vacuum full pg_catalog.pg_statistic`.execute(session));
      // Two checkpoints around a change of the log's file: what was written before is needed by nobody any more.
      await attempt('checkpoint', () => sql`checkpoint`.execute(session));
      await attempt('write-ahead log', () => sql`select pg_switch_wal()`.execute(session));
      await attempt('checkpoint', () => sql`checkpoint`.execute(session));
    } finally {
      await sql`reset statement_timeout`.execute(session);
      await sql`reset lock_timeout`.execute(session);
    }
  });
  return [...new Set(notes)];
}

/** Writes a table anew with its indexes and takes new samples for the planner; the names come from the catalogue. */
async function rewrite(session: Db, name: string): Promise<void> {
  const { rows } = await sql<{ quoted: string; kind: string }>`select oid::regclass::text as quoted, relkind as kind from pg_class where oid = to_regclass(${name})`.execute(session);
  const table = rows[0];
  if (table?.kind !== 'r') return;
  for (const giveUpAtMs = performance.now() + PATIENCE_MS; ; await setTimeout(LOCK_PAUSE_MS)) {
    try {
      await forgetSamples(session, table.quoted);
      await sql.raw(`vacuum (full, analyze) ${table.quoted}`).execute(session);
      return;
    } catch (error) {
      // Whoever reads the table for long, a backup say, would make everybody else wait behind us: so we stand back.
      if (!isLocked(error) || performance.now() > giveUpAtMs) throw error;
    }
  }
}

/** An empty table or index is not sampled, so the planner would keep what it remembers of the rows that were there last. */
async function forgetSamples(session: Db, quoted: string): Promise<void> {
  const { rows: [clears] } = await sql<{ isThere: boolean }>`select to_regprocedure('pg_catalog.pg_clear_attribute_stats(text,text,text,boolean)') is not null as is_there`.execute(session);
  const relations = sql`select ${quoted}::regclass::oid as id union select indexrelid from pg_index where indrelid = ${quoted}::regclass`;
  // Before version 18 only who runs the server may do this; what it refuses is noted.
  if (!clears?.isThere) await sql`delete from pg_catalog.pg_statistic where starelid in (select id from (${relations}) relation)`.execute(session);
  else {
    await sql`
      select pg_clear_attribute_stats(s.schemaname::text, s.tablename::text, s.attname::text, s.inherited)
      from (${relations}) relation join pg_class c on c.oid = relation.id join pg_namespace n on n.oid = c.relnamespace join pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname`.execute(session);
  }
}

const isLocked = (error: unknown) => Object(error).code === '55P03';

/** Rows that somebody's open transaction could still see are carried over when a table is written anew. @throws Error when it stays open for long */
async function untilNobodyLooksBack(session: Db): Promise<void> {
  const { rows } = await sql<{ now: string }>`select pg_current_xact_id()::xid::text as now`.execute(session);
  const now = rows[0]?.now ?? '0';
  for (const giveUpAtMs = performance.now() + PATIENCE_MS; ; await setTimeout(POLL_MS)) {
    const older = await sql`select 1 from pg_stat_activity where backend_xmin is not null and pid <> pg_backend_pid() and age(backend_xmin) > age(${now}::xid) limit 1`.execute(session);
    if (older.rows.length === 0) return;
    if (performance.now() > giveUpAtMs) throw new Error('A transaction has been open for too long to remove deleted rows from the disk; it is tried again.');
  }
}

async function scrubHistory(context: Context, tables: readonly string[]): Promise<string[]> {
  const notes = await Promise.all(tables.map(async (table) => {
    try {
      await scrubHistoryTable(context, table);
      return [];
    } catch (error) {
      return [`${table}: ${error instanceof Error ? error.message : String(error)}`];
    }
  }));
  return notes.flat();
}

async function scrubHistoryTable({ history }: Context, table: string): Promise<void> {
  try {
    // Statements of deletions name whom they were about; a newer one that deletes nothing takes their place.
    await history.command(`alter table ${table} delete where 0`);
    await history.command(`alter table ${table} modify setting old_parts_lifetime = 1`);
    if (history.place === 'embedded') await untilPartsAreGone({ history }, table);
  } finally {
    await history.command(`alter table ${table} reset setting old_parts_lifetime`);
  }
}

async function untilPartsAreGone({ history }: Pick<Context, 'history'>, table: string): Promise<void> {
  const giveUpAtMs = performance.now() + PARTS_TIMEOUT_MS;
  for (;;) {
    const rows = await history.query<{ n: number }>(
      `select (select count() from system.parts where database = currentDatabase() and table = {table:String} and not active and modification_time < now() - 1)
         + (select count() from system.mutations where database = currentDatabase() and table = {table:String} and command not like '%WHERE 0%') as n`,
      { table },
    );
    if ((rows[0]?.n ?? 0) === 0) return;
    if (performance.now() > giveUpAtMs) throw new Error('replaced parts are still there');
    await setTimeout(POLL_MS);
  }
}
