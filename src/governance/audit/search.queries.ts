import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { AuditFilter } from './audit.contract.ts';

export interface EntryRow {
  seq: number;
  at: Date;
  /** With microseconds, for the cursor. */
  exactAt: string;
  kind: 'change' | 'look' | 'note';
  action: string;
  subject: string;
  actorKind: 'user' | 'key' | 'source' | 'import' | 'system' | 'visitor';
  actorId: string | null;
  requestId: string | null;
  customers: (string | null)[];
  content: Record<string, unknown> | null;
  isErased: boolean;
}

export interface Place {
  at: string;
  seq: number;
}

/** `customerIds`: entries about one of these; null: about anybody. */
export interface EntrySearch {
  filter: AuditFilter;
  customerIds: readonly string[] | null;
  after: Place | null;
}

/** Newest first. Each filter has an index that ends with (at, seq), so a page is read from one of them in order. */
export async function searchEntries(db: Db, search: EntrySearch, limit: number): Promise<EntryRow[]> {
  if (search.filter.search === undefined) return readEntries(db, search, sourceOf(search), limit);
  // A word that is in many entries is found among the newest ones; only a rare one is worth asking the index of texts.
  const recent = await readEntries(db, search, sql`(select * from audit_entries where kind <> 'look' and ${before(search.after)} order by at desc, seq desc limit ${RECENT_ENTRIES})`, limit);
  return recent.length === limit ? recent : readEntries(db, search, sourceOf(search), limit);
}

const RECENT_ENTRIES = 4_000;

/** Where to read from: entries of one customer or with one text are few and looked up first, whatever the planner thinks of their number. */
function sourceOf({ filter, customerIds }: EntrySearch): RawBuilder<unknown> {
  if (customerIds !== null) return sql`(select * from audit_entries where customers <> '{}' and customers && ${customerIds}::uuid[] offset 0)`;
  if (filter.search !== undefined) return sql`(select * from audit_entries where kind <> 'look' and content::text ilike ${likePattern(filter.search)} offset 0)`;
  return sql`audit_entries`;
}

const before = (after: Place | null): RawBuilder<unknown> => (after === null ? sql`true` : sql`(at, seq) < (${after.at}::timestamptz, ${after.seq})`);

async function readEntries(db: Db, { filter, customerIds, after }: EntrySearch, source: RawBuilder<unknown>, limit: number): Promise<EntryRow[]> {
  const conditions: RawBuilder<unknown>[] = [before(after)];
  if (filter.actor !== undefined) conditions.push(sql`actor_id = ${filter.actor}`);
  if (filter.kind !== undefined) conditions.push(sql`kind = ${filter.kind}`);
  if (filter.action !== undefined) conditions.push(sql`action = ${filter.action}`);
  if (filter.subject !== undefined) conditions.push(sql`subject = ${filter.subject}`);
  if (filter.search !== undefined) conditions.push(sql`kind <> 'look' and content::text ilike ${likePattern(filter.search)}`);
  if (filter.from !== undefined) conditions.push(sql`at >= ${filter.from}::timestamptz`);
  if (filter.to !== undefined) conditions.push(sql`at < ${filter.to}::timestamptz`);
  if (customerIds !== null) conditions.push(sql`customers && ${customerIds}::uuid[]`);
  const { rows } = await sql<EntryRow>`
    select seq, at, audit_instant(at) as exact_at, kind, action, subject, actor_kind, actor_id, request_id, customers, content, content is null and commitment is not null as is_erased
    from ${source} as entry where ${sql.join(conditions, sql` and `)} order by at desc, seq desc limit ${limit}`.execute(db);
  return rows;
}

/** As it stands in the JSON of an entry: quotes and line breaks are written otherwise there. */
function likePattern(text: string): string {
  return `%${JSON.stringify(text).slice(1, -1).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** All identifiers under which a customer stands, also the id of a customer that was merged into another. */
export async function listIdsOfCustomer(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identifiers where customer_id = ${id} or customer_id = (select customer_id from identifiers where id = ${id}) order by id limit 10000`.execute(db);
  return [...new Set([id, ...rows.map((row) => row.id)])];
}

/** How customers, users and touchpoints are called now. */
export async function listNames(db: Db, { customers, users, imports }: { customers: readonly string[]; users: readonly string[]; imports: readonly string[] }): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select identifiers.id::text as id, customers.name from identifiers join customers on customers.id = identifiers.customer_id where identifiers.id = any(${customers}::uuid[])
    union all select id::text, name from users where id::text = any(${users}::text[])
    union all select id::text, name from imports where id::text = any(${imports}::text[])
    limit 5000`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function listActors(db: Db, limit: number): Promise<{ kind: string; id: string; label: string }[]> {
  const { rows } = await sql<{ kind: string; id: string; label: string }>`select kind, id, label from audit_actors where kind <> 'system' order by kind = 'user' desc, last_at desc limit ${limit}`.execute(db);
  return rows;
}

/** Each value once, by jumps from one to the next in the index. */
export async function listSubjects(db: Db): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`
    with recursive found as (
      (select subject as value from audit_entries order by subject limit 1)
      union all select (select subject from audit_entries where subject > found.value order by subject limit 1) from found where found.value is not null
    ) select value from found where value is not null limit 300`.execute(db);
  return rows.map((row) => row.value);
}

export async function listActions(db: Db): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`
    with recursive found as (
      (select action as value from audit_entries order by action limit 1)
      union all select (select action from audit_entries where action > found.value order by action limit 1) from found where found.value is not null
    ) select value from found where value is not null limit 300`.execute(db);
  return rows.map((row) => row.value);
}

export interface LookRow {
  actorKind: EntryRow['actorKind'];
  actorId: string | null;
  label: string | null;
  role: string | null;
  on: string;
  firstAt: Date;
  lastAt: Date;
  looks: number;
  subjects: string[];
}

/** Who looked at a customer, one line per person and day, newest first. */
export async function listLooks(db: Db, customerIds: readonly string[], limit: number): Promise<LookRow[]> {
  const { rows } = await sql<LookRow>`
    select actor_kind, actor_id, max(content ->> 'actor') as label, max(content ->> 'role') as role, to_char(at at time zone 'UTC', 'YYYY-MM-DD') as on,
      min(at) as first_at, max(at) as last_at, count(*) as looks, array_agg(distinct subject order by subject) as subjects
    from (select at, actor_kind, actor_id, content, subject from (select * from audit_entries where customers <> '{}' and customers && ${customerIds}::uuid[] offset 0) as about where kind = 'look' order by at desc limit 5000) as looks
    group by actor_kind, actor_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD') order by max(at) desc limit ${limit}`.execute(db);
  return rows;
}
