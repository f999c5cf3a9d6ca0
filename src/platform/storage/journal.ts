import { sql } from 'kysely';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../context.ts';
import { type Db, isEngineUnavailable } from './records.ts';

/**
 * The bridge between the two stores. What belongs to history is first written to a journal in the same transaction as
 * the records it goes with; only after the commit is it delivered to the columnar engine. If the process or that engine
 * dies in between, `deliverLeftovers` does it later. Each delivery carries its batch number in the rows, so a second
 * attempt can see whether the first one arrived: exactly once, without a distributed transaction.
 */
export interface Journal {
  /** Rows for a history table; `make` gets the batch number, which goes into the column `batch`. */
  add(table: HistoryTable, make: (batch: number) => readonly object[]): void;
  /** The same for rows that are JSON lines already. */
  addLines(table: HistoryTable, make: (batch: number) => string): void;
  /** Writes what was added so far, so that large parts are out of the way before a lock is taken. */
  flush(): Promise<void>;
}

export type HistoryTable = 'interactions' | 'answers' | 'staff_answers' | 'responses' | 'subject_owners';

interface Part {
  table: HistoryTable;
  lines: string;
}

interface Entry {
  batch: number;
  parts: Part[];
}

/** A line that says which tables and how many characters each, then the rows as they are: quoting them again would cost as much as making them. */
function frame(parts: readonly Part[]): string {
  return [JSON.stringify(parts.map(({ table, lines }) => ({ table, length: lines.length }))), ...parts.map((part) => part.lines)].join('\n');
}

function unframe(body: string): Part[] {
  const end = body.indexOf('\n');
  const heads: { table: HistoryTable; length: number }[] = JSON.parse(body.slice(0, end));
  let from = end + 1;
  return heads.map(({ table, length }) => {
    const lines = body.slice(from, from + length);
    from += length + 1;
    return { table, lines };
  });
}

/** Advisory lock: shared from taking a batch number to the commit, alone for the moment in which a backup begins. */
export const BATCHES_LOCK = 7_041_980;
const BACKLOG_LIMIT_BYTES = 500_000_000;
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/**
 * Runs `write` in one records transaction and makes the history rows it adds durable with it.
 * Returns when both are durable and, if the history engine is well, queryable.
 */
export async function writeWithHistory<T>(context: Context, write: (tx: Db, journal: Journal) => Promise<T>): Promise<T> {
  const { result, entries } = await commitWithJournal(context, write);
  await Promise.all(entries.map((entry) => deliverOrLeave(context, entry)));
  return result;
}

/** The first half of {@link writeWithHistory}, for callers that want to commit the next batch while this one is delivered. */
export async function commitWithJournal<T>(context: Context, write: (tx: Db, journal: Journal) => Promise<T>): Promise<{ result: T; entries: Entry[] }> {
  const entries: Entry[] = [];
  const commit = context.db.transaction().execute(async (tx) => {
    let makers: { table: HistoryTable; make: (batch: number) => string }[] = [];
    const flush = async () => {
      const added = makers;
      makers = [];
      const entry = added.length === 0 ? null : await writeEntry(tx, added);
      if (entry) entries.push(entry);
    };
    const result = await write(tx, {
      add: (table, make) => makers.push({ table, make: (batch) => make(batch).map((row) => JSON.stringify(row)).join('\n') }),
      addLines: (table, make) => makers.push({ table, make }),
      flush,
    });
    await flush();
    return { result, entries };
  });
  try {
    return await commit;
  } catch (error) {
    // If the connection broke during the commit, the entries may be there with nobody at work on them.
    if (isEngineUnavailable(error)) for (const { batch } of entries) failedBatches(context).add(batch);
    throw error;
  }
}

