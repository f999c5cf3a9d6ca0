import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { InvitationChannel } from './invitations.contract.ts';
import { judgedSql, type Question } from './judge.queries.ts';

const INVITE_LOCK = 7_042_083;

/**
 * One at a time over all processes decides who is invited: two distributions that have the same customer at the same moment
 * must see each other's invitation, or both would go out. Ends with the transaction, so a process that dies holds nobody up.
 */
export async function lockInviting(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${INVITE_LOCK})`.execute(tx);
}

/** Invitations whose time has come, of each customer the one that waits longest. */
export async function pickDue(tx: Db, distributionId: string, now: Date, limit: number): Promise<{ id: string; customerId: string | null }[]> {
  const { rows } = await sql<{ id: string; customerId: string | null }>`
    with due as materialized (
      select v.id, v.due_at, i.customer_id from survey_invitations v left join identifiers i on i.id = v.subject
      where v.distribution_id = ${distributionId} and v.due_at <= ${now} order by v.due_at, v.id limit ${limit} for update of v
    )
    select distinct on (coalesce(customer_id, id)) id, customer_id from due order by coalesce(customer_id, id), due_at, id`.execute(tx);
  return rows;
}

export interface Judged {
  id: string;
  subject: string | null;
  channel: InvitationChannel | null;
  address: string | null;
  language: string | null;
  reason: string | null;
  delayedBecause: string | null;
  dueAt: Date | null;
}

export async function judgeDue(tx: Db, question: Question): Promise<Judged[]> {
  const { rows } = await sql<Judged>`select j.key as id, j.subject, j.channel, j.address, j.language, j.reason, j.delayed_because, j.due_at from (${judgedSql(question)}) j order by j.key`.execute(tx);
  return rows;
}

export async function saveSkipped(tx: Db, skipped: readonly { id: string; reason: string }[], now: Date): Promise<void> {
  await sql`
    update survey_invitations v set due_at = null, skipped_at = ${now}, skipped_reason = s.reason
    from unnest(${skipped.map(({ id }) => id)}::uuid[], ${skipped.map(({ reason }) => reason)}::text[]) as s (id, reason) where v.id = s.id`.execute(tx);
}

export async function saveDelayed(tx: Db, delayed: readonly { id: string; because: string; dueAt: Date }[], now: Date): Promise<void> {
  await sql`
    update survey_invitations v set due_at = s.due_at, delayed_at = ${now}, delayed_because = s.because
    from unnest(${delayed.map(({ id }) => id)}::uuid[], ${delayed.map(({ because }) => because)}::text[], ${delayed.map(({ dueAt }) => dueAt.toISOString())}::timestamptz[]) as s (id, because, due_at) where v.id = s.id`.execute(tx);
}

export interface ToSend {
  invitationId: string;
  messageId: string;
  /** 0 is the invitation, then the reminders. */
  number: number;
  channel: string;
  address: string;
  subject: string | null;
  bodyId: string;
  variables: Record<string, unknown>;
}

/** Messages into the queue, as queueMessage does for one; each once for ever by its key. */
export async function insertMessages(tx: Db, messages: readonly ToSend[], { purpose, now }: { purpose: string; now: Date }): Promise<void> {
  await sql`
    with wanted as materialized (
      select * from unnest(${messages.map((one) => one.invitationId)}::uuid[], ${messages.map((one) => one.messageId)}::uuid[], ${messages.map((one) => one.number)}::int[], ${messages.map((one) => one.channel)}::text[], ${messages.map((one) => one.address)}::text[],
        ${messages.map((one) => one.subject)}::uuid[], ${messages.map((one) => one.bodyId)}::uuid[], ${messages.map((one) => JSON.stringify(one.variables))}::jsonb[]) as w (invitation_id, message_id, number, channel, address, subject, body_id, variables)
    ), queued as (
      insert into messages (id, send_key, purpose, kind, channel, address, subject, body_id, variables, queued_at, next_attempt_at)
      select w.message_id, 'invitation:' || w.invitation_id || ':' || w.number, ${purpose}, 'survey', w.channel, w.address, w.subject, w.body_id, w.variables, ${now}::timestamptz, ${now}::timestamptz from wanted w
    )
    insert into invitation_messages (invitation_id, number, message_id, queued_at) select w.invitation_id, w.number, w.message_id, ${now}::timestamptz from wanted w`.execute(tx);
}

export async function saveQueued(tx: Db, queued: readonly { id: string; channel: string; nextReminderAt: Date | null }[], now: Date): Promise<void> {
  await sql`
    update survey_invitations v set due_at = null, queued_at = ${now}, channel = s.channel, next_reminder_at = s.next_reminder_at
    from unnest(${queued.map(({ id }) => id)}::uuid[], ${queued.map(({ channel }) => channel)}::text[], ${queued.map(({ nextReminderAt }) => nextReminderAt?.toISOString() ?? null)}::timestamptz[]) as s (id, channel, next_reminder_at) where v.id = s.id`.execute(tx);
}

/** All that is left to be decided, at once: the survey was closed, the time is over, somebody stopped it. @returns how many */
export async function skipAllDue(tx: Db, distributionId: string, reason: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`update survey_invitations set due_at = null, skipped_at = ${now}, skipped_reason = ${reason} where distribution_id = ${distributionId} and due_at is not null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export async function endReminders(tx: Db, distributionId: string): Promise<void> {
  await sql`update survey_invitations set next_reminder_at = null where distribution_id = ${distributionId} and next_reminder_at is not null`.execute(tx);
}

