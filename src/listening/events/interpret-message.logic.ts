import type { KindTable } from '../../people/identity/fold.logic.ts';
import { cleanTraits } from '../../people/identity/traits.logic.ts';
import { type Channel, channels, type Direction } from '../../people/timeline/timeline.contract.ts';
import type { Message } from './segment.contract.ts';

/** What a message says beside who it is about; identifiers are raw, in the order of who is named first. */
export interface Interpretation {
  identifiers: { kind: string; raw: string; isTrait: boolean }[];
  channel: Channel;
  direction: Direction;
  department: string;
  product: string;
  place: string;
  subjectLine: string;
  text: string;
  language: string;
  score: number | null;
  mood: number | null;
  costCents: number | null;
  traits: Record<string, unknown>;
}

type Json = Record<string, unknown>;
const objectAt = (value: unknown, key: string): Json => {
  const inner = typeof value === 'object' && value !== null && key in value ? (value as Json)[key] : undefined;
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Json) : {};
};
const textOf = (value: unknown, limit: number): string => (typeof value === 'string' ? value.slice(0, limit).toWellFormed().replaceAll('\0', '') : typeof value === 'number' ? String(value) : '');
const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const channelNames: ReadonlyMap<string, Channel> = new Map([...channels.map((channel): [string, Channel] => [channel, channel]), ['browser', 'web'], ['mobile', 'app'], ['phone', 'call_center'], ['call', 'call_center'], ['email', 'mail'], ['store', 'shop']]);

export function interpretMessage(message: Message, defaultChannel: Channel): Interpretation {
  const { properties, context } = message;
  const score = readScore(properties);
  return {
    identifiers: findIdentifiers(message),
    channel: findChannel(message, defaultChannel),
    direction: properties['direction'] === 'outbound' ? 'outbound' : 'inbound',
    department: textOf(properties['department'], 60),
    product: textOf(properties['product'] ?? objectAt(context, 'device')['model'], 200),
    place: textOf(properties['place'] ?? properties['cell'] ?? objectAt(context, 'location')['city'], 200),
    subjectLine: textOf(properties['subject'] ?? properties['title'], 500),
    text: textOf(properties['text'] ?? properties['message'] ?? properties['comment'], 20_000),
    language: /^[a-z]{2}/i.exec(textOf(properties['language'] ?? context['locale'], 20))?.[0].toLowerCase() ?? '',
    score,
    mood: readMood(properties, score),
    costCents: readCents(properties),
    traits: message.type === 'identify' ? cleanTraits(message.traits) : {},
  };
}

function findIdentifiers(message: Message): Interpretation['identifiers'] {
  const found: Interpretation['identifiers'] = [];
  const add = (kind: string, raw: unknown, isTrait: boolean) => {
    if (typeof raw === 'string' && raw !== '') found.push({ kind, raw: raw.toWellFormed(), isTrait });
    else if (typeof raw === 'number') found.push({ kind, raw: String(raw), isTrait });
  };
  add('userId', message.userId, false);
  const externalIds = message.context['externalIds'];
  if (Array.isArray(externalIds)) {
    for (const entry of externalIds.slice(0, 10)) {
      if (typeof entry === 'object' && entry !== null && 'type' in entry && 'id' in entry && typeof entry.type === 'string' && /^[A-Za-z][\w.-]{0,59}$/.test(entry.type)) add(entry.type, entry.id, false);
    }
  }
  add('anonymousId', message.anonymousId, false);
  add('deviceId', objectAt(message.context, 'device')['id'], false);
  for (const traits of [message.type === 'identify' ? message.traits : {}, objectAt(message.context, 'traits')]) {
    add('email', traits['email'], true);
    add('phone', traits['phone'], true);
    add('customerNumber', traits['customerNumber'], true);
  }
  return found;
}

function findChannel(message: Message, defaultChannel: Channel): Channel {
  const said = channelOf(message.properties['channel']) ?? channelOf(message.context['channel']);
  if (said) return said;
  if (message.type === 'page') return 'web';
  if (message.type === 'screen') return 'app';
  return objectAt(message.context, 'library')['name'] === 'analytics.js' ? 'web' : defaultChannel;
}

const channelOf = (value: unknown): Channel | undefined => (typeof value === 'string' ? channelNames.get(value) : undefined);

/** Null for amounts beyond the whole numbers that both stores keep exactly. */
function readCents(properties: Json): number | null {
  const cents = Math.round(numberOf(properties['costCents']) ?? NaN);
  return Number.isSafeInteger(cents) ? cents : null;
}

/** A score on any scale from 0 or 1, brought to 0–10. `scoreScale` is the best mark, 10 if not said. */
function readScore(properties: Json): number | null {
  const score = numberOf(properties['score']);
  const best = numberOf(properties['scoreScale']) ?? 10;
  if (score === null || best <= 0 || score < 0 || score > best) return null;
  return (score / best) * 10;
}

function readMood(properties: Json, score: number | null): number | null {
  const mood = numberOf(properties['mood']);
  if (mood !== null && mood >= -2 && mood <= 2) return mood;
  return score === null ? null : (score - 5) / 2.5;
}

/** Priority of a kind of identifier, as the settings say. */
export const priorityOf = (kinds: KindTable, kind: string): number => kinds.get(kind)?.priority ?? kinds.get('other')?.priority ?? 0;
