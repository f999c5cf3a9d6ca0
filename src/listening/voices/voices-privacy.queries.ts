import { sql } from 'kysely';
import type { CustomerReach, RetentionAction } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';
import { forgetVoices } from './voices.queries.ts';

type Reach = Pick<CustomerReach, 'subjects'>;

export async function countVoicesOf(db: Db, { subjects }: Reach): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from voices where subject = any(${[...subjects]}::uuid[])`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listVoicesOf(db: Db, { subjects }: Reach, limit: number): Promise<{ at: Date; answeredAt: Date | null; source: string; title: string; text: string; stars: number | null; author: string; place: string; product: string; url: string | null; answer: string }[]> {
  const { rows } = await sql<{ at: Date; answeredAt: Date | null; source: string; title: string; text: string; stars: number | null; author: string; place: string; product: string; url: string | null; answer: string }>`
    select v.at, v.answered_at, s.name as source, v.title, v.text, v.stars, v.author, v.place, v.product, v.url, v.answer
    from voices v join voice_sources s on s.id = v.source_id where v.subject = any(${[...subjects]}::uuid[]) order by v.at limit ${limit}`.execute(db);
  return rows;
}

export async function forgetVoicesOf(tx: Db, { subjects }: Reach, at: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from voices where subject = any(${[...subjects]}::uuid[]) for update`.execute(tx);
  const ids = rows.map(({ id }) => id);
  await sql`delete from voice_replies where voice_id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from voice_cases where voice_id = any(${ids}::uuid[])`.execute(tx);
  return forgetVoices(tx, ids, at);
}

export async function countOldVoices(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from voices where at < ${before} and erased_at is null and (author <> '' or subject is not null or text <> '')`.execute(db);
  return rows[0]?.n ?? 0;
}

/** anonymise: whose words it were goes, the public words stay; delete: all but the fingerprint goes. */
export async function ageVoices(db: Db, { action, before, at }: { action: RetentionAction; before: Date; at: Date }): Promise<number> {
  if (action === 'anonymise') {
    const { rows } = await sql<{ n: number }>`
      with old as (update voices set author = '', subject = null, known_by = null, external_id = null, url = null where at < ${before} and erased_at is null and (author <> '' or subject is not null) returning 1) select count(*) as n from old`.execute(db);
    return rows[0]?.n ?? 0;
  }
  let n = 0;
  for (;;) {
    const { rows } = await sql<{ id: string }>`select id from voices where at < ${before} and erased_at is null order by at limit 1000`.execute(db);
    if (rows.length === 0) return n;
    n += await db.transaction().execute((tx) => forgetVoices(tx, rows.map(({ id }) => id), at));
  }
}

export async function countVoicesByYear(db: Db, before: Date): Promise<{ year: number; n: number }[]> {
  const { rows } = await sql<{ year: number; n: number }>`select extract(year from at)::int as year, count(*) as n from voices where at < ${before} and erased_at is null group by 1 order by 1 limit 200`.execute(db);
  return rows;
}
