import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { MessageChannel } from '../messages/messages.contract.ts';
import { type Audience, judgedSql, sendKeySql } from './judge-audience.queries.ts';

export interface BodyChoice {
  bodyId: string;
  language: string;
  /** null: for every channel without words of its own. */
  channel: MessageChannel | null;
}

export async function insertCampaign(tx: Db, campaign: { id: string; ratePerMinute: number | null; isEssential: boolean; at: Date }): Promise<void> {
  await sql`
    insert into message_campaigns (id, rate_per_minute, is_essential, created_at) values (${campaign.id}, ${campaign.ratePerMinute}, ${campaign.isEssential}, ${campaign.at})
    on conflict (id) do nothing`.execute(tx);
}

/**
 * Everybody who is affected and was not looked at yet gets a row, and who is told a message: one statement, so either all
 * of it is there or nothing. Words in the language of the customer, else in the first language of the outreach.
 * @returns how many rows and how many messages
 */
export async function insertRecipients(tx: Db, audience: Audience, bodies: readonly BodyChoice[]): Promise<{ recipients: number; messages: number }> {
  const { outreachId, purpose, now } = audience;
  // A statement over everybody: more memory for its sorts, and more time than a page may take.
  await sql`select set_config('work_mem', '128MB', true), set_config('statement_timeout', '600000', true)`.execute(tx);
  const { rows } = await sql<{ recipients: number; messages: number }>`
    with body as materialized (
      select * from unnest(${bodies.map(({ bodyId }) => bodyId)}::uuid[], ${bodies.map(({ language }) => language)}::text[], ${bodies.map(({ channel }) => channel)}::text[]) with ordinality as b (id, language, channel, place)
    ), chosen as materialized (
      -- an id of version 7: it sorts by time, and a reply names it
      select w.*, case when w.reason is null and w.case_id is null then (lpad(to_hex((extract(epoch from ${now}::timestamptz) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid end as message_id
      from (${judgedSql(audience)}) w
    ), words as materialized (
      select wanted.language, wanted.channel, best.id from (select distinct language, channel from chosen where message_id is not null) wanted
      cross join lateral (select b.id from body b where b.channel is null or b.channel = wanted.channel order by (b.language = wanted.language) desc nulls last, b.channel is not null desc, b.place limit 1) best
    ), told as (
      insert into messages (id, send_key, campaign_id, purpose, kind, channel, address, subject, body_id, queued_at, next_attempt_at)
      select w.message_id, ${sendKeySql(outreachId)}, ${outreachId}::uuid, ${purpose}, 'outreach', w.channel, w.address, w.subject, words.id, ${now}::timestamptz, ${now}::timestamptz
      from chosen w join words on words.channel = w.channel and words.language is not distinct from w.language
      where w.message_id is not null
      returning 1
    ), noted as (
      insert into outreach_recipients (outreach_id, customer_id, subject, decided_at, message_id, case_id, excluded)
      select ${outreachId}::uuid, w.customer_id, w.subject, ${now}::timestamptz, w.message_id, case when w.reason is null then w.case_id end, w.reason from chosen w
      on conflict (outreach_id, customer_id) do nothing
      returning 1
    )
    select (select count(*)::int from noted) as recipients, (select count(*)::int from told) as messages`.execute(tx);
  return rows[0] ?? { recipients: 0, messages: 0 };
}

/**
 * Whose address turned out to be dead is looked at again: another channel may reach them. Who has become one with another
 * recipient meanwhile keeps the row, and with it the reason. @returns customers, as they are now
 */
export async function releaseDeadEnds(tx: Db, outreachId: string): Promise<string[]> {
  const { rows } = await sql<{ customerId: string }>`
    delete from outreach_recipients r using messages m
    where r.outreach_id = ${outreachId} and m.id = r.message_id and (m.refused_at is not null or m.bounced_at is not null)
      and exists (select from suppressed_addresses s where s.channel = m.channel and s.address_key = address_key(m.channel, m.address) and s.purpose = '')
      and not exists (
        select from identifiers own join identifiers o on o.customer_id = own.customer_id join outreach_recipients twin on twin.subject = o.id
        where own.id = r.subject and twin.outreach_id = r.outreach_id and twin.customer_id <> r.customer_id)
    returning coalesce((select i.customer_id from identifiers i where i.id = r.subject), r.customer_id) as customer_id`.execute(tx);
  return rows.map(({ customerId }) => customerId);
}

/** Who is not affected any more when an outreach goes on is not told. @returns how many */
export async function skipNoLongerAffected(tx: Db, { outreachId, affected, now }: Pick<Audience, 'outreachId' | 'affected' | 'now'>): Promise<number> {
  const { numAffectedRows } = await sql`
    update messages m set next_attempt_at = null, skipped_at = ${now}, skipped_reason = 'not_affected_any_more'
    from identifiers i
    where m.campaign_id = ${outreachId} and m.next_attempt_at is not null and i.id = m.subject
      and i.customer_id not in (select found.customer_id from (${affected}) found)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** What is not under way yet is not sent any more. @returns how many */
export async function skipStopped(tx: Db, outreachId: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update messages set next_attempt_at = null, skipped_at = ${now}, skipped_reason = 'stopped'
    where campaign_id = ${outreachId} and next_attempt_at is not null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
