import type { History } from '../storage/history.ts';
import { continueRanges, type KnownRange } from './frames.logic.ts';

const ROWS_PER_RANGE = 30_000;
const MOST_ROWS_AT_ONCE = 50_000;
/** subject_owners and customer_attributes follow from the records: published anew by a restore, copied anew within the hour. */
const NOT_COPIED = ['schema_migrations', 'subject_owners', 'customer_attributes'];
const analysis = { lane: 'analysis' as const, timeoutMs: 600_000 };

/** Names of our own tables only ever stand in statements after this. */
const isName = (text: string) => /^[a-z][a-z0-9_]*$/.test(text);

export interface HistoryTable {
  name: string;
  /** Columns by which the engine keeps it sorted, the finest last. */
  sortedBy: string[];
}

export async function listHistoryTables(history: History): Promise<HistoryTable[]> {
  const rows = await history.query<{ name: string; sortingKey: string }>(`select name, sorting_key as sortingKey from system.tables where database = currentDatabase() and engine like '%MergeTree' and not startsWith(name, '.') order by name`);
  return rows.filter(({ name }) => isName(name) && !NOT_COPIED.includes(name)).map(({ name, sortingKey }) => ({ name, sortedBy: sortingKey.split(', ').filter(isName) }));
}

/** What identifies the rows of each range, whatever order they lie in: count and an exclusive or of their hashes. */
const fingerprintsStatement = (table: string) => `
  select arrayFirstIndex(edge -> batch <= edge, {edges:Array(UInt64)}) as place, count() as rows, toString(groupBitXor(sipHash64(formatRow('RowBinary', *)))) as fingerprint
  from ${table} where batch <= {lastBatch:UInt64} group by place`;

/** One batch alone can hold more than fits into a text, so it is read in parts. */
const rowsStatement = ({ name, sortedBy }: HistoryTable) => `
  select * from ${name} where batch > {after:Int64} and batch <= {upTo:UInt64} and cityHash64(${sortedBy.at(-1) ?? 'batch'}) % {parts:UInt32} = {part:UInt32}
  order by ${['batch', ...sortedBy].join(', ')}`;

export interface HistoryRange extends KnownRange {
  /** Null where the caller has these rows already; a large range comes in several parts, one after the other. */
  lines: string | null;
}

/**
 * The rows of a table up to a batch, in ranges of batches. History only grows, so the ranges of a former backup come
 * again, and only those whose rows were changed since – moved to another touchpoint, erased – are read again.
 */
export async function* readHistoryTable(history: History, table: HistoryTable, lastBatch: number, known: readonly KnownRange[]): AsyncGenerator<HistoryRange> {
  const mine = known.filter((range) => range.table === table.name);
  const floor = mine.reduce((most, range) => Math.max(most, range.upTo), -1);
  const batches = await history.query<{ batch: number; rows: number }>(`select batch, count() as rows from ${table.name} where batch > {floor:Int64} and batch <= {lastBatch:UInt64} group by batch order by batch`, { floor, lastBatch }, analysis);
  const ranges = continueRanges(mine, batches, lastBatch, ROWS_PER_RANGE);
  const found = ranges.length === 0 ? [] : await history.query<{ place: number; rows: number; fingerprint: string }>(fingerprintsStatement(table.name), { edges: ranges.map((range) => range.upTo), lastBatch }, analysis);
  const byPlace = new Map(found.map((one) => [one.place, one]));
  for (const [index, { after, upTo }] of ranges.entries()) {
    const now = byPlace.get(index + 1) ?? { rows: 0, fingerprint: '0' };
    const before = mine.find((range) => range.after === after && range.upTo === upTo);
    const range = { table: table.name, after, upTo, rows: now.rows, fingerprint: now.fingerprint };
    const isSame = before?.fingerprint === now.fingerprint && before.rows === now.rows;
    if (isSame || now.rows === 0) {
      yield { ...range, lines: null };
      continue;
    }
    const parts = Math.ceil(now.rows / MOST_ROWS_AT_ONCE);
    for (let part = 0; part < parts; part += 1) yield { ...range, lines: await history.readLines(rowsStatement(table), { after, upTo, parts, part }, analysis) };
  }
}

/** Count and fingerprint of a whole table, to compare a copy with what it is a copy of. */
export async function fingerprintOf(history: History, table: string, lastBatch: number): Promise<{ rows: number; fingerprint: string }> {
  const [found] = await history.query<{ rows: number; fingerprint: string }>(`select count() as rows, toString(groupBitXor(sipHash64(formatRow('RowBinary', *)))) as fingerprint from ${table} where batch <= {lastBatch:UInt64}`, { lastBatch }, analysis);
  return found ?? { rows: 0, fingerprint: '0' };
}
