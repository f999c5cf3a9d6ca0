import { HIDDEN, redactText } from '../../../governance/roles/masking.logic.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { valueAt } from '../../inlets/map-webhook.logic.ts';
import { chooseTouchpoint } from '../reading/choose-touchpoint.logic.ts';
import { guessLanguage } from '../reading/guess-language.logic.ts';
import { wrong } from '../reading/faults.logic.ts';
import { listItemPaths, listLists, suggestMapping } from '../reading/map-json.logic.ts';
import { recogniseJson } from '../reading/presets.logic.ts';
import { askFeed, parseJson, readSource } from './read-source.actions.ts';
import { scoreOfStars } from '../reading/read-stars.logic.ts';
import { decodeFeed } from '../reading/read-feed.logic.ts';
import type { FoundVoice, PreviewInput, TouchpointRule, VoicePreview } from './voice-sources.contract.ts';
import { getStored, headerOf } from './voice-sources.actions.ts';

const SHOWN = 10;
const FAULTS_SHOWN = 20;

/** What would come from a source, before it is saved; nothing is stored. @throws voice_feed.unreadable, voice_feed.refused, address.not_allowed … */
export async function previewSource(context: Context, actor: Pick<Actor, 'can'>, input: PreviewInput): Promise<VoicePreview> {
  const { body, contentType } = await fetchOrTake(context, input);
  const isJson = input.kind !== 'feed';
  const json = isJson ? jsonOf(body, contentType) : null;
  const lists = json === null ? [] : listLists(json);
  const mapping = input.mapping ?? (json === null ? null : suggested(json, lists.map(({ path }) => path)));
  const paths = json === null ? [] : listItemPaths(firstItem(json, mapping?.items ?? lists[0]?.path ?? ''));
  const shownPaths = actor.can('read', 'personal_data') ? paths : paths.map(({ path }) => ({ path, example: '' }));
  const nothing = { format: isJson ? 'json' : null, found: 0, voices: [], faults: [], mapping, paths: shownPaths, lists };
  if (isJson && mapping === null) return nothing;
  const read = readSource({ kind: isJson ? 'json' : 'feed', body, contentType, mapping, worst: input.starsWorst, best: input.starsBest, now: context.clock.now() });
  if ('reason' in read) {
    if (isJson) return { ...nothing, faults: [{ at: mapping?.items ?? '', ...wrong('unreadable', { why: read.reason }) }] };
    throw new Problem('voice_feed.unreadable', `The feed cannot be read: ${read.reason}.`);
  }
  return { ...nothing, format: read.format, found: read.found, voices: read.voices.slice(0, SHOWN).map((voice) => showFound(voice, input, actor)), faults: read.faults.slice(0, FAULTS_SHOWN) };
}

/** A voice that was understood, as far as the reader may see it. */
export function showFound(voice: FoundVoice, { starsWorst, starsBest, rules, touchpoint }: { starsWorst: number; starsBest: number; rules: readonly TouchpointRule[]; touchpoint: string | null }, actor: Pick<Actor, 'can'>): VoicePreview['voices'][number] {
  const seesPeople = actor.can('read', 'personal_data');
  const words = (text: string) => (seesPeople ? text : redactText(text, [voice.author])).slice(0, 1_000);
  return {
    at: voice.at?.toISOString() ?? null, title: words(voice.title), text: words(voice.text), stars: voice.stars, score: scoreOfStars(voice.stars, { worst: starsWorst, best: starsBest }), author: seesPeople || voice.author === '' ? voice.author : HIDDEN,
    touchpoint: chooseTouchpoint(voice, rules, touchpoint), language: voice.language || guessLanguage(`${voice.title} ${voice.text}`), place: voice.place, identifiedBy: voice.identifiers.map(({ kind }) => kind), answered: voice.answer !== '',
  };
}

async function fetchOrTake(context: Context, { kind, url, body, header, sourceId }: PreviewInput): Promise<{ body: Buffer; contentType: string }> {
  if (body !== undefined) return { body: Buffer.from(body), contentType: 'text/plain; charset=utf-8' };
  if (url === undefined || kind === 'webhook') throw new Problem('request.invalid', 'Give an address, or an example.', {}, [{ at: 'body.url', reason: 'is missing' }]);
  const stored = sourceId === undefined ? null : await getStored(context, sourceId);
  // The header of a stored source goes to its own host only.
  const own = stored !== null && stored.url !== null && new URL(stored.url).host === new URL(url).host ? headerOf(context, stored) : null;
  const answer = await askFeed(context, { kind, url, header: header ?? own, etag: null, lastModified: null });
  if (answer.status < 200 || answer.status > 299) throw new Problem('voice_feed.refused', `The feed answered ${answer.status}.`, { status: answer.status });
  return { body: answer.body, contentType: answer.headers['content-type'] ?? '' };
}

function jsonOf(body: Buffer, contentType: string): unknown {
  const decoded = decodeFeed(body, contentType);
  const parsed = 'reason' in decoded ? decoded : parseJson(decoded.text);
  if ('reason' in parsed) throw new Problem('voice_feed.unreadable', `This cannot be read: ${parsed.reason}.`);
  return parsed.body;
}

function suggested(json: unknown, lists: readonly string[]): VoicePreview['mapping'] {
  const items = lists.length === 0 ? '' : (lists[0] ?? '');
  return recogniseJson(lists, listItemPaths(firstItem(json, items)).map(({ path }) => path))?.mapping ?? suggestMapping(json);
}

export function firstItem(json: unknown, items: string): unknown {
  const there = items === '' ? json : valueAt(json, items);
  return Array.isArray(there) ? there[0] : there;
}
