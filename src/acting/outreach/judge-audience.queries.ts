import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import { affectedSql } from '../known-issues/affected.queries.ts';
import type { AffectedRule } from '../known-issues/known-issues.contract.ts';
import { cappedSql } from '../messages/message-rules.queries.ts';
import type { MessageChannel } from '../messages/messages.contract.ts';
import type { ExclusionReason } from './outreach.contract.ts';

export interface Audience {
  outreachId: string;
  issueId: string | null;
  rule: AffectedRule;
  purpose: string;
  isEssential: boolean;
  channels: readonly MessageChannel[];
  /** Only these customers; null = everybody. */
  only: readonly string[] | null;
  now: Date;
  companyZone: string;
}

/**
 * Everybody who is affected now and has no row yet, judged in one statement: how they would be told, or why not.
 * Columns: customer_id, subject, case_id, channel, address, language, reason.
 * First what a person decided (restricted, told, complained), then the addresses – preferred channel first, then the order
 * of the outreach, the first one that may be used – and last who shares an address with somebody who is told there.
 */
export function judgedSql({ outreachId, issueId, rule, purpose, isEssential, channels, only, now, companyZone }: Audience): RawBuilder<unknown> {
  const today = now.toISOString().slice(0, 10);
  return sql`
    with affected as materialized (
      select found.customer_id, found.subject from (${affectedSql(rule, today)}) found
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
    ), address as (
      select a.customer_id, d.subject, d.channel, d.address,
        case when d.preference_rank < 100 then d.preference_rank else 100 + array_position(${channels}::text[], d.channel) end as place,
        -- one fingerprint per address; most addresses are not among the blocked ones
        case when blocked.purposes @> '{""}' then 2
          when ${isEssential} then 0
          when ${purpose} = any(blocked.purposes) or p.key is null or consent_refusal(p.needs, p.letter_needs, d.channel, n.state, n.addresses, d.address) is not null then 1
          else 0 end as refusal
      from affected a
      join customer_addresses d on d.customer_id = a.customer_id and d.channel = any(${channels}::text[])
      left join (select s.channel, s.address_key, array_agg(s.purpose) as purposes from suppressed_addresses s group by 1, 2) blocked on blocked.channel = d.channel and blocked.address_key = address_key(d.channel, d.address)
      left join consent_purposes p on p.key = ${purpose} and p.retired_at is null
      left join customer_consents n on n.customer_id = a.customer_id and n.purpose = ${purpose} and n.channel = d.channel
    ), best as materialized (
      -- of several refusals the one that the customer chose says more than a dead address
      select distinct on (customer_id) customer_id, subject, channel, address, refusal from address order by customer_id, refusal, place, address
    ), c as materialized (
      select a.customer_id, coalesce(b.subject, a.subject) as subject, b.channel, b.address, ${purpose}::text as purpose, null::uuid as id,
        case
          when r.customer_id is not null then 'restricted'
          when t.customer_id is not null then 'told_already'
          when v.customer_id is not null and v.case_id is null then 'complained_himself'
          when v.case_id is not null then null
          when b.customer_id is null or b.refusal = 2 then 'unreachable'
          when b.refusal = 1 then 'no_consent'
        end as reason,
        v.case_id
      from affected a
      left join restricted r on r.customer_id = a.customer_id
      left join told t on t.customer_id = a.customer_id
      left join complained v on v.customer_id = a.customer_id
      left join best b on b.customer_id = a.customer_id
    ), wished as materialized (
      select c.customer_id, c.subject, c.channel, c.address, c.case_id, wish.language,
        case when c.reason is not null or c.case_id is not null then c.reason when not ${isEssential} and ${cappedSql(now, companyZone)} then 'capped' end as reason
      from c left join contact_wishes wish on wish.customer_id = c.customer_id
    )
    select w.customer_id, w.subject, w.case_id, w.language,
      case when w.reason is null and w.case_id is null then w.channel end as channel,
      case when w.reason is null and w.case_id is null then w.address end as address,
      case when w.reason is null and w.case_id is null and (
          row_number() over (partition by w.channel, w.address, w.reason is null and w.case_id is null order by w.customer_id) > 1
          or exists (select from messages m where m.send_key = ${sendKeySql(outreachId)})) then 'duplicate_address'
        else w.reason end as reason
    from wished w`;
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
