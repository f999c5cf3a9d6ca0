import { createHash } from 'node:crypto';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { isMessageKnown, rememberMessage } from '../events/message-ids.actions.ts';
import { type Incoming, verifyWebhook } from '../inlets/verify-webhook.logic.ts';
import { writeFailure } from './reading/faults.logic.ts';
import { keepVoices, type KeptCounts } from './keep-voices.actions.ts';
import { mapJson } from './reading/map-json.logic.ts';
import { parseJson } from './sources/read-source.actions.ts';
import type { Fault } from './sources/voice-sources.contract.ts';
import { purposeOf } from './sources/voice-sources.actions.ts';
import { findSource, saveSourceFailure, saveSuccess } from './sources/voice-sources.queries.ts';
import { withdrawOldVersions } from './withdraw-voices.actions.ts';

/**
 * Takes voices that a program tells by itself: signed, one or a list. The same again changes nothing, whether it was repeated
 * by the sender or by somebody who listened: each voice counts once, and an earlier message does not take back what a later one
 * corrected. Of a list all that can be read are kept, and the answer
 * says what was not.
 * @throws voice_source.not_found, inlet.signature_wrong, inlet.too_old, inlet.unmapped – written down for the page
 */
export async function receiveVoices(context: Context, id: string, incoming: Incoming): Promise<KeptCounts & { refused: Fault[] }> {
  const source = await findSource(context.db, id);
  if (source?.kind !== 'webhook' || source.secretSealed === null || source.mapping === null || source.pausedAt !== null) throw new Problem('voice_source.not_found', 'Nothing is received here.');
  const now = context.clock.now();
  const refuse = async (code: 'inlet.signature_wrong' | 'inlet.too_old' | 'inlet.unmapped', reason: string) => {
    await saveSourceFailure(context.db, id, { at: now, failure: writeFailure('refused', reason), nextPollAt: null, refused: 1 });
    return new Problem(code, `The message was refused: ${reason}.`);
  };
  const verdict = verifyWebhook({ signedAs: source.signedAs ?? 'standard', signature: source.signature, secret: context.vault.unseal(source.secretSealed, purposeOf(id, 'secret')) }, incoming, Math.floor(now.getTime() / 1_000));
  if (verdict.kind === 'refused') throw await refuse(verdict.code, verdict.reason);
  const parsed = parseJson(incoming.body.toString('utf8'));
  const read = 'reason' in parsed ? parsed : mapJson(parsed.body, { mapping: source.mapping, worst: source.starsWorst, best: source.starsBest, now });
  if ('reason' in read) throw await refuse('inlet.unmapped', read.reason);
  const [first] = read.faults;
  if (read.voices.length === 0 && first) throw await refuse('inlet.unmapped', `${first.at}: ${first.reason}`);
  // Read in another way it would be another message: somebody has corrected the mapping and has it sent again.
  const message = ['voices', id, verdict.messageKey, createHash('sha256').update(incoming.body).digest('hex'), source.mapping, source.starsWorst, source.starsBest];
  if (await isMessageKnown(context, message)) return { new: 0, changed: 0, unchanged: read.voices.length, refused: [] };
  const kept = await keepVoices(context, source, read.voices);
  await saveSuccess(context.db, id, { at: now, etag: null, lastModified: null, accepted: kept.new + kept.changed, refused: read.found - read.voices.length, remark: first ? writeFailure('left_out', `${read.found - read.voices.length}/${read.found}: ${first.at}: ${first.reason}`) : null });
  if (kept.changed > 0) await withdrawOldVersions(context);
  if (first === undefined) await rememberMessage(context, message);
  return { ...kept, refused: read.faults.slice(0, 100) };
}
