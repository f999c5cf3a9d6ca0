/* oxlint-disable max-params -- a place in a mailbox has three parts */
import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { IntakeOutcome } from './mailbox.contract.ts';

export interface Place { accountId: string; uidValidity: number; uid: number }
export interface IntakeRow { id: string; at: Date; outcome: IntakeOutcome; reason: string | null; caseId: string | null; settledAt: Date | null }
export interface NewIntake extends Place { id: string; messageKey: string; senderKey: string | null; at: Date; outcome: IntakeOutcome; reason: string | null; subject?: string | null; caseId?: string | null }

export async function findIntake(db: Db, { accountId, uidValidity, uid }: Place): Promise<IntakeRow | null> {
  const { rows } = await sql<IntakeRow>`
    select id, at, outcome, reason, case_id, settled_at from mail_intakes where account_id = ${accountId} and uid_validity = ${uidValidity} and uid = ${uid}`.execute(db);
  return rows[0] ?? null;
}

/** @returns false when this place of the mailbox, or this mail from somewhere else, was taken in already */
export async function insertIntake(tx: Db, intake: NewIntake): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into mail_intakes (id, account_id, uid_validity, uid, message_key, sender_key, at, outcome, reason, subject, case_id)
    values (${intake.id}, ${intake.accountId}, ${intake.uidValidity}, ${intake.uid}, ${intake.messageKey}, ${intake.senderKey}, ${intake.at}, ${intake.outcome}, ${intake.reason}, ${intake.subject ?? null}, ${intake.caseId ?? null})
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function finishIntake(tx: Db, id: string, { outcome, reason, subject, caseId, acknowledgedAt }: { outcome: IntakeOutcome; reason: string | null; subject: string | null; caseId: string | null; acknowledgedAt: Date | null }): Promise<void> {
  await sql`
    update mail_intakes set outcome = ${outcome}, reason = ${reason}, subject = ${subject}, case_id = ${caseId}, acknowledged_at = ${acknowledgedAt} where id = ${id}`.execute(tx);
}

export async function isMessageKnown(db: Db, messageKey: string): Promise<boolean> {
  const { rows } = await sql`select from mail_intakes where message_key = ${messageKey} and outcome <> 'repeated' and outcome <> 'refused'`.execute(db);
  return rows.length > 0;
}

/** How often this sender wrote lately, into which case last, and whether we have confirmed something since. */
export async function readSenderLately(db: Db, senderKey: string, since: { window: Date; hour: Date; day: Date }): Promise<{ n: number; nInAnHour: number; caseId: string | null; isAcknowledged: boolean }> {
  const { rows } = await sql<{ n: number; nInAnHour: number; caseId: string | null; isAcknowledged: boolean }>`
    select count(*) filter (where at > ${since.window}) as n, count(*) filter (where at > ${since.hour}) as n_in_an_hour,
      (array_agg(case_id order by at desc) filter (where case_id is not null and at > ${since.window}))[1] as case_id,
      coalesce(bool_or(acknowledged_at is not null), false) as is_acknowledged
    from (select at, case_id, acknowledged_at from mail_intakes where sender_key = ${senderKey} and at > ${since.day} order by at desc limit 1000) lately`.execute(db);
  return rows[0] ?? { n: 0, nInAnHour: 0, caseId: null, isAcknowledged: false };
}

/** Taken in, but the mailbox was not told yet: what a crash in between leaves. */
export async function listUnsettled(db: Db, accountId: string, uidValidity: number, limit: number): Promise<{ uid: number; outcome: IntakeOutcome }[]> {
  const { rows } = await sql<{ uid: number; outcome: IntakeOutcome }>`
    select uid, outcome from mail_intakes where account_id = ${accountId} and uid_validity = ${uidValidity} and settled_at is null order by uid limit ${limit}`.execute(db);
  return rows;
}

export async function settleIntakes(db: Db, accountId: string, uidValidity: number, uids: readonly number[], at: Date): Promise<void> {
  await sql`update mail_intakes set settled_at = ${at} where account_id = ${accountId} and uid_validity = ${uidValidity} and uid = any(${uids}::bigint[])`.execute(db);
}

export async function listIntakes(db: Db, accountId: string, after: { at: string; id: string } | null, limit: number): Promise<IntakeRow[]> {
  const { rows } = await sql<IntakeRow>`
    select id, at, outcome, reason, case_id, settled_at from mail_intakes
    where account_id = ${accountId} and (${after?.id ?? null}::uuid is null or (at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
}

/** The customer who has an identifier now; null where nobody does. */
export async function findCustomerByIdentifier(db: Db, identifierId: string): Promise<{ subject: string; customerId: string } | null> {
  const { rows } = await sql<{ subject: string; customerId: string | null }>`select id as subject, customer_id from identifiers where id = ${identifierId}`.execute(db);
  const row = rows[0];
  return row?.customerId ? { subject: row.subject, customerId: row.customerId } : null;
}

/** Addresses of our own mailboxes. */
export async function listOwnAddresses(db: Db): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`select lower(address) as address from mail_accounts where removed_at is null order by address limit 200`.execute(db);
  return rows.map(({ address }) => address);
}
