import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { LookupFact, LookupInput } from './lookups.contract.ts';

export interface LookupRow {
  id: string;
  code: string;
  nameDe: string;
  nameEn: string;
  urlTemplate: string;
  headers: Record<string, string>;
  secretHeader: string | null;
  secretSealed: string | null;
  timeoutMs: number;
  cacheS: number;
  fields: LookupInput['fields'];
  pausedAt: Date | null;
  demoOrigin: string | null;
  failures: number;
  openUntil: Date | null;
  lastFailure: string | null;
  lastFailedAt: Date | null;
  lastAnsweredAt: Date | null;
}

const columns = sql`l.id, l.code, l.name_de, l.name_en, l.url_template, l.headers, l.secret_header, l.secret_sealed, l.timeout_ms, l.cache_s, l.fields, l.paused_at, l.demo_origin,
  coalesce(s.failures, 0) as failures, s.open_until, s.last_failure, s.last_failed_at, s.last_answered_at`;

/** All of them: an installation has a handful. */
export async function listLookupRows(db: Db): Promise<LookupRow[]> {
  const { rows } = await sql<LookupRow>`select ${columns} from lookups l left join lookup_states s on s.lookup_id = l.id order by l.position, l.created_at, l.id limit 100`.execute(db);
  return rows;
}

export async function findLookup(db: Db, id: string): Promise<LookupRow | null> {
  const { rows } = await sql<LookupRow>`select ${columns} from lookups l left join lookup_states s on s.lookup_id = l.id where l.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function findLookupByCode(db: Db, code: string): Promise<LookupRow | null> {
  const { rows } = await sql<LookupRow>`select ${columns} from lookups l left join lookup_states s on s.lookup_id = l.id where l.code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export interface LookupSaved extends Omit<LookupInput, 'secret' | 'isPaused'> {
  id: string;
  secretSealed: string | null;
  pausedAt: Date | null;
  demoOrigin: string | null;
  by: string;
  at: Date;
}

export async function saveLookupRow(tx: Db, row: LookupSaved): Promise<void> {
  await sql`
    insert into lookups (id, code, name_de, name_en, url_template, headers, secret_header, secret_sealed, timeout_ms, cache_s, fields, paused_at, demo_origin, created_at, created_by, updated_at)
    values (${row.id}, ${row.code}, ${row.nameDe}, ${row.nameEn}, ${row.urlTemplate}, ${jsonText(row.headers)}::jsonb, ${row.secretHeader}, ${row.secretSealed}, ${row.timeoutMs}, ${row.cacheS},
      ${jsonText(row.fields)}::jsonb, ${row.pausedAt}, ${row.demoOrigin}, ${row.at}, ${row.by}, ${row.at})
    on conflict (id) do update set code = excluded.code, name_de = excluded.name_de, name_en = excluded.name_en, url_template = excluded.url_template, headers = excluded.headers,
      secret_header = excluded.secret_header, secret_sealed = excluded.secret_sealed, timeout_ms = excluded.timeout_ms, cache_s = excluded.cache_s, fields = excluded.fields,
      paused_at = excluded.paused_at, demo_origin = excluded.demo_origin, updated_at = excluded.updated_at`.execute(tx);
  // Another address or another reading: what was answered before no longer fits.
  await sql`delete from lookup_answers where lookup_id = ${row.id}`.execute(tx);
  await sql`delete from lookup_states where lookup_id = ${row.id}`.execute(tx);
}

export async function deleteLookup(db: Db, id: string): Promise<boolean> {
  return (await sql`delete from lookups where id = ${id} returning 1`.execute(db)).rows.length > 0;
}

export interface KeptAnswer {
  facts: LookupFact[];
  fetchedAt: Date;
}

export async function findAnswer(db: Db, lookupId: string, question: string): Promise<KeptAnswer | null> {
  const { rows } = await sql<KeptAnswer>`select facts, fetched_at from lookup_answers where lookup_id = ${lookupId} and question = ${question}`.execute(db);
  return rows[0] ?? null;
}

export async function saveAnswer(db: Db, { lookupId, question, subject, facts, at }: { lookupId: string; question: string; subject: string | null; facts: readonly LookupFact[]; at: Date }): Promise<void> {
  await sql`
    with well as (
      insert into lookup_states (lookup_id, last_answered_at) values (${lookupId}, ${at})
      on conflict (lookup_id) do update set failures = 0, open_until = null, last_answered_at = excluded.last_answered_at)
    insert into lookup_answers (lookup_id, question, subject, facts, fetched_at) values (${lookupId}, ${question}, ${subject}, ${jsonText(facts)}::jsonb, ${at})
    on conflict (lookup_id, question) do update set facts = excluded.facts, fetched_at = excluded.fetched_at, subject = excluded.subject`.execute(db);
}

/** @returns failures in a row, with this one */
export async function noteFailure(db: Db, lookupId: string, failure: string, at: Date): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    insert into lookup_states (lookup_id, failures, last_failure, last_failed_at) values (${lookupId}, 1, ${failure}, ${at})
    on conflict (lookup_id) do update set failures = lookup_states.failures + 1, last_failure = excluded.last_failure, last_failed_at = excluded.last_failed_at
    returning failures`.execute(db);
  return rows[0]?.failures ?? 1;
}

export async function restUntil(db: Db, lookupId: string, until: Date): Promise<void> {
  await sql`update lookup_states set open_until = ${until} where lookup_id = ${lookupId}`.execute(db);
}

/** After a rest one caller tries, and the others wait for what becomes of it. */
export async function claimTry(db: Db, lookupId: string, now: Date, until: Date): Promise<boolean> {
  const { rows } = await sql`update lookup_states set open_until = ${until} where lookup_id = ${lookupId} and open_until <= ${now} returning 1`.execute(db);
  return rows.length > 0;
}

export async function deleteAnswersBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from lookup_answers where fetched_at < ${before} returning 1) select count(*) as n from gone`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function countAnswersBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from lookup_answers where fetched_at < ${before}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listAnswersOf(db: Db, subjects: readonly string[]): Promise<{ name: string; facts: LookupFact[]; fetchedAt: Date }[]> {
  const { rows } = await sql<{ name: string; facts: LookupFact[]; fetchedAt: Date }>`
    select l.name_en as name, a.facts, a.fetched_at from lookup_answers a join lookups l on l.id = a.lookup_id where a.subject = any(${subjects}::uuid[]) order by a.fetched_at limit 1000`.execute(db);
  return rows;
}

export async function countAnswersOf(db: Db, subjects: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from lookup_answers where subject = any(${subjects}::uuid[])`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function deleteAnswersOf(tx: Db, subjects: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from lookup_answers where subject = any(${subjects}::uuid[]) returning 1) select count(*) as n from gone`.execute(tx);
  return rows[0]?.n ?? 0;
}
