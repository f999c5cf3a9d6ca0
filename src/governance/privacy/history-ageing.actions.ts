import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';

/** Rows of a history table that are older than an instant. */
export interface OlderRows {
  table: 'interactions' | 'answers' | 'staff_answers' | 'responses';
  /** As history writes instants, see historyTime. */
  before: string;
  /** SQL that is true for rows with somebody behind them. */
  isNamed: string;
}

export async function countOlder({ history }: Context, { table, before, isNamed }: OlderRows): Promise<number> {
  const rows = await history.query<{ n: number }>(`select count() as n from ${table} where at < {before:DateTime64(3)} and ${isNamed}`, { before }, { lane: 'analysis' });
  return rows[0]?.n ?? 0;
}

export async function countByYear({ history }: Context, { table, before }: { table: string; before: string }): Promise<{ year: number; n: number }[]> {
  return history.query<{ year: number; n: number }>(`select toYear(at) as year, count() as n from ${table} where at < {before:DateTime64(3)} group by year order by year limit 200`, { before }, { lane: 'analysis' });
}

export async function deleteOlder(context: Context, { table, before }: OlderRows): Promise<number> {
  const n = await countOlder(context, { table, before, isNamed: '1' });
  if (n > 0) await context.history.command(`alter table ${table} delete where at < {before:DateTime64(3)}`, { before });
  return n;
}

/**
 * Replaces rows by their anonymous twins. The sort key holds who it was and so cannot be changed in place: twins are
 * written under a batch of their own, then the originals go. How far a run came is kept in the records, so that one that
 * was cut off neither counts twice nor loses anything.
 */
export async function anonymise(context: Context, { table, before, isNamed, columns }: OlderRows & { columns: string }): Promise<number> {
  const { db, history } = context;
  await finishHalfDone(context, table, isNamed);
  const n = await countOlder(context, { table, before, isNamed });
  if (n === 0) return 0;
  const { rows } = await sql<{ batch: number }>`insert into privacy_anonymising (table_name, batch, before_at) values (${table}, nextval('history_batch'), ${before}::timestamp at time zone 'UTC') returning batch`.execute(db);
  const batch = rows[0]?.batch ?? 0;
  await history.command(
    `insert into ${table}
     select * replace({batch:UInt64} as batch) from (select ${columns} from (select * from ${table} where at < {before:DateTime64(3)} and ${isNamed}))
     settings prefer_column_name_to_alias = 1`, // a replaced column must not be what another one is made of
    { before, batch },
  );
  const written = await history.query<{ n: number }>(`select count() as n from ${table} where batch = {batch:UInt64}`, { batch }, { lane: 'analysis' });
  if ((written[0]?.n ?? 0) < n) throw new Error(`Only ${written[0]?.n ?? 0} of ${n} rows of ${table} could be made anonymous; the originals stay.`);
  await sql`update privacy_anonymising set written_at = now() where table_name = ${table}`.execute(db);
  await finishHalfDone(context, table, isNamed);
  return n;
}

async function finishHalfDone({ db, history }: Context, table: string, isNamed: string): Promise<void> {
  const { rows } = await sql<{ batch: number; before: string; isWritten: boolean }>`
    select batch, to_char(before_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') as before, written_at is not null as is_written from privacy_anonymising where table_name = ${table}`.execute(db);
  const run = rows[0];
  if (!run) return;
  if (run.isWritten) await history.command(`alter table ${table} delete where at < {before:DateTime64(3)} and ${isNamed} and batch < {batch:UInt64}`, { before: run.before, batch: run.batch });
  else await history.command(`alter table ${table} delete where batch = {batch:UInt64}`, { batch: run.batch });
  await sql`delete from privacy_anonymising where table_name = ${table}`.execute(db);
}
