import { randomInt } from 'node:crypto';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { keyedId, newId, newSecret, secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { hintOf } from '../../people/consent/address-hint.logic.ts';
import { readPreferences } from '../../people/consent/preferences.actions.ts';
import { identifierId, normalIdentifier } from '../../people/identity/identity.actions.ts';
import { getCustomerIdOf } from '../../people/identity/merge.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { listReadyChannels } from '../channels/channel-settings.actions.ts';
import { queueMessage } from '../messages/queue-message.actions.ts';
import { codeText, linkShortText, linkText } from './link-texts.logic.ts';
import type { LinkChannel, MyLanguage, MyLinkSent } from './my-page.contract.ts';
import { countLinksSince, endLink, exchangeTicket, findOpenLink, insertLink, isNamed, isVouchedFor, type LinkRow, listLinkAddresses, openLink, setCode, setTicket, tryCode } from './my-page.queries.ts';

export const SEND_LINK_JOB = 'my-page.send-link';
/** How long a sent link can be opened, and how long the page stays open then. */
const LINK_MINUTES = 60;
const KEY_MINUTES = 30;
const CODE_MINUTES = 10;
/** Links that customers may ask for to one address within the life of one. */
const MOST_LINKS = 3;
const MOST_CODES = 3;
const MOST_CODE_TRIES = 5;
const SEALED = 'my-page link request';

/**
 * A customer asks for a link. All that happens now is that the wish is put down, known address or not: neither the answer
 * nor the time it takes says whether there is such a customer. The address is sealed, because a queue can be read.
 */
export async function askForLink(context: Context, { address, language }: { address: string; language: MyLanguage }): Promise<void> {
  await context.jobs.enqueue(SEND_LINK_JOB, { sealed: context.vault.seal(JSON.stringify({ address, language }), SEALED) });
}

/** The job behind it. An address nobody is known by gets nothing. */
export async function sendAskedLink(context: Context, sealed: string): Promise<void> {
  const { address, language }: { address: string; language: MyLanguage } = JSON.parse(context.vault.unseal(sealed, SEALED));
  const isMail = address.includes('@');
  const normal = normalIdentifier(context, isMail ? 'email' : 'phone', address);
  if ('reason' in normal) return;
  const subject = identifierId(context, normal.identifier);
  if (!(await isNamed(context.db, subject)) || !(await isVouchedFor(context.db, subject))) return;
  await context.db.transaction().execute(async (tx) => {
    if ((await countLinksSince(tx, normal.identifier.value, new Date(context.clock.now().getTime() - LINK_MINUTES * MINUTE_MS))) >= MOST_LINKS) return;
    await sendLink(context, tx, { subject, channel: isMail ? 'mail' : 'sms', address: normal.identifier.value, language, madeBy: 'customer' });
  });
}

/** Staff send a link, to the address the customer prefers. @throws customer.not_found, my_link.no_address */
export async function sendLinkTo(context: Context, actor: Pick<Actor, 'label'>, id: string, wanted: LinkChannel | undefined): Promise<MyLinkSent> {
  const customerId = await getCustomerIdOf(context.db, id);
  const [addresses, { language }, ready] = await Promise.all([listLinkAddresses(context.db, customerId), readPreferences(context.db, customerId), listReadyChannels(context)]);
  const possible = addresses.filter(({ channel }) => (wanted === undefined || channel === wanted) && ready.includes(channel));
  const vouched = await Promise.all(possible.map(({ subject }) => isVouchedFor(context.db, subject)));
  const chosen = possible.find((_address, place) => vouched[place]);
  if (!chosen) throw new Problem('my_link.no_address', 'There is no e-mail address or mobile number that a link could be sent to.', { ready });
  return context.db.transaction().execute((tx) => sendLink(context, tx, { ...chosen, language: language === 'en' ? 'en' : 'de', madeBy: actor.label }));
}

async function sendLink(context: Context, tx: Db, to: { subject: string; channel: LinkChannel; address: string; language: MyLanguage; madeBy: string }): Promise<MyLinkSent> {
  const madeAt = context.clock.now();
  const id = newId(madeAt.getTime());
  const token = newSecret('');
  const expiresAt = new Date(madeAt.getTime() + LINK_MINUTES * MINUTE_MS);
  await insertLink(tx, { ...to, id, tokenHash: secretHash(token), madeAt, expiresAt });
  const about = { company: await companyOf(tx), url: `${context.settings.publicUrl}/my/${token}`, minutes: LINK_MINUTES };
  await queue(context, tx, to, { sendKey: `my_link:${id}`, body: to.channel === 'mail' ? linkText(to.language, about) : linkShortText(to.language, about) });
  return { channel: to.channel, addressHint: hintOf(to.channel, to.address), expiresAt: expiresAt.toISOString() };
}

const companyOf = async (db: Db): Promise<string> => (await readPrivacySettings(db)).controller.name || 'Momente';

/** Asked for by the customer: no quiet hours, no objection; a dead address stays dead. */
async function queue(context: Context, tx: Db, { subject, channel, address, language }: Pick<LinkRow, 'subject' | 'channel' | 'address' | 'language'>, { sendKey, body }: { sendKey: string; body: { subjectLine: string; text: string } }): Promise<void> {
  await queueMessage(context, tx, { sendKey, purpose: 'service', kind: 'notice', channel, address, subject, body: { ...body, language }, isAnswer: true, isEssential: true });
}

const notValid = () => new Problem('my_link.not_valid', 'This link does not work any more. Please ask for a new one.');

/** Opens the page, once. A link that is forged, used or too old is answered alike. @throws my_link.not_valid */
export async function openMyPage(context: Context, token: string): Promise<{ key: string; link: LinkRow; ticket: string }> {
  const at = context.clock.now();
  const key = newSecret('');
  return context.db.transaction().execute(async (tx) => {
    const link = await openLink(tx, { tokenHash: secretHash(token), keyHash: secretHash(key), keyExpiresAt: new Date(at.getTime() + KEY_MINUTES * MINUTE_MS), at });
    if (!link || !(await isVouchedFor(tx, link.subject))) throw notValid();
    return { key, link, ticket: await newTicket(tx, link) };
  });
}

async function newTicket(tx: Db, { id }: LinkRow): Promise<string> {
  const ticket = newSecret('');
  await setTicket(tx, id, secretHash(ticket));
  return ticket;
}

/** Who holds the key of an open page; looked at each time, because customers become one meanwhile. @throws my_link.not_valid */
export async function getOpenLink(context: Context, key: string): Promise<LinkRow> {
  const link = await findOpenLink(context.db, secretHash(key), context.clock.now());
  if (!link || !(await isVouchedFor(context.db, link.subject))) throw notValid();
  return link;
}

/** Reading again brings a new ticket, and the one before is void. @throws my_link.not_valid */
export async function renewTicket(context: Context, key: string): Promise<{ link: LinkRow; ticket: string }> {
  const link = await getOpenLink(context, key);
  return { link, ticket: await newTicket(context.db, link) };
}

/**
 * One change, for one ticket: the same call sent again, by whomever, changes nothing.
 * @returns the ticket of the next change @throws my_link.not_valid, my_link.change_used
 */
export async function changeOnce(context: Context, key: string, ticket: string, change: (tx: Db, link: LinkRow) => Promise<void>): Promise<{ link: LinkRow; ticket: string }> {
  await getOpenLink(context, key);
  const next = newSecret('');
  return context.db.transaction().execute(async (tx) => {
    const link = await exchangeTicket(tx, { keyHash: secretHash(key), ticketHash: secretHash(ticket), nextHash: secretHash(next), at: context.clock.now() });
    if (!link) throw new Problem('my_link.change_used', 'This change was sent already. Please look whether it is there.');
    await change(tx, link);
    return { link, ticket: next };
  });
}

/** "I am done": on a device of others nobody else goes on. */
export const endMyPage = ({ db, clock }: Context, key: string): Promise<void> => endLink(db, secretHash(key), clock.now());

const codeHash = ({ identitySecret }: Context, { id }: LinkRow, code: string): string => keyedId(identitySecret, 'my-page code', id, code);

/** Six digits to the address that the link went to: for what cannot be taken back. @throws my_link.not_valid, request.rate_limited */
export async function sendCode(context: Context, key: string): Promise<{ addressHint: string; minutes: number }> {
  const link = await getOpenLink(context, key);
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  await context.db.transaction().execute(async (tx) => {
    const number = await setCode(tx, link.id, { codeHash: codeHash(context, link, code), at: context.clock.now(), most: MOST_CODES });
    if (number === null) throw new Problem('request.rate_limited', 'No more codes are sent for this link. Please ask for a new link.');
    await queue(context, tx, link, { sendKey: `my_code:${link.id}:${number}`, body: codeText(link.language, { company: await companyOf(tx), code, minutes: CODE_MINUTES }) });
  });
  return { addressHint: hintOf(link.channel, link.address), minutes: CODE_MINUTES };
}

/** @throws my_link.not_valid, my_link.code_wrong */
export async function redeemCode(context: Context, key: string, code: string): Promise<LinkRow> {
  const link = await getOpenLink(context, key);
  const sentAfter = new Date(context.clock.now().getTime() - CODE_MINUTES * MINUTE_MS);
  if (!(await tryCode(context.db, link.id, { codeHash: codeHash(context, link, code), sentAfter, mostTries: MOST_CODE_TRIES }))) throw new Problem('my_link.code_wrong', 'This code is not right, or too old. You can have a new one sent.');
  return link;
}
