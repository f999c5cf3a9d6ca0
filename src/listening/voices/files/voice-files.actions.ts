import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { DAY_MS } from '../../../kernel/clock.ts';
import { encodeCursor, placeByInstant } from '../../../kernel/cursor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { lookAtTable, readTable } from '../../imports/tables.actions.ts';
import type { makeVoice } from '../reading/make-voice.logic.ts';
import { wrong } from '../reading/faults.logic.ts';
import { listItemPaths, listLists, mapJson, suggestMapping } from '../reading/map-json.logic.ts';
import { firstItem, showFound } from '../sources/preview-source.actions.ts';
import { recogniseJson, recogniseTable, type Recognised } from '../reading/presets.logic.ts';
import { readJsonFile } from './read-voice-file.actions.ts';
import { tableReader } from '../reading/read-table.logic.ts';
import { type FileFormat, type FileRow, findFile, insertFile, listFiles, setScale, startFile, takeForgottenFiles } from './voice-files.queries.ts';
import type { Fault, FoundVoice, UploadedVoices, VoiceFile, VoiceMapping } from '../sources/voice-sources.contract.ts';
import { getStored } from '../sources/voice-sources.actions.ts';
import type { StoredSource } from '../sources/voice-sources.queries.ts';

export const MAX_FILE_BYTES = 100_000_000;
export const READ_JOB = 'voices.read_file';
const SHOWN = 10;
const FORGOTTEN_AFTER_DAYS = 7;
type Scale = Recognised['scale'];

/** Takes a file in and says whose export it is and what its first rows would become; nothing is brought in yet. @throws voice_source.not_found, import.file_kind … */
export async function uploadVoices(context: Context, actor: Actor, sourceId: string, { name, content }: { name: string; content: Readable }): Promise<UploadedVoices> {
  const source = await getStored(context, sourceId);
  const saved = await context.files.save('voices', content, MAX_FILE_BYTES);
  try {
    const path = context.files.pathOf('voices', saved.id);
    const looked = (await isJson(path)) ? await lookAtJson(path, source) : await lookAtRows(path, name, source);
    const id = newId(context.clock.now().getTime());
    await insertFile(context.db, { id, sourceId, name: name.slice(0, 200), fileId: saved.id, bytes: saved.bytes, preset: looked.preset?.key ?? null, format: looked.format, mapping: looked.mapping, createdAt: context.clock.now(), createdBy: actor.label });
    return { ...(await getFile(context, id)), columns: looked.columns, ...(await preview(context, actor, { path, format: looked.format, mapping: looked.mapping, source, scale: looked.scale })), starsWorst: looked.scale.worst, starsBest: looked.scale.best };
  } catch (error) {
    await context.files.remove('voices', saved.id);
    throw error;
  }
}

/** The first rows once more, with another mapping. @throws voice_file.not_found, voice_file.state_wrong */
export async function previewVoices(context: Context, actor: Actor, id: string, { mapping, scale }: { mapping: VoiceMapping; scale: Partial<Scale> }): Promise<Pick<UploadedVoices, 'preview' | 'faults'>> {
  const file = await getRow(context, id);
  const source = await getStored(context, file.sourceId);
  return preview(context, actor, { path: pathOf(context, file), format: file.format, mapping, source, scale: { worst: scale.worst ?? source.starsWorst, best: scale.best ?? source.starsBest } });
}

/** Brings the file in, in the background. The scale of its stars is that of the source from now on. @throws voice_file.not_found, voice_file.state_wrong, voice_file.unreadable */
export async function startVoices(context: Context, id: string, { mapping, scale }: { mapping: VoiceMapping; scale: Partial<Scale> }): Promise<VoiceFile> {
  const file = await getRow(context, id);
  const { fields } = mapping;
  if (!('text' in fields) && !('stars' in fields) && !('title' in fields)) throw new Problem('voice_file.unreadable', 'Say in which column the words or the stars stand.');
  const source = await getStored(context, file.sourceId);
  await context.db.transaction().execute(async (tx) => {
    if (!(await startFile(tx, id, mapping, context.clock.now()))) throw new Problem('voice_file.state_wrong', 'This file runs already, or has been brought in.');
    await setScale(tx, file.sourceId, { worst: scale.worst ?? source.starsWorst, best: scale.best ?? source.starsBest });
    await context.jobs.enqueue(READ_JOB, { fileId: id }, { key: id }, tx);
  });
  return getFile(context, id);
}

export async function getFile(context: Context, id: string): Promise<VoiceFile> {
  return present(await getRow(context, id));
}

