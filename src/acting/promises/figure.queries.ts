import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface KeptCounts {
  group: string;
  /** Due or settled, without those withdrawn in time. */
  promises: number;
  kept: number;
  withdrawn: number;
  /** Different customers behind it; somebody unknown counts as one of their own. */
  customers: number;
}

const groups = {
  none: sql`''`, department: sql`coalesce(p.department, '')`, touchpoint: sql`coalesce(p.touchpoint, '')`, kind: sql`p.kind`, month: sql`to_char(p.due_at at time zone p.time_zone, 'YYYY-MM')`,
} satisfies Record<string, RawBuilder<unknown>>;

/** Promises due in a span of time: how many were kept in time. One withdrawn before it was due was not broken, and counts for neither side. */
export async function countKept(db: Db, by: keyof typeof groups, { from, to, now, departments }: { from: Date; to: Date; now: Date; departments: readonly string[] | null }): Promise<KeptCounts[]> {
  const { rows } = await sql<KeptCounts>`
    select ${groups[by]} as "group",
      count(*) filter (where p.broken_at is not null or p.kept_at is not null or (p.withdrawn_at is null and p.due_at < ${now})) as promises,
      count(*) filter (where p.kept_at <= p.due_at) as kept,
      count(*) filter (where p.withdrawn_at is not null and p.broken_at is null) as withdrawn,
      count(distinct coalesce(i.customer_id, p.case_id, p.id)) filter (where p.broken_at is not null or p.kept_at is not null or (p.withdrawn_at is null and p.due_at < ${now})) as customers
    from promises p left join cases c on c.id = p.case_id left join identifiers i on i.id = coalesce(c.subject, p.subject)
    where p.due_at >= ${from} and p.due_at < ${to} and (p.due_at < ${now} or p.kept_at is not null or p.withdrawn_at is not null)
      and (${departments}::text[] is null or p.department = any(${departments}::text[]))
    group by 1 order by 1 limit 500`.execute(db);
  return rows;
}
