import { HOUR_MS } from '../../kernel/clock.ts';
import { fingerprintId } from '../../kernel/ids.ts';
import { sightCustomer } from '../../people/identity/sight.actions.ts';
import { withdrawConsent } from '../../people/consent/consent.actions.ts';
import type { Context } from '../../platform/context.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import type { InboundMessage } from '../channels/channels.contract.ts';
import { readInboundMessages } from '../channels/gateway-adapter.actions.ts';
import { addCustomerMessageIn, openCaseIn } from '../cases/open-case.actions.ts';
import { listOpenCasesOf } from './calls/calls.queries.ts';
import { guessLanguage } from './mails/guess-language.logic.ts';
import { noteInbound } from './inbound-keys.queries.ts';
import { findCustomerByIdentifier } from './intakes.queries.ts';

/** Short messages have no thread: one that comes so soon after the last word in a case on the same channel belongs to it. */
const SAME_TALK_MS = 72 * HOUR_MS;
/** Words by which somebody leaves, alone in a message (as gateways and networks define them). */
const LONGEST_STOP = 100;
const STOP = /^\s*(stop|stopp|ende|abmelden|unsubscribe|quit|cancel)\s*[.!]?\s*$/i;

/** Pictures and voices stay with the gateway; that something came must be seen. Nobody knows yet which language is read here. */
const WITHOUT_WORDS = 'Bild, Sprachnachricht oder Datei ohne Text / Picture, voice message or file without text';

/** What customers wrote to a number of ours; each message once. The gateway has proved itself by its signature. @throws channel.gateway_not_found, channel.report_refused */
export async function receiveGatewayMessages(context: Context, gatewayId: string, request: Parameters<typeof readInboundMessages>[2]): Promise<number> {
  const messages = await readInboundMessages(context, gatewayId, request);
  for (const message of messages) await takeInMessage(context, message);
  return messages.length;
}

async function takeInMessage(context: Context, { gatewayId, channel, providerId, from, text: written }: InboundMessage): Promise<void> {
  const text = written.trim() === '' ? WITHOUT_WORDS : written;
  const now = context.clock.now();
  const key = fingerprintId(`${gatewayId} ${providerId}`);
  let afterCommit: () => void = () => undefined;
  await writeWithHistory(context, async (tx, journal) => {
    if (!(await noteInbound(tx, `gateway:${gatewayId}`, key, now))) return;
    const seen = await sightCustomer(context, tx, journal, { identifiers: [{ kind: 'phone', value: from }], at: now, source: `gateway:${channel}`, messageKey: `gateway:${key}` });
    if (seen) afterCommit = seen.afterCommit;
    if (text.length <= LONGEST_STOP && STOP.test(text)) {
      if (seen) for (const purpose of ['marketing', 'feedback']) await withdrawConsent(context, tx, { subject: seen.subject, purpose, channel, how: 'one_click', source: channel, proof: { kind: 'message', key }, at: now });
      return;
    }
    const customer = seen && (await findCustomerByIdentifier(tx, seen.subject));
    const timelineChannel = channel === 'sms' ? 'sms' as const : 'chat' as const;
    const talk = customer ? (await listOpenCasesOf(tx, customer.customerId, 20)).find((one) => one.channel === timelineChannel && now.getTime() - one.lastAt.getTime() <= SAME_TALK_MS) : undefined;
    if (talk) await addCustomerMessageIn(context, tx, journal, { caseId: talk.id, channel: timelineChannel, text, fromAddress: from, at: now, subject: seen?.subject ?? null });
    else await openCaseIn(context, tx, journal, { subject: seen?.subject ?? null, channel: timelineChannel, subjectLine: text.split('\n')[0]?.slice(0, 120) ?? '', text, language: guessLanguage(written), source: { kind: 'message', ref: channel }, externalKey: `gateway:${key}`, fromAddress: from, at: now });
  });
  afterCommit();
}
