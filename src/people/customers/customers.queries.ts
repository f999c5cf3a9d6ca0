import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Account, Address, Contract, Device } from './customers.contract.ts';

export interface CustomerRecord {
  id: string;
  name: string;
  traits: Record<string, unknown>;
  firstAt: Date | null;
}

export async function listCustomersById(db: Db, ids: readonly string[]): Promise<CustomerRecord[]> {
  const { rows } = await sql<CustomerRecord>`
    select c.id, c.name, c.traits, c.first_at
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place) join customers c on c.id = wanted.id
    order by wanted.place limit 1000`.execute(db);
  return rows;
}

export async function listCustomersByName(db: Db, after: { name: string; id: string } | null, limit: number): Promise<CustomerRecord[]> {
  const { rows } = await sql<CustomerRecord>`
    select id, name, traits, first_at from customers
    where ${after === null} or (name, id) > (${after?.name ?? ''}, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    order by name, id limit ${limit}`.execute(db);
  return rows;
}

/** One condition each, joined: the trigram index serves `a and b`, but not `all (array)`. */
const every = (conditions: readonly RawBuilder<unknown>[]) => sql.join(conditions, sql` and `);

/** Customers whose words hold every pattern; the most similar of the first 400 found come first. */
export async function searchCustomers(db: Db, text: string, patterns: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select id, name, search_text from customers where ${every(patterns.map((pattern) => sql`search_text like ${pattern}`))} limit 400) as found
    order by similarity(lower(name), ${text}) desc, name, id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * Words of our customers that look like this one, the nearest first: words that share its trigrams, and words with the
 * same first letter that at most two letters more, less or other make of it, which catches letters that changed places.
 */
export async function listSimilarWords(tx: Db, word: string, limit: number): Promise<string[]> {
  await sql`select set_config('pg_trgm.similarity_threshold', '0.35', true)`.execute(tx);
  const first = word.slice(0, 1);
  const { rows } = await sql<{ word: string }>`
    select word from (
      (select word from search_words where word % ${word} limit 2000)
      union
      (select word from search_words where word >= ${first} and word < ${`${first}\uffff`} and length(word) between ${word.length - 2} and ${word.length + 2}
         and length(${word}::text) >= 4 and levenshtein_less_equal(word, ${word}, 2) <= 2 limit 500)
    ) as alike
    order by levenshtein_less_equal(word, ${word}, 3), similarity(word, ${word}) desc, word limit ${limit}`.execute(tx);
  return rows.map((row) => row.word);
}

/** Customers whose words match every one of these patterns (regular expressions of letters and |). */
export async function searchCustomersByPatterns(db: Db, text: string, patterns: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select id, name, search_text from customers where ${every(patterns.map((pattern) => sql`search_text ~ ${pattern}`))} limit 400) as found
    order by word_similarity(${text}, search_text) desc, name, id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Everybody who has said this e-mail address or phone number is theirs, its own customer first. */
export async function listHoldersOf(db: Db, nodeId: string): Promise<string[]> {
  const { rows } = await sql<{ customerId: string }>`
    select customer_id from (
      select i.customer_id, 0 as place, i.customer_id as own from identifiers i where i.id = ${nodeId}
      union
      select i.customer_id, 1, null from identity_log l join identifiers i on i.id = case when l.from_id = ${nodeId} then l.into_id else l.from_id end
      where (l.from_id = ${nodeId} or l.into_id = ${nodeId}) and l.op = 'link' and l.retracted_at is null and l.rule <> 'alias'
        and not exists (select 1 from identity_log u where u.op = 'unlink' and u.from_id = l.from_id and u.into_id = l.into_id)
    ) as holders group by customer_id order by min(place), customer_id limit 50`.execute(db);
  return rows.map((row) => row.customerId);
}

export async function listKinds(db: Db, customerIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ customerId: string; kind: string }>`
    select distinct on (i.customer_id) i.customer_id, k.kind from customer_kinds k join identifiers i on i.id = k.subject
    where i.customer_id = any(${customerIds}::uuid[]) order by i.customer_id, k.set_at desc`.execute(db);
  return new Map(rows.map((row) => [row.customerId, row.kind]));
}

export async function saveKind(tx: Db, subject: string, kind: string, setAt: Date): Promise<void> {
  await sql`insert into customer_kinds (subject, kind, set_at) values (${subject}, ${kind}, ${setAt}) on conflict (subject) do update set kind = excluded.kind, set_at = excluded.set_at`.execute(tx);
}

const day = (column: string) => sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`;

export async function listContracts(db: Db, customerId: string, on: string): Promise<Contract[]> {
  const { rows } = await sql<Contract>`
    select c.id, c.number, c.product, c.account_id, ${day('c.starts_on')} as starts_on, ${day('c.ends_on')} as ends_on, c.monthly_cents,
      case when c.ends_on < ${on}::date then 'ended' when c.starts_on > ${on}::date then 'planned' else 'active' end as status
    from contracts c join identifiers i on i.id = c.subject where i.customer_id = ${customerId}
    order by c.ends_on desc nulls first, c.starts_on desc, c.number limit 200`.execute(db);
  return rows;
}

export async function listDevices(db: Db, customerId: string): Promise<Device[]> {
  const { rows } = await sql<Device>`
    select d.id, d.model, d.maker, d.serial, d.software, ${day('d.owned_from')} as owned_from, ${day('d.owned_to')} as owned_to
    from devices d join identifiers i on i.id = d.subject where i.customer_id = ${customerId}
    order by d.owned_to desc nulls first, d.owned_from desc, d.id limit 200`.execute(db);
  return rows;
}

export async function listAddresses(db: Db, customerId: string): Promise<Address[]> {
  const { rows } = await sql<Address>`
    select a.id, a.kind, a.street, a.postcode, a.city, a.country, a.cell, ${day('a.valid_from')} as valid_from, ${day('a.valid_to')} as valid_to
    from addresses a join identifiers i on i.id = a.subject where i.customer_id = ${customerId}
    order by a.valid_to desc nulls first, a.valid_from desc nulls last, a.id limit 100`.execute(db);
  return rows;
}

export async function listAccounts(db: Db, customerId: string): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select a.id, a.kind, a.name,
      (select coalesce(json_agg(json_build_object('customerId', member.customer_id, 'name', member.name, 'role', member.role) order by member.name), '[]')
       from (select distinct on (c.id) c.id as customer_id, c.name, m.role from account_members m join identifiers i on i.id = m.subject join customers c on c.id = i.customer_id
             where m.account_id = a.id order by c.id limit 50) as member) as members
    from accounts a
    where a.id in (select m.account_id from account_members m join identifiers i on i.id = m.subject where i.customer_id = ${customerId})
    order by a.name, a.id limit 20`.execute(db);
  return rows;
}

export async function countRecords(db: Db, subjects: readonly string[]): Promise<{ contracts: number; devices: number; addresses: number }> {
  const { rows } = await sql<{ contracts: number; devices: number; addresses: number }>`
    select (select count(*) from contracts where subject = any(${subjects}::uuid[])) as contracts,
      (select count(*) from devices where subject = any(${subjects}::uuid[])) as devices,
      (select count(*) from addresses where subject = any(${subjects}::uuid[])) as addresses`.execute(db);
  return rows[0] ?? { contracts: 0, devices: 0, addresses: 0 };
}
