import { ZodError } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import { emit } from '../../governance/webhooks/emit.actions.ts';
import { IdentityLayer } from '../../people/identity/identity.actions.ts';
import type { Context } from '../../platform/context.ts';
import { commitWithJournal, deliverOrLeave, undeliveredBytes } from '../../platform/storage/journal.ts';
import type { ImportCounts, Profile, SourceRow } from './imports.contract.ts';
import { findImportForUpdate, type ImportRow, insertChunk, markState, moveCursor } from './imports.queries.ts';
import { type Interpreter, interpreterOf } from './values/interpret-row.logic.ts';
import { type Prepared, prepareRows, recordRefusal } from './prepare-rows.actions.ts';
import { openTable } from './reading/read-rows.ts';
import type { RowBatch } from './reading/read-csv.ts';
import { insertRefusals } from './refusals.queries.ts';
import { refuseErased } from './refuse-erased.actions.ts';
import { refuseRestrictedRows } from './refuse-restricted.actions.ts';
import { addCounts, noCounts, type Written } from './writing/chunk.ts';
import { writeRows } from './writing/write-chunk.ts';

/** Rows of one transaction: large enough for few of them, small enough that contacts do not wait long for the identities. */
export const ROWS_PER_CHUNK = 2_500;
/** History may lag behind by so much before the next rows wait for it: keeps memory flat. */
const MAX_UNDELIVERED_BYTES = 30_000_000;

/** An import in the middle of its file, kept between two turns of work. */
export interface OpenImport {
  importId: string;
  profile: Profile;
  startedAt: Date;
  fileKey: string;
  layer: IdentityLayer;
  interpret: Interpreter;
  /** Rows after the cursor. */
  chunks: AsyncGenerator<Piece>;
  cursorRow: number;
  /** Rows that only the stores refused. */
  unstorable: number;
  close(): Promise<void>;
}

export interface Piece {
  rows: SourceRow[];
  share: number;
}

/** Opens the file behind the row up to which everything is in. */
export async function openImport(context: Context, row: ImportRow, rowsPerChunk = ROWS_PER_CHUNK): Promise<OpenImport> {
  if (!row.profile || !row.fileId || !row.startedAt) throw new Error('An import without profile, file or start cannot be worked on.');
  const { profile } = row;
  const table = await openTable(context.files.pathOf('imports', row.fileId), profile.format);
  const chunks = piecesOf(table.batches, row.cursorRow, rowsPerChunk);
  return {
    importId: row.id,
    profile,
    startedAt: row.startedAt,
    fileKey: `${row.fileSha256}:${profile.format.sheet ?? ''}:${profile.target}`,
    layer: new IdentityLayer(row.id),
    interpret: interpreterOf(profile, table.headings),
    chunks,
    cursorRow: row.cursorRow,
    unstorable: 0,
    close: async () => {
      await chunks.return(undefined);
    },
  };
}

async function* piecesOf(batches: AsyncGenerator<RowBatch>, afterRow: number, rowsPerChunk: number): AsyncGenerator<Piece> {
  let rows: SourceRow[] = [];
  let share = 0;
  try {
    for await (const batch of batches) {
      rows.push(...(afterRow > 0 && (batch.rows[0]?.row ?? 0) <= afterRow ? batch.rows.filter(({ row }) => row > afterRow) : batch.rows));
      share = batch.share;
      while (rows.length >= rowsPerChunk) {
        yield { rows: rows.slice(0, rowsPerChunk), share };
        rows = rows.slice(rowsPerChunk);
      }
    }
  } finally {
    await batches.return(undefined);
  }
  if (rows.length > 0) yield { rows, share };
}

export type Turn = 'more' | 'done' | 'stopped';

/** Thrown inside a transaction when somebody else has cancelled or moved the import on; nothing is written then. */
class Overtaken extends Error {}

/**
 * Writes the next rows. One transaction writes them and moves the cursor behind them, so a crash at any moment neither
 * loses nor doubles a row.
 */
export async function writeNextChunk(context: Context, open: OpenImport): Promise<Turn> {
  const next = await open.chunks.next();
  try {
    if (next.done) {
      await finish(context, open);
      return 'done';
    }
    const prepared = prepareRows(context, open.profile, open.interpret, next.value.rows);
    await writePart(context, open, { prepared, toRow: next.value.rows.at(-1)?.row ?? open.cursorRow, share: next.value.share });
    return 'more';
  } catch (error) {
    if (error instanceof Overtaken) return 'stopped';
    throw error;
  }
}

