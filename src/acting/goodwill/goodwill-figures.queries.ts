import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface GivenRow {
  kind: string;
  nameDe: string;
  nameEn: string;
  department: string | null;
  touchpoint: string | null;
  n: number;
  valueCents: number;
  unasked: number;
}

/** What was booked in a span and not taken back, by kind, department and touchpoint. */
export async function sumGiven(db: Db, { from, to, departments }: { from: Date; to: Date; departments: readonly string[] | null }): Promise<GivenRow[]> {
  const { rows } = await sql<GivenRow>`
    select b.kind, k.name_de, k.name_en, b.department, b.touchpoint, count(*) as n, sum(b.value_cents) as value_cents, count(*) filter (where b.approved_at is null) as unasked
    from goodwill_bookings b join goodwill_kinds k on k.code = b.kind
    where b.booked_at >= ${from} and b.booked_at < ${to} and b.cancelled_at is null
      and (${departments}::text[] is null or b.department = any(${departments}::text[]))
    group by b.kind, k.name_de, k.name_en, b.department, b.touchpoint
    limit 10000`.execute(db);
  return rows;
}
