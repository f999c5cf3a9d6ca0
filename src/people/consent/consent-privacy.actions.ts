import { sql } from 'kysely';
import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

const LINES_AT_ONCE = 1_000;

/**
 * What somebody decided and wished. After an erasure one thing must stay, or the person would be written to again as a
 * stranger: of every address that is not to be used, its fingerprint, which names nobody.
 */
export const consentHolder: PersonalDataHolder = {
  name: 'people.consent',
  tables: ['records.consent_log', 'records.consent_states', 'records.opt_in_requests', 'records.contact_preferences', 'records.suppressed_addresses'],
  category: {
    key: 'consents', labelDe: 'Einwilligungen und Kontaktwünsche', labelEn: 'Consents and contact wishes',
    purposeDe: 'Nachweisen, wer wozu eingewilligt hat, und Widersprüche einhalten', purposeEn: 'Proving who consented to what, and keeping to objections',
  },
  staysDe: 'Von jeder Adresse, an die nichts mehr geschickt werden darf, bleibt ein Fingerabdruck. Er nennt niemanden, aber ohne ihn bekäme die Person wieder Nachrichten, denen sie widersprochen hat.',
  staysEn: 'Of every address to which nothing may be sent any more a fingerprint stays. It names nobody, but without it the person would again get messages they objected to.',
  async count({ db }, { subjects }) {
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from consent_log where subject = any(${subjects}::uuid[])) + (select count(*) from contact_preferences where subject = any(${subjects}::uuid[])) as n`.execute(db);
    return rows[0]?.n ?? 0;
  },
  async *export({ db }, { subjects }) {
    for (let after = 0; ; ) {
      const { rows } = await sql<{ seq: number; line: Record<string, unknown> }>`
        select seq, jsonb_strip_nulls(to_jsonb(l) - array['seq', 'subject', 'recorded_at']) as line from consent_log l
        where subject = any(${subjects}::uuid[]) and seq > ${after} order by seq limit ${LINES_AT_ONCE}`.execute(db);
      for (const { line } of rows) yield line;
      after = rows.at(-1)?.seq ?? after;
      if (rows.length < LINES_AT_ONCE) break;
    }
    const { rows: wishes } = await sql<{ line: Record<string, unknown> }>`select jsonb_strip_nulls(to_jsonb(p) - 'subject') as line from contact_preferences p where subject = any(${subjects}::uuid[]) order by subject limit 1000`.execute(db);
    for (const { line } of wishes) yield line;
  },
  async erase(_context, tx, reach) {
    await keepFingerprints(tx, reach);
    await sql`select set_config('momente.consent_door', 'open', true)`.execute(tx);
    const { rows } = await sql<{ n: number }>`
      with lines as (delete from consent_log where subject = any(${reach.subjects}::uuid[]) returning 1),
        states as (delete from consent_states where subject = any(${reach.subjects}::uuid[])),
        links as (delete from opt_in_requests where subject = any(${reach.subjects}::uuid[])),
        wishes as (delete from contact_preferences where subject = any(${reach.subjects}::uuid[]) returning 1)
      select (select count(*) from lines) + (select count(*) from wishes) as n`.execute(tx);
    await sql`select set_config('momente.consent_door', '', true)`.execute(tx);
    return { erased: rows[0]?.n ?? 0 };
  },
};

async function keepFingerprints(tx: Db, { customerId, subjects }: CustomerReach): Promise<void> {
  // What was not to be used stays unused, but no longer says what it is.
  await sql`
    update suppressed_addresses s set address = null, detail = '' from customer_addresses a
    where a.customer_id = ${customerId} and a.subject = any(${subjects}::uuid[]) and s.channel = a.channel and s.address_key = address_key(a.channel, a.address)`.execute(tx);
  await sql`
    insert into suppressed_addresses (channel, address_key, purpose, reason, at)
    select distinct a.channel, address_key(a.channel, a.address), c.purpose, 'objection', now()
    from customer_addresses a join customer_consents c on c.customer_id = a.customer_id and c.channel = a.channel and c.state = 'withdrawn'
    where a.customer_id = ${customerId} and a.subject = any(${subjects}::uuid[])
    on conflict (channel, address_key, purpose) do nothing`.execute(tx);
}
