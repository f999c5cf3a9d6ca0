import { readFile, stat } from 'node:fs/promises';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { readTable } from '../../imports/tables.actions.ts';
import { keepVoices } from '../keep-voices.actions.ts';
import { mapJson } from '../reading/map-json.logic.ts';
import { decodeFeed } from '../reading/read-feed.logic.ts';
import { parseJson } from '../sources/read-source.actions.ts';
import { tableReader } from '../reading/read-table.logic.ts';
import { endFile, type FileRow, findFile, saveProgress } from './voice-files.queries.ts';
import type { Fault, FoundVoice } from '../sources/voice-sources.contract.ts';
import { findSource, saveSuccess } from '../sources/voice-sources.queries.ts';
import { withdrawOldVersions } from '../withdraw-voices.actions.ts';

const MAX_JSON_BYTES = 20_000_000;
const REFUSALS_KEPT = 200;

/** Brings a file in. A crash in between costs nothing: it is read once more, and what came in already counts as unchanged. */
export async function readVoiceFile(context: Context, id: string, signal: AbortSignal): Promise<void> {
  const file = await findFile(context.db, id);
  if (file?.state !== 'running' || file.fileId === null) return;
  try {
    await bringIn(context, file, context.files.pathOf('voices', file.fileId), signal);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await endFile(context.db, id, { failure: error.message, at: context.clock.now() });
    return;
  }
  if (!(await endFile(context.db, id, { failure: null, at: context.clock.now() }))) return;
  await context.files.remove('voices', file.fileId);
  await withdrawOldVersions(context);
}

async function bringIn(context: Context, { id, sourceId, format, mapping }: FileRow, path: string, signal: AbortSignal): Promise<void> {
  const source = await findSource(context.db, sourceId);
  if (!source) throw new Problem('voice_source.not_found', 'The source of this file was removed.');
  const reading = { mapping, now: context.clock.now(), worst: source.starsWorst, best: source.starsBest };
  const sums = { rows: 0, new: 0, changed: 0, unchanged: 0, refused: 0, refusals: [] as Fault[], share: 0 };
  const keep = async (voices: readonly FoundVoice[], faults: readonly Fault[], { rows, share }: { rows: number; share: number }) => {
    const kept = await keepVoices(context, source, voices, { fileId: id });
    for (const key of ['new', 'changed', 'unchanged'] as const) sums[key] += kept[key];
    sums.rows += rows;
    sums.refused += rows - voices.length;
    sums.refusals.push(...faults.slice(0, REFUSALS_KEPT - sums.refusals.length));
    await saveProgress(context.db, id, { ...sums, share }, context.clock.now());
  };
  if (format.kind === 'json') {
    const read = mapJson(await readJsonFile(path), reading);
    if ('reason' in read) throw new Problem('voice_file.unreadable', `The file cannot be read: ${read.reason}.`);
    await keep(read.voices, read.faults, { rows: read.found, share: 1 });
  } else {
    const { headings, batches } = await readTable(path, format);
    const readRow = tableReader(headings, reading);
    for await (const { rows, share } of batches) {
      signal.throwIfAborted();
      const made = rows.map(readRow);
      await keep(made.flatMap((one) => ('voice' in one ? [one.voice] : [])), made.flatMap((one) => ('faults' in one ? one.faults : [])), { rows: rows.length, share });
    }
  }
  await saveSuccess(context.db, sourceId, { at: context.clock.now(), etag: source.etag, lastModified: source.lastModified, accepted: sums.new + sums.changed, refused: sums.refused, remark: null });
}

/** @throws voice_file.unreadable */
export async function readJsonFile(path: string): Promise<unknown> {
  if ((await stat(path)).size > MAX_JSON_BYTES) throw new Problem('voice_file.unreadable', `JSON of more than ${MAX_JSON_BYTES / 1_000_000} MB is not read. Cut the list into several files.`);
  const decoded = decodeFeed(await readFile(path), '');
  const parsed = 'reason' in decoded ? decoded : parseJson(decoded.text);
  if ('reason' in parsed) throw new Problem('voice_file.unreadable', `The file cannot be read: ${parsed.reason}.`);
  return parsed.body;
}
