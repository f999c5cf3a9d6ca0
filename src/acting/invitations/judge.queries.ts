import { type RawBuilder, sql } from 'kysely';
import type { InvitationChannel } from './invitations.contract.ts';

/** Everything that decides whether somebody is invited now. */
export interface Question {
  distributionId: string;
  survey: string;
  surveyKind: string;
  /** Statement: key, customer_id (null = we know nobody), subject, event_at. */
  frame: RawBuilder<unknown>;
  /** Only these customers are in the frame; null = there may be many, and everything is read once. */
  only: readonly string[] | null;
  /** What it means when there is no customer. */
  missing: 'unknown' | 'erased';
  skipsOpenCases: boolean;
  channels: readonly InvitationChannel[];
  /** Those of them that can send now. */
  ready: readonly string[];
  /** Condition on `c` and `wish`: has had enough messages of this purpose, as the sending counts. */
  capped: RawBuilder<boolean>;
  expiresAt: Date | null;
  /** Of a trigger: so long after the event it is too late. */
  withinHours: number | null;
  /** Whether two customers with one address are told apart: only in a frame that is looked at as a whole. */
  isWhole: boolean;
  now: Date;
}

/**
 * Everybody of the frame, judged in one statement: on which channel they would be invited, or why not, or when.
 * Columns: key, customer_id, subject, channel, address, language, reason, delayed_because, due_at (of the delayed ones).
 * First what a person decided, then the addresses – preferred channel first, then the order of the distribution, the first
 * one that may be used –, then how often they were asked, and last who shares an address.
 */
