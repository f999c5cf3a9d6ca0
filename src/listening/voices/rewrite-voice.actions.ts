import { keyedId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { answerRows, contactRow, type VoiceVersion } from './voice-rows.logic.ts';
import { insertMovedVersion, setTouchpoint, type VoiceRow } from './voices.queries.ts';

/** Writes the rows of a voice anew for another touchpoint, as a version without new words. */
export function rewriteVoice(context: Context, row: VoiceRow, place: { code: string; channel: string; department: string } | null): Promise<void> {
  return writeWithHistory(context, async (tx, journal) => {
    const version = await setTouchpoint(tx, row.id, place?.code ?? null);
    if (version === 0) return;
    const now = context.clock.now();
    await insertMovedVersion(tx, { voiceId: row.id, version, touchpoint: place?.code ?? null, at: now });
    const channel = row.kind === 'feedback' ? 'mail' : 'social';
    const written: VoiceVersion = {
      ...row, version, receivedAt: now, subject: row.subject ?? keyedId(context.identitySecret, 'anonymous_voice', row.id), channel, touchpoint: place?.code ?? '', touchpointChannel: place?.channel ?? channel, department: place?.department ?? '', starsWorst: row.starsWorst ?? 0, starsBest: row.starsBest ?? 0,
    };
    journal.add('interactions', (batch) => [contactRow(written, batch)]);
    journal.add('answers', (batch) => answerRows(written, batch));
  });
}
