import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { ClockKind, FigureQuery } from './service-levels.contract.ts';

export interface ClockCounts {
  clock: ClockKind;
  group: string;
  n: number;
  kept: number;
  cases: number;
}

const groups = {
  none: sql`''`, department: sql`coalesce(department, '')`, touchpoint: sql`coalesce(touchpoint, '')`, channel: sql`channel`, priority: sql`priority`, month: sql`to_char(started_at at time zone 'UTC', 'YYYY-MM')`,
} satisfies Record<FigureQuery['by'], RawBuilder<unknown>>;

/** Clocks that began in a span of time and are decided: in time, or not. */
export async function countClocks(db: Db, by: FigureQuery['by'], { from, to, departments }: { from: Date; to: Date; departments: readonly string[] | null }): Promise<ClockCounts[]> {
  const { rows } = await sql<ClockCounts>`
    select kind as clock, ${groups[by]} as "group", count(*) as n, count(*) filter (where breached_at is null) as kept, count(distinct case_id) as cases
    from service_clocks
    where started_at >= ${from} and started_at < ${to} and (fulfilled_at is not null or breached_at is not null)
      and (${departments}::text[] is null or department = any(${departments}::text[]))
    group by 1, 2 order by 1, 2 limit 1000`.execute(db);
  return rows;
}
