import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { decodeCursor, encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { checkProfile } from './profiles/check-profile.logic.ts';
import { forgetRefusedValues } from './forget-values.actions.ts';
import { enqueueImport } from './import-work.actions.ts';
import type { Import, ImportState, Inspection, Preview, Profile, RefusedList, UndoPreview } from './imports.contract.ts';
import { deleteUpload, findImport, findImportForUpdate, forgetFile, type ImportRow, insertImport, listImports, listOldFiles, markStarted, markState, readSpeed, saveInspected, saveProfileOf, saveUndoSteps } from './imports.queries.ts';
import { inspectFile, type InspectOptions } from './reading/inspect-file.ts';
import { interpreterOf } from './values/interpret-row.logic.ts';
import { openTable } from './reading/read-rows.ts';
import { prepareRows } from './prepare-rows.actions.ts';
import { countRefusalsByCode, listRefusals } from './refusals.queries.ts';
import { previewUndo } from './undo/undo-import.actions.ts';
import { noCounts } from './writing/chunk.ts';

export const MAX_FILE_BYTES = 2_000_000_000;
const PREVIEW_ROWS = 50;

export interface By {
  id: string;
  label: string;
}

/** Takes a file as a stream. Its name is only shown; on disk it has one of ours. @throws request.too_large, import.file_empty */
export async function uploadImport(context: Context, by: By, file: { name: string; content: Readable; pickupId?: string }): Promise<Import> {
  const saved = await context.files.save('imports', file.content, MAX_FILE_BYTES);
  if (saved.bytes === 0) {
    await context.files.remove('imports', saved.id);
    throw new Problem('import.file_empty', 'The file is empty.');
  }
  const id = newId(context.clock.now().getTime());
  try {
    await insertImport(context.db, { id, name: shownName(file.name), fileId: saved.id, fileBytes: saved.bytes, fileSha256: saved.sha256, byId: by.id, byLabel: by.label, pickupId: file.pickupId ?? null, createdAt: context.clock.now(), counts: noCounts });
  } catch (error) {
    await context.files.remove('imports', saved.id);
    throw error;
  }
  return getImport(context, id);
}

function shownName(name: string): string {
  const last = basename(name.replaceAll('\\', '/')).replaceAll(/\p{C}/gu, '').trim();
  return last === '' || last === '.' || last === '..' ? 'import' : last.slice(0, 200).toWellFormed();
}

/** @throws import.not_found */
export async function getImport(context: Context, id: string): Promise<Import> {
  return present(context, await getRow(context.db, id));
}

async function getRow(db: Db, id: string): Promise<ImportRow> {
  const row = await findImport(db, id);
  if (!row) throw new Problem('import.not_found', 'There is no such import.', { id });
  return row;
}

async function present(context: Context, row: ImportRow): Promise<Import> {
  const { share = 0, ...counts } = row.counts;
  const undone = row.undoTotal === 0 ? 0 : Math.min(1, row.undoDone / row.undoTotal);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.id, name: row.name, fileBytes: row.fileBytes, hasFile: row.fileId !== null, state: row.state, target: row.target, profile: row.profile,
    profileName: row.profile?.name === '' ? null : (row.profile?.name ?? null),
    counts, share: row.state === 'undoing' ? undone : row.state === 'done' || row.state === 'undone' || row.state === 'checked' ? 1 : share,
    rowsPerSecond: row.state === 'running' ? await readSpeed(context.db, row.id) : null,
    dryRun: row.dryRun, warnings: row.warnings, failure: row.failure, by: { id: row.byId, label: row.byLabel }, pickupId: row.pickupId,
    createdAt: row.createdAt.toISOString(), startedAt: iso(row.startedAt), finishedAt: iso(row.finishedAt), undoneAt: iso(row.undoneAt),
  };
}

