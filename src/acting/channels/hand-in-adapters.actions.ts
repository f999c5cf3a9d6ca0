import { Readable } from 'node:stream';
import { newId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { ChannelAdapter } from './channel-adapter.logic.ts';
import { missingOf, type OpenChannel } from './channel-settings.actions.ts';
import type { Channel, Outgoing, SendOutcome } from './channels.contract.ts';
import { insertLetter, insertNotice, insertPhoneTask } from './handed-in.queries.ts';
import { type LetterContent, printLetters } from './letter-pdf.actions.ts';

const DAY_MS = 86_400_000;
const MAX_LETTER_BYTES = 1_000_000;

/** Channels on which nothing leaves by itself: what is sent waits for a person, or for the company's own page. */
function handIn<C extends Channel>(channel: OpenChannel<C>, send: (context: Context, message: Outgoing) => Promise<SendOutcome>): ChannelAdapter<Context> {
  return {
    channel: channel.channel,
    isIdempotent: true, // one row per message
    parallel: 4,
    isReady: async (context) => {
      const missing = missingOf(context, channel);
      return missing.length === 0 ? { isReady: true } : { isReady: false, missing };
    },
    send,
  };
}

export function createLetterAdapter(channel: OpenChannel<'letter'>): ChannelAdapter<Context> {
  return handIn(channel, async (context, message) => {
    const { senderLine, senderBlock, footer, city } = channel.settings;
    const now = context.clock.now();
    const text = message.unsubscribeUrl ? `${message.text.trim()}\n\n${message.language.startsWith('de') ? 'Wenn Sie solche Briefe nicht mehr möchten' : 'If you do not want such letters any more'}: ${message.unsubscribeUrl}` : message.text;
    const content: LetterContent = { recipient: message.toName, address: message.to, senderLine, senderBlock, footer, city, homeCountry: context.settings.defaultCountry, subjectLine: message.subjectLine, text, language: message.language, on: now.toISOString().slice(0, 10) };
    // Drawn once now, so that a letter that cannot be printed is known before somebody stands at the printer.
    const { pages } = await printLetters([content]);
    const file = await context.files.save('letters', Readable.from([JSON.stringify(content)]), MAX_LETTER_BYTES);
    const isNew = await insertLetter(context.db, { id: newId(now.getTime()), messageId: message.id, subject: message.subject, recipient: message.toName, address: message.to, subjectLine: message.subjectLine, language: message.language, fileId: file.id, pages, at: now });
    if (!isNew) await context.files.remove('letters', file.id);
    return { kind: 'handed' };
  });
}

export function createPhoneAdapter(channel: OpenChannel<'phone'>): ChannelAdapter<Context> {
  return handIn(channel, async (context, message) => {
    const now = context.clock.now();
    await insertPhoneTask(context.db, { id: newId(now.getTime()), messageId: message.id, subject: message.subject, name: message.toName, number: message.to, subjectLine: message.subjectLine, script: message.text, language: message.language, notBefore: message.notBefore ?? null, at: now });
    return { kind: 'handed' };
  });
}

export function createNoticeAdapter(channel: OpenChannel<'notice'>): ChannelAdapter<Context> {
  return handIn(channel, async (context, message) => {
    if (message.subject === null) return { kind: 'refused', reason: 'a notice needs a known customer', isAddressDead: false };
    const now = context.clock.now();
    await insertNotice(context.db, { id: newId(now.getTime()), messageId: message.id, subject: message.subject, title: message.subjectLine, bodyText: message.text, bodyHtml: message.html, language: message.language, at: now, expiresAt: new Date(now.getTime() + channel.settings.shownDays * DAY_MS) });
    return { kind: 'handed' };
  });
}
