import { sql } from 'kysely';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { cancelOptIns, findPurpose, insertConsents, type Joining, listSubjectsOf, writeMostRestrictive } from './consent.queries.ts';
import { type ConsentHow, contactChannels, type ContactChannel } from './consent.contract.ts';

interface Decision {
  /** The identifier under which it was said. */
  subject: string;
  how: ConsentHow;
  /** Where: name of a form, a campaign, a file. */
  source?: string;
  actor?: string | null;
  proof?: Record<string, unknown>;
  /** When it was said; now, if not given. Never later than now. */
  at?: Date;
}

export interface Consent extends Decision {
  purpose: string;
  channel: ContactChannel;
  /** Normalised; '' = every address of this customer on the channel. */
  address?: string;
  /** What the customer read, in the words of then. */
  textShown?: string | null;
}

/**
 * Writes down that a customer consents. Where the purpose needs a double opt-in, one of those or another proof must be
 * there; except for letters and calls, whose confirmation link would reach nobody.
 * @throws consent.purpose_not_found, consent.proof_missing
 */
export async function recordConsent(context: Context, tx: Db, consent: Consent): Promise<void> {
  const purpose = await findPurpose(tx, consent.purpose);
  if (!purpose) throw new Problem('consent.purpose_not_found', 'There is no purpose with this key.', { purpose: consent.purpose });
  const isProven = consent.how === 'double_opt_in' || typeof consent.proof?.['kind'] === 'string';
  if (purpose.needs === 'double_opt_in' && consent.channel !== 'letter' && !isProven) throw new Problem('consent.proof_missing', 'This purpose needs a double opt-in or another proof of the consent.', { purpose: consent.purpose });
  const address = consent.address ?? '';
  await insertConsents(tx, [consent.subject], { ...complete(context, consent), purpose: consent.purpose, channel: consent.channel, address, state: 'granted', textShown: consent.textShown ?? null });
  // Somebody erased who had objected is here again and wants it after all.
  if (address !== '') await sql`delete from suppressed_addresses where channel = ${consent.channel} and address_key = address_key(${consent.channel}, ${address}) and purpose = ${consent.purpose}`.execute(tx);
}

/**
 * Writes down that a customer objects, for all identifiers of this customer, so that an unmerge gives it back to nobody.
 * Holds at once: whoever sends asks again at the last moment ({@link mayContact} or the view customer_consents).
 */
export async function withdrawConsent(context: Context, tx: Db, withdrawal: Decision & { purpose: string | 'all'; channel: ContactChannel | 'all' }): Promise<void> {
  const subjects = await listSubjectsOf(tx, withdrawal.subject);
  const purposes = withdrawal.purpose === 'all' ? await allPurposes(tx) : [withdrawal.purpose];
  const channels = withdrawal.channel === 'all' ? contactChannels : [withdrawal.channel];
  for (const purpose of purposes) {
    for (const channel of channels) await insertConsents(tx, subjects, { ...complete(context, withdrawal), purpose, channel, address: '', state: 'withdrawn', textShown: null });
  }
  await cancelOptIns(tx, subjects, { purposes, channels, at: context.clock.now() });
}

async function allPurposes(tx: Db): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select key from consent_purposes order by position, key limit 200`.execute(tx);
  return rows.map(({ key }) => key);
}

function complete(context: Context, { how, source, actor, proof, at }: Decision) {
  const now = context.clock.now();
  return { how, source: source ?? '', actor: actor ?? null, proof: proof ?? {}, at: at && at < now ? at : now };
}

/**
 * Called where identifiers come to another customer. What one side had objected to is written again for everybody on the
 * other sides: the most restrictive wins, and stays with each of them after an unmerge.
 */
export async function keepMostRestrictive(tx: Db, joining: readonly Joining[]): Promise<void> {
  const sides = new Map<string, Set<string>>();
  for (const { customerId, beforeId } of joining) sides.set(customerId, (sides.get(customerId) ?? new Set()).add(beforeId));
  const met = joining.filter(({ customerId }) => (sides.get(customerId)?.size ?? 0) > 1);
  if (met.length > 0) await writeMostRestrictive(tx, met);
}
