import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { VersionChange } from '../surveys/versions/comparability.contract.ts';

/** Newest first. */
export async function listVersionFacts(db: Db, survey: string, limit: number): Promise<{ version: number; publishedAt: Date; changes: VersionChange[] }[]> {
  const { rows } = await sql<{ version: number; publishedAt: Date; changes: VersionChange[] }>`
    select version, published_at, comparability as changes from survey_versions where survey = ${survey} order by version desc limit ${limit}`.execute(db);
  return rows;
}

export interface UnfinishedFilter {
  survey: string;
  /** null = any. */
  version: number | null;
  from: Date | null;
  to: Date | null;
  language: string | null;
  source: string | null;
  touchpoint: string | null;
  /** Of whoever sees only their departments. */
  touchpoints: readonly string[] | null;
}

/** Begun and left, by the last question that was answered. What is not finished changes, so it is counted where it lives. */
export async function countUnfinished(db: Db, filter: UnfinishedFilter): Promise<{ question: string; n: number }[]> {
  const { survey, version, from, to, language, source, touchpoint, touchpoints } = filter;
  // Only what narrows is said: without a word about other columns the index is all that is read.
  const conditions = [
    sql`survey = ${survey} and finished_at is null and quota_full_at is null and (suspicion is null or released_at is not null)`,
    ...(version === null ? [] : [sql`version = ${version}`]),
    ...(from === null ? [] : [sql`saved_at >= ${from}`]),
    ...(to === null ? [] : [sql`saved_at < ${to}`]),
    ...(language === null ? [] : [sql`language = ${language}`]),
    ...(source === null ? [] : [sql`source = ${source}`]),
    ...(touchpoint === null ? [] : [sql`touchpoint = ${touchpoint}`]),
    ...(touchpoints === null ? [] : [sql`touchpoint = any(${touchpoints}::text[])`]),
  ];
  const { rows } = await sql<{ question: string; n: number }>`
    select coalesce(last_question, '') as question, count(*)::int as n from responses where ${sql.join(conditions, sql` and `)} group by last_question`.execute(db);
  return rows;
}

/** Personal links: made, opened, begun, finished. */
export async function countInvited(db: Db, survey: string): Promise<{ made: number; opened: number; finished: number }> {
  const { rows } = await sql<{ made: number; opened: number; finished: number }>`
    select count(*)::int as made, count(coalesce(opened_at, started_at, used_at))::int as opened, count(used_at)::int as finished from survey_links where survey = ${survey}`.execute(db);
  return rows[0] ?? { made: 0, opened: 0, finished: 0 };
}

/** Identifiers of customers who have a value in one of their own fields. */
export async function listSubjectsByTrait(db: Db, traits: readonly { key: string; value: string }[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from identifiers i join customers c on c.id = i.customer_id
    where not exists (
      select 1 from unnest(${traits.map(({ key }) => key)}::text[], ${traits.map(({ value }) => value)}::text[]) as wanted (key, value)
      where c.traits ->> wanted.key is distinct from wanted.value
    )
    limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Surveys of customers with a published version that asks Kano's pairs. */
export async function listKanoSurveyRows(db: Db, touchpoints: readonly string[] | null, limit: number): Promise<{ code: string; nameDe: string; nameEn: string }[]> {
  const { rows } = await sql<{ code: string; nameDe: string; nameEn: string }>`
    select s.code, s.name_de, s.name_en
    from surveys s
    where s.kind <> 'employee' and (${touchpoints}::text[] is null or s.touchpoint = any(${touchpoints}::text[]))
      and exists (select 1 from survey_versions v where v.survey = s.code and jsonb_path_exists(v.definition, '$.pages[*].questions[*] ? (@.roles == "functional_dysfunctional")'))
    order by s.created_at desc, s.code
    limit ${limit}`.execute(db);
  return rows;
}
