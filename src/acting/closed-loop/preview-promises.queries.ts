import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** Promises that were found broken in a span. */
export async function countBrokenPromises(db: Db, { from, touchpoints }: { from: Date; touchpoints: readonly string[] | null }): Promise<{ n: number; customers: number }> {
  const { rows } = await sql<{ n: number; customers: number }>`
    select count(*) as n, count(distinct i.customer_id) as customers
    from promise_events e join promises p on p.id = e.promise_id left join identifiers i on i.id = p.subject
    where e.kind = 'broken' and e.at >= ${from} and (${touchpoints}::text[] is null or p.touchpoint = any(${touchpoints}::text[]))`.execute(db);
  return rows[0] ?? { n: 0, customers: 0 };
}
