import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Definition } from './definition.contract.ts';
import type { SurveyKind } from './drafts/drafts.contract.ts';
import { type SurveyCounts, surveyCounts } from './survey-counts.queries.ts';
import type { SurveyState } from './surveys.contract.ts';
import type { Theme } from './looks/theme.contract.ts';

/** A survey without its draft, which can be large. */
export interface SurveyRow {
  code: string;
  touchpoint: string | null;
  nameDe: string;
  nameEn: string;
  kind: SurveyKind;
  theme: Theme | null;
  /** Among employees: answered only over links that are good for one answer. */
  needsLink: boolean;
  languages: string[];
  questions: number;
  draftRevision: number;
  draftSavedAt: Date;
  draftSavedBy: string;
  publishedRevision: number | null;
  publishedVersion: number | null;
  publishedAt: Date | null;
  opensAt: Date | null;
  closesAt: Date | null;
  closedAt: Date | null;
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export type SurveyRowWithCounts = SurveyRow & SurveyCounts;

export interface SurveyFilter {
  touchpoints: readonly string[] | null;
  kind: SurveyKind | null;
  /** null: all but archived ones. */
  state: SurveyState | null;
  /** For `like`, escaped. */
  search: string | null;
  /** Newest first; those after this one. */
  after: { createdAt: string; code: string } | null;
  at: Date;
  limit: number;
}

const surveyColumns = sql`
  s.code, s.touchpoint, s.name_de, s.name_en, s.kind, s.theme, s.needs_link, s.draft -> 'languages' as languages,
  (select coalesce(sum(jsonb_array_length(page -> 'questions')), 0) from jsonb_array_elements(s.draft -> 'pages') as page) as questions,
  s.draft_revision, s.draft_saved_at, s.draft_saved_by, s.published_revision, s.published_version,
  (select v.published_at from survey_versions v where v.survey = s.code and v.version = s.published_version) as published_at,
  s.opens_at, s.closes_at, s.closed_at, s.archived_at, s.created_at, s.updated_at`;

export async function listSurveys(db: Db, { touchpoints, kind, state, search, after, at, limit }: SurveyFilter): Promise<SurveyRowWithCounts[]> {
  const { rows } = await sql<SurveyRowWithCounts>`
    select ${surveyColumns}, ${surveyCounts}
    from surveys s,
      lateral (select case
        when s.archived_at is not null then 'archived'
        when s.published_version is null then 'draft'
        when s.closed_at is not null or s.closes_at <= ${at} then 'closed'
        when s.opens_at > ${at} then 'scheduled'
        else 'open' end as state) as stands
    where (${touchpoints}::text[] is null or s.touchpoint = any(${touchpoints}::text[]))
      and (${kind}::text is null or s.kind = ${kind}::text)
      and (case when ${state}::text is null then stands.state <> 'archived' else stands.state = ${state}::text end)
      and (${search}::text is null or s.code ilike ${search}::text or s.name_de ilike ${search}::text or s.name_en ilike ${search}::text)
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
  const { rows } = await sql<SurveyRowWithCounts>`select ${surveyColumns}, ${surveyCounts} from surveys s where s.code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export async function findSurvey(db: Db, code: string): Promise<SurveyRow | null> {
  const { rows } = await sql<SurveyRow>`select ${surveyColumns} from surveys s where s.code = ${code}`.execute(db);
  return rows[0] ?? null;
}

/** Locked until the transaction ends. */
export async function findSurveyForUpdate(tx: Db, code: string): Promise<SurveyRow | null> {
  const { rows } = await sql<SurveyRow>`select ${surveyColumns} from surveys s where s.code = ${code} for update`.execute(tx);
  return rows[0] ?? null;
}

export type NewSurvey = Pick<SurveyRow, 'code' | 'touchpoint' | 'nameDe' | 'nameEn' | 'kind' | 'theme' | 'needsLink' | 'createdAt'> & { draft: Definition; createdBy: string };

/** @returns false when the code is taken */
export async function insertSurvey(db: Db, survey: NewSurvey): Promise<boolean> {
  const { rows } = await sql`
    insert into surveys (code, touchpoint, name_de, name_en, kind, theme, needs_link, draft, draft_saved_at, draft_saved_by, created_at, updated_at)
    values (${survey.code}, ${survey.touchpoint}, ${survey.nameDe}, ${survey.nameEn}, ${survey.kind}, ${asJson(survey.theme)}::jsonb, ${survey.needsLink}, ${asJson(survey.draft)}::jsonb, ${survey.createdAt}, ${survey.createdBy}, ${survey.createdAt}, ${survey.createdAt})
    on conflict (code) do nothing
    returning code`.execute(db);
  return rows.length > 0;
}

/** All but draft and version. */
export async function updateSurvey(db: Db, survey: Pick<SurveyRow, 'code' | 'touchpoint' | 'nameDe' | 'nameEn' | 'kind' | 'theme' | 'needsLink' | 'opensAt' | 'closesAt' | 'closedAt' | 'archivedAt' | 'updatedAt'>): Promise<void> {
  await sql`
    update surveys
    set touchpoint = ${survey.touchpoint}, name_de = ${survey.nameDe}, name_en = ${survey.nameEn}, kind = ${survey.kind}, theme = ${asJson(survey.theme)}::jsonb, needs_link = ${survey.needsLink},
        opens_at = ${survey.opensAt}, closes_at = ${survey.closesAt}, closed_at = ${survey.closedAt}, archived_at = ${survey.archivedAt}, updated_at = ${survey.updatedAt}
    where code = ${survey.code}`.execute(db);
}

export const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Removes a survey that nobody has answered, with its unused links. @returns false when it has responses */
export async function deleteUnansweredSurvey(db: Db, code: string): Promise<boolean> {
  await sql`delete from survey_links where survey = ${code} and not exists (select 1 from responses r where r.survey = ${code})`.execute(db);
  const { rows } = await sql`delete from surveys s where s.code = ${code} and not exists (select 1 from responses r where r.survey = s.code) returning s.code`.execute(db);
  return rows.length > 0;
}
