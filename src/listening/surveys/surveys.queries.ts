import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Dimension } from './surveys.contract.ts';

export interface SurveyRow {
  code: string;
  touchpoint: string;
  nameDe: string;
  nameEn: string;
  introDe: string;
  introEn: string;
  dimensions: Dimension[];
  withCsat: boolean;
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
}

export interface SurveyRowWithCounts extends SurveyRow {
  responses: number;
  lastResponseAt: Date | null;
  linksMade: number;
  linksUsed: number;
}

export interface SurveyFilter {
  touchpoints: readonly string[] | null;
  isOpen: boolean | null;
  /** Newest first; those after this one. */
  after: { createdAt: string; code: string } | null;
  limit: number;
}

const surveyColumns = sql`s.code, s.touchpoint, s.name_de, s.name_en, s.intro_de, s.intro_en, s.dimensions, s.with_csat, s.created_at, s.updated_at, s.closed_at`;
const countColumns = sql`
  (select count(*) from survey_responses r where r.survey = s.code) as responses,
  (select max(r.at) from survey_responses r where r.survey = s.code) as last_response_at,
  (select count(*) from survey_links l where l.survey = s.code) as links_made,
  (select count(l.used_at) from survey_links l where l.survey = s.code) as links_used`;

export async function listSurveys(db: Db, { touchpoints, isOpen, after, limit }: SurveyFilter): Promise<SurveyRowWithCounts[]> {
  const { rows } = await sql<SurveyRowWithCounts>`
    select ${surveyColumns}, ${countColumns}
    from surveys s
    where (${touchpoints}::text[] is null or s.touchpoint = any(${touchpoints}::text[]))
      and (${isOpen}::boolean is null or (s.closed_at is null) = ${isOpen}::boolean)
      and (${after?.code ?? null}::text is null or (s.created_at, s.code) < (${after?.createdAt ?? null}::timestamptz, ${after?.code ?? null}::text))
    order by s.created_at desc, s.code desc
    limit ${limit}`.execute(db);
  return rows;
}

/** Of these touchpoints; null = of all. */
export async function countAllSurveys(db: Db, touchpoints: readonly string[] | null): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from surveys where ${touchpoints}::text[] is null or touchpoint = any(${touchpoints}::text[])`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function findSurveyWithCounts(db: Db, code: string): Promise<SurveyRowWithCounts | null> {
  const { rows } = await sql<SurveyRowWithCounts>`select ${surveyColumns}, ${countColumns} from surveys s where s.code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export async function findSurvey(db: Db, code: string): Promise<SurveyRow | null> {
  const { rows } = await sql<SurveyRow>`select ${surveyColumns} from surveys s where s.code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export async function listSurveysByCode(db: Db, codes: readonly string[]): Promise<SurveyRow[]> {
  const { rows } = await sql<SurveyRow>`select ${surveyColumns} from surveys s where s.code = any(${codes}::text[])`.execute(db);
  return rows;
}

/** @returns false when the code is taken */
export async function insertSurvey(db: Db, survey: SurveyRow): Promise<boolean> {
  const { rows } = await sql`
    insert into surveys (code, touchpoint, name_de, name_en, intro_de, intro_en, dimensions, with_csat, created_at, updated_at, closed_at)
    values (${survey.code}, ${survey.touchpoint}, ${survey.nameDe}, ${survey.nameEn}, ${survey.introDe}, ${survey.introEn}, ${survey.dimensions}::text[], ${survey.withCsat}, ${survey.createdAt}, ${survey.updatedAt}, ${survey.closedAt})
    on conflict (code) do nothing
    returning code`.execute(db);
  return rows.length > 0;
}

export async function updateSurvey(db: Db, survey: SurveyRow): Promise<void> {
  await sql`
    update surveys
    set touchpoint = ${survey.touchpoint}, name_de = ${survey.nameDe}, name_en = ${survey.nameEn}, intro_de = ${survey.introDe}, intro_en = ${survey.introEn},
        dimensions = ${survey.dimensions}::text[], with_csat = ${survey.withCsat}, updated_at = ${survey.updatedAt}, closed_at = ${survey.closedAt}
    where code = ${survey.code}`.execute(db);
}

/** Removes a survey that nobody has answered, with its unused links. @returns false when it has responses */
export async function deleteUnansweredSurvey(db: Db, code: string): Promise<boolean> {
  await sql`delete from survey_links where survey = ${code} and not exists (select 1 from survey_responses r where r.survey = ${code})`.execute(db);
  const { rows } = await sql`delete from surveys s where s.code = ${code} and not exists (select 1 from survey_responses r where r.survey = s.code) returning s.code`.execute(db);
  return rows.length > 0;
}

export interface ResponseRow {
  id: string;
  survey: string | null;
  touchpoint: string;
  at: Date;
}

/** Claims ids for ever. @returns the ids that nobody had claimed before */
export async function claimResponses(db: Db, responses: readonly ResponseRow[], receivedAt: Date): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into survey_responses (id, survey, touchpoint, at, received_at)
    select id, survey, touchpoint, at, ${receivedAt}
    from unnest(${responses.map((r) => r.id)}::uuid[], ${responses.map((r) => r.survey)}::text[], ${responses.map((r) => r.touchpoint)}::text[], ${responses.map((r) => r.at.toISOString())}::timestamptz[])
      as claimed (id, survey, touchpoint, at)
    order by id
    on conflict (id) do nothing
    returning id`.execute(db);
  return new Set(rows.map((row) => row.id));
}

export async function hasResponse(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from survey_responses where id = ${id}`.execute(db);
  return rows.length > 0;
}

export interface LinkRow {
  survey: string;
  identifierKind: string | null;
  identifierValue: string | null;
  usedAt: Date | null;
  responseId: string | null;
}

export async function insertLinks(db: Db, links: { tokenHashes: readonly string[]; survey: string; identifier: { kind: string; value: string } | null; createdAt: Date; createdBy: string }): Promise<void> {
  await sql`
    insert into survey_links (token_hash, survey, identifier_kind, identifier_value, created_at, created_by)
    select token_hash, ${links.survey}, ${links.identifier?.kind ?? null}, ${links.identifier?.value ?? null}, ${links.createdAt}, ${links.createdBy}
    from unnest(${links.tokenHashes}::text[]) as made (token_hash)`.execute(db);
}

export async function findLink(db: Db, tokenHash: string): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`select survey, identifier_kind, identifier_value, used_at, response_id from survey_links where token_hash = ${tokenHash}`.execute(db);
  return rows[0] ?? null;
}

/** Locked: two answers at once over one link become one after the other. */
export async function findLinkForUpdate(db: Db, tokenHash: string): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`select survey, identifier_kind, identifier_value, used_at, response_id from survey_links where token_hash = ${tokenHash} for update`.execute(db);
  return rows[0] ?? null;
}

export async function markLinkUsed(db: Db, tokenHash: string, responseId: string, usedAt: Date): Promise<void> {
  await sql`update survey_links set used_at = ${usedAt}, response_id = ${responseId} where token_hash = ${tokenHash}`.execute(db);
}
