import { sql } from 'kysely';
import type { Db } from '../storage/records.ts';
import { LinePieces } from './frames.logic.ts';

const ROWS_AT_ONCE = 2_000;
/** What a restored installation makes itself, or must not carry over. */
const NOT_COPIED = new Set(['schema_migrations']);

export interface RecordsTable {
  name: string;
  /** Columns that are stored; generated ones make themselves. */
  columns: string[];
  /** Columns that order the rows the same way every time. */
  key: string[];
}

export async function listRecordsTables(db: Db): Promise<RecordsTable[]> {
  const { rows } = await sql<RecordsTable>`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      coalesce((select array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality as k (attnum, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum order by k.place)
        from pg_index i where i.indrelid = c.oid and i.indisprimary), '{}') as key
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`.execute(db);
  return rows.filter((table) => !NOT_COPIED.has(table.name));
}

/** All rows as JSON lines, in pieces; `tx` is a transaction with a snapshot. */
export async function* readRecordsTable(tx: Db, { name, columns, key }: RecordsTable): AsyncGenerator<{ text: string; rows: number }> {
  const order = (key.length > 0 ? key : columns).map((column) => sql.ref(column));
  const ordered = key.length > 0 ? sql`order by ${sql.join(order)}` : sql`order by to_json(one)::text`;
  await sql`declare copied no scroll cursor for select to_json(one)::text as line from (select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(name)} ${key.length > 0 ? ordered : sql``}) one ${key.length > 0 ? sql`` : ordered}`.execute(tx);
  const pieces = new LinePieces();
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(ROWS_AT_ONCE)} from copied`.execute(tx);
    for (const { line } of rows) {
      const piece = pieces.add(line);
      if (piece) yield piece;
    }
    if (rows.length < ROWS_AT_ONCE) break;
  }
  const last = pieces.finish();
  if (last) yield last;
  await sql`close copied`.execute(tx);
}

export async function readSequences(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; value: number | null }>`select sequencename as name, last_value as value from pg_sequences where schemaname = current_schema()`.execute(db);
  return Object.fromEntries(rows.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])));
}

/** Work that waits in the queue, as JSON lines; what is under way counts as waiting, since jobs bear being run again. */
export async function readWaitingJobs(db: Db): Promise<string[]> {
  const { rows: found } = await sql<{ isThere: boolean }>`select to_regclass('jobs.job') is not null as is_there`.execute(db);
  if (found[0]?.isThere !== true) return [];
  const { rows } = await sql<{ line: string }>`
    select json_build_object('name', name, 'data', data, 'after', start_after, 'key', singleton_key)::text as line
    from jobs.job where state in ('created', 'retry', 'active') and name not like '\\_\\_%' order by created_on, id`.execute(db);
  return rows.map((row) => row.line);
}
