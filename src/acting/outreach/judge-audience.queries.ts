import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { MessageChannel } from '../messages/messages.contract.ts';
import type { ExclusionReason } from './outreach.contract.ts';

export interface Audience {
  outreachId: string;
  issueId: string | null;
  /** Statement: customer_id, subject of everybody who is affected today. */
  affected: RawBuilder<unknown>;
  /** Condition on `c` and `wish`: has had enough of this purpose. */
  capped: RawBuilder<boolean>;
  purpose: string;
  isEssential: boolean;
  channels: readonly MessageChannel[];
  /** Those of them that can send now: nobody waits for one that nobody has set up. */
  ready: readonly MessageChannel[];
  /** Only these customers; null = everybody. */
  only: readonly string[] | null;
  now: Date;
}

/**
 * Everybody who is affected now and has no row yet, judged in one statement: how they would be told, or why not.
 * Columns: customer_id, subject, case_id, channel, address, language, reason.
 * First what a person decided (restricted, told, complained), then the addresses – preferred channel first, then the order
 * of the outreach, the first one that may be used – and last who shares an address with somebody who is told there.
 * Written for 100,000 people at once: everything is read once and hashed, nothing is looked up per person that hardly anybody has.
 */
export function judgedSql({ outreachId, issueId, affected, capped, purpose, isEssential, channels, ready, only }: Audience): RawBuilder<unknown> {
  return sql`
    with affected as materialized (
      select found.customer_id, found.subject from (${affected}) found
      where (${only}::uuid[] is null or found.customer_id = any(${only}::uuid[]))
        and not exists (select from outreach_recipients r join identifiers o on o.id = r.subject where r.outreach_id = ${outreachId} and o.customer_id = found.customer_id)
        and not exists (select from outreach_recipients r where r.outreach_id = ${outreachId} and r.customer_id = found.customer_id)
    ), restricted as materialized (
      select distinct o.customer_id from privacy_restrictions r join identifiers o on o.id = r.subject
    ), told as materialized (
      select distinct o.customer_id from outreaches other
      join outreach_recipients r on r.outreach_id = other.id and r.excluded is null
      left join messages m on m.id = r.message_id
      join identifiers o on o.id = r.subject
      where other.issue_id = ${issueId}::uuid and other.id <> ${outreachId} and (r.answered_at is not null or (m.handed_at is not null and m.bounced_at is null))
    ), complained as materialized (
      -- an open case of their own gets the answer in its thread; who has complained and is done is not told again
      select distinct on (o.customer_id) o.customer_id, case when v.is_active then v.id end as case_id from cases v join identifiers o on o.id = v.subject
      where v.known_issue_id = ${issueId}::uuid and v.merged_into is null order by o.customer_id, v.is_active desc, v.opened_at desc
    ), said as materialized (
      -- wishes as in the views customer_addresses and contact_wishes
      select distinct on (i.customer_id) i.customer_id, p.channels, p.time_zone, p.language from contact_preferences p join identifiers i on i.id = p.subject order by i.customer_id, p.set_at desc, p.subject
    ), person as materialized (
      select a.customer_id, a.subject, s.channels, case when s.channels is null then channel_of_word(k.traits ->> 'preferredChannel') end as preferred,
        coalesce(s.time_zone, k.traits ->> 'timeZone', k.traits ->> 'timezone') as time_zone, coalesce(s.language, lower(left(coalesce(k.traits ->> 'language', k.traits ->> 'locale'), 2))) as language
      from affected a left join customers k on k.id = a.customer_id left join said s on s.customer_id = a.customer_id
    ), blocked as materialized (
      select s.channel || ' ' || s.address_key as key, array_agg(s.purpose) as purposes from suppressed_addresses s group by 1
    ), consent as materialized (
      select n.customer_id, n.channel, n.state, n.addresses from customer_consents n where n.purpose = ${purpose}
    ), address as (
      select a.customer_id, d.subject, d.channel, d.address,
        coalesce(array_position(a.channels, d.channel), case when a.preferred = d.channel then 0 end, 100 + array_position(${channels}::text[], d.channel)) as place,
        case when b.purposes @> '{""}' then 3
          when not ${isEssential} and (${purpose} = any(b.purposes) or p.key is null or consent_refusal(p.needs, p.letter_needs, d.channel, n.state, n.addresses, d.address) is not null) then 2
          when d.channel <> all(${ready}::text[]) then 1
          else 0 end as refusal
      from person a
      join bare_addresses d on d.customer_id = a.customer_id and d.channel = any(${channels}::text[])
      cross join consent_pepper pepper
      left join blocked b on b.key = d.channel || ' ' || address_key_with(pepper.value, d.channel, d.address)
      left join consent_purposes p on p.key = ${purpose} and p.retired_at is null
      left join consent n on n.customer_id = a.customer_id and n.channel = d.channel
    ), best as materialized (
      -- of several refusals the one that we can change says most, and what the customer chose more than a dead address
      select distinct on (customer_id) customer_id, subject, channel, address, refusal from address order by customer_id, refusal, place, address
    ), c as materialized (
      select a.customer_id, coalesce(b.subject, a.subject) as subject, b.channel, b.address, ${purpose}::text as purpose, null::uuid as id, a.time_zone, a.language,
        case
          when r.customer_id is not null then 'restricted'
          when t.customer_id is not null then 'told_already'
          when v.customer_id is not null and v.case_id is null then 'complained_himself'
          when v.case_id is not null then null
          when b.customer_id is null or b.refusal = 3 then 'unreachable'
          when b.refusal = 2 then 'no_consent'
          when b.refusal = 1 then 'channel_not_ready'
        end as reason,
        v.case_id
      from person a
      left join restricted r on r.customer_id = a.customer_id
      left join told t on t.customer_id = a.customer_id
      left join complained v on v.customer_id = a.customer_id
      left join best b on b.customer_id = a.customer_id
    ), wished as materialized (
      -- where the purpose has no limit nobody's messages are counted
      select c.customer_id, c.subject, c.channel, c.address, c.case_id, c.language,
        case when c.reason is not null or c.case_id is not null then c.reason
          when not ${isEssential} and exists (select from message_caps where purpose = ${purpose}) and ${capped} then 'capped' end as reason
      from c cross join lateral (select c.time_zone) wish
    ), twice as materialized (
      -- addresses of several customers: the first of them is told there
      select w.channel, w.address, min(w.customer_id::text collate "C")::uuid as first_id from wished w where w.reason is null and w.case_id is null group by 1, 2 having count(*) > 1
    )
    select w.customer_id, w.subject, w.case_id, w.language,
      case when w.reason is null and w.case_id is null then w.channel end as channel,
      case when w.reason is null and w.case_id is null then w.address end as address,
      case when w.reason is not null or w.case_id is not null then w.reason
        when twice.first_id <> w.customer_id then 'duplicate_address'
        -- before the first look there are no messages
        when (select looked_at is not null from outreaches where id = ${outreachId}) and exists (select from messages m where m.send_key = ${sendKeySql(outreachId)}) then 'duplicate_address' end as reason
    from wished w left join twice on twice.channel = w.channel and twice.address = w.address`;
}

