import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { PublicPlacement, Rules } from './placements.contract.ts';

export interface PlacementRow {
  id: string;
  name: string;
  survey: string;
  surveyNameDe: string;
  surveyNameEn: string;
  /** Of the survey; null = of the company as a whole. */
  touchpoint: string | null;
  sourceId: string | null;
  rules: Rules;
  rank: number;
  liveAt: Date | null;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  version: number;
  shown: number;
  answered: number;
}

export interface PlacementFilter {
  survey: string | null;
  /** Only surveys of these touchpoints; null = all. */
  touchpoints: readonly string[] | null;
  /** Figures of showings since then. */
  since: Date;
  /** Newest first; those after this one. */
  after: { createdAt: string; id: string } | null;
  limit: number;
}

export async function listPlacements(db: Db, { survey, touchpoints, since, after, limit }: PlacementFilter): Promise<PlacementRow[]> {
  const { rows } = await sql<PlacementRow>`
    select p.id, p.name, p.survey, s.name_de as survey_name_de, s.name_en as survey_name_en, s.touchpoint, p.source_id, p.rules, p.rank, p.live_at, p.created_at, p.created_by, p.updated_at, p.version,
      coalesce(f.shown, 0)::int as shown, coalesce(f.answered, 0)::int as answered
    from placements p
    join surveys s on s.code = p.survey
    left join lateral (
      select count(*) as shown, count(r.finished_at) as answered
      from placement_showings w left join responses r on r.id = w.response_id
      where w.placement = p.id and w.at >= ${since}
    ) f on true
    where (${survey}::text is null or p.survey = ${survey}::text)
      and (${touchpoints}::text[] is null or s.touchpoint = any(${touchpoints}::text[]))
      and (${after?.id ?? null}::uuid is null or (p.created_at, p.id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by p.created_at desc, p.id desc
    limit ${limit}`.execute(db);
  return rows;
}

export async function findPlacement(db: Db, id: string, since: Date): Promise<PlacementRow | null> {
  const { rows } = await sql<PlacementRow>`
    select p.id, p.name, p.survey, s.name_de as survey_name_de, s.name_en as survey_name_en, s.touchpoint, p.source_id, p.rules, p.rank, p.live_at, p.created_at, p.created_by, p.updated_at, p.version,
      (select count(*) from placement_showings w where w.placement = p.id and w.at >= ${since})::int as shown,
      (select count(r.finished_at) from placement_showings w join responses r on r.id = w.response_id where w.placement = p.id and w.at >= ${since})::int as answered
    from placements p join surveys s on s.code = p.survey
    where p.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export type PlacementFields = Pick<PlacementRow, 'name' | 'survey' | 'sourceId' | 'rules' | 'rank' | 'liveAt'>;

export async function insertPlacement(db: Db, id: string, { name, survey, sourceId, rules, rank, liveAt }: PlacementFields, { at, by }: { at: Date; by: string }): Promise<void> {
  await sql`
    insert into placements (id, name, survey, source_id, rules, rank, live_at, created_at, created_by, updated_at)
    values (${id}, ${name}, ${survey}, ${sourceId}, ${JSON.stringify(rules)}::jsonb, ${rank}, ${liveAt}, ${at}, ${by}, ${at})`.execute(db);
}

/** @returns false when somebody else has changed it since `version` was read */
export async function updatePlacement(db: Db, id: string, { name, survey, sourceId, rules, rank, liveAt }: PlacementFields, { at, version }: { at: Date; version: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update placements set name = ${name}, survey = ${survey}, source_id = ${sourceId}, rules = ${JSON.stringify(rules)}::jsonb, rank = ${rank}, live_at = ${liveAt}, updated_at = ${at}, version = version + 1
    where id = ${id} and version = ${version}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Live since now, or not any more. What is so already stays as it is. */
export async function setLive(db: Db, id: string, isLive: boolean, at: Date): Promise<void> {
  await sql`
    update placements set live_at = case when ${isLive} then ${at}::timestamptz end, updated_at = ${at}, version = version + 1
    where id = ${id} and (live_at is not null) <> ${isLive}`.execute(db);
}

export async function deletePlacement(db: Db, id: string): Promise<void> {
  await sql`delete from placements where id = ${id}`.execute(db);
}

/** What may show on pages of a source now: live placements of published, open surveys. */
export async function listLive(db: Db, sourceId: string, now: Date, limit: number): Promise<PublicPlacement[]> {
  const { rows } = await sql<PublicPlacement>`
    select p.id, p.survey, p.rules
    from placements p join surveys s on s.code = p.survey
    where p.live_at is not null and (p.source_id is null or p.source_id = ${sourceId})
      and s.published_version is not null and s.closed_at is null and s.archived_at is null
      and (s.opens_at is null or s.opens_at <= ${now}) and (s.closes_at is null or s.closes_at > ${now})
    order by p.rank, p.created_at, p.id
    limit ${limit}`.execute(db);
  return rows;
}

export interface LivePlacement {
  id: string;
  survey: string;
  surveyKind: string;
  rules: Rules;
}

/** The same for one. */
export async function findLive(db: Db, id: string, sourceId: string, now: Date): Promise<LivePlacement | null> {
  const { rows } = await sql<LivePlacement>`
    select p.id, p.survey, s.kind as survey_kind, p.rules
    from placements p join surveys s on s.code = p.survey
    where p.id = ${id} and p.live_at is not null and (p.source_id is null or p.source_id = ${sourceId})
      and s.published_version is not null and s.closed_at is null and s.archived_at is null
      and (s.opens_at is null or s.opens_at <= ${now}) and (s.closes_at is null or s.closes_at > ${now})`.execute(db);
  return rows[0] ?? null;
}
