import type { Context } from '../../platform/context.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { keepVoicesIn } from './keep-voices.actions.ts';
import type { FoundVoice } from './sources/voice-sources.contract.ts';
import { ensureMailboxSource, saveSuccess } from './sources/voice-sources.queries.ts';
import { plainLine, plainText } from './reading/plain-text.logic.ts';
import { MAX_TEXT } from './reading/make-voice.logic.ts';

export interface MailboxVoice {
  source: { id: string; accountId: string; name: string; touchpoint: string | null };
  /** Who wrote, where the sender could be checked. */
  subject: string | null;
  touchpoint: string | null;
  voice: Pick<FoundVoice, 'externalId' | 'title' | 'text' | 'author' | 'language'> & { at: Date };
}

/** A mail to a feedback mailbox as a voice, inside of the caller's transaction. */
export async function keepMailboxVoiceIn(context: Context, tx: Db, journal: Journal, { source, subject, touchpoint, voice }: MailboxVoice): Promise<void> {
  const at = context.clock.now();
  const stored = await ensureMailboxSource(tx, { ...source, at });
  const found: FoundVoice = { ...voice, title: plainLine(voice.title, 500), text: plainText(voice.text, MAX_TEXT), stars: null, url: null, place: '', product: '', identifiers: [], answer: '', answeredAt: null };
  // The mailbox and its rules have said where this mail belongs.
  await keepVoicesIn(context, tx, journal, { source: { ...stored, touchpoint, rules: [] }, found: [found], subject, channel: 'mail' });
  await saveSuccess(tx, stored.id, { at, etag: null, lastModified: null, accepted: 1, refused: 0, remark: null });
}
