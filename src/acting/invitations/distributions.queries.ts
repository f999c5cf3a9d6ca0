import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { CustomerFilter, DistributionKind, InvitationChannel, InvitationText, Sample, Trigger } from './invitations.contract.ts';

export interface DistributionRow {
  id: string;
  survey: string;
  surveyNameDe: string;
  surveyNameEn: string;
  surveyKind: string;
  touchpoint: string | null;
  title: string;
  kind: DistributionKind;
  filter: CustomerFilter | null;
  staff: { departments: string[] | null } | null;
  trigger: Trigger | null;
  listed: number;
  skipsOpenCases: boolean;
  channels: InvitationChannel[];
  texts: InvitationText[];
  sample: Sample;
  reminders: number;
  remindAfterDays: number;
  startsAt: Date | null;
  expiresAt: Date | null;
  createdAt: Date;
  createdBy: string;
  createdByName: string | null;
  version: number;
  startedAt: Date | null;
  startedBy: string | null;
  startedByName: string | null;
  pausedAt: Date | null;
  stoppedAt: Date | null;
  finishedAt: Date | null;
  drawnAt: Date | null;
  done: number;
  mark: number;
  markedAt: Date | null;
  passedOver: number;
}

const columns = sql`
  d.id, d.survey, s.name_de as survey_name_de, s.name_en as survey_name_en, s.kind as survey_kind, s.touchpoint, d.title, d.kind, d.filter, d.staff, d.trigger,
  (select count(*)::int from distribution_list l where l.distribution_id = d.id) as listed, d.skips_open_cases, d.channels, d.texts, d.sample, d.reminders, d.remind_after_days, d.starts_at, d.expires_at,
  d.created_at, d.created_by, (select u.name from users u where u.email = d.created_by) as created_by_name, d.version, d.started_at, d.started_by, (select u.name from users u where u.email = d.started_by) as started_by_name,
  d.paused_at, d.stopped_at, d.finished_at, d.drawn_at, d.done, d.mark, d.marked_at, d.passed_over`;

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

export type NewDistribution = Pick<DistributionRow, 'id' | 'survey' | 'title' | 'kind' | 'filter' | 'staff' | 'trigger' | 'skipsOpenCases' | 'channels' | 'texts' | 'sample' | 'reminders' | 'remindAfterDays' | 'startsAt' | 'expiresAt' | 'createdAt' | 'createdBy'>;
export async function insertDistribution(db: Db, row: NewDistribution): Promise<void> {
  await sql`
    insert into distributions (id, survey, title, kind, filter, staff, trigger, skips_open_cases, channels, texts, sample, reminders, remind_after_days, starts_at, expires_at, created_at, created_by, changed_at)
    values (${row.id}, ${row.survey}, ${row.title}, ${row.kind}, ${json(row.filter)}::jsonb, ${json(row.staff)}::jsonb, ${json(row.trigger)}::jsonb, ${row.skipsOpenCases}, ${row.channels}::text[], ${json(row.texts)}::jsonb, ${json(row.sample)}::jsonb,
      ${row.reminders}, ${row.remindAfterDays}, ${row.startsAt}, ${row.expiresAt}, ${row.createdAt}, ${row.createdBy}, ${row.createdAt})`.execute(db);
}

