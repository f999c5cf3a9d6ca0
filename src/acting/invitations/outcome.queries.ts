import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { InvitationChannel, InvitationSkipReason, InvitationState } from './invitations.contract.ts';

/**
 * What became of invitations, from dated facts alone: `v` the invitation, `m` its first message, `f` its links, `r` its
 * reminders. Answered counts more than a mail that came back, and that more than having left.
 */
const stateSql = sql<InvitationState>`case
  when f.finished_at is not null then 'finished' when f.started_at is not null then 'started' when f.opened_at is not null or (m.opened_at is not null and m.bounced_at is null) then 'opened'
  when v.skipped_at is not null or m.skipped_at is not null or m.refused_at is not null then 'skipped'
  when m.bounced_at is not null then 'bounced' when m.delivered_at is not null then 'delivered' when m.handed_at is not null then 'sent' when m.unclear_at is not null then 'unclear'
  when v.queued_at is not null then 'queued' when v.delayed_because is not null then 'delayed' else 'waiting' end`;
const reasonSql = sql<InvitationSkipReason | null>`case when v.skipped_at is not null then v.skipped_reason when m.skipped_at is not null then m.skipped_reason when m.refused_at is not null then 'refused' end`;

/** @param of - condition on v */
const factsSql = (of: RawBuilder<unknown>) => sql`
  survey_invitations v
  left join invitation_messages n on n.invitation_id = v.id and n.number = 0
  left join messages m on m.id = n.message_id
  left join (
    select k.invitation, min(k.opened_at) as opened_at, min(k.started_at) as started_at, min(k.finished_at) as finished_at from survey_link_facts k where k.invitation in (select v.id from survey_invitations v where ${of}) group by 1
  ) f on f.invitation = v.id
  left join (
    select x.invitation_id, count(y.handed_at)::int as reminders, max(y.handed_at) as reminded_at from invitation_messages x join messages y on y.id = x.message_id
    where x.number > 0 and x.invitation_id in (select v.id from survey_invitations v where ${of}) group by 1
  ) r on r.invitation_id = v.id`;

export interface OutcomeCount {
  state: InvitationState;
  reason: InvitationSkipReason | null;
  channel: InvitationChannel | null;
  people: number;
  sampled: number;
  sent: number;
  delivered: number;
  bounced: number;
  opened: number;
  started: number;
  finished: number;
  reminded: number;
  latestAt: Date | null;
}

/** All figures of a distribution in one statement. */
export async function countOutcomes(db: Db, distributionId: string): Promise<OutcomeCount[]> {
  const of = sql`v.distribution_id = ${distributionId}`;
  const { rows } = await sql<OutcomeCount>`
    select ${stateSql} as state, ${reasonSql} as reason, v.channel, count(*)::int as people, count(v.sampled_at)::int as sampled, count(m.handed_at)::int as sent, count(m.delivered_at)::int as delivered, count(m.bounced_at)::int as bounced,
      count(coalesce(f.opened_at, m.opened_at, f.started_at, f.finished_at))::int as opened, count(coalesce(f.started_at, f.finished_at))::int as started, count(f.finished_at)::int as finished, count(r.reminded_at)::int as reminded,
      max(v.due_at) filter (where v.delayed_because is not null) as latest_at
    from ${factsSql(of)} where ${of} group by 1, 2, 3`.execute(db);
  return rows;
}

/** What staff did with their links: of nobody in particular. */
export async function countStaffAnswers(db: Db, distributionId: string): Promise<{ opened: number; started: number; finished: number }> {
  const { rows } = await sql<{ opened: number; started: number; finished: number }>`
    select count(coalesce(f.opened_at, f.started_at, f.finished_at))::int as opened, count(coalesce(f.started_at, f.finished_at))::int as started, count(f.finished_at)::int as finished from survey_link_facts f where f.invitation = ${distributionId}`.execute(db);
  return rows[0] ?? { opened: 0, started: 0, finished: 0 };
}

export interface OutcomePerson {
  id: string;
  customerId: string | null;
  name: string;
  state: InvitationState;
  reason: InvitationSkipReason | null;
  channel: InvitationChannel | null;
  detail: string | null;
  sampledAt: Date | null;
  dueAt: Date | null;
  skippedAt: Date | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  bouncedAt: Date | null;
  openedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  remindedAt: Date | null;
  reminders: number;
}

const personColumns = sql`v.id, i.customer_id, coalesce(c.name, '') as name, ${stateSql} as state, ${reasonSql} as reason, v.channel, coalesce(m.refused_reason, m.bounce_reason, m.unclear_reason, m.last_problem) as detail,
  v.sampled_at, v.due_at, coalesce(v.skipped_at, m.skipped_at, m.refused_at) as skipped_at, m.handed_at as sent_at, m.delivered_at, m.bounced_at, coalesce(f.opened_at, m.opened_at) as opened_at, f.started_at, f.finished_at, r.reminded_at, coalesce(r.reminders, 0) as reminders`;

/** Who it is now: of merged customers the one that goes on. */
export async function listOutcomes(db: Db, distributionId: string, wanted: { state: string | null; reason: string | null; channel: string | null; after: string | null; limit: number }): Promise<OutcomePerson[]> {
  const of = sql`v.distribution_id = ${distributionId}`;
  const { rows } = await sql<OutcomePerson>`
    select ${personColumns} from ${factsSql(of)} left join identifiers i on i.id = v.subject left join customers c on c.id = i.customer_id
    where ${of} and (${wanted.state}::text is null or ${stateSql} = ${wanted.state}) and (${wanted.reason}::text is null or ${reasonSql} = ${wanted.reason}) and (${wanted.channel}::text is null or v.channel = ${wanted.channel})
      and (${wanted.after}::uuid is null or v.id > ${wanted.after}::uuid)
    order by v.id limit ${wanted.limit}`.execute(db);
  return rows;
}

export interface CustomerInvitationRow {
  id: string;
  distributionId: string;
  survey: string;
  surveyNameDe: string;
  surveyNameEn: string;
  state: InvitationState;
  reason: InvitationSkipReason | null;
  channel: InvitationChannel | null;
  at: Date;
  reminders: number;
}

/** What a customer was asked, the newest first; who was merely not drawn was not asked, and has nothing to see. */
export async function listOfCustomer(db: Db, customerId: string, { after, limit }: { after: { at: string; id: string } | null; limit: number }): Promise<CustomerInvitationRow[]> {
  const of = sql`v.subject in (select o.id from identifiers o where o.customer_id = ${customerId}) and v.skipped_reason is distinct from 'not_sampled'`;
  const { rows } = await sql<CustomerInvitationRow>`
    select v.id, v.distribution_id, v.survey, s.name_de as survey_name_de, s.name_en as survey_name_en, ${stateSql} as state, ${reasonSql} as reason, v.channel, coalesce(v.queued_at, v.looked_at) as at, coalesce(r.reminders, 0) as reminders
    from ${factsSql(of)} join surveys s on s.code = v.survey
    where ${of} and (${after?.id ?? null}::uuid is null or (coalesce(v.queued_at, v.looked_at), v.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by coalesce(v.queued_at, v.looked_at) desc, v.id desc limit ${limit}`.execute(db);
  return rows;
}
