import { type RawBuilder, sql } from 'kysely';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

export interface LastShown {
  /** Of this placement. */
  shownAt: Date | null;
  /** Of this survey, to the end, on whichever way. */
  answeredAt: Date | null;
  /** Of any other placement. */
  otherAt: Date | null;
}

/**
 * What the customer behind these identifiers was shown and has answered, on whichever device. A shared device speaks for
 * itself only: what one of its people was shown elsewhere says nothing about the others.
 */
export async function findLastShown(db: Db, { placement, survey, subjects }: { placement: string; survey: string; subjects: readonly string[] }): Promise<LastShown> {
  const { rows } = await sql<LastShown>`
    with mine as (
      select unnest(${subjects}::uuid[]) as id
      union
      select other.id
      from identifiers said join identifiers other on other.customer_id = said.customer_id
      where said.id = any(${subjects}::uuid[])
        and not exists (select 1 from identifier_spans s where s.node_id in (said.id, other.id))
    )
    select max(w.at) filter (where w.placement = ${placement}) as shown_at,
      max(w.at) filter (where w.placement <> ${placement}) as other_at,
      greatest(
        max(a.finished_at) filter (where w.placement = ${placement}),
        (select max(r.finished_at) from responses r where r.survey = ${survey} and r.subject in (select id from mine))
      ) as answered_at
    from placement_showings w left join responses a on a.id = w.response_id
    where w.subject in (select id from mine)`.execute(db);
  return rows[0] ?? { shownAt: null, answeredAt: null, otherAt: null };
}

/** @returns false when this showing is known already */
export async function insertShowing(db: Db, showing: { responseId: string; placement: string; survey: string; subject: string | null; at: Date }): Promise<boolean> {
  const { responseId, placement, survey, subject, at } = showing;
  const { rows } = await sql`
    insert into placement_showings (response_id, placement, survey, subject, at)
    values (${responseId}, ${placement}, ${survey}, ${subject}, ${at})
    on conflict (response_id) do nothing
    returning 1`.execute(db);
  return rows.length > 0;
}

export async function hasShowing(db: Db, responseId: string, placement: string): Promise<boolean> {
  const { rows } = await sql`select 1 from placement_showings where response_id = ${responseId} and placement = ${placement}`.execute(db);
  return rows.length > 0;
}

/** Of shared devices only what was shown in the customer's time. */
function toCustomer({ subjects, spans }: CustomerReach): RawBuilder<unknown> {
  return sql`(subject = any(${subjects}::uuid[]) or exists (
    select 1 from unnest(${spans.map((s) => s.subject)}::uuid[], ${spans.map((s) => s.fromMs)}::float8[], ${spans.map((s) => s.toMs)}::float8[]) as span (subject, from_ms, to_ms)
    where span.subject = placement_showings.subject and (from_ms is null or at >= to_timestamp(from_ms / 1000)) and (to_ms is null or at < to_timestamp(to_ms / 1000))))`;
}

export async function countShowingsOf(db: Db, reach: CustomerReach): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from placement_showings where ${toCustomer(reach)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listShowingsOf(db: Db, reach: CustomerReach): Promise<{ survey: string; at: Date }[]> {
  const { rows } = await sql<{ survey: string; at: Date }>`select survey, at from placement_showings where ${toCustomer(reach)} order by at limit 10000`.execute(db);
  return rows;
}

export async function deleteShowingsOf(tx: Db, reach: CustomerReach): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from placement_showings where ${toCustomer(reach)} returning 1) select count(*)::int as n from gone`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function countShowingsBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from placement_showings where at < ${before}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function deleteShowingsBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from placement_showings where at < ${before} returning 1) select count(*)::int as n from gone`.execute(db);
  return rows[0]?.n ?? 0;
}
