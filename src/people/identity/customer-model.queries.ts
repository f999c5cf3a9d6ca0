import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface CustomerRow {
  id: string;
  name: string;
  traits: Record<string, unknown>;
  baseText: string;
  firstAt: Date | null;
}

/** @returns those that are new or look different now */
export async function upsertCustomers(tx: Db, rows: readonly CustomerRow[]): Promise<{ id: string; isNew: boolean }[]> {
  if (rows.length === 0) return [];
  await learnWords(tx, rows.map((row) => row.baseText));
  const { rows: written } = await sql<{ id: string; isNew: boolean }>`
    insert into customers (id, name, traits, base_text, first_at)
    select * from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.name)}::text[], ${rows.map((r) => JSON.stringify(r.traits))}::jsonb[], ${rows.map((r) => r.baseText)}::text[], ${rows.map((r) => r.firstAt)}::timestamptz[])
    on conflict (id) do update set name = excluded.name, traits = excluded.traits, base_text = excluded.base_text, first_at = excluded.first_at
    where (customers.name, customers.traits, customers.base_text, customers.first_at) is distinct from (excluded.name, excluded.traits, excluded.base_text, excluded.first_at)
    returning id, xmax = 0 as is_new`.execute(tx);
  return written;
}

/** @returns those that were there */
export async function deleteCustomers(tx: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`delete from customers where id = any(${ids}::uuid[]) returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** @returns those of the identifiers on which contracts, devices, addresses or memberships hang */
export async function listNodesWithRecords(tx: Db, nodeIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${nodeIds}::uuid[]) as moved (id)
    where exists (select 1 from contracts where subject = moved.id) or exists (select 1 from devices where subject = moved.id)
       or exists (select 1 from addresses where subject = moved.id) or exists (select 1 from account_members where subject = moved.id)`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Gathers what the records say about these customers, so that a contract number or a phone model finds its owner. */
export async function refreshRecordTexts(tx: Db, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  const { rows } = await sql<{ recordText: string }>`
    update customers set record_text = coalesce(found.words, '')
    from unnest(${customerIds}::uuid[]) as wanted (id)
    left join (
      select i.customer_id, lower(unaccent(string_agg(words, ' ' order by words))) as words
      from identifiers i
      cross join lateral (
        select concat_ws(' ', number, product) as words from contracts where subject = i.id
        union all select concat_ws(' ', model, serial) from devices where subject = i.id
        union all select concat_ws(' ', street, postcode, city) from addresses where subject = i.id
        union all select a.name from account_members m join accounts a on a.id = m.account_id where m.subject = i.id
      ) as records
      where i.customer_id = any(${customerIds}::uuid[])
      group by i.customer_id
    ) as found on found.customer_id = wanted.id
    where customers.id = wanted.id and customers.record_text <> coalesce(found.words, '')
    returning record_text`.execute(tx);
  await learnWords(tx, rows.map((row) => row.recordText));
}

/** Makes words known against which typing errors are put right. */
async function learnWords(tx: Db, texts: readonly string[]): Promise<void> {
  const words = new Set(texts.flatMap((text) => text.split(/[^\p{L}]+/u)).filter((word) => word.length >= 3 && word.length <= 40));
  if (words.size === 0) return;
  await sql`
    insert into search_words (word)
    select word from unnest(${[...words].sort()}::text[]) as new (word) where not exists (select 1 from search_words known where known.word = new.word)
    on conflict do nothing`.execute(tx);
}
