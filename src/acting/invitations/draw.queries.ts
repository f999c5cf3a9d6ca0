import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Sample } from './invitations.contract.ts';
import type { Question } from './judge.queries.ts';
import { isInShareSql, drawnNumberSql, sampledSql } from './sample.queries.ts';

/** A UUID of version 7 made by the store: it sorts by the time that was given. */
export const newIdSql = (at: Date) => sql`(lpad(to_hex((extract(epoch from ${at}::timestamptz) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid`;

/** A statement over everybody: more memory for its sorts, and more time than a page may take. */
export async function allowMuch(tx: Db): Promise<void> {
  await sql`select set_config('work_mem', '128MB', true), set_config('statement_timeout', '600000', true)`.execute(tx);
}

/** Everybody in the frame gets a row: drawn and due at once or later, or not invited for a reason. @returns how many */
export async function insertDrawn(tx: Db, question: Question, sample: Sample): Promise<number> {
  const { distributionId, survey, now } = question;
  await allowMuch(tx);
  const { numAffectedRows } = await sql`
    insert into survey_invitations (id, distribution_id, survey, once_key, subject, stratum, looked_at, sampled_at, due_at, delayed_at, delayed_because, skipped_at, skipped_reason)
    select ${newIdSql(now)}, ${distributionId}, ${survey}, j.key, j.subject, j.stratum, ${now}::timestamptz,
      case when j.is_drawn then ${now}::timestamptz end, case when j.is_drawn then coalesce(j.due_at, ${now}::timestamptz) end,
      case when j.is_drawn and j.delayed_because is not null then ${now}::timestamptz end, case when j.is_drawn then j.delayed_because end,
      case when not j.is_drawn then ${now}::timestamptz end, case when not j.is_drawn then coalesce(j.reason, 'not_sampled') end
    from (${sampledSql(question, sample)}) j
    on conflict (distribution_id, once_key) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** After many rows at once the planner would still take the table for a small one, and read all of it for each batch. */
export async function countAnew(db: Db): Promise<void> {
  await sql`analyze survey_invitations`.execute(db);
}

/** Staff to be asked: those of the departments, or the addresses that were uploaded. */
export const staffFrameSql = (distributionId: string, departments: readonly string[] | null) => sql`
  select 'staff:' || u.id as key, u.email as address, u.language from users u
  where u.deactivated_at is null and not exists (select from distribution_list l where l.distribution_id = ${distributionId}) and (${departments}::text[] is null or u.departments && ${departments}::text[])
  union all
  select 'staff:' || l.place, l.address, (select u.language from users u where u.email = l.address) from distribution_list l where l.distribution_id = ${distributionId} and l.address is not null`;

const staffDrawnSql = (distributionId: string, departments: readonly string[] | null, sample: Sample) => {
  const chosen = sample.kind === 'count' ? sql`row_number() over (order by ${drawnNumberSql(distributionId, sql`f.key`)}, f.key) <= ${sample.n}` : isInShareSql(distributionId, sql`f.key`, sample);
  return sql`select f.key, ${chosen} as is_drawn from (${staffFrameSql(distributionId, departments)}) f`;
};

export async function insertDrawnStaff(tx: Db, { distributionId, survey, departments, sample, now }: { distributionId: string; survey: string; departments: readonly string[] | null; sample: Sample; now: Date }): Promise<void> {
  await sql`
    insert into survey_invitations (id, distribution_id, survey, once_key, looked_at, sampled_at, due_at, skipped_at, skipped_reason)
    select ${newIdSql(now)}, ${distributionId}, ${survey}, j.key, ${now}::timestamptz, case when j.is_drawn then ${now}::timestamptz end, case when j.is_drawn then ${now}::timestamptz end,
      case when not j.is_drawn then ${now}::timestamptz end, case when not j.is_drawn then 'not_sampled' end
    from (${staffDrawnSql(distributionId, departments, sample)}) j
    on conflict (distribution_id, once_key) do nothing`.execute(tx);
}

export async function countStaff(db: Db, { distributionId, departments, sample }: { distributionId: string; departments: readonly string[] | null; sample: Sample }): Promise<{ of: number; drawn: number }> {
  const { rows } = await sql<{ of: number; drawn: number }>`select count(*)::int as of, count(*) filter (where is_drawn)::int as drawn from (${staffDrawnSql(distributionId, departments, sample)}) j`.execute(db);
  return rows[0] ?? { of: 0, drawn: 0 };
}

export interface TriggeringEvent {
  key: string;
  subject: string;
  at: Date;
}

/** Events become invitations, each once for ever; those outside of the sample need no row. @returns how many are in the sample */
export async function insertTriggered(tx: Db, { distributionId, survey, sample, afterMinutes, now }: { distributionId: string; survey: string; sample: Sample; afterMinutes: number; now: Date }, events: readonly TriggeringEvent[]): Promise<number> {
  const { rows } = await sql<{ drawn: number }>`
    with event as materialized (
      select 'event:' || e.key as key, e.subject, e.at from unnest(${events.map(({ key }) => key)}::text[], ${events.map(({ subject }) => subject)}::uuid[], ${events.map(({ at }) => at.toISOString())}::timestamptz[]) as e (key, subject, at)
    ), drawn as materialized (
      select * from event where ${isInShareSql(distributionId, sql`event.key`, sample)}
    ), made as (
      insert into survey_invitations (id, distribution_id, survey, once_key, subject, event_at, looked_at, sampled_at, due_at)
      select ${newIdSql(now)}, ${distributionId}, ${survey}, d.key, d.subject, d.at, ${now}::timestamptz, ${now}::timestamptz, greatest(${now}::timestamptz, d.at + ${afterMinutes}::int * interval '1 minute') from drawn d order by d.at, d.key
      on conflict (distribution_id, once_key) do nothing
    )
    select count(*)::int as drawn from drawn`.execute(tx);
  return rows[0]?.drawn ?? 0;
}
