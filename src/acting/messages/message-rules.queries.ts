import { type RawBuilder, sql } from 'kysely';

/**
 * Whether the customer has had enough of a purpose, counted in calendar days and weeks where he lives. `c` has customer_id,
 * purpose and id (null before there is a message), `wish` time_zone.
 */
export function cappedSql(now: Date, companyZone: string): RawBuilder<boolean> {
  return sql`exists (
    select from message_caps cap
    cross join lateral (select zone_or(wish.time_zone, ${companyZone}) as name) zone
    cross join lateral (
      select count(*) filter (where sent.claimed_at >= date_trunc('day', ${now}::timestamptz, zone.name)) as today, count(*) as this_week
      from identifiers o join messages sent on sent.subject = o.id
      where o.customer_id = c.customer_id and sent.purpose = c.purpose and sent.id is distinct from c.id and not sent.is_answer
        and sent.claimed_at >= date_trunc('week', ${now}::timestamptz, zone.name) and sent.skipped_at is null and sent.refused_at is null
    ) had
    where cap.purpose = c.purpose and (had.today >= cap.per_day or had.this_week >= cap.per_week))`;
}

/**
 * When quiet hours end; null outside of them. What a customer says holds for everything that makes a sound; the hours of the
 * company only for channels that ring. `c` has channel, `wish` quiet_from, quiet_to, time_zone.
 */
export function quietUntilSql(now: Date, companyZone: string): RawBuilder<Date | null> {
  return sql`case
    when c.channel in ('letter', 'notice') then null
    when wish.quiet_from is not null then quiet_until(${now}::timestamptz, zone_or(wish.time_zone, ${companyZone}), wish.quiet_from, wish.quiet_to)
    when c.channel = 'mail' then null
    else (select quiet_until(${now}::timestamptz, zone_or(wish.time_zone, ${companyZone}), s.quiet_from, s.quiet_to) from message_settings s) end`;
}
