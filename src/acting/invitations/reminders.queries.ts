import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** What is to become of somebody whose reminder is due. */
export interface DueReminder {
  id: string;
  /** over: answered, unreachable, objected … · later: not the time yet · send */
  outcome: 'over' | 'later' | 'send';
  laterAt: Date | null;
  /** Of this reminder; 1 is the first. */
  number: number;
  channel: string;
  address: string | null;
  subject: string | null;
  language: string | null;
  variables: Record<string, unknown>;
}

/**
 * Those whose reminder may be due, judged with what holds now. A reminder is counted from when the last message left; who
 * has answered, sent us back, objected or is gone gets none; who has an open case, or enough messages this week, gets it later.
 */
export async function judgeReminders(tx: Db, { distributionId, afterDays, skipsOpenCases, capped, now, limit }: { distributionId: string; afterDays: number; skipsOpenCases: boolean; capped: RawBuilder<boolean>; now: Date; limit: number }): Promise<DueReminder[]> {
  const { rows } = await sql<DueReminder>`
    with due as materialized (
      select v.id, v.subject, i.customer_id from survey_invitations v left join identifiers i on i.id = v.subject
      where v.distribution_id = ${distributionId} and v.next_reminder_at <= ${now} order by v.next_reminder_at, v.id limit ${limit} for update of v
    ), sent as materialized (
      select d.id, n.number, m.id as message_id, m.handed_at, m.skipped_at, m.skipped_reason, m.refused_at, m.bounced_at, m.unclear_at, m.channel, m.address, m.subject, m.variables, b.language
      from due d join invitation_messages n on n.invitation_id = d.id join messages m on m.id = n.message_id join message_bodies b on b.id = m.body_id
    ), last as materialized (
      select distinct on (id) id, number, handed_at, unclear_at from sent order by id, number desc
    ), c as materialized (
      select d.id as invitation_id, d.customer_id, 'feedback'::text as purpose, null::uuid as id, l.number + 1 as number, l.handed_at + ${afterDays}::int * interval '24 hours' as due_at, l.handed_at, l.unclear_at,
        f.channel, f.address, f.subject, f.language, f.variables,
        d.customer_id is null or f.id is null or f.address is null or f.variables = '{}'
          or exists (select from survey_link_facts k where k.invitation = d.id and k.finished_at is not null)
          or exists (select from sent s where s.id = d.id and (s.refused_at is not null or s.bounced_at is not null or (s.skipped_at is not null and (s.number = 0 or s.skipped_reason <> 'capped'))))
          or exists (select from identifiers o join privacy_restrictions r on r.subject = o.id where o.customer_id = d.customer_id) as is_over,
        ${skipsOpenCases} and exists (select from identifiers o join cases v on v.subject = o.id where o.customer_id = d.customer_id and v.is_active and v.merged_into is null) as is_busy
      from due d left join last l on l.id = d.id left join sent f on f.id = d.id and f.number = 0
    )
    select c.invitation_id as id, c.number, c.channel, c.address, c.subject, c.language, c.variables,
      case when c.is_over then 'over' when c.handed_at is null or c.due_at > ${now}::timestamptz or c.is_busy or ${capped} then 'later' else 'send' end as outcome,
      -- what has not left yet is looked at again within the hour; what left is waited for to the minute
      case when c.due_at > ${now}::timestamptz then c.due_at when c.handed_at is null then ${now}::timestamptz + interval '1 hour' else ${now}::timestamptz + interval '24 hours' end as later_at
    from c cross join lateral (select coalesce(w.time_zone, k.traits ->> 'timeZone', k.traits ->> 'timezone') as time_zone from customers k
      left join lateral (select p.time_zone from identifiers o join contact_preferences p on p.subject = o.id where o.customer_id = k.id order by p.set_at desc, p.subject limit 1) w on true where k.id = c.customer_id
      union all select null where not exists (select from customers k where k.id = c.customer_id)) wish
    order by c.invitation_id`.execute(tx);
  return rows;
}

export async function saveNextReminders(tx: Db, next: readonly { id: string; at: Date | null }[]): Promise<void> {
  await sql`
    update survey_invitations v set next_reminder_at = s.at from unnest(${next.map(({ id }) => id)}::uuid[], ${next.map(({ at }) => at?.toISOString() ?? null)}::timestamptz[]) as s (id, at) where v.id = s.id`.execute(tx);
}
