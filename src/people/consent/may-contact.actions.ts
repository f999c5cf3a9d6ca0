import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { ContactChannel, ContactRefusal, MayContact } from './consent.contract.ts';

/**
 * Whether one message may go out, as things stand now; to be asked again right before sending. Outreach judges many
 * at once with the same views: customer_addresses, customer_consents, consent_refusal.
 * @param isSafetyCritical - a warning that nobody can object to; addresses that do not work stay closed
 */
export async function mayContact(
  _context: Context,
  db: Db,
  { customerId, purpose, channel, address, isSafetyCritical = false }: { customerId: string; purpose: string; channel: ContactChannel; address: string; isSafetyCritical?: boolean },
): Promise<MayContact> {
  const { rows } = await sql<{ isRestricted: boolean; isSuppressed: boolean; hasObjected: boolean; refusal: ContactRefusal | null }>`
    select
      exists (select from identifiers i join privacy_restrictions r on r.subject = i.id where i.customer_id = ${customerId}) as is_restricted,
      exists (select from suppressed_addresses s where s.channel = ${channel} and s.address_key = address_key(${channel}, ${address}) and s.purpose = '') as is_suppressed,
      exists (select from suppressed_addresses s where s.channel = ${channel} and s.address_key = address_key(${channel}, ${address}) and s.purpose = ${purpose}) as has_objected,
      (select consent_refusal(p.needs, p.letter_needs, ${channel}, c.state, c.addresses, ${address})
       from consent_purposes p left join customer_consents c on c.customer_id = ${customerId} and c.purpose = p.key and c.channel = ${channel}
       where p.key = ${purpose}) as refusal`.execute(db);
  const [found] = rows;
  if (found?.isRestricted) return { may: false, reason: 'restricted' };
  if (found?.isSuppressed) return { may: false, reason: 'suppressed' };
  if (isSafetyCritical) return { may: true };
  if (found?.hasObjected) return { may: false, reason: 'objected' };
  return found?.refusal ? { may: false, reason: found.refusal } : { may: true };
}
