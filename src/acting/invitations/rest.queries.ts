import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/**
 * Whether a rule about fatigue gives somebody a rest from this survey: what they were sent counts, and what pages have
 * shown them. The same rules as in judge.queries.ts, asked about one person in front of a page.
 * @param subjects identifiers.id; a shared device speaks for itself only
 */
export async function isResting(db: Db, { survey, surveyKind, subjects, now }: { survey: string; surveyKind: string; subjects: readonly string[]; now: Date }): Promise<boolean> {
  const { rows } = await sql`
    with mine as (
      select unnest(${subjects}::uuid[]) as id
      union
      select other.id
      from identifiers said join identifiers other on other.customer_id = said.customer_id
      where said.id = any(${subjects}::uuid[])
        and not exists (select 1 from identifier_spans s where s.node_id in (said.id, other.id))
    ), asked as (
      select v.survey, s.kind, coalesce(m.handed_at, n.queued_at) as at
      from survey_invitations v
      join invitation_messages n on n.invitation_id = v.id and n.number = 0
      join surveys s on s.code = v.survey
      left join messages m on m.id = n.message_id
      where v.subject in (select id from mine) and m.skipped_at is null and m.refused_at is null and m.bounced_at is null
      union all
      select w.survey, s.kind, w.at
      from placement_showings w join surveys s on s.code = w.survey
      where w.subject in (select id from mine)
    )
    select 1 from fatigue_rules r
    where r.switched_off_at is null and ${survey} <> all(r.exceptions) and (r.scope = 'all' or r.survey_kind = ${surveyKind} or r.survey = ${survey})
      and r.most <= (
        select count(*) from asked a
        where a.at > ${now}::timestamptz - r.days * interval '24 hours' and a.survey <> all(r.exceptions) and (r.scope = 'all' or r.survey_kind = a.kind or r.survey = a.survey)
      )
    limit 1`.execute(db);
  return rows.length > 0;
}
