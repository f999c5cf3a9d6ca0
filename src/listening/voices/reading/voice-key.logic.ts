import { fingerprintId } from '../../../kernel/ids.ts';
import type { FoundVoice } from '../sources/voice-sources.contract.ts';

/** By what a voice is known for ever within its source: the source's own id, else who wrote what and when. */
export function voiceKey(sourceId: string, { externalId, at, author, title, text, stars, place }: FoundVoice): string {
  return fingerprintId(JSON.stringify(externalId === null ? ['voice', sourceId, 'content', at?.toISOString().slice(0, 10) ?? null, author, title, text, stars, place] : ['voice', sourceId, 'id', externalId]));
}
