import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';

export interface QuietCustomer {
  id: string;
  subjects: string[];
}

/**
 * Customers known since before an instant about whom nothing was said since, without a contract that runs, and not
 * restricted; in the order of their ids. Whether they were in contact since is a question for history.
 */
export async function listQuietCustomers(db: Db, before: Date, afterId: string, limit: number): Promise<QuietCustomer[]> {
  const { rows } = await sql<QuietCustomer>`
    select c.id, (select array_agg(i.id::text) from identifiers i where i.customer_id = c.id) as subjects
    from customers c
    where c.id > ${afterId}::uuid and c.first_at < ${before}
      and not exists (select 1 from identifiers i join contracts r on r.subject = i.id where i.customer_id = c.id and (r.ends_on is null or r.ends_on >= ${before}))
      and not exists (select 1 from identifiers i, jsonb_each(i.traits) as said where i.customer_id = c.id and (said.value ->> 1)::float8 >= ${before.getTime()}::float8)
      and not exists (select 1 from identifiers i join privacy_restrictions p on p.subject = i.id where i.customer_id = c.id)
    order by c.id limit ${limit}`.execute(db);
  return rows;
}

/** Of some identifiers, those under which something happened since an instant. */
export async function listActiveSubjects({ history }: Context, subjects: readonly string[], since: string): Promise<Set<string>> {
  const rows = await history.query<{ subject: string }>(
    `select distinct subject from interactions where subject in {subjects:Array(UUID)} and at >= {since:DateTime64(3)}
     union distinct select distinct subject from answers where subject in {subjects:Array(UUID)} and at >= {since:DateTime64(3)}`,
    { subjects, since }, { lane: 'analysis' },
  );
  return new Set(rows.map((row) => row.subject));
}
