import type { PrivacyParts } from '../../governance/privacy/personal-data.actions.ts';
import { noteInAudit } from '../../governance/audit/audit.actions.ts';
import { type CustomerExport, exportCustomer } from '../../governance/privacy/export-customer.actions.ts';
import { requestErasure } from '../../governance/privacy/erasure.actions.ts';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import { Problem } from '../../kernel/problem.ts';
import { hintOf } from '../../people/consent/address-hint.logic.ts';
import { recordConsent, withdrawConsent } from '../../people/consent/consent.actions.ts';
import { contactChannels } from '../../people/consent/consent.contract.ts';
import { listStandings, readPurposes } from '../../people/consent/customer-consents.actions.ts';
import { type SendOptIn, startDoubleOptIn } from '../../people/consent/opt-in.actions.ts';
import { readPreferences, savePreferences } from '../../people/consent/preferences.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { z } from 'zod';
import { changeOnce, openMyPage, renewTicket, redeemCode } from './links.actions.ts';
import type { consentChangeSchema, MyLanguage, MyPage, preferencesChangeSchema } from './my-page.contract.ts';
import { findOwnData, isErasureAsked, type LinkRow, listCorrectionsOf, listLinkAddresses, listPromises, listRequests, type PromiseRow } from './my-page.queries.ts';

/** What the own page needs of the root: who answers for data, and the way to send a confirmation link. */
export interface MyPageParts {
  privacy: PrivacyParts;
  sendOptIn: SendOptIn;
}

/** @throws my_link.not_valid */
export async function openPage(context: Context, token: string): Promise<{ key: string; page: MyPage }> {
  const { key, link, ticket } = await openMyPage(context, token);
  return { key, page: await readPage(context, link, ticket) };
}

/** @throws my_link.not_valid */
export async function readMyPage(context: Context, key: string): Promise<MyPage> {
  const { link, ticket } = await renewTicket(context, key);
  return readPage(context, link, ticket);
}

async function readPage(context: Context, link: LinkRow, ticket: string): Promise<MyPage> {
  const { db, clock } = context;
  const { customerId } = link;
  const now = clock.now();
  const [{ controller }, own, requests, promises, { setBy: _, ...preferences }, purposes, standings, corrections, isAsked] = await Promise.all([
    readPrivacySettings(db), findOwnData(db, customerId, now.toISOString().slice(0, 10)), listRequests(db, customerId), listPromises(db, customerId), readPreferences(db, customerId),
    readPurposes(context), listStandings(db, customerId), listCorrectionsOf(db, customerId), isErasureAsked(db, customerId, now),
  ]);
  const name = own?.name ?? '';
  const birthday = own?.traits['birthday'];
  return {
    company: controller.name || 'Momente', name, language: preferences.language ?? link.language, expiresAt: (link.keyExpiresAt ?? link.expiresAt).toISOString(), ticket, addressHint: hintOf(link.channel, link.address),
    requests: requests.map(({ number, openedAt, lastReplyAt, solvedAt, ...request }) => ({ ...request, number: `V-${number}`, openedAt: openedAt.toISOString(), lastReplyAt: lastReplyAt?.toISOString() ?? null, solvedAt: solvedAt?.toISOString() ?? null })),
    promises: promises.map((promise) => ({ text: promise.text, dueAt: promise.dueAt.toISOString(), timeZone: promise.timeZone, state: stateOf(promise, now), caseNumber: promise.number === null ? null : `V-${promise.number}` })),
    preferences,
    purposes: purposes.filter(({ retiredAt }) => retiredAt === null).map(({ key, nameDe, nameEn, textDe, textEn }) => ({ key, nameDe, nameEn, textDe, textEn, channels: contactChannels.map((channel) => {
      const standing = standings.find((one) => one.purpose === key && one.channel === channel);
      return { channel, state: standing?.state ?? 'none', may: standing?.may ?? false };
    }) })),
    data: { name, emails: own?.emails ?? [], phones: own?.phones ?? [], birthday: typeof birthday === 'string' ? birthday : null, addresses: own?.addresses ?? [], contracts: own?.contracts ?? [], devices: own?.devices ?? [] },
    corrections: corrections.map(({ what, after, proposedAt, decision, reason }) => ({ what, after, proposedAt: proposedAt.toISOString(), decision, reason })),
    erasure: isAsked ? 'asked' : 'none',
  };
}

