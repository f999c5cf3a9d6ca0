import { sql } from 'kysely';

/** What was answered and which links were made, of the survey `s`. */
export const surveyCounts = sql`
  (select count(*) from responses r where r.survey = s.code and r.finished_at is not null and (r.suspicion is null or r.released_at is not null)) as responses,
  (select max(r.at) from responses r where r.survey = s.code and r.finished_at is not null and (r.suspicion is null or r.released_at is not null)) as last_response_at,
  (select count(*) from survey_links l where l.survey = s.code) as links_made,
  (select count(l.used_at) from survey_links l where l.survey = s.code) as links_used`;

export interface SurveyCounts {
  responses: number;
  lastResponseAt: Date | null;
  linksMade: number;
  linksUsed: number;
}
