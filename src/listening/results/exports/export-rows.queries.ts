import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { Answers } from '../../surveys/definition.contract.ts';

/** Which responses leave; null = any. */
export interface ExportFilter {
  survey: string;
  version: number | null;
  from: Date;
  to: Date;
  touchpoint: string | null;
  touchpoints: readonly string[] | null;
  language: string | null;
  source: string | null;
  hidden: Readonly<Record<string, string>>;
}

export interface ResponseRow {
  id: string;
  version: number | null;
  source: string;
  language: string;
  touchpoint: string | null;
  hidden: Record<string, string>;
  /** null: only history knows them. */
  answers: Answers | null;
  startedAt: Date | null;
  finishedAt: Date;
  ending: string | null;
  /** null: nobody is known. */
  customerId: string | null;
}

/** Finished ones that count; not those of customers whose data is only kept. */
const wanted = (filter: ExportFilter): RawBuilder<unknown> => sql`
  r.survey = ${filter.survey} and r.finished_at is not null and r.quota_full_at is null and (r.suspicion is null or r.released_at is not null)
  and (${filter.version}::int is null or r.version = ${filter.version}::int)
  and r.at >= ${filter.from} and r.at < ${filter.to}
  and (${filter.touchpoint}::text is null or r.touchpoint = ${filter.touchpoint}::text)
  and (${filter.touchpoints}::text[] is null or r.touchpoint = any(${filter.touchpoints}::text[]))
  and (${filter.language}::text is null or r.language = ${filter.language}::text)
  and (${filter.source}::text is null or r.source = ${filter.source}::text)
  and r.hidden @> ${JSON.stringify(filter.hidden)}::jsonb
  and (not exists (select 1 from privacy_restrictions) or not exists (
    select 1 from identifiers own join identifiers other on other.customer_id = own.customer_id join privacy_restrictions p on p.subject = other.id
    where own.id = r.subject
  ))`;

export async function openResponses(tx: Db, filter: ExportFilter): Promise<void> {
  await sql`
    declare response_rows no scroll cursor for
    select r.id, r.version, r.source, r.language, r.touchpoint, r.hidden, r.answers, r.started_at, r.finished_at, r.ending, i.customer_id
    from responses r left join identifiers i on i.id = r.subject
    where ${wanted(filter)}
    order by r.at, r.id`.execute(tx);
}

export async function fetchResponses(tx: Db, limit: number): Promise<ResponseRow[]> {
  const { rows } = await sql<ResponseRow>`fetch ${sql.lit(limit)} from response_rows`.execute(tx);
  return rows;
}

export async function countRows(tx: Db, filter: ExportFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from responses r where ${wanted(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Longest answer to each question in bytes, at least: answers of several parts are counted with their notation. */
export async function measureAnswers(tx: Db, filter: ExportFilter): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; bytes: number }>`
    select one.key, max(octet_length(one.value #>> '{}'))::int as bytes from responses r, jsonb_each(r.answers) as one where r.answers is not null and ${wanted(filter)} group by one.key`.execute(tx);
  return new Map(rows.map(({ key, bytes }) => [key, bytes]));
}

/** Values of hidden fields, longest in bytes, and those that at least `minimum` responses have in common. */
export async function measureHidden(tx: Db, survey: string, minimum: number): Promise<{ bytes: Map<string, number>; frequent: Set<string> }> {
  const { rows } = await sql<{ key: string; value: string | null; bytes: number }>`
    with held as (
      select one.key, one.value, octet_length(one.value) as bytes, count(*) as n from responses r, jsonb_each_text(r.hidden) as one
      where r.survey = ${survey} and r.finished_at is not null group by one.key, one.value
    )
    select key, null as value, max(bytes)::int as bytes from held group by key
    union all (select key, value, bytes::int from held where n >= ${minimum} order by n desc limit 5000)`.execute(tx);
  return {
    bytes: new Map(rows.flatMap(({ key, value, bytes }) => (value === null ? [[key, bytes]] : []))),
    frequent: new Set(rows.flatMap(({ key, value }) => (value === null ? [] : [`${key}:${value}`]))),
  };
}