export async function listAllImports(context: Context, query: { state?: ImportState | undefined; limit: number; cursor?: string | undefined }): Promise<{ items: Import[]; nextCursor: string | null }> {
  const rows = await listImports(context.db, { state: query.state ?? null, after: placeByInstant(query.cursor || undefined), limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: await Promise.all(page.map((row) => present(context, row))), nextCursor: rows.length > query.limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null };
}

/** What the file looks like. @throws import.not_found, import.file_removed, import.file_kind … */
export async function inspectImport(context: Context, id: string, format?: InspectOptions['format']): Promise<Inspection> {
  const row = await getRow(context.db, id);
  const inspection = await inspectFile(pathOf(context, row), { name: row.name, ...(format ? { format } : {}) });
  await saveInspected(context.db, id, { rows: inspection.rows.n, warnings: inspection.warnings });
  return inspection;
}

function pathOf(context: Context, row: ImportRow): string {
  if (row.fileId === null || !context.files.has('imports', row.fileId)) throw new Problem('import.file_removed', 'The file of this import was removed. Upload it again.');
  return context.files.pathOf('imports', row.fileId);
}

/** The first rows as this profile understands them. @throws import.not_found, import.file_removed */
export async function previewImport(context: Context, id: string, profile: Profile): Promise<Preview> {
  const path = pathOf(context, await getRow(context.db, id));
  const faults = checkProfile(profile);
  const { headings, batches } = await openTable(path, profile.format);
  const interpret = interpreterOf(profile, headings);
  const preview: Preview = { rows: [], faults };
  for await (const { rows } of batches) {
    const taken = rows.slice(0, PREVIEW_ROWS - preview.rows.length);
    const { ready, refused } = prepareRows(context, profile, interpret, taken);
    const records = new Map(ready.map(({ row, record }) => [row, record]));
    const refusals = new Map(refused.map((one) => [one.row, one.refusals]));
    preview.rows.push(...taken.map(({ row, cells }) => ({ row, cells, record: records.get(row) ?? null, refusals: refusals.get(row) ?? [] })));
    if (preview.rows.length >= PREVIEW_ROWS) break;
  }
  return preview;
}

/** Keeps the profile that somebody is working on, so that a closed window loses nothing. @throws import.state_wrong */
export async function keepProfile(context: Context, id: string, profile: Profile): Promise<Import> {
  await change(context, id, { from: ['uploaded', 'checked', 'failed', 'undone'], advice: 'Its profile cannot be changed now.' }, (tx, row) => {
    if (row.state === 'failed' && row.startedAt !== null) throw wrongState(row, 'Resume it or undo it.');
    return saveProfileOf(tx, id, profile);
  });
  return getImport(context, id);
}

/** Counts what the import would do, without doing it. @throws import.state_wrong, import.profile_invalid */
export const startDryRun = (context: Context, id: string, profile: Profile): Promise<Import> => start(context, id, profile, 'checking');

/** @throws import.state_wrong, import.profile_invalid */
export const startImport = (context: Context, id: string, profile: Profile): Promise<Import> => start(context, id, profile, 'running');

const startable: readonly ImportState[] = ['uploaded', 'checked', 'failed', 'undone'];

async function start(context: Context, id: string, profile: Profile, state: 'checking' | 'running'): Promise<Import> {
  const faults = checkProfile(profile);
  if (faults.length > 0) throw new Problem('import.profile_invalid', `The columns are not assigned rightly: ${faults[0]?.message ?? ''}`, { faults }, faults.slice(0, 50).map(({ heading, message }) => ({ at: heading || 'profile', reason: message })));
  await context.db.transaction().execute(async (tx) => {
    const row = await findImportForUpdate(tx, id);
    if (!row) throw new Problem('import.not_found', 'There is no such import.', { id });
    // Where rows are in already, another profile would mix two imports into one.
    if (!startable.includes(row.state) || (row.startedAt !== null && row.state === 'failed')) throw wrongState(row, 'Undo it first, or upload the file again.');
    pathOf(context, row);
    await markStarted(tx, id, { state, profile, startedAt: state === 'running' ? context.clock.now() : null, counts: noCounts });
  });
  await enqueueImport(context, id);
  return getImport(context, id);
}

const wrongState = (row: ImportRow, advice: string) => new Problem('import.state_wrong', `The import is ${row.state}. ${advice}`, { state: row.state });

/** Stops after the rows that are being written. What is in stays. @throws import.state_wrong */
export async function cancelImport(context: Context, id: string): Promise<Import> {
  await change(context, id, { from: ['checking', 'running'], advice: 'Only one that is checked or running can be cancelled.' }, async (tx, row) => {
    await markState(tx, id, row.state === 'running' ? { state: 'cancelled', finishedAt: context.clock.now() } : { state: 'uploaded' });
  });
  return getImport(context, id);
}

/** Goes on behind the last row that is in. @throws import.state_wrong, import.file_removed */
export async function resumeImport(context: Context, id: string): Promise<Import> {
  await change(context, id, { from: ['cancelled', 'failed'], advice: 'Only one that was cancelled or failed can be resumed.' }, async (tx, row) => {
    if (row.startedAt === null || row.undoTotal > 0) throw wrongState(row, row.undoTotal > 0 ? 'Its undo was begun; undo it again.' : 'It was never started.');
    pathOf(context, row);
    await markState(tx, id, { state: 'running' });
  });
  await enqueueImport(context, id);
  return getImport(context, id);
}

/** Takes back all it did; see undo-import.ts. @throws import.state_wrong */
export async function startUndo(context: Context, id: string): Promise<Import> {
  await change(context, id, { from: ['done', 'cancelled', 'failed'], advice: 'Only one that ended can be undone.' }, async (tx, row) => {
    if (row.startedAt === null) throw wrongState(row, 'It was never started.');
    await saveUndoSteps(tx, id, { total: row.undoTotal, done: row.undoDone });
    await markState(tx, id, { state: 'undoing' });
  });
  await enqueueImport(context, id);
  return getImport(context, id);
}

export async function previewUndoOf(context: Context, id: string): Promise<UndoPreview> {
  return previewUndo(context, await getRow(context.db, id));
}

async function change(context: Context, id: string, { from, advice }: { from: readonly ImportState[]; advice: string }, write: (tx: Db, row: ImportRow) => Promise<unknown>): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = await findImportForUpdate(tx, id);
    if (!row) throw new Problem('import.not_found', 'There is no such import.', { id });
    if (!from.includes(row.state)) throw wrongState(row, advice);
    await write(tx, row);
  });
}