async function writeEntry(tx: Db, makers: readonly { table: HistoryTable; make: (batch: number) => string }[]): Promise<Entry | null> {
  // Shared by all writers and theirs until the commit; a backup that holds it alone knows that no batch is under way.
  const { rows } = await sql<{ batch: number }>`select pg_advisory_xact_lock_shared(${BATCHES_LOCK}) as locked, nextval('history_batch') as batch`.execute(tx);
  const batch = rows[0]?.batch ?? 0;
  const parts = makers.map(({ table, make }) => ({ table, lines: make(batch) })).filter((part) => part.lines !== '');
  if (parts.length === 0) return null;
  const body = await compress(frame(parts), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  await sql`insert into history_journal (batch, body) values (${batch}, ${body})`.execute(tx);
  return { batch, parts };
}

/**
 * Delivers a committed entry, together with others that wait: the engine takes one large insert far cheaper than many.
 * A failure is logged and left to {@link deliverLeftovers}: the rows are safe already.
 * @param isAwaited - whether somebody waits until the rows are queryable; else they are gathered for a moment
 */
export async function deliverOrLeave(context: Context, entry: Entry, isAwaited = true): Promise<void> {
  const queue = queueOf(context);
  queue.waitingBytes += bytesOf(entry);
  const delivered = new Promise<void>((done) => queue.waiting.push({ entry, isAwaited, done }));
  if (isAwaited) queue.hurry();
  void drain(context, queue);
  return delivered;
}

/** Rows of history that are durable but not queryable yet, in bytes of JSON. */
export function undeliveredBytes(context: Context): number {
  return queueOf(context).waitingBytes;
}

/** Resolves when everything committed by this process so far is queryable, or left to {@link deliverLeftovers}. */
export async function untilDelivered(context: Context): Promise<void> {
  await deliverOrLeave(context, { batch: 0, parts: [] });
}

interface DeliveryQueue {
  waiting: { entry: Entry; isAwaited: boolean; done(): void }[];
  waitingBytes: number;
  isDraining: boolean;
  /** Ends a rest in which rows gather that nobody waits for. */
  hurry(): void;
}
const queues = new WeakMap<Context, DeliveryQueue>();
const DELIVERY_BYTES = 24_000_000;
/** Where so much waits already, nobody is told to wait for it, and more rows for one insert save the engine work. */
export const BUSY_BYTES = 400_000;
const ENOUGH_BYTES = 6_000_000;
const GATHER_MS = 100;
/** Rows that nobody waits for: few large inserts leave the engine, and so everybody else, more time than many small ones. */
const UNAWAITED_MS = 1_000;

function queueOf(context: Context): DeliveryQueue {
  const known = queues.get(context);
  if (known) return known;
  const fresh = { waiting: [], waitingBytes: 0, isDraining: false, hurry: () => undefined };
  queues.set(context, fresh);
  return fresh;
}

const bytesOf = (entry: Entry) => entry.parts.reduce((sum, part) => sum + part.lines.length, 0);

async function drain(context: Context, queue: DeliveryQueue): Promise<void> {
  if (queue.isDraining) return;
  queue.isDraining = true;
  while (queue.waiting.length > 0) {
    if (queue.waitingBytes > BUSY_BYTES && queue.waitingBytes < ENOUGH_BYTES) await setTimeout(GATHER_MS);
    else if (!queue.waiting.some(({ isAwaited }) => isAwaited)) await restUntilHurried(queue);
    const taken: DeliveryQueue['waiting'] = [];
    let bytes = 0;
    while (queue.waiting[0] && (taken.length === 0 || bytes + bytesOf(queue.waiting[0].entry) <= DELIVERY_BYTES)) {
      const next = queue.waiting.shift();
      if (!next) break;
      taken.push(next);
      bytes += bytesOf(next.entry);
    }
    try {
      await deliver(context, taken.map(({ entry }) => entry));
    } catch (error) {
      context.log.error({ err: error, batches: taken.length }, 'history rows wait in the journal');
      for (const { entry } of taken) failedBatches(context).add(entry.batch);
    }
    queue.waitingBytes -= bytes;
    for (const { done } of taken) done();
  }
  queue.isDraining = false;
}

async function restUntilHurried(queue: DeliveryQueue): Promise<void> {
  const hurried = new AbortController();
  queue.hurry = () => hurried.abort();
  await setTimeout(UNAWAITED_MS, undefined, { signal: hurried.signal }).catch(() => undefined); // only ever ended early
  queue.hurry = () => undefined;
}

/** The rows in the journal are locked meanwhile, so that whoever looks for leftovers lets them be, however long it takes. */
async function deliver(context: Context, entries: readonly Entry[]): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const batches = entries.map((entry) => entry.batch);
    const { rows } = await sql<{ batch: number }>`select batch from history_journal where batch = any(${batches}::bigint[]) order by batch for update skip locked`.execute(tx);
    const mine = new Set(rows.map((row) => row.batch));
    const parts = Map.groupBy(entries.filter((entry) => mine.has(entry.batch)).flatMap((entry) => entry.parts), (part) => part.table);
    for (const [table, ofTable] of parts) await context.history.insertLines(table, ofTable.map((part) => part.lines).join('\n'));
    await sql`delete from history_journal where batch = any(${[...mine]}::bigint[])`.execute(tx);
  });
}

