import { createReadStream, existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { KEY_FILE } from '../secrets/vault.ts';
import { BATCHES_LOCK } from '../storage/journal.ts';
import type { Db } from '../storage/records.ts';
import { encodeFrame, type KnownRange } from './frames.logic.ts';
import { listHistoryTables, readHistoryTable } from './read-history.ts';
import { listRecordsTables, readRecordsTable, readSequences, readWaitingJobs } from './read-records.ts';

export interface BackupRequest {
  dataFolder: string;
  /** Whether the key of the vault lies in the data folder; else the operator keeps it. */
  keyPlace: 'file' | 'environment';
  known: readonly KnownRange[];
}

const FILE_PIECE_BYTES = 4_194_304;
/** What of the data folder is neither of the two stores nor of passing use. */
const COPIED_FOLDERS = ['files', 'audit'];

/**
 * A backup of everything while the server runs, as bytes of frames. Both stores are as of one moment: while all writers
 * pause for some milliseconds, a snapshot of the records is opened and the number of the last batch is read. History has
 * no snapshots, but its rows carry their batch; those still on their way lie in the journal, which is part of the records.
 */
export async function* streamBackup(context: Context, request: BackupRequest): AsyncGenerator<Buffer> {
  // Files first: what the log of seals has by now, the records have as well.
  yield* readFiles(request);
  const { snapshot, lastBatch, at } = await openSnapshot(context);
  const rows: Record<string, number> = {};
  try {
    yield encodeFrame({ type: 'begin', at: at.toISOString(), migrations: { records: await namesOf(snapshot), history: await historyNamesOf(context) }, lastBatch, sequences: await readSequences(snapshot), keyPlace: request.keyPlace });
    for (const table of await listRecordsTables(snapshot)) {
      rows[`records.${table.name}`] = 0;
      for await (const piece of readRecordsTable(snapshot, table)) {
        rows[`records.${table.name}`] = (rows[`records.${table.name}`] ?? 0) + piece.rows;
        yield linesFrame(piece.text, (bytes) => ({ type: 'records', table: table.name, rows: piece.rows, bytes }));
      }
    }
    const jobs = await readWaitingJobs(snapshot);
    if (jobs.length > 0) yield linesFrame(`${jobs.join('\n')}\n`, (bytes) => ({ type: 'records', table: 'jobs.waiting', rows: jobs.length, bytes }));
  } finally {
    await snapshot.rollback().execute();
  }
  for (const table of await listHistoryTables(context.history)) {
    const ranges = new Map<number, number>();
    for await (const { lines, ...range } of readHistoryTable(context.history, table, lastBatch, request.known)) {
      ranges.set(range.upTo, range.rows);
      yield lines === null ? encodeFrame({ type: 'history_same', ...range }) : linesFrame(lines, (bytes) => ({ type: 'history', ...range, bytes }));
    }
    rows[`history.${table.name}`] = [...ranges.values()].reduce((sum, count) => sum + count, 0);
  }
  yield encodeFrame({ type: 'end', rows });
}

function linesFrame(text: string, frame: (bytes: number) => Parameters<typeof encodeFrame>[0]): Buffer {
  const body = Buffer.from(text);
  return encodeFrame(frame(body.length), body);
}

const GATE_TIMEOUT = '30s';

async function openSnapshot(context: Context) {
  return context.db.connection().execute(async (gate) => {
    await sql`select set_config('lock_timeout', ${GATE_TIMEOUT}, false)`.execute(gate);
    await sql`select pg_advisory_lock(${BATCHES_LOCK})`.execute(gate);
    try {
      const snapshot = await context.db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
      const { rows } = await sql<{ batch: number }>`select case when is_called then last_value else 0 end as batch from history_batch`.execute(snapshot);
      return { snapshot, lastBatch: rows[0]?.batch ?? 0, at: context.clock.now() };
    } finally {
      await sql`select pg_advisory_unlock(${BATCHES_LOCK})`.execute(gate);
      await sql`reset lock_timeout`.execute(gate);
    }
  });
}

async function namesOf(db: Db): Promise<string[]> {
  return (await sql<{ name: string }>`select name from schema_migrations order by name`.execute(db)).rows.map((row) => row.name);
}

async function historyNamesOf(context: Context): Promise<string[]> {
  return (await context.history.query<{ name: string }>('select name from schema_migrations order by name')).map((row) => row.name);
}

async function* readFiles({ dataFolder, keyPlace }: BackupRequest): AsyncGenerator<Buffer> {
  const paths = (await Promise.all(COPIED_FOLDERS.map((folder) => listFiles(join(dataFolder, folder))))).flat();
  if (keyPlace === 'file') paths.push(join(dataFolder, KEY_FILE));
  for (const path of paths.filter((one) => existsSync(one)).sort()) {
    const { mode, size } = statSync(path);
    const name = relative(dataFolder, path).split(sep).join('/');
    if (size === 0) yield encodeFrame({ type: 'file', path: name, mode: mode & 0o777, isLast: true, bytes: 0 });
    let read = 0;
    // Only as much as there was: a log that grows meanwhile must not make a piece that is never the last.
    for await (const piece of size === 0 ? [] : createReadStream(path, { highWaterMark: FILE_PIECE_BYTES, end: size - 1 })) {
      const body: Buffer = piece;
      read += body.length;
      yield encodeFrame({ type: 'file', path: name, mode: mode & 0o777, isLast: read >= size, bytes: body.length }, body);
    }
  }
}

async function listFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.part')).map((entry) => join(entry.parentPath, entry.name));
}