export async function listRefused(context: Context, id: string, query: { limit: number; cursor?: string | undefined }): Promise<RefusedList> {
  await getRow(context.db, id);
  const after = query.cursor === undefined || query.cursor === '' ? 0 : Number(decodeCursor(query.cursor, 1)[0]);
  if (!Number.isSafeInteger(after)) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  const rows = await listRefusals(context.db, id, after, query.limit + 1);
  const page = rows.slice(0, query.limit);
  return { items: page.flatMap(({ refusals }) => refusals), nextCursor: rows.length > query.limit ? encodeCursor([page.at(-1)?.row ?? 0]) : null, byCode: await countRefusalsByCode(context.db, id) };
}

/** Removes the raw file; what was imported stays, and can still be undone. @throws import.state_wrong */
export async function removeFile(context: Context, id: string): Promise<void> {
  const row = await getRow(context.db, id);
  if (['checking', 'running', 'undoing'].includes(row.state)) throw wrongState(row, 'Wait until it has ended.');
  await removeFileOf(context, row);
}

/** Forgets a file of which nothing was ever brought in. @throws import.state_wrong */
export async function removeUpload(context: Context, id: string): Promise<void> {
  const row = await getRow(context.db, id);
  const removed = await deleteUpload(context.db, id);
  if (!removed) throw wrongState(row, 'Only what was never brought in can be removed; undo the import instead.');
  if (removed.fileId !== null) await context.files.remove('imports', removed.fileId);
}

async function removeFileOf(context: Context, { id, fileId }: Pick<ImportRow, 'id' | 'fileId'>): Promise<void> {
  await forgetRefusedValues(context, id);
  await forgetFile(context.db, id, context.clock.now());
  if (fileId !== null) await context.files.remove('imports', fileId);
}

export async function removeOldFiles(context: Context, before: Date): Promise<void> {
  for (let found = true; found; ) {
    const old = await listOldFiles(context.db, before, 200);
    for (const row of old) await removeFileOf(context, row);
    found = old.length > 0;
  }
}
