import { actAs } from '../../platform/acting.ts';
import type { Context } from '../../platform/context.ts';
import { isEngineUnavailable } from '../../platform/storage/records.ts';
import { dryRun } from './dry-run.actions.ts';
import { findImport, findImportForUpdate, type ImportRow, listWorking, markState } from './imports.queries.ts';
import { undoImport } from './undo/undo-import.actions.ts';
import { openImport, type OpenImport, ROWS_PER_CHUNK, writeNextChunk } from './work-on-import.actions.ts';

export const WORK_JOB = 'imports.work';
/** How many imports one process works on at once. */
export const WORKERS = 2;
/** So long an import is worked on before it stands at the end of the queue again, if others wait. */
const TURN_MS = 3_000;
/** The queue counts an attempt as lost after fifteen minutes; long before, the work goes on under a new one. */
const LONGEST_TURN_MS = 300_000;

/** Files in the middle of which this process is, between two turns. */
class Desk {
  readonly open = new Map<string, OpenImport>();
  readonly busy = new Set<string>();
}
const desks = new WeakMap<Context, Desk>();
function deskOf(context: Context): Desk {
  const known = desks.get(context) ?? new Desk();
  desks.set(context, known);
  return known;
}

export async function enqueueImport(context: Context, importId: string): Promise<void> {
  await context.jobs.enqueue(WORK_JOB, { importId }, { key: importId });
}

/** What a crash or a stop cut off goes on from where it was. */
export async function resumeImports(context: Context): Promise<void> {
  for (const { id } of await listWorking(context.db)) await enqueueImport(context, id);
}

/** One turn of work on an import, whatever is to be done with it. Several in a queue take turns, so that a small one need not wait for a large one. */
export async function workOnImport(context: Context, importId: string, signal: AbortSignal, { rowsPerChunk = ROWS_PER_CHUNK, turnMs = TURN_MS } = {}): Promise<void> {
  const desk = deskOf(context);
  if (desk.busy.has(importId)) return;
  desk.busy.add(importId);
  try {
    const row = await findImport(context.db, importId);
    await actAs({ kind: 'import', id: importId, label: row?.name ?? '' }, async () => {
      if (row?.state === 'checking') await dryRun(context, row, signal);
      else if (row?.state === 'undoing') await undoImport(context, row, signal);
      else if (row?.state === 'running') await run(context, desk, row, { signal, rowsPerChunk, turnMs });
      else await closeOpen(desk, importId);
    });
  } catch (error) {
    await closeOpen(desk, importId);
    if (isEngineUnavailable(error) || signal.aborted) throw error;
    context.log.error({ err: error, importId }, 'an import failed');
    await fail(context, importId, error);
  } finally {
    desk.busy.delete(importId);
  }
}

async function run(context: Context, desk: Desk, row: ImportRow, { signal, rowsPerChunk, turnMs }: { signal: AbortSignal; rowsPerChunk: number; turnMs: number }): Promise<void> {
  const known = desk.open.get(row.id);
  if (known && known.cursorRow !== row.cursorRow) await closeOpen(desk, row.id);
  const open = desk.open.get(row.id) ?? (await openImport(context, row, rowsPerChunk));
  desk.open.set(row.id, open);
  const startedMs = performance.now();
  for (;;) {
    if (signal.aborted) return closeOpen(desk, row.id);
    const turn = await writeNextChunk(context, open);
    if (turn !== 'more') return closeOpen(desk, row.id);
    const workedMs = performance.now() - startedMs;
    if (workedMs < turnMs) continue;
    if (workedMs > LONGEST_TURN_MS || (await listWorking(context.db)).length > WORKERS) return enqueueImport(context, row.id);
  }
}

async function closeOpen(desk: Desk, importId: string): Promise<void> {
  const open = desk.open.get(importId);
  desk.open.delete(importId);
  await open?.close();
}

/** What is in stays and can be undone or gone on with. */
async function fail(context: Context, importId: string, error: unknown): Promise<void> {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'server.failed';
  const message = error instanceof Error ? error.message.slice(0, 500) : 'unknown';
  await context.db.transaction().execute(async (tx) => {
    const row = await findImportForUpdate(tx, importId);
    if (!row || !['checking', 'running', 'undoing'].includes(row.state)) return;
    await markState(tx, importId, { state: 'failed', finishedAt: context.clock.now(), failure: { code, message } });
  });
}
