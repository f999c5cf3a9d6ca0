import { type RawBuilder, sql } from 'kysely';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

/** Of a case of the customer, or made under one of their identifiers. */
function theirs({ customerId, subjects, spans }: CustomerReach): RawBuilder<unknown> {
  return sql`(coalesce(c.subject, p.subject) = any(${subjects}::uuid[]) or coalesce(c.subject, p.subject) in (select id from identifiers where customer_id = ${customerId} and id = any(${spans.map((span) => span.subject)}::uuid[])))`;
}

export async function countPromisesOf(db: Db, reach: CustomerReach): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from promises p left join cases c on c.id = p.case_id where ${theirs(reach)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function exportPromisesOf(db: Db, reach: CustomerReach): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select jsonb_strip_nulls(jsonb_build_object('what', p.text, 'kind', p.kind, 'due_at', p.due_at, 'time_zone', p.time_zone, 'made_at', p.made_at, 'kept_at', p.kept_at, 'withdrawn_at', p.withdrawn_at,
      'withdrawn_reason', p.withdrawn_reason, 'broken_at', p.broken_at)) as row
    from promises p left join cases c on c.id = p.case_id where ${theirs(reach)} order by p.due_at, p.id limit 10000`.execute(db);
  return rows.map(({ row }) => row);
}

/** The figure stays, who and what not. An open promise has nobody left to be kept to. */
export async function forgetPromisesOf(tx: Db, reach: CustomerReach, at: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with gone as (
      update promises p set subject = null, case_id = null, text = '', line = null, reading = null, withdrawn_reason = null, next_notice_at = null, version = version + 1,
        withdrawn_at = case when p.kept_at is null and p.withdrawn_at is null then ${at} else p.withdrawn_at end
      where p.id in (select p.id from promises p left join cases c on c.id = p.case_id where ${theirs(reach)}) returning p.id),
    events as (update promise_events e set data = '{}' from gone where e.promise_id = gone.id and e.kind in ('withdrawn', 'kept') returning 1)
    select (select count(*) from gone) + 0 * (select count(*) from events) as n`.execute(tx);
  return rows[0]?.n ?? 0;
}
