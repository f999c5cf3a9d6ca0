import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { StampedTraits } from './traits.logic.ts';

/** Takes the log of links that touch these identifiers, their spans, their customers and themselves. @returns identifiers erased */
export async function deleteIdentifiers(tx: Db, ids: readonly string[]): Promise<number> {
  await sql`delete from identity_log where from_id = any(${ids}::uuid[]) or into_id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from identifier_spans where node_id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from customers where id = any(${ids}::uuid[])`.execute(tx);
  const { rows } = await sql`delete from identifiers where id = any(${ids}::uuid[]) returning id`.execute(tx);
  return rows.length;
}

/** Others of the cluster: they stay, under a name of the cluster that is none of the erased. */
export async function listNeighbours(tx: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identifiers
    where cluster_id = any(array(select cluster_id from identifiers where id = any(${ids}::uuid[]))) and not id = any(${ids}::uuid[])
    order by id limit 1000000`.execute(tx);
  return rows.map((row) => row.id);
}

export async function renameCluster(tx: Db, ids: readonly string[], clusterId: string): Promise<void> {
  await sql`update identifiers set cluster_id = ${clusterId}::uuid where id = any(${ids}::uuid[])`.execute(tx);
}

/** What was said on a shared device while one customer had it. @returns number of traits taken out */
export async function removeTraitsSaid(tx: Db, id: string, from: number, to: number): Promise<number> {
  const { rows } = await sql<{ traits: StampedTraits }>`select traits from identifiers where id = ${id} for update`.execute(tx);
  const traits = Object.entries(rows[0]?.traits ?? {});
  const kept = traits.filter(([, [, atMs]]) => atMs < from || atMs >= to);
  if (kept.length < traits.length) await sql`update identifiers set traits = ${JSON.stringify(Object.fromEntries(kept))}::jsonb where id = ${id}`.execute(tx);
  await sql`
    update identifier_layers set traits = (
      select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(traits) where (value->>1)::float8 < ${from}::float8 or (value->>1)::float8 >= ${to}::float8)
    where node_id = ${id}`.execute(tx);
  return traits.length - kept.length;
}

export async function readTexts(tx: Db, customerId: string): Promise<string> {
  const { rows } = await sql<{ searchText: string }>`select search_text from customers where id = ${customerId}`.execute(tx);
  return rows[0]?.searchText ?? '';
}

export async function listTextsWith(tx: Db, word: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ searchText: string }>`select search_text from customers where search_text like ${`%${word}%`} limit ${limit}`.execute(tx);
  return rows.map((row) => row.searchText);
}

export async function listTextsOfCustomers(tx: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ searchText: string }>`select search_text from customers where id = any(${ids}::uuid[])`.execute(tx);
  return rows.map((row) => row.searchText);
}

/** What search finds customers by, in the order of their ids. */
export async function listTextsAfter(db: Db, afterId: string | null, limit: number): Promise<{ id: string; searchText: string }[]> {
  const { rows } = await sql<{ id: string; searchText: string }>`select id, search_text from customers where ${afterId}::uuid is null or id > ${afterId}::uuid order by id limit ${limit}`.execute(db);
  return rows;
}

export async function listWordsAfter(db: Db, afterWord: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`select word from search_words where word > ${afterWord} order by word limit ${limit}`.execute(db);
  return rows.map(({ word }) => word);
}

export async function deleteWords(tx: Db, words: readonly string[]): Promise<void> {
  await sql`delete from search_words where word = any(${words}::text[])`.execute(tx);
}

export async function countSpansOf(db: Db, customerId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from identifier_spans where customer_id = ${customerId}`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface LinkTold {
  rule: string;
  source: string;
  reason: string | null;
  at: Date;
  op: string;
}

export async function listLinksTold(db: Db, ids: readonly string[], afterSeq: number, limit: number): Promise<(LinkTold & { seq: number })[]> {
  const { rows } = await sql<LinkTold & { seq: number }>`
    select seq, op, rule, source, reason, at from identity_log
    where (from_id = any(${ids}::uuid[]) or into_id = any(${ids}::uuid[])) and seq > ${afterSeq} order by seq limit ${limit}`.execute(db);
  return rows;
}
