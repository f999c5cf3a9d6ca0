import { MINUTE_MS } from '../../../kernel/clock.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { keepVoices } from '../keep-voices.actions.ts';
import { askFeed, readSource } from './read-source.actions.ts';
import { writeFailure } from '../reading/faults.logic.ts';
import type { FailureCode, VoiceSource } from './voice-sources.contract.ts';
import { getSource, getStored, headerOf } from './voice-sources.actions.ts';
import { saveSourceFailure, saveSuccess, type StoredSource, takeDueSources } from './voice-sources.queries.ts';
import { withdrawOldVersions } from '../withdraw-voices.actions.ts';

const AT_ONCE = 20;
/** A feed that fails is asked less and less often, at least once a day. */
const LONGEST_WAIT_MINUTES = 1_440;

/** Asks the feeds whose time has come. A time that was missed while nothing ran is made up for once. */
export async function pollDueSources(context: Context, signal: AbortSignal): Promise<number> {
  const due = await takeDueSources(context.db, context.clock.now(), AT_ONCE);
  for (const source of due) if (!signal.aborted) await pollSource(context, source, signal);
  await withdrawOldVersions(context);
  return due.length;
}

/** @throws voice_source.not_found, voice_source.invalid */
export async function pollNow(context: Context, id: string): Promise<VoiceSource> {
  const source = await getStored(context, id);
  if (source.kind !== 'feed' && source.kind !== 'json') throw new Problem('voice_source.invalid', 'This source is not asked; it tells by itself.');
  await pollSource(context, source);
  await withdrawOldVersions(context);
  return getSource(context, id);
}

/** Asks one feed and keeps what is new. What goes wrong stands at the source, and the next time is further away. */
async function pollSource(context: Context, source: StoredSource, signal?: AbortSignal): Promise<void> {
  if (source.url === null || (source.kind !== 'feed' && source.kind !== 'json')) return;
  const now = context.clock.now();
  const minutes = Math.min(LONGEST_WAIT_MINUTES, (source.everyMinutes ?? 60) * 2 ** Math.min(source.failures + 1, 8));
  const fail = (code: FailureCode, detail: string, refused = 0) => saveSourceFailure(context.db, source.id, { at: now, failure: writeFailure(code, detail), refused, nextPollAt: new Date(now.getTime() + Math.max(minutes, source.everyMinutes ?? 60) * MINUTE_MS) });
  try {
    const answer = await askFeed(context, { kind: source.kind, url: source.url, header: headerOf(context, source), etag: source.etag, lastModified: source.lastModified, ...(signal ? { signal } : {}) });
    const { etag = null, 'last-modified': lastModified = null } = answer.headers;
    if (answer.status === 304) return await saveSuccess(context.db, source.id, { at: now, etag: source.etag, lastModified: source.lastModified, accepted: 0, refused: 0, remark: null });
    if (answer.status < 200 || answer.status > 299) return await fail('status', String(answer.status));
    const read = readSource({ kind: source.kind, body: answer.body, contentType: answer.headers['content-type'] ?? '', mapping: source.mapping, worst: source.starsWorst, best: source.starsBest, now });
    if ('reason' in read) return await fail('unreadable', read.reason);
    const { new: fresh, changed } = await keepVoices(context, source, read.voices);
    const [first] = read.faults;
    const remark = first === undefined ? null : `${read.found - read.voices.length}/${read.found}: ${first.at}: ${first.reason}`;
    if (read.found > 0 && read.voices.length === 0 && remark !== null) return await fail('left_out', remark, read.found);
    // With an item left out the next answer is read again, whether it has changed or not: the mapping may be corrected meanwhile.
    return await saveSuccess(context.db, source.id, { at: now, etag: remark === null ? etag : null, lastModified: remark === null ? lastModified : null, accepted: fresh + changed, refused: read.found - read.voices.length, remark: remark === null ? null : writeFailure('left_out', remark) });
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof Problem)) context.log.error({ err: error, sourceId: source.id }, 'a source of voices failed');
    await fail(error instanceof Problem ? 'unreachable' : 'own_fault', error instanceof Problem ? error.message : '');
  }
}