interface Part {
  prepared: Prepared;
  toRow: number;
  share: number;
}

/** So many rows that only the stores refuse are no bad luck any more: something else is wrong. */
const MAX_UNSTORABLE = 20;

/** Values that the stores do not take (SQLSTATE 22, 23) or rules of the product that forbid them; anything else would happen to every row. */
const isAboutRows = (error: unknown): boolean => error instanceof Problem || error instanceof ZodError || (error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code)));

/** One row that the stores cannot take must not cost the others: halve until it stands alone. */
async function writePart(context: Context, open: OpenImport, part: Part): Promise<void> {
  try {
    await commitPart(context, open, part);
  } catch (error) {
    const { ready, refused } = part.prepared;
    if (!isAboutRows(error) || ready.length === 0 || open.unstorable >= MAX_UNSTORABLE) throw error;
    if (ready.length === 1 && ready[0]) {
      open.unstorable += 1;
      context.log.error({ err: error, importId: open.importId, row: ready[0].row }, 'a row of an import could not be stored');
      await commitPart(context, open, { ...part, prepared: { ready: [], refused: [...refused, recordRefusal(ready[0].row)].sort((a, b) => a.row - b.row) } });
      return;
    }
    const middle = ready[ready.length >> 1]?.row ?? part.toRow;
    await writePart(context, open, { ...part, toRow: middle - 1, prepared: { ready: ready.filter(({ row }) => row < middle), refused: refused.filter(({ row }) => row < middle) } });
    await writePart(context, open, { ...part, prepared: { ready: ready.filter(({ row }) => row >= middle), refused: refused.filter(({ row }) => row >= middle) } });
  }
}

async function commitPart(context: Context, open: OpenImport, { prepared: all, toRow, share }: Part): Promise<void> {
  const { importId, layer, startedAt, fileKey } = open;
  const { result: written, entries } = await commitWithJournal(context, async (tx, journal) => {
    const row = await findImportForUpdate(tx, importId);
    if (row?.state !== 'running' || row.cursorRow !== open.cursorRow) throw new Overtaken();
    const prepared = await refuseRestrictedRows(context, tx, await refuseErased(context, tx, startedAt, all));
    const batches: number[] = [];
    const noting = { ...journal, add: (table: Parameters<typeof journal.add>[0], make: Parameters<typeof journal.add>[1]) => journal.add(table, (batch) => (table === 'subject_owners' || batches.includes(batch) || batches.push(batch), make(batch))) };
    const result = await writeRows({ context, tx, journal: noting, importId, layer, startedAt, fileKey }, prepared.ready);
    await journal.flush();
    await insertRefusals(tx, importId, prepared.refused);
    await insertChunk(tx, { importId, toRow, rows: prepared.ready.length + prepared.refused.length, batches, writtenAt: context.clock.now() });
    await moveCursor(tx, importId, { row: toRow, counts: addCounts(row.counts, countsOf(prepared, result)), share });
    return result;
  });
  written.remember();
  open.cursorRow = toRow;
  const delivered = Promise.all(entries.map((entry) => deliverOrLeave(context, entry)));
  if (undeliveredBytes(context) > MAX_UNDELIVERED_BYTES) await delivered;
}

/** Each row counts once; who became one is counted beside contacts and scores, which are new nevertheless. */
export function countsOf({ ready, refused }: Prepared, { outcomes, merges }: Written): ImportCounts {
  const counts = { ...noCounts, rows: ready.length + refused.length, refused: refused.length };
  for (const outcome of outcomes.values()) counts[outcome] += 1;
  const target = ready[0]?.record.target;
  return { ...counts, merged: target === 'customers' ? counts.merged : merges };
}

async function finish(context: Context, open: OpenImport): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = await findImportForUpdate(tx, open.importId);
    if (row?.state !== 'running' || row.cursorRow !== open.cursorRow) throw new Overtaken();
    await moveCursor(tx, open.importId, { row: row.cursorRow, counts: row.counts, share: 1 });
    await markState(tx, open.importId, { state: 'done', finishedAt: context.clock.now() });
    await emit(context, tx, [{ kind: 'import.finished', data: { importId: open.importId, target: open.profile.target, counts: row.counts } }]);
  });
}
