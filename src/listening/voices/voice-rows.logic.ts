import { historyTime } from '../../kernel/clock.ts';
import { fingerprintId } from '../../kernel/ids.ts';
import type { VoiceKind } from './voices.contract.ts';
import { moodOfScore } from './reading/read-stars.logic.ts';

/** A version of a voice, with all that history wants to know about it. */
export interface VoiceVersion {
  id: string; version: number; subject: string; kind: VoiceKind; at: Date; receivedAt: Date; sourceName: string; channel: string; touchpoint: string; touchpointChannel: string; department: string; place: string; product: string; title: string; text: string; language: string;
  stars: number | null; starsWorst: number; starsBest: number; score: number | null; url: string | null; author: string;
}

/** Names of contacts in history. The closed loop knows reviews by theirs. */
const contactKinds: Record<VoiceKind, string> = { review: 'review', post: 'social_post', feedback: 'feedback' };

/** Unique for ever; the desk finds the voice of a contact by it. */
export const contactKey = (voiceId: string, version: number): string => `voice:${voiceId}:${version}`;
export const voiceOfContact = (key: string): string | null => /^voice:([0-9a-f-]{36}):\d+$/.exec(key)?.[1] ?? null;
export const historyId = (voiceId: string, version: number): string => fingerprintId(contactKey(voiceId, version));

/** The row of `interactions` that shows the voice in the customer's timeline. */
export function contactRow(v: VoiceVersion, batch: number): object {
  return {
    message_id: historyId(v.id, v.version), message_key: contactKey(v.id, v.version), subject: v.subject, at: historyTime(v.at), received_at: historyTime(v.receivedAt), batch, type: 'voice', kind: contactKinds[v.kind], source: v.sourceName, channel: v.channel, direction: 'inbound',
    touchpoint: v.touchpoint, department: v.department, product: v.product, place: v.place, subject_line: v.title, text: v.text, language: v.language, score: v.score, mood: moodOfScore(v.score), cost_cents: null,
    properties: JSON.stringify({ voiceId: v.id, source: v.sourceName, ...(v.stars === null ? {} : { stars: v.stars, starsBest: v.starsBest }), ...(v.url === null ? {} : { url: v.url }), ...(v.version > 1 ? { version: v.version } : {}) }),
  };
}

/** Its rows of `answers`: the stars as overall score on 0–10 with the raw value beside it, and the words as a comment. */
export function answerRows(v: VoiceVersion, batch: number): object[] {
  const row = {
    response_id: historyId(v.id, v.version), subject: v.subject, at: historyTime(v.at), received_at: historyTime(v.receivedAt), batch, survey: '', version: 0, touchpoint: v.touchpoint, channel: v.touchpointChannel, department: v.department, target_group: '', language: v.language, dimension: '', option: '',
  };
  const words = [v.title, v.text].filter((part) => part !== '').join('\n');
  return [
    ...(v.score === null ? [] : [{ ...row, question: 'stars', item: 'overall', role: 'overall', value: v.score, raw: v.stars, scale_low: v.starsWorst, scale_high: v.starsBest, text: '', mood: null }]),
    ...(words === '' ? [] : [{ ...row, question: 'words', item: 'comment', role: 'comment', value: null, raw: null, scale_low: null, scale_high: null, text: words, mood: moodOfScore(v.score) }]),
  ];
}