/** The same for the insert: one address is told once in an outreach, whatever happens. */
export const sendKeySql = (outreachId: string) => sql`'campaign:' || ${outreachId}::text || ':' || w.channel || ':' || w.address`;

export interface JudgedCount {
  reason: ExclusionReason | null;
  channel: MessageChannel | null;
  hasCase: boolean;
  customers: number;
}

export async function countJudged(db: Db, audience: Audience): Promise<JudgedCount[]> {
  const { rows } = await sql<JudgedCount>`
    select reason, case when reason is null then channel end as channel, (reason is null and case_id is not null) as has_case, count(*)::int as customers from (${judgedSql(audience)}) judged
    group by 1, 2, 3`.execute(db);
  return rows;
}

export interface JudgedPerson {
  customerId: string;
  name: string;
  reason: ExclusionReason | null;
  channel: MessageChannel | null;
  caseId: string | null;
}

export async function listJudged(db: Db, audience: Audience, { standing, reason, channel, after, limit }: { standing: string | null; reason: string | null; channel: string | null; after: string | null; limit: number }): Promise<JudgedPerson[]> {
  const { rows } = await sql<JudgedPerson>`
    select judged.customer_id, coalesce(k.name, '') as name, judged.reason, case when judged.reason is null then judged.channel end as channel, judged.case_id
    from (${judgedSql(audience)}) judged left join customers k on k.id = judged.customer_id
    where (${standing}::text is null or ${standing} = case when judged.reason is not null then 'left_out' when judged.case_id is not null then 'answered' else 'waiting' end)
      and (${reason}::text is null or judged.reason = ${reason}) and (${channel}::text is null or (judged.reason is null and judged.channel = ${channel}))
      and (${after}::uuid is null or judged.customer_id > ${after}::uuid)
    order by judged.customer_id limit ${limit}`.execute(db);
  return rows;
}