export async function findDistribution(db: Db, id: string): Promise<DistributionRow | null> {
  const { rows } = await sql<DistributionRow>`select ${columns} from distributions d join surveys s on s.code = d.survey where d.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function findDistributionForUpdate(tx: Db, id: string): Promise<DistributionRow | null> {
  const { rows } = await sql<DistributionRow>`select ${columns} from distributions d join surveys s on s.code = d.survey where d.id = ${id} for update of d`.execute(tx);
  return rows[0] ?? null;
}

/** @param touchpoints - of the surveys; null = all */
export async function listDistributions(db: Db, { survey, touchpoints, after, limit }: { survey: string | null; touchpoints: readonly string[] | null; after: { createdAt: string; id: string } | null; limit: number }): Promise<DistributionRow[]> {
  const { rows } = await sql<DistributionRow>`
    select ${columns} from distributions d join surveys s on s.code = d.survey
    where (${survey}::text is null or d.survey = ${survey}) and (${touchpoints}::text[] is null or s.touchpoint = any(${touchpoints}::text[]))
      and (${after?.id ?? null}::uuid is null or (d.created_at, d.id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by d.created_at desc, d.id desc limit ${limit}`.execute(db);
  return rows;
}

/** How many invitations of each left, and how many were answered to the end; of staff only through the links. */
export async function countOutcomes(db: Db, ids: readonly string[]): Promise<Map<string, { invited: number; finished: number }>> {
  const { rows } = await sql<{ id: string; invited: number; finished: number }>`
    select d.id,
      (select count(*)::int from survey_invitations v join invitation_messages n on n.invitation_id = v.id and n.number = 0 join messages m on m.id = n.message_id where v.distribution_id = d.id and m.handed_at is not null) as invited,
      case when d.kind = 'staff' then (select count(f.finished_at)::int from survey_link_facts f where f.invitation = d.id)
        else (select count(distinct v.id)::int from survey_invitations v join survey_link_facts f on f.invitation = v.id where v.distribution_id = d.id and f.finished_at is not null) end as finished
    from distributions d where d.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Whatever a person can change, in one statement; the caller holds the row. */
export async function saveDistribution(tx: Db, row: DistributionRow, at: Date): Promise<void> {
  await sql`
    update distributions set title = ${row.title}, filter = ${json(row.filter)}::jsonb, staff = ${json(row.staff)}::jsonb, trigger = ${json(row.trigger)}::jsonb, skips_open_cases = ${row.skipsOpenCases}, channels = ${row.channels}::text[],
      texts = ${json(row.texts)}::jsonb, sample = ${json(row.sample)}::jsonb, reminders = ${row.reminders}, remind_after_days = ${row.remindAfterDays}, starts_at = ${row.startsAt}, expires_at = ${row.expiresAt},
      started_at = ${row.startedAt}, started_by = ${row.startedBy}, paused_at = ${row.pausedAt}, stopped_at = ${row.stoppedAt}, finished_at = ${row.finishedAt}, changed_at = ${at}, version = version + 1
    where id = ${row.id}`.execute(tx);
}

/** How far the work on it is; the caller holds the row. */
export async function saveDrawn(tx: Db, id: string, drawnAt: Date): Promise<void> {
  await sql`update distributions set drawn_at = ${drawnAt} where id = ${id}`.execute(tx);
}

export async function saveCursor(tx: Db, id: string, { done, mark, passedOver }: { done: number; mark: { batch: number; at: Date }; passedOver: number }): Promise<void> {
  await sql`update distributions set done = greatest(done, ${done}), mark = ${mark.batch}, marked_at = ${mark.at}, passed_over = passed_over + ${passedOver} where id = ${id}`.execute(tx);
}

export async function saveFinished(tx: Db, id: string, finishedAt: Date): Promise<void> {
  await sql`update distributions set finished_at = ${finishedAt}, changed_at = ${finishedAt}, version = version + 1 where id = ${id}`.execute(tx);
}

export async function deleteDraft(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from distributions where id = ${id} and started_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Those on which there may be something to do. */
export async function listActive(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from distributions where started_at is not null and stopped_at is null and finished_at is null and paused_at is null and coalesce(starts_at <= ${now}, true) order by id limit 1000`.execute(db);
  return rows.map(({ id }) => id);
}

/** Replaces the list. Keyed ids of identifiers, or addresses of staff. */
export async function replaceList(tx: Db, id: string, entries: readonly { subject: string | null; address: string | null }[]): Promise<void> {
  await sql`delete from distribution_list where distribution_id = ${id}`.execute(tx);
  await sql`
    insert into distribution_list (distribution_id, place, subject, address)
    select ${id}, e.place, e.subject, e.address from unnest(${entries.map(({ subject }) => subject)}::uuid[], ${entries.map(({ address }) => address)}::text[]) with ordinality as e (subject, address, place)`.execute(tx);
}

export async function countUnknown(db: Db, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from distribution_list l where l.distribution_id = ${id} and l.subject is not null and not exists (select from identifiers i where i.id = l.subject)`.execute(db);
  return rows[0]?.n ?? 0;
}