function stateOf({ dueAt, keptAt, withdrawnAt }: PromiseRow, now: Date): MyPage['promises'][number]['state'] {
  if (withdrawnAt) return 'withdrawn';
  if (keptAt) return keptAt > dueAt ? 'kept_late' : 'kept';
  return dueAt < now ? 'late' : 'open';
}

/** Channels, quiet hours, best times, language: hold at once for everything that sends. @throws my_link.not_valid, my_link.change_used, request.invalid */
export async function changePreferences(context: Context, key: string, { ticket, preferences }: z.output<typeof preferencesChangeSchema>): Promise<MyPage> {
  const changed = await changeOnce(context, key, ticket, async (tx, { subject, customerId }) => {
    const { timeZone } = await readPreferences(tx, customerId);
    await savePreferences(context, tx, { subject, by: 'customer' }, { ...preferences, timeZone });
  });
  return readPage(context, changed.link, changed.ticket);
}

/**
 * A "no" holds at once and for all addresses. A "yes" counts for the address behind this link, which was just proven;
 * where the purpose asks for a double opt-in, the confirmation goes to the address it is for.
 * @throws my_link.not_valid, my_link.change_used, consent.purpose_not_found, consent.address_unknown
 */
export async function changeConsent(context: Context, { sendOptIn }: Pick<MyPageParts, 'sendOptIn'>, key: string, { ticket, purpose, channel, action, language }: z.output<typeof consentChangeSchema>): Promise<MyPage> {
  const purposes = await readPurposes(context);
  const wanted = purposes.find((one) => one.key === purpose && one.retiredAt === null);
  if (!wanted) throw new Problem('consent.purpose_not_found', 'There is no purpose with this key.', { purpose });
  const changed = await changeOnce(context, key, ticket, async (tx, link) => {
    const said = { subject: link.subject, purpose, channel, how: 'own_page' as const, source: 'own page' };
    if (action === 'withdraw') return withdrawConsent(context, tx, said);
    const isProven = wanted.needs !== 'double_opt_in' || channel === 'letter';
    if (isProven) return recordConsent(context, tx, { ...said, textShown: language === 'de' ? wanted.textDe : wanted.textEn, proof: { link: link.id } });
    const own = link.channel === channel ? link : (await listLinkAddresses(tx, link.customerId)).find((one) => one.channel === channel);
    if (!own) throw new Problem('consent.address_unknown', 'We know no address of yours on this channel that could be confirmed.', { channel });
    await startDoubleOptIn(context, tx, { subject: own.subject, purpose, channel, address: own.address, language, source: 'own page' }, sendOptIn);
  });
  return readPage(context, changed.link, changed.ticket);
}

/** Everything we hold, as a file; needs a code. @throws my_link.not_valid, my_link.code_wrong */
export async function downloadOwnData(context: Context, { privacy }: Pick<MyPageParts, 'privacy'>, key: string, { code, format, language }: { code: string; format: 'html' | 'json'; language: MyLanguage }): Promise<CustomerExport> {
  const { customerId } = await redeemCode(context, key, code);
  await noteInAudit(context, { action: 'personal_data.exported', subject: 'privacy', subjectId: customerId, customers: [customerId], after: { format, by: 'own page' } });
  return exportCustomer(context, privacy, customerId, { format, language });
}

/** The customer is the first pair of eyes; somebody of the staff must be the second. @throws my_link.not_valid, my_link.code_wrong, privacy.legal_hold, privacy.already_requested */
export async function askForErasure(context: Context, { privacy }: Pick<MyPageParts, 'privacy'>, key: string, code: string): Promise<void> {
  const { customerId } = await redeemCode(context, key, code);
  await requestErasure(context, privacy, { customerId, identifiers: null, reason: 'customer_request', note: '', needsConfirmation: true }, { id: 'own-page', label: 'customer, own page' });
}
