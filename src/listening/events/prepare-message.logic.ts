import { historyTime } from '../../kernel/clock.ts';
import type { KindTable, LinkRule } from '../../people/identity/fold.logic.ts';
import type { Normaliser } from '../../people/identity/normalise.logic.ts';
import type { Channel } from '../../people/timeline/timeline.contract.ts';
import { interpretMessage, priorityOf } from './interpret-message.logic.ts';
import type { Message } from './segment.contract.ts';

interface Named {
  kind: string;
  value: string;
  raw: string;
  id?: string;
}

/** A message ready to be stored: who it is about and the row for history, still without touchpoint, subject and batch. */
export interface PreparedMessage {
  messageKey: string;
  at: Date;
  source: string;
  subject: Named;
  named: Named[];
  guessed: Named[];
  links: { from: Named; into: Named; rule: LinkRule }[];
  traits: Record<string, unknown>;
  group: { externalId: string; name: string } | null;
  contact: { source: string; kind: string; channel: Channel; properties: Record<string, unknown> };
  row: Record<string, unknown>;
}

export interface PrepareOptions {
  kinds: KindTable;
  normalise: Normaliser;
  /** When the call arrived, as history writes it (see {@link historyTime}): the same for all of its messages. */
  receivedAt: string;
}

/**
 * Says who a message is about. The strongest identifier given directly is the one it is written under; identifiers
 * named together are linked, and so are e-mail address, phone and customer number said in traits.
 * @returns a reason where no identifier remains
 */
export function prepareMessage(message: Message, source: { name: string; defaultChannel: Channel }, { kinds, normalise, receivedAt }: PrepareOptions): { prepared: PreparedMessage } | { reason: string } {
  const meaning = interpretMessage(message, source.defaultChannel);
  const direct: Named[] = [];
  const fromTraits: Named[] = [];
  const reasons: string[] = [];
  for (const { kind, raw, isTrait } of meaning.identifiers) {
    const normal = normalise(kind, raw);
    if (normal.ok) (isTrait ? fromTraits : direct).push({ kind, value: normal.value, raw: raw.trim().slice(0, 500), ...(normal.id === undefined ? {} : { id: normal.id }) });
    else reasons.push(normal.reason);
  }
  const subject = [...direct].sort((a, b) => priorityOf(kinds, b.kind) - priorityOf(kinds, a.kind))[0];
  if (!subject) return { reason: reasons.length > 0 ? `names nobody: ${reasons.join('; ')}` : 'needs userId or anonymousId' };
  const alias = aliasOf(message, subject, normalise);
  if (alias && 'reason' in alias) return alias;
  const links = [
    ...direct.filter((named) => named !== subject).map((from) => ({ from, into: subject, rule: 'same_event' as const })),
    ...fromTraits.map((from) => ({ from, into: subject, rule: 'trait' as const })),
    ...(alias?.guessed ?? []).map((from) => ({ from, into: subject, rule: 'alias' as const })),
  ];
  return {
    prepared: {
      messageKey: message.messageKey,
      at: message.at,
      source: source.name,
      subject,
      named: [...direct, ...fromTraits],
      guessed: alias?.guessed ?? [],
      links,
      traits: meaning.traits,
      group: message.type === 'group' && message.groupId ? { externalId: message.groupId, name: typeof message.traits['name'] === 'string' ? message.traits['name'].slice(0, 200) : message.groupId } : null,
      contact: { source: source.name, kind: message.name, channel: meaning.channel, properties: kept(message) },
      row: {
        message_key: message.messageKey,
        at: historyTime(message.at),
        received_at: receivedAt,
        type: message.type,
        kind: message.name,
        source: source.name,
        channel: meaning.channel,
        direction: meaning.direction,
        product: meaning.product,
        place: meaning.place,
        subject_line: meaning.subjectLine,
        text: meaning.text,
        language: meaning.language,
        score: meaning.score,
        mood: meaning.mood,
        cost_cents: meaning.costCents,
        properties: JSON.stringify(kept(message)),
      },
    },
  };
}

/** Segment does not say what kind of id previousId is, so it stands for both until a message names one of them. */
function aliasOf(message: Message, subject: Named, normalise: Normaliser): { guessed: Named[] } | { reason: string } | null {
  if (message.type !== 'alias' || message.previousId === null) return null;
  const previous = normalise('userId', message.previousId);
  if (!previous.ok) return { reason: `previousId: ${previous.reason}` };
  const guessed = ['userId', 'anonymousId'].map((kind) => ({ kind, value: previous.value, raw: message.previousId ?? '' }));
  return { guessed: guessed.filter((named) => named.kind !== subject.kind || named.value !== subject.value) };
}

/** What the timeline shows as details: the properties, or for messages about the customer the traits. */
function kept(message: Message): Record<string, unknown> {
  if (message.type === 'identify' || message.type === 'group') return { ...message.traits, ...(message.groupId ? { groupId: message.groupId } : {}) };
  if (message.type === 'alias') return { previousId: message.previousId };
  const { page } = message.context;
  return typeof page === 'object' && page !== null && 'url' in page && !('url' in message.properties) ? { ...message.properties, url: page.url } : message.properties;
}
