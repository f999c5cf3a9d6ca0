import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { normalIdentifier } from '../../people/identity/identity.actions.ts';
import type { ChannelAdapter } from './channel-adapter.logic.ts';
import { openChannel } from './channel-settings.actions.ts';
import type { Channel, Outgoing, SendOutcome } from './channels.contract.ts';
import { createGatewayAdapter } from './gateway-adapter.actions.ts';
import { createLetterAdapter, createNoticeAdapter, createPhoneAdapter } from './hand-in-adapters.actions.ts';
import { createMailAdapter } from './mail-adapter.actions.ts';

/** The way out on a channel as it is set up now. Ask again for each batch: settings may have changed meanwhile. */
export async function adapterFor(context: Context, channel: Channel): Promise<ChannelAdapter<Context>> {
  switch (channel) {
    case 'mail': return createMailAdapter(await openChannel(context, 'mail'));
    case 'sms': return createGatewayAdapter(await openChannel(context, 'sms'));
    case 'messenger': return createGatewayAdapter(await openChannel(context, 'messenger'));
    case 'letter': return createLetterAdapter(await openChannel(context, 'letter'));
    case 'phone': return createPhoneAdapter(await openChannel(context, 'phone'));
    case 'notice': return createNoticeAdapter(await openChannel(context, 'notice'));
  }
}

/** How many messages a channel takes in a minute, as its settings say. */
export async function ratePerMinuteOf(context: Context, channel: Channel): Promise<number> {
  return (await openChannel(context, channel)).ratePerMinute;
}

const TEST_TIMEOUT_MS = 30_000;
const words = {
  de: { subject: 'Probe-Nachricht', text: 'Guten Tag,\n\nmit dieser Nachricht prüft Ihr Unternehmen, ob der Kanal richtig eingerichtet ist. Sie müssen nichts tun.' },
  en: { subject: 'Test message', text: 'Hello,\n\nwith this message your company checks whether the channel is set up correctly. You need not do anything.' },
};

/** Sends one message right away to see whether it works. Only on channels that leave the house. @throws channel.not_ready, customer.identifier_invalid */
export async function sendTest(context: Context, channel: Channel, { to, language }: { to: string; language: 'de' | 'en' }): Promise<SendOutcome> {
  if (channel !== 'mail' && channel !== 'sms' && channel !== 'messenger') throw new Problem('channel.not_ready', 'A test goes out on mail, SMS or messenger only.');
  const adapter = await adapterFor(context, channel);
  const readiness = await adapter.isReady(context);
  // What is switched off is tried before it is switched on.
  const missing = readiness.isReady ? [] : readiness.missing.filter((gap) => gap !== 'switched_off');
  if (missing.length > 0) throw new Problem('channel.not_ready', 'This channel is not set up completely.', { missing });
  const normal = normalIdentifier(context, channel === 'mail' ? 'email' : 'phone', to);
  if ('reason' in normal) throw new Problem('customer.identifier_invalid', `This address cannot be used: ${normal.reason}.`);
  const message: Outgoing = { id: newId(), to: normal.identifier.value, toName: '', subject: null, subjectLine: words[language].subject, text: words[language].text, html: null, headers: { 'Auto-Submitted': 'auto-generated' }, attachments: [], language };
  return adapter.send(context, message, AbortSignal.timeout(TEST_TIMEOUT_MS));
}
