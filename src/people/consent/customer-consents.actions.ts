import { sql } from 'kysely';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { normalIdentifier } from '../identity/identity.actions.ts';
import { getCustomerIdOf } from '../identity/merge.actions.ts';
import { refuseRestricted } from '../privacy/restrictions.actions.ts';
import { recordConsent, withdrawConsent } from './consent.actions.ts';
import { type ConsentEntry, type ConsentInput, type ContactChannel, contactChannels, type CustomerConsents, type Purpose, type PurposeInput, type Standing } from './consent.contract.ts';
import { findPurpose, listPurposes, savePurpose } from './consent.queries.ts';
import { type OptInStart, type SendOptIn, startDoubleOptIn } from './opt-in.actions.ts';
import { strongestSubjectOf } from './preferences.actions.ts';

/** What a customer decided, what that means now, and where it came from; newest lines of the ledger first. @throws customer.not_found, request.cursor_invalid */
export async function readCustomerConsents({ db }: Context, id: string, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<CustomerConsents> {
  const customerId = await getCustomerIdOf(db, id);
  const [before] = cursor ? decodeCursor(cursor, 1) : [null];
  const { rows } = await sql<Omit<ConsentEntry, 'at'> & { at: Date }>`
    select l.seq, l.purpose, l.channel, l.address, l.state, l.how, l.source, l.actor, l.text_shown, l.proof, l.at
    from consent_log l join identifiers i on i.id = l.subject
    where i.customer_id = ${customerId} and (${before}::bigint is null or l.seq < ${before}::bigint)
    order by l.seq desc limit ${limit + 1}`.execute(db);
  const { rows: addresses } = await sql<CustomerConsents['addresses'][number]>`
    select channel, address, suppressed_because from customer_addresses where customer_id = ${customerId} order by preference_rank, address limit 200`.execute(db);
  const last = rows[limit - 1];
  return {
    customerId, standings: await listStandings(db, customerId), addresses,
    entries: rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.seq]) : null,
  };
}

/** For every purpose and channel: what was decided and whether one may write. */
export async function listStandings(db: Db, customerId: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select p.key as purpose, way.channel, coalesce(c.state, 'none') as state, c.addresses,
      consent_refusal(p.needs, p.letter_needs, way.channel, c.state, null, '') is null as may
    from consent_purposes p cross join unnest(${[...contactChannels]}::text[]) with ordinality as way (channel, place)
    left join customer_consents c on c.customer_id = ${customerId} and c.purpose = p.key and c.channel = way.channel
    where p.retired_at is null order by p.position, p.key, place limit 1200`.execute(db);
  return rows;
}

/** Letters are printed and calls are made by staff: with the link in them they could consent in the customer's name. */
const readByStaff: readonly ContactChannel[] = ['letter', 'phone'];

/** What staff writes down for a customer who said so. A withdrawal is always taken. @throws customer.not_found, customer.restricted, request.invalid, consent.* */
export async function decideForCustomer(context: Context, id: string, input: ConsentInput, { actor, send }: { actor: string; send: SendOptIn }): Promise<OptInStart | null> {
  const customerId = await getCustomerIdOf(context.db, id);
  if (!(await findPurpose(context.db, input.purpose))) throw new Problem('consent.purpose_not_found', 'There is no purpose with this key.', { purpose: input.purpose });
  if (input.action !== 'withdraw') await refuseRestricted(context, customerId);
  if (input.action === 'ask' && readByStaff.includes(input.channel)) throw new Problem('request.invalid', 'On this channel staff would hold the link themselves. Ask by mail or SMS, or write down the proof.', {}, [{ at: 'body.channel', reason: 'is read by staff before the customer' }]);
  return context.db.transaction().execute(async (tx) => {
    const address = normalAddress(context, input);
    const subject = (address !== '' && (await findSubjectOf(tx, customerId, input.channel, address))) || (await strongestSubjectOf(tx, customerId));
    const decision = { subject, how: input.how, source: input.source, actor, proof: input.proof ?? {} };
    if (input.action === 'withdraw') await withdrawConsent(context, tx, { ...decision, purpose: input.purpose, channel: input.channel });
    if (input.action === 'grant') await recordConsent(context, tx, { ...decision, purpose: input.purpose, channel: input.channel, address, textShown: input.textShown ?? null, ...(input.proof?.at ? { at: new Date(input.proof.at) } : {}) });
    if (input.action !== 'ask') return null;
    if (address === '' || !(await findSubjectOf(tx, customerId, input.channel, address))) throw new Problem('consent.address_unknown', 'This customer has no such address.', { channel: input.channel });
    return startDoubleOptIn(context, tx, { subject, purpose: input.purpose, channel: input.channel, address, language: input.language ?? 'de', source: input.source || 'staff', requestedFrom: { staff: actor } }, send);
  });
}

function normalAddress(context: Context, { channel, address }: ConsentInput): string {
  if (address === '' || !['mail', 'sms', 'phone'].includes(channel)) return address;
  const normal = normalIdentifier(context, channel === 'mail' ? 'email' : 'phone', address);
  if ('reason' in normal) throw new Problem('consent.address_unknown', `This address cannot be used: ${normal.reason}.`);
  return normal.identifier.value;
}

async function findSubjectOf(db: Db, customerId: string, channel: string, address: string): Promise<string | null> {
  const { rows } = await sql<{ subject: string }>`select subject from customer_addresses where customer_id = ${customerId} and channel = ${channel} and address = ${address} limit 1`.execute(db);
  return rows[0]?.subject ?? null;
}

/** Adds a purpose or changes it. For advertising by mail the law asks for a proof, so that cannot be switched off. */
export async function changePurpose(context: Context, key: string, input: PurposeInput): Promise<Purpose> {
  if (key === 'marketing' && input.needs !== 'double_opt_in') throw new Problem('request.invalid', 'Offers and news need a double opt-in.', {}, [{ at: 'needs', reason: 'must be double_opt_in for marketing' }]);
  if (['service', 'marketing', 'feedback'].includes(key) && input.isRetired) throw new Problem('request.invalid', 'This purpose is used by Momente itself.', {}, [{ at: 'isRetired', reason: 'must be false' }]);
  await savePurpose(context.db, key, input, context.clock.now());
  const saved = await findPurpose(context.db, key);
  if (!saved) throw new Error('a purpose that was just saved is there');
  return saved;
}

export const readPurposes = ({ db }: Context): Promise<Purpose[]> => listPurposes(db);