/** Of messages that nobody has claimed: they are not sent. */
export async function skipQueued(tx: Db, distributionId: string, now: Date): Promise<void> {
  await sql`
    update messages m set next_attempt_at = null, skipped_at = ${now}, skipped_reason = 'stopped'
    from invitation_messages n join survey_invitations v on v.id = n.invitation_id
    where v.distribution_id = ${distributionId} and m.id = n.message_id and m.next_attempt_at is not null and m.claimed_by is null`.execute(tx);
}

/** Of messages that nobody has claimed: they go back to where they came from, and are decided again when it goes on. */
export async function takeBackQueued(tx: Db, distributionId: string, now: Date): Promise<void> {
  await sql`
    with gone as (
      delete from messages m using invitation_messages n, survey_invitations v
      where v.distribution_id = ${distributionId} and n.invitation_id = v.id and m.id = n.message_id and m.next_attempt_at is not null and m.claimed_by is null
      returning n.invitation_id, n.number
    ), unsent as (
      delete from invitation_messages n using gone where n.invitation_id = gone.invitation_id and n.number = gone.number
    )
    update survey_invitations v set
      due_at = case when gone.number = 0 then ${now}::timestamptz else v.due_at end, queued_at = case when gone.number = 0 then null else v.queued_at end,
      next_reminder_at = case when gone.number = 0 then null else ${now}::timestamptz end
    from gone where v.id = gone.invitation_id`.execute(tx);
}

/** Nothing is left to be done: nobody waits for a decision, a channel or a reminder. */
export async function hasWork(db: Db, distributionId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 where exists (select from survey_invitations where distribution_id = ${distributionId} and (due_at is not null or next_reminder_at is not null))
      or exists (select from survey_invitations v join invitation_messages n on n.invitation_id = v.id join messages m on m.id = n.message_id where v.distribution_id = ${distributionId} and (m.next_attempt_at is not null or m.claimed_by is not null))`.execute(db);
  return rows.length > 0;
}

/** Staff whose time has come, with where to write. */
export async function pickDueStaff(tx: Db, { distributionId, frame, now, limit }: { distributionId: string; frame: RawBuilder<unknown>; now: Date; limit: number }): Promise<{ id: string; address: string | null; language: string | null }[]> {
  const { rows } = await sql<{ id: string; address: string | null; language: string | null }>`
    select v.id, f.address, f.language from survey_invitations v left join (${frame}) f on f.key = v.once_key
    where v.distribution_id = ${distributionId} and v.due_at <= ${now} order by v.due_at, v.id limit ${limit}`.execute(tx);
  return rows;
}

/** After they left, nothing here connects a member of staff with a link any more. @returns how many */
export async function forgetStaffLinks(tx: Db, distributionId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update messages m set variables = '{}' from invitation_messages n join survey_invitations v on v.id = n.invitation_id
    where v.distribution_id = ${distributionId} and m.id = n.message_id and m.next_attempt_at is null and m.claimed_by is null and m.variables <> '{}'`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