/** Batches whose delivery by this process failed: nobody is at work on them any more, however young they are. */
const failures = new WeakMap<Context, Set<number>>();
function failedBatches(context: Context): Set<number> {
  const known = failures.get(context);
  if (known) return known;
  const none = new Set<number>();
  failures.set(context, none);
  return none;
}

/** Whether rows wait in the journal because their delivery failed. */
export function hasLeftovers(context: Context): boolean {
  return failedBatches(context).size > 0;
}

const MAX_FAILURES_IN_A_ROW = 3;

/**
 * Delivers what a crash or a failing engine left behind, oldest first. Safe beside other processes: an entry is locked
 * while it is worked on, and entries younger than `olderThanMs` belong to somebody who is about to deliver them.
 * An entry that the engine refuses is logged and stays; it does not hold up the others.
 * @returns number of batches delivered
 */
export async function deliverLeftovers(context: Context, olderThanMs = 30_000): Promise<number> {
  const failed = failedBatches(context);
  let delivered = 0;
  let lastBatch = 0;
  for (let failuresInARow = 0; failuresInARow < MAX_FAILURES_IN_A_ROW; ) {
    const outcome = await deliverNextLeftover(context, lastBatch, olderThanMs);
    if (!outcome) break;
    lastBatch = outcome.batch;
    if (outcome.error === null) {
      delivered += 1;
      failuresInARow = 0;
    } else {
      context.log.error({ err: outcome.error, batch: outcome.batch }, 'history rows still wait in the journal');
      failed.add(outcome.batch);
      failuresInARow += 1;
    }
  }
  await forgetDelivered(context, failed);
  return delivered;
}

async function deliverNextLeftover(context: Context, afterBatch: number, olderThanMs: number): Promise<{ batch: number; error: unknown } | null> {
  let batch: number | null = null;
  try {
    await context.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ batch: number; body: Buffer }>`
        select batch, body from history_journal
        where batch > ${afterBatch} and (written_at <= now() - make_interval(secs => ${olderThanMs / 1000}) or batch = any(${[...failedBatches(context)]}::bigint[]))
        order by batch limit 1 for update skip locked`.execute(tx);
      const row = rows[0];
      if (!row) return;
      batch = row.batch;
      const parts: Part[] = unframe((await decompress(row.body)).toString('utf8'));
      for (const part of parts) {
        if (!(await hasArrived(context, part.table, row.batch))) await context.history.insertLines(part.table, part.lines);
      }
      await sql`delete from history_journal where batch = ${row.batch}`.execute(tx);
    });
  } catch (error) {
    if (batch === null) throw error;
    return { batch, error };
  }
  return batch === null ? null : { batch, error: null };
}

async function forgetDelivered(context: Context, failed: Set<number>): Promise<void> {
  if (failed.size === 0) return;
  const asked = [...failed];
  const { rows } = await sql<{ batch: number }>`select batch from history_journal where batch = any(${asked}::bigint[])`.execute(context.db);
  const waiting = new Set(rows.map((row) => row.batch));
  for (const batch of asked) if (!waiting.has(batch)) failed.delete(batch);
}

/** An insert of this size is one block and so arrives whole or not at all. */
async function hasArrived(context: Context, table: HistoryTable, batch: number): Promise<boolean> {
  if (table === 'subject_owners') return false; // replacing table: inserting again changes nothing
  const rows = await context.history.query<{ n: number }>(`select count() as n from ${table} where batch = {batch:UInt64}`, { batch });
  return (rows[0]?.n ?? 0) > 0;
}

/** @throws engine.busy when more waits in the journal than a healthy installation ever has */
export async function refuseWhenBacklogged(context: Context): Promise<void> {
  if (!hasLeftovers(context)) return;
  const { rows } = await sql<{ bytes: number }>`select coalesce(sum(octet_length(body)), 0) as bytes from history_journal`.execute(context.db);
  if ((rows[0]?.bytes ?? 0) > BACKLOG_LIMIT_BYTES) throw new Problem('engine.busy', 'The history engine does not take rows at the moment. Please try again later; what was accepted is kept.');
}
