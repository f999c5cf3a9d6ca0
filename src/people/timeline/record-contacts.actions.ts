import { historyTime } from '../../kernel/clock.ts';
import { fingerprintId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import type { Interaction } from './timeline.contract.ts';

/** A contact that happened inside of Momente: a reply, a call, a message. What is left out is empty. */
export interface Contact extends Partial<Omit<Interaction, 'messageId' | 'messageKey' | 'receivedAt' | 'subject' | 'at' | 'kind' | 'channel' | 'direction'>>, Pick<Interaction, 'subject' | 'at' | 'kind' | 'channel' | 'direction'> {
  /** Unique for ever, e.g. `case_entry:<id>`; the caller's transaction makes sure that it is written once. */
  key: string;
}

/** Puts contacts into the customers' timelines, with the transaction that the journal belongs to. */
export function recordContacts({ clock }: Pick<Context, 'clock'>, journal: Journal, contacts: readonly Contact[]): void {
  const receivedAt = historyTime(clock.now());
  journal.add('interactions', (batch) => contacts.map((contact) => contactRow(contact, receivedAt, batch)));
}

function contactRow(contact: Contact, receivedAt: string, batch: number): object {
  return {
    message_id: fingerprintId(contact.key),
    message_key: contact.key,
    subject: contact.subject,
    at: historyTime(contact.at),
    received_at: receivedAt,
    batch,
    type: contact.type ?? 'track',
    kind: contact.kind,
    source: contact.source ?? 'desk',
    channel: contact.channel,
    direction: contact.direction,
    touchpoint: contact.touchpoint ?? '',
    department: contact.department ?? '',
    product: contact.product ?? '',
    place: contact.place ?? '',
    subject_line: contact.subjectLine ?? '',
    text: contact.text ?? '',
    language: contact.language ?? '',
    score: contact.score ?? null,
    mood: contact.mood ?? null,
    cost_cents: contact.costCents ?? null,
    properties: JSON.stringify(contact.properties ?? {}),
  };
}