export function judgedSql({ survey, surveyKind, frame, only, missing, skipsOpenCases, channels, ready, capped, expiresAt, withinHours, isWhole, now }: Question): RawBuilder<unknown> {
  // A few are looked up one by one; for everybody each table is read once and hashed.
  const blockedOf = only === null
    ? sql`left join (select s.channel || ' ' || s.address_key as key, array_agg(s.purpose) as purposes from suppressed_addresses s group by 1) b on b.key = d.channel || ' ' || address_key_with(pepper.value, d.channel, d.address)`
    : sql`left join lateral (select array_agg(s.purpose) as purposes from suppressed_addresses s where s.channel = d.channel and s.address_key = address_key_with(pepper.value, d.channel, d.address)) b on true`;
  const invitationsOf = only === null
    ? sql`survey_invitations v join invitation_messages n on n.invitation_id = v.id and n.number = 0 join identifiers o on o.id = v.subject`
    : sql`(select i.id, i.customer_id from identifiers i where i.customer_id = any(${only}::uuid[])) o
      cross join lateral (select v.id, v.survey from survey_invitations v where v.subject = o.id offset 0) v cross join lateral (select n.message_id, n.queued_at from invitation_messages n where n.invitation_id = v.id and n.number = 0 offset 0) n`;
  const among = (column: string) => (only === null ? sql`true` : sql`${sql.ref(column)} = any(${only}::uuid[])`);
  return sql`
    with frame as materialized (${frame}),
    restricted as materialized (
      select distinct o.customer_id from privacy_restrictions r join identifiers o on o.id = r.subject
    ), busy as materialized (
      select distinct o.customer_id from cases v join identifiers o on o.id = v.subject where ${skipsOpenCases} and v.is_active and v.merged_into is null and ${among('o.customer_id')}
    ), said as materialized (
      -- wishes as in the views customer_addresses and contact_wishes
      select distinct on (i.customer_id) i.customer_id, p.channels, p.time_zone, p.language from contact_preferences p join identifiers i on i.id = p.subject where ${among('i.customer_id')} order by i.customer_id, p.set_at desc, p.subject
    ), person as materialized (
      select f.key, f.customer_id, f.subject, least(${expiresAt}::timestamptz, (select s.closes_at from surveys s where s.code = ${survey}), f.event_at + ${withinHours}::int * interval '1 hour') as deadline,
        s.channels, case when s.channels is null then channel_of_word(k.traits ->> 'preferredChannel') end as preferred,
        coalesce(s.time_zone, k.traits ->> 'timeZone', k.traits ->> 'timezone') as time_zone, coalesce(s.language, lower(left(coalesce(k.traits ->> 'language', k.traits ->> 'locale'), 2))) as language
      from frame f left join customers k on k.id = f.customer_id left join said s on s.customer_id = f.customer_id
    ), consent as materialized (
      select n.customer_id, n.channel, n.state, n.addresses from customer_consents n where n.purpose = 'feedback' and ${among('n.customer_id')}
    ), address as (
      select a.key, d.subject, d.channel, d.address,
        coalesce(array_position(a.channels, d.channel), case when a.preferred = d.channel then 0 end, 100 + array_position(${channels}::text[], d.channel)) as place,
        case when b.purposes @> '{""}' then 3
          when 'feedback' = any(b.purposes) or p.key is null or consent_refusal(p.needs, p.letter_needs, d.channel, n.state, n.addresses, d.address) is not null then 2
          when d.channel <> all(${ready}::text[]) then 1
          else 0 end as refusal
      from person a
      join bare_addresses d on d.customer_id = a.customer_id and d.channel = any(${channels}::text[]) and ${among('d.customer_id')}
      cross join consent_pepper pepper
      ${blockedOf}
      left join consent_purposes p on p.key = 'feedback' and p.retired_at is null
      left join consent n on n.customer_id = a.customer_id and n.channel = d.channel
    ), best as materialized (
      -- of several refusals the one that we can change says most, and what the customer chose more than a dead address
      select distinct on (key) key, subject, channel, address, refusal from address order by key, refusal, place, address
    ), rule as materialized (
      select r.id, r.scope, r.survey_kind, r.survey, r.most, r.days * interval '24 hours' as span, r.effect, r.exceptions from fatigue_rules r
      where r.switched_off_at is null and ${survey} <> all(r.exceptions) and (r.scope = 'all' or r.survey_kind = ${surveyKind} or r.survey = ${survey})
    ), invited as materialized (
      -- what left or will leave; reminders do not count, nor what came back
      select o.customer_id, v.survey, s.kind, coalesce(m.handed_at, n.queued_at) as at
      from ${invitationsOf} join surveys s on s.code = v.survey left join messages m on m.id = n.message_id
      where m.skipped_at is null and m.refused_at is null and m.bounced_at is null
        and coalesce(m.handed_at, n.queued_at) > ${now}::timestamptz - (select max(span) from rule)
    ), tired as materialized (
      -- the n-th newest invitation says from when on another one is allowed
      select customer_id, bool_or(effect = 'skip') as skips, max(at + span) as allowed_at from (
        select i.customer_id, r.effect, r.most, r.span, i.at, row_number() over (partition by r.id, i.customer_id order by i.at desc) as place
        from invited i join rule r on (r.scope = 'all' or r.survey_kind = i.kind or r.survey = i.survey) and i.survey <> all(r.exceptions)
      ) counted where place = most and at + span > ${now}::timestamptz group by customer_id
    ), c as materialized (
      select a.key, a.customer_id, coalesce(b.subject, a.subject) as subject, b.channel, b.address, 'feedback'::text as purpose, null::uuid as id, a.time_zone, a.language, a.deadline, t.allowed_at,
        case
          when a.customer_id is null then ${missing}
          when a.deadline <= ${now}::timestamptz then 'too_late'
          when r.customer_id is not null then 'restricted'
          when o.customer_id is not null then 'case_open'
          when b.key is null or b.refusal = 3 then 'unreachable'
          when b.refusal = 2 then 'no_consent'
          when b.refusal = 1 then 'channel_not_ready'
          when t.skips or t.allowed_at >= a.deadline then 'fatigue'
        end as reason
      from person a
      left join restricted r on r.customer_id = a.customer_id
      left join busy o on o.customer_id = a.customer_id
      left join best b on b.key = a.key
      left join tired t on t.customer_id = a.customer_id
    ), wished as materialized (
      select c.key, c.customer_id, c.subject, c.channel, c.address, c.language, c.deadline, c.reason, c.allowed_at,
        c.reason is null and c.allowed_at is null and exists (select from message_caps where purpose = 'feedback') and ${capped} as is_capped
      from c cross join lateral (select c.time_zone) wish
    ), decided as materialized (
      select w.*,
        -- enough messages for today or this week: looked at again a day later, at the same time of day
        case when w.is_capped then ${now}::timestamptz + interval '24 hours' else w.allowed_at end as later_at,
        case when w.is_capped then 'capped' when w.reason is null and w.allowed_at is not null then 'fatigue' end as delay
      from wished w
    ), twice as materialized (
      -- addresses of several customers: the first of them is asked there
      select d.channel, d.address, min(d.customer_id::text collate "C")::uuid as first_id from decided d where ${isWhole} and d.reason is null group by 1, 2 having count(*) > 1
    )
    select d.key, d.customer_id, d.subject, d.language, d.channel, d.address,
      case when d.reason is not null then d.reason when d.delay = 'capped' and d.later_at >= d.deadline then 'capped' when twice.first_id <> d.customer_id then 'duplicate_address' end as reason,
      case when d.reason is null then d.delay end as delayed_because, case when d.reason is null then d.later_at end as due_at
    from decided d left join twice on twice.channel = d.channel and twice.address = d.address`;
}
