import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { MessageAttachment, MessageChannel, MessageKind, SkipReason } from './messages.contract.ts';
import { cappedSql, quietUntilSql } from './message-rules.queries.ts';

/** Messages that wait in one line: those of a campaign on a channel, or single ones (null). */
export interface Lane {
  channel: MessageChannel;
  campaignId: string | null;
  ratePerMinute: number | null;
}

/** Lines in which something is due, single messages first, so that a reply never waits behind an outreach. */
export async function listDueLanes(db: Db, now: Date, channels: readonly string[]): Promise<Lane[]> {
  const { rows } = await sql<Lane>`
    select channel, null::uuid as campaign_id, null::int as rate_per_minute from unnest(${channels}::text[]) as channel
    where exists (select from messages m where m.campaign_id is null and m.channel = channel and m.next_attempt_at <= ${now})
    union all
    (select channel, k.id, k.rate_per_minute from message_campaigns k cross join unnest(${channels}::text[]) as channel
    where k.ended_at is null and k.paused_at is null and k.stopped_at is null
      and exists (select from messages m where m.campaign_id = k.id and m.channel = channel and m.next_attempt_at <= ${now})
    order by k.created_at, k.id limit 500)`.execute(db);
  return rows;
}

/** When something is due next that nobody holds back; null = nothing waits. */
export async function findNextDue(db: Db, channels: readonly string[]): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from (
      select min(next_attempt_at) as at from messages where campaign_id is null and channel = any(${channels}::text[]) and next_attempt_at is not null
      union all
      select (select min(m.next_attempt_at) from messages m where m.campaign_id = k.id and m.channel = any(${channels}::text[]) and m.next_attempt_at is not null)
      from message_campaigns k where k.ended_at is null and k.paused_at is null and k.stopped_at is null
    ) as waiting`.execute(db);
  return rows[0]?.at ?? null;
}

/**
 * Locks the pace of a channel and of a campaign until the end of the transaction; a pause or a stop waits for it.
 * @returns when the next message may leave; null when the campaign is paused or stopped
 */
export async function lockPace(tx: Db, { channel, campaignId }: Lane, now: Date): Promise<{ channelFreeAt: Date; campaignFreeAt: Date | null } | null> {
  await sql`insert into message_pace (channel, next_free_at) values (${channel}, ${now}) on conflict (channel) do nothing`.execute(tx);
  const { rows: [pace] } = await sql<{ nextFreeAt: Date }>`select next_free_at from message_pace where channel = ${channel} for update`.execute(tx);
  if (campaignId === null) return { channelFreeAt: pace?.nextFreeAt ?? now, campaignFreeAt: null };
  const { rows: [campaign] } = await sql<{ nextFreeAt: Date | null }>`select next_free_at from message_campaigns where id = ${campaignId} and paused_at is null and stopped_at is null for update`.execute(tx);
  return campaign ? { channelFreeAt: pace?.nextFreeAt ?? now, campaignFreeAt: campaign.nextFreeAt ?? now } : null;
}

export async function savePace(tx: Db, { channel, campaignId }: Lane, { channelFreeAt, campaignFreeAt }: { channelFreeAt: Date; campaignFreeAt: Date | null }): Promise<void> {
  await sql`update message_pace set next_free_at = ${channelFreeAt} where channel = ${channel}`.execute(tx);
  if (campaignFreeAt) await sql`update message_campaigns set next_free_at = ${campaignFreeAt} where id = ${campaignId}`.execute(tx);
}

/** A channel that refuses everything at the moment is left alone for a while, by all processes. */
export async function holdChannel(db: Db, channel: string, until: Date): Promise<void> {
  await sql`
    insert into message_pace (channel, next_free_at) values (${channel}, ${until})
    on conflict (channel) do update set next_free_at = greatest(message_pace.next_free_at, excluded.next_free_at)`.execute(db);
}

/**
 * Locks messages that are due, and with each the identifier it goes to: a merge of these customers waits until the claim
 * is written, or the messages are left for later because the merge is under way.
 */
export async function pickDue(tx: Db, { channel, campaignId }: Lane, now: Date, limit: number): Promise<string[]> {
  const due: RawBuilder<unknown> = campaignId === null ? sql`campaign_id is null` : sql`campaign_id = ${campaignId}`;
  const { rows } = await sql<{ id: string }>`
    select id, subject from messages where ${due} and channel = ${channel} and next_attempt_at <= ${now}
    order by next_attempt_at limit ${limit} for update skip locked`.execute(tx);
  if (campaignId === null || rows.length === 0) return rows.map(({ id }) => id);
  const ids = rows.map(({ id }) => id);
  const { rows: held } = await sql<{ id: string }>`
    select m.id from messages m join identifiers i on i.id = m.subject where m.id = any(${ids}::uuid[]) for share of i skip locked`.execute(tx);
  const { rows: gone } = await sql<{ id: string }>`
    select m.id from messages m where m.id = any(${ids}::uuid[]) and not exists (select from identifiers i where i.id = m.subject)`.execute(tx);
  return [...held, ...gone].map(({ id }) => id);
}

export interface Claimed {
  id: string;
  outcome: 'claimed' | 'later' | SkipReason;
  kind: MessageKind;
  purpose: string;
  campaignId: string | null;
  caseId: string | null;
  subject: string | null;
  address: string;
  bodyId: string;
  variables: Record<string, unknown>;
  headers: Record<string, string>;
  attachments: MessageAttachment[];
  isAnswer: boolean;
  attempts: number;
  customerName: string | null;
  traits: Record<string, unknown> | null;
  language: string | null;
  allowsOpenPixel: boolean;
}

/**
 * Decides for each picked message with what holds now – not when it was queued – and writes the decision: claimed, put
 * off to the end of quiet hours, or skipped with its reason. What is claimed is sent by this process and no other.
 * `offset 0` keeps the planner from reading a view for all customers to judge a few.
 */
export async function judgeAndClaim(tx: Db, ids: readonly string[], { worker, now, companyZone }: { worker: number; now: Date; companyZone: string }): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    with candidate as materialized (
      select m.id, m.campaign_id, m.purpose, m.channel, m.address, m.subject, m.is_answer, i.customer_id,
        (m.is_essential or coalesce(k.is_essential, false)) as is_essential,
        row_number() over (partition by m.campaign_id, i.customer_id order by m.queued_at, m.id) as place
      from messages m left join identifiers i on i.id = m.subject left join message_campaigns k on k.id = m.campaign_id
      where m.id = any(${ids}::uuid[])
    ), judged as materialized (
      select c.id, c.campaign_id, c.customer_id,
        case
          when c.address is null or (c.subject is not null and c.customer_id is null) then 'erased'
          when blocked.purposes @> '{""}' then 'suppressed'
          when c.is_answer then null
          when c.customer_id is not null and exists (select from privacy_restrictions r join identifiers o on o.id = r.subject where o.customer_id = c.customer_id) then 'restricted'
          when not c.is_essential and (p.key is null or c.purpose = any(blocked.purposes) or consent_refusal(p.needs, p.letter_needs, c.channel, consent.state, consent.addresses, c.address) is not null) then 'no_consent'
          when c.campaign_id is not null and (c.place > 1 or exists (
            select from identifiers o join messages told on told.subject = o.id
            where o.customer_id = c.customer_id and told.campaign_id = c.campaign_id and told.id <> c.id and told.claimed_at is not null and told.refused_at is null and told.skipped_at is null)) then 'told_already'
          when ${cappedSql(now, companyZone)} then 'capped'
        end as refusal,
        case when not c.is_answer and not c.is_essential then ${quietUntilSql(now, companyZone)} end as quiet_until
      from candidate c
      left join consent_purposes p on p.key = c.purpose and p.retired_at is null
      left join lateral (select array_agg(s.purpose) as purposes from suppressed_addresses s where s.channel = c.channel and s.address_key = address_key(c.channel, c.address)) blocked on true
      left join lateral (select n.state, n.addresses from customer_consents n where n.customer_id = c.customer_id and n.purpose = c.purpose and n.channel = c.channel offset 0) consent on true
      left join lateral (select w.quiet_from, w.quiet_to, w.time_zone from contact_wishes w where w.customer_id = c.customer_id offset 0) wish on true
    ), told as (
      insert into message_told (campaign_id, customer_id, message_id)
      select campaign_id, customer_id, id from judged where refusal is null and quiet_until is null and campaign_id is not null order by customer_id
      on conflict (campaign_id, customer_id) do update set message_id = excluded.message_id where message_told.message_id = excluded.message_id
      returning message_id
    ), decided as (
      select id, case when refusal is not null then refusal when quiet_until is not null then 'later'
        when campaign_id is not null and id not in (select message_id from told) then 'told_already' else 'claimed' end as outcome, quiet_until
      from judged
    ), written as (
      update messages m set
        next_attempt_at = case d.outcome when 'later' then d.quiet_until end,
        claimed_at = case d.outcome when 'claimed' then ${now}::timestamptz else m.claimed_at end,
        claimed_by = case d.outcome when 'claimed' then ${worker}::int end,
        attempts = m.attempts + case d.outcome when 'claimed' then 1 else 0 end,
        skipped_at = case when d.outcome in ('claimed', 'later') then null else ${now}::timestamptz end,
        skipped_reason = case when d.outcome in ('claimed', 'later') then null else d.outcome end
      from decided d where m.id = d.id
      returning m.id, d.outcome, m.kind, m.purpose, m.campaign_id, m.case_id, m.subject, m.address, m.body_id, m.variables, m.headers, m.attachments, m.is_answer, m.attempts
    )
    select written.*, c.name as customer_name, c.traits, w.language,
      (select s.allows_open_pixel from message_settings s) and coalesce((select n.state from customer_consents n where n.customer_id = c.id and n.purpose = 'open_tracking' and n.channel = 'mail') = 'granted', false) as allows_open_pixel
    from written left join identifiers i on i.id = written.subject left join customers c on c.id = i.customer_id left join lateral (select v.language from contact_wishes v where v.customer_id = c.id offset 0) w on true`.execute(tx);
  return rows;
}