/** @throws voice_source.not_found */
export async function listPageOfFiles(context: Context, sourceId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<{ items: VoiceFile[]; nextCursor: string | null }> {
  await getStored(context, sourceId);
  const rows = await listFiles(context.db, sourceId, placeByInstant(cursor), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(present), nextCursor: rows.length > limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null };
}

/** Files that nobody brings in go after a week. */
export async function removeForgottenFiles(context: Context): Promise<void> {
  for (const { fileId } of await takeForgottenFiles(context.db, new Date(context.clock.now().getTime() - FORGOTTEN_AFTER_DAYS * DAY_MS), 1_000)) await context.files.remove('voices', fileId);
}

async function getRow({ db }: Context, id: string): Promise<FileRow> {
  const row = await findFile(db, id);
  if (!row) throw new Problem('voice_file.not_found', 'There is no such file.');
  return row;
}

function pathOf(context: Context, { fileId }: FileRow): string {
  if (fileId === null || !context.files.has('voices', fileId)) throw new Problem('voice_file.state_wrong', 'The file itself is not kept any more. Upload it again.');
  return context.files.pathOf('voices', fileId);
}

interface Looked { format: FileFormat; mapping: VoiceMapping; preset: Recognised['preset']; scale: Scale; columns: UploadedVoices['columns'] }

async function lookAtRows(path: string, name: string, source: StoredSource): Promise<Looked> {
  const { format, columns } = await lookAtTable(path, name);
  const recognised = recogniseTable(columns.map(({ heading }) => heading));
  // What was decided for an earlier file of this source counts, as long as its columns are there.
  const isSame = source.mapping !== null && Object.values(source.mapping.fields).every((heading) => columns.some((column) => column.heading === heading));
  const mapping = isSame && source.mapping !== null ? source.mapping : recognised.mapping;
  const dates = columns.find(({ heading }) => heading === mapping.fields.at)?.patterns ?? [];
  // With several ways to read a date, a person decides.
  const pattern = mapping.pattern ?? (dates.length === 1 ? (dates[0]?.pattern ?? null) : null);
  const scale = recognised.preset === null || isSame ? { worst: source.starsWorst, best: source.starsBest } : recognised.scale;
  return { format, mapping: { ...mapping, pattern }, preset: recognised.preset, scale, columns: columns.map(({ heading, patterns }) => ({ heading, patterns: patterns.map((one) => one.pattern) })) };
}

async function lookAtJson(path: string, source: StoredSource): Promise<Looked> {
  const body = await readJsonFile(path);
  const lists = listLists(body).map((one) => one.path);
  const paths = listItemPaths(firstItem(body, lists[0] ?? '')).map((one) => one.path);
  const recognised = recogniseJson(lists, paths);
  const mapping = source.mapping ?? recognised?.mapping ?? suggestMapping(body) ?? { items: lists[0] ?? '', fields: {}, identifiers: [], pattern: null, timeZone: 'UTC' };
  return { format: { kind: 'json' }, mapping, preset: recognised?.preset ?? null, scale: { worst: source.starsWorst, best: source.starsBest }, columns: paths.map((heading) => ({ heading, patterns: [] })) };
}

interface Previewed { path: string; format: FileFormat; mapping: VoiceMapping; source: StoredSource; scale: Scale }

async function preview(context: Context, actor: Actor, { path, format, mapping, source, scale }: Previewed): Promise<Pick<UploadedVoices, 'preview' | 'faults'>> {
  const reading = { mapping, now: context.clock.now(), ...scale };
  const voices: FoundVoice[] = [];
  const faults: Fault[] = [];
  if (format.kind === 'json') {
    const read = mapJson(await readJsonFile(path), reading);
    if ('reason' in read) faults.push({ at: mapping.items, ...wrong('unreadable', { why: read.reason }) });
    else {
      voices.push(...read.voices.slice(0, SHOWN));
      faults.push(...read.faults.slice(0, SHOWN));
    }
  } else {
    const { headings, batches } = await readTable(path, format);
    const read = tableReader(headings, reading);
    for await (const { rows } of batches) {
      for (const row of rows.slice(0, SHOWN)) add(read(row), voices, faults);
      break;
    }
  }
  return { preview: voices.map((voice) => showFound(voice, { ...source, starsWorst: scale.worst, starsBest: scale.best }, actor)), faults };
}

function add(made: ReturnType<typeof makeVoice>, voices: FoundVoice[], faults: Fault[]): void {
  if ('voice' in made) voices.push(made.voice);
  else faults.push(...made.faults);
}

async function isJson(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1_000), 0, 1_000, 0);
    return /^(?:\u00ef\u00bb\u00bf)?\s*(\{\s*["}]|\[\s*[[{"\]])/.test(buffer.toString('latin1', 0, bytesRead));
  } finally {
    await file.close();
  }
}

function present({ createdAt, finishedAt, undoneAt, undoTotal, fileId: _, format: __, workedAt: ___, ...row }: FileRow): VoiceFile {
  const { state, share, removed, restored, kept } = row;
  return { ...row, share: state === 'undoing' ? (removed + restored + kept) / Math.max(1, undoTotal) : share, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null, undoneAt: undoneAt?.toISOString() ?? null };
}
