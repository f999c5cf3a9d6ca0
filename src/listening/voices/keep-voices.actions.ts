import { keyedId, newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { sightCustomer } from '../../people/identity/sight.actions.ts';
import type { Context } from '../../platform/context.ts';
import { type Journal, writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { chooseTouchpoint } from './reading/choose-touchpoint.logic.ts';
import { guessLanguage } from './reading/guess-language.logic.ts';
import { holdRunning } from './files/voice-files.queries.ts';
import { scoreOfStars } from './reading/read-stars.logic.ts';
import { voiceKey } from './reading/voice-key.logic.ts';
import { answerRows, contactRow, type VoiceVersion } from './voice-rows.logic.ts';
import type { FoundVoice } from './sources/voice-sources.contract.ts';
import type { StoredSource } from './sources/voice-sources.queries.ts';
import { confirmVersions, findSubjectOfOrder, insertVersion, insertVoice, type KnownVoice, listKnownVoices, saveAnswer, updateVoice } from './voices.queries.ts';

const AT_ONCE = 200;

export interface KeptCounts { new: number; changed: number; unchanged: number }
type Source = Pick<StoredSource, 'id' | 'name' | 'kind' | 'voiceKind' | 'starsWorst' | 'starsBest' | 'touchpoint' | 'rules'>;
/** Somebody who is known already, e.g. the sender of a mail; and the file in which it came. */
export interface KeptWith { subject?: string | null; fileId?: string | null; channel?: 'mail' | 'social' | 'web' }

/** Keeps voices of a source, each once for ever; what has changed since becomes a new version of it. @throws voice_file.state_wrong when the file is not coming in any more */
export async function keepVoices(context: Context, source: Source, found: readonly FoundVoice[], more: KeptWith = {}): Promise<KeptCounts> {
  const counts: KeptCounts = { new: 0, changed: 0, unchanged: 0 };
  for (let start = 0; start < found.length; start += AT_ONCE) {
    const { kept, afterCommit } = await writeWithHistory(context, async (tx, journal) => {
      if (more.fileId && !(await holdRunning(tx, more.fileId))) throw new Problem('voice_file.state_wrong', 'This file is being taken back.');
      return keepVoicesIn(context, tx, journal, { source, found: found.slice(start, start + AT_ONCE), ...more });
    });
    afterCommit();
    for (const key of ['new', 'changed', 'unchanged'] as const) counts[key] += kept[key];
  }
  return counts;
}

/** The same inside of the caller's transaction. */
export async function keepVoicesIn(context: Context, tx: Db, journal: Journal, { source, found, ...more }: KeptWith & { source: Source; found: readonly FoundVoice[] }): Promise<{ kept: KeptCounts; ids: string[]; afterCommit: () => void }> {
  const byKey = new Map(found.map((one) => [voiceKey(source.id, one), one])); // of two in one delivery the later one counts
  const known = new Map((await listKnownVoices(tx, source.id, [...byKey.keys()])).map((one) => [one.voiceKey, one]));
  const places = await placesOf(context);
  const kept: KeptCounts = { new: 0, changed: 0, unchanged: found.length - byKey.size };
  const versions: VoiceVersion[] = [];
  const ids: string[] = [];
  const confirmed: string[] = [];
  const later: (() => void)[] = [];
  for (const [key, one] of [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = known.get(key);
    if (before && !isNews(before, one)) {
      if (isNewAnswer(before, one)) await saveAnswer(tx, before.id, { answer: one.answer, at: one.answeredAt ?? context.clock.now(), by: 'source', fileId: more.fileId ?? null });
      if (isSame(before, one)) confirmed.push(before.id);
      kept.unchanged += 1;
      ids.push(before.id);
      continue;
    }
    const who = before?.subject ? null : await identify(context, tx, journal, { key, found: one, more });
    if (who) later.push(who.afterCommit);
    const written = await write(context, tx, { source, key, found: one, before: before ?? null, subject: who?.subject ?? before?.subject ?? null, knownBy: who?.knownBy ?? null, places, more });
    if (written === null) {
      kept.unchanged += 1;
      continue;
    }
    versions.push(written);
    ids.push(written.id);
    kept[before ? 'changed' : 'new'] += 1;
  }
  await confirmVersions(tx, confirmed, more.fileId ?? null);
  if (versions.length > 0) {
    journal.add('interactions', (batch) => versions.map((one) => contactRow(one, batch)));
    journal.add('answers', (batch) => versions.flatMap((one) => answerRows(one, batch)));
  }
  return { kept, ids, afterCommit: () => later.forEach((then) => then()) };
}

/** Whether a source says something new of a voice. An older export does not take back what a newer one said; what was erased stays erased. */
function isNews(before: KnownVoice, found: FoundVoice): boolean {
  if (before.erasedAt !== null) return false;
  return !isSame(before, found) && (found.at === null || found.at >= before.at);
}

const isSame = (before: KnownVoice, { title, text, stars }: FoundVoice): boolean => before.title === title && before.text === text && before.stars === stars;

const isNewAnswer = (before: KnownVoice, { answer }: FoundVoice): boolean => before.erasedAt === null && answer !== '' && answer !== before.answer;

interface Place { channel: string; department: string }
const placesOf = async (context: Context): Promise<Map<string, Place>> => new Map((await listTouchpoints(context)).map(({ code, channel, department }) => [code, { channel, department: department ?? '' }]));

/** Only by what the source names for sure. A name identifies nobody; of an order only whose it is already. */
async function identify(context: Context, tx: Db, journal: Journal, { key, found, more }: { key: string; found: FoundVoice; more: KeptWith }): Promise<{ subject: string; knownBy: string; afterCommit: () => void } | null> {
  if (more.subject) return { subject: more.subject, knownBy: 'email', afterCommit: () => undefined };
  const named = found.identifiers.filter(({ kind }) => kind !== 'order');
  const seen = named.length === 0 ? null : await sightCustomer(context, tx, journal, { identifiers: named, at: found.at ?? context.clock.now(), source: 'voices', messageKey: `voice:${key}` });
  if (seen) return { subject: seen.subject, knownBy: named[0]?.kind ?? '', afterCommit: seen.afterCommit };
  for (const { value } of found.identifiers.filter(({ kind }) => kind === 'order')) {
    const subject = await findSubjectOfOrder(tx, value);
    if (subject) return { subject, knownBy: 'order', afterCommit: () => undefined };
  }
  return null;
}

interface Writing { source: Source; key: string; found: FoundVoice; before: KnownVoice | null; subject: string | null; knownBy: string | null; places: Map<string, Place>; more: KeptWith }

/** @returns null when somebody else has brought it at the same moment */
async function write(context: Context, tx: Db, { source, key, found, before, subject, knownBy, places, more }: Writing): Promise<VoiceVersion | null> {
  const now = context.clock.now();
  const at = found.at ?? now;
  const chosen = chooseTouchpoint(found, source.rules, source.touchpoint);
  const touchpoint = chosen !== null && places.has(chosen) ? chosen : null; // a rule may name one that is gone
  const language = found.language || guessLanguage(`${found.title} ${found.text}`);
  const score = scoreOfStars(found.stars, { worst: source.starsWorst, best: source.starsBest });
  const scale = found.stars === null ? { starsWorst: null, starsBest: null } : { starsWorst: source.starsWorst, starsBest: source.starsBest };
  const version = (before?.version ?? 0) + 1;
  const id = before?.id ?? newId(now.getTime());
  const words = { at, title: found.title, text: found.text, stars: found.stars, score };
  if (before) await updateVoice(tx, id, { ...words, ...scale, language, subject, knownBy, touchpoint, version });
  else {
    const isNew = await insertVoice(tx, { ...words, ...scale, id, sourceId: source.id, voiceKey: key, externalId: found.externalId, kind: source.voiceKind, receivedAt: now, language, author: found.author, subject, knownBy, touchpoint, place: found.place, product: found.product, url: found.url, fileId: more.fileId ?? null });
    if (!isNew) return null;
  }
  if (before ? isNewAnswer(before, found) : found.answer !== '') await saveAnswer(tx, id, { answer: found.answer, at: found.answeredAt ?? now, by: 'source', fileId: more.fileId ?? null });
  await insertVersion(tx, { voiceId: id, version, seenAt: now, ...words, ...scale, language, touchpoint, fileId: more.fileId ?? null });
  const place = touchpoint === null ? undefined : places.get(touchpoint);
  const channel = more.channel ?? (source.voiceKind === 'feedback' ? 'web' : 'social');
  return {
    ...words, id, version, kind: source.voiceKind, receivedAt: now, subject: subject ?? keyedId(context.identitySecret, 'anonymous_voice', id), sourceName: source.name, channel, touchpoint: touchpoint ?? '', touchpointChannel: place?.channel ?? channel, department: place?.department ?? '',
    place: found.place, product: found.product, language, starsWorst: source.starsWorst, starsBest: source.starsBest, url: found.url, author: found.author,
  };
}
