import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR_MS } from '../../../kernel/clock.ts';
import { keyedId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import { touchpointsByCode } from '../../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { deliverLeftovers, type Journal, untilDelivered, writeWithHistory } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { VoiceFile, VoiceFileUndo } from '../sources/voice-sources.contract.ts';
import { answerRows, contactRow, historyId, type VoiceVersion } from '../voice-rows.logic.ts';
import { forgetVoices, insertVersion, markWithdrawn } from '../voices.queries.ts';
import { deleteRows } from '../withdraw-voices.actions.ts';
import { addOutcomes, beginUndo, countBatchesUpTo, countUndo, endUndo, findNewestBatch, holdUndoing, listInHistory, listSurvivors, lockTouched, removeVoices, restoreWords, setOrigin, type Survivor, undoAnswers, undoVersions } from './undo-voice-file.queries.ts';
import { getFile } from './voice-files.actions.ts';
import { findFile } from './voice-files.queries.ts';

export const UNDO_JOB = 'voices.undo_file';
const AT_ONCE = { voices: 200, rows: 2_000 };
/** A file that comes in saves how far it is every few hundred rows; one that has not for so long has been given up. */
const STUCK_AFTER_MS = HOUR_MS;
const PATIENCE_MS = 200;

/** What taking the file back would do. @throws voice_file.not_found */
export async function previewUndo(context: Context, id: string): Promise<VoiceFileUndo> {
  await getFile(context, id);
  return countUndo(context.db, id);
}

/** Takes a file back, in the background. One that is being taken back goes on. @throws voice_file.not_found, voice_file.state_wrong */
export async function startUndo(context: Context, id: string): Promise<VoiceFile> {
  const { state } = await getFile(context, id);
  if (state === 'undone') throw new Problem('voice_file.state_wrong', 'This file has been taken back already.', { state });
  if (state === 'uploaded') throw new Problem('voice_file.state_wrong', 'Nothing of this file has come in: there is nothing to take back.', { state });
  await context.db.transaction().execute(async (tx) => {
    const now = context.clock.now();
    const { removed, restored, kept } = await countUndo(tx, id);
    const hasBegun = state === 'undoing' || (await beginUndo(tx, id, { stuckSince: new Date(now.getTime() - STUCK_AFTER_MS), total: removed + restored + kept, at: now }));
    if (!hasBegun) throw new Problem('voice_file.state_wrong', 'This file is coming in just now. Wait until it is in, then take it back.', { state });
    await context.jobs.enqueue(UNDO_JOB, { fileId: id }, { key: id }, tx);
  });
  return getFile(context, id);
}

/**
 * Takes back all that a file of voices brought, as if it had never come in: what only it knew goes, words that it replaced
 * count again, words that came later stay. Each step is a transaction that leaves less to do; a crash leaves the rest.
 */
export async function undoVoiceFile(context: Context, id: string, signal: AbortSignal, atOnce = AT_ONCE): Promise<void> {
  const file = await findFile(context.db, id);
  if (file?.state !== 'undoing') return;
  while (await undoSome(context, id, atOnce.voices)) signal.throwIfAborted();
  await untilInHistory(context, signal);
  for (;;) {
    const versions = await listInHistory(context.db, id, atOnce.rows);
    if (versions.length === 0) break;
    await deleteRows(context.history, versions.map(({ voiceId, version }) => historyId(voiceId, version)));
    await markWithdrawn(context.db, versions, context.clock.now());
    signal.throwIfAborted();
  }
  if (file.fileId !== null) await context.files.remove('voices', file.fileId);
  await endUndo(context.db, id, context.clock.now());
}

/** @returns whether there was something to do */
function undoSome(context: Context, fileId: string, limit: number): Promise<boolean> {
  return writeWithHistory(context, async (tx, journal) => {
    if (!(await holdUndoing(tx, fileId))) return false;
    const voices = await lockTouched(tx, fileId, limit);
    if (voices.length === 0) return false;
    const now = context.clock.now();
    const ids = voices.map(({ id }) => id);
    await undoVersions(tx, fileId, ids, now);
    await undoAnswers(tx, fileId, ids);
    const living = voices.filter(({ isErased }) => !isErased).map(({ id }) => id);
    const survivors = await listSurvivors(tx, living);
    const left = new Set(survivors.map(({ id }) => id));
    const gone = living.filter((id) => !left.has(id));
    await removeVoices(tx, gone, now);
    await forgetVoices(tx, gone, now);
    await setOrigin(tx, [...left]);
    const older = survivors.filter(({ version, currentVersion }) => version < currentVersion);
    await restore(context, tx, journal, older);
    await addOutcomes(tx, fileId, { removed: gone.length, restored: older.length, kept: survivors.length - older.length }, now);
    return true;
  });
}

/** Earlier words count again, as a new version: the rows of their own number have left history. */
async function restore(context: Context, tx: Db, journal: Journal, survivors: readonly Survivor[]): Promise<void> {
  if (survivors.length === 0) return;
  const now = context.clock.now();
  const places = await touchpointsByCode(context);
  const written: VoiceVersion[] = [];
  for (const one of survivors) {
    const place = one.touchpoint === null ? undefined : places.get(one.touchpoint);
    const version = one.currentVersion + 1;
    const channel = one.kind === 'feedback' ? 'web' : 'social';
    await restoreWords(tx, one, version);
    await insertVersion(tx, { ...one, voiceId: one.id, version, seenAt: now });
    written.push({
      ...one, version, receivedAt: now, subject: one.subject ?? keyedId(context.identitySecret, 'anonymous_voice', one.id), channel, touchpoint: one.touchpoint ?? '', touchpointChannel: place?.channel ?? channel, department: place?.department ?? '', starsWorst: one.starsWorst ?? 0, starsBest: one.starsBest ?? 0,
    });
  }
  journal.add('interactions', (batch) => written.map((one) => contactRow(one, batch)));
  journal.add('answers', (batch) => written.flatMap((one) => answerRows(one, batch)));
}

/** Rows that are still on their way into history would come after they were deleted. */
async function untilInHistory(context: Context, signal: AbortSignal): Promise<void> {
  const newest = await findNewestBatch(context.db);
  await untilDelivered(context);
  while ((await countBatchesUpTo(context.db, newest)) > 0) {
    await deliverLeftovers(context, 0);
    if ((await countBatchesUpTo(context.db, newest)) > 0) await sleep(PATIENCE_MS, undefined, { signal });
  }
}
