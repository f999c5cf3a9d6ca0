import type { History } from '../storage/history.ts';
import { continueRanges, type KnownRange } from './frames.logic.ts';

const ROWS_PER_RANGE = 50_000;
/** subject_owners follows from the records and is published anew by a restore. */
const NOT_COPIED = ['schema_migrations', 'subject_owners'];
const analysis = { lane: 'analysis' as const, timeoutMs: 600_000 };

/** Names of our own tables only ever stand in statements after this. */
const isName = (text: string) => /^[a-z][a-z0-9_]*$/.test(text);

export async function listHistoryTables(history: History): Promise<string[]> {
  const rows = await history.query<{ name: string }>(`select name from system.tables where database = currentDatabase() and engine like '%MergeTree' and not startsWith(name, '.') order by name`);
  return rows.map((row) => row.name).filter((name) => isName(name) && !NOT_COPIED.includes(name));
}

/** What identifies the rows of each range, whatever order they lie in: count and an exclusive or of their hashes. */
const fingerprintsStatement = (table: string) => `
  select arrayFirstIndex(edge -> batch <= edge, {edges:Array(UInt64)}) as place, count() as rows, toString(groupBitXor(sipHash64(formatRow('RowBinary', *)))) as fingerprint
  from ${table} where batch <= {lastBatch:UInt64} group by place`;

export interface HistoryRange extends KnownRange {
  /** Null where the caller has these rows already. */
  lines: string | null;
}

/**
 * The rows of a table up to a batch, in ranges of batches. History only grows, so the ranges of a former backup come
 * again, and only those whose rows were changed since – moved to another touchpoint, erased – are read again.
 */
export async function* readHistoryTable(history: History, table: string, lastBatch: number, known: readonly KnownRange[]): AsyncGenerator<HistoryRange> {
  const mine = known.filter((range) => range.table === table);
  const floor = mine.reduce((most, range) => Math.max(most, range.upTo), -1);
  const batches = await history.query<{ batch: number; rows: number }>(`select batch, count() as rows from ${table} where batch > {floor:Int64} and batch <= {lastBatch:UInt64} group by batch order by batch`, { floor, lastBatch }, analysis);
  const ranges = continueRanges(mine, batches, lastBatch, ROWS_PER_RANGE);
  const found = ranges.length === 0 ? [] : await history.query<{ place: number; rows: number; fingerprint: string }>(fingerprintsStatement(table), { edges: ranges.map((range) => range.upTo), lastBatch }, analysis);
  const byPlace = new Map(found.map((one) => [one.place, one]));
  for (const [index, { after, upTo }] of ranges.entries()) {
    const now = byPlace.get(index + 1) ?? { rows: 0, fingerprint: '0' };
    const before = mine.find((range) => range.after === after && range.upTo === upTo);
    const range = { table, after, upTo, rows: now.rows, fingerprint: now.fingerprint };
    const isSame = before?.fingerprint === now.fingerprint && before.rows === now.rows;
    yield { ...range, lines: isSame || now.rows === 0 ? null : await history.readLines(`select * from ${table} where batch > {after:Int64} and batch <= {upTo:UInt64} order by batch, formatRow('RowBinary', *)`, { after, upTo }, analysis) };
  }
}

/** Count and fingerprint of a whole table, to compare a copy with what it is a copy of. */
export async function fingerprintOf(history: History, table: string, lastBatch: number): Promise<{ rows: number; fingerprint: string }> {
  const [found] = await history.query<{ rows: number; fingerprint: string }>(`select count() as rows, toString(groupBitXor(sipHash64(formatRow('RowBinary', *)))) as fingerprint from ${table} where batch <= {lastBatch:UInt64}`, { lastBatch }, analysis);
  return found ?? { rows: 0, fingerprint: '0' };
}
