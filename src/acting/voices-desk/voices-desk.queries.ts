import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** The case in which a voice is worked on; the one that goes on where it was merged. */
export async function findCaseOfVoice(db: Db, voiceId: string): Promise<{ caseId: string; isActive: boolean } | null> {
  const { rows } = await sql<{ caseId: string; isActive: boolean }>`
    select goes_on.id as case_id, goes_on.is_active from voice_cases k join cases c on c.id = k.case_id join cases goes_on on goes_on.id = coalesce(c.merged_into, c.id) where k.voice_id = ${voiceId}`.execute(db);
  return rows[0] ?? null;
}

export async function tieCase(tx: Db, { voiceId, caseId, at, by }: { voiceId: string; caseId: string; at: Date; by: string }): Promise<void> {
  await sql`
    insert into voice_cases (voice_id, case_id, opened_at, opened_by) values (${voiceId}, ${caseId}, ${at}, ${by})
    on conflict (voice_id) do update set case_id = excluded.case_id, opened_at = excluded.opened_at, opened_by = excluded.opened_by where voice_cases.case_id <> excluded.case_id`.execute(tx);
}

/** Voices of a case, also of cases that were merged into it. */
export async function listVoicesOfCase(db: Db, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ voiceId: string }>`
    select k.voice_id from voice_cases k join cases c on c.id = k.case_id where (k.case_id = ${caseId} or c.merged_into = ${caseId}) order by k.opened_at desc limit 20`.execute(db);
  return rows.map(({ voiceId }) => voiceId);
}

export interface ReplyRow {
  id: string; voiceId: string; caseId: string | null; text: string; via: 'connector' | 'hand'; writtenAt: Date; writtenBy: string; postedAt: Date | null; deliveredAt: Date | null; attempts: number; nextAttemptAt: Date | null; failedAt: Date | null; failure: string | null;
}
const columns = sql.raw('id, voice_id, case_id, text, via, written_at, written_by, posted_at, delivered_at, attempts, next_attempt_at, failed_at, failure');

/** One after the other for each voice: two who answer at the same time do not both. */
export async function lockVoice(tx: Db, voiceId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from voices where id = ${voiceId} and erased_at is null for update`.execute(tx);
  return rows.length > 0;
}

export async function listReplies(db: Db, voiceId: string): Promise<ReplyRow[]> {
  const { rows } = await sql<ReplyRow>`select ${columns} from voice_replies where voice_id = ${voiceId} and withdrawn_at is null order by written_at desc, id desc limit 50`.execute(db);
  return rows;
}

export async function findReplyForUpdate(tx: Db, id: string): Promise<ReplyRow | null> {
  const { rows } = await sql<ReplyRow>`select ${columns} from voice_replies where id = ${id} and withdrawn_at is null for update`.execute(tx);
  return rows[0] ?? null;
}

export async function insertReply(tx: Db, r: Pick<ReplyRow, 'id' | 'voiceId' | 'caseId' | 'text' | 'via' | 'writtenAt' | 'writtenBy' | 'postedAt' | 'nextAttemptAt'>): Promise<void> {
  await sql`
    insert into voice_replies (id, voice_id, case_id, text, via, written_at, written_by, posted_at, next_attempt_at)
    values (${r.id}, ${r.voiceId}, ${r.caseId}, ${r.text}, ${r.via}, ${r.writtenAt}, ${r.writtenBy}, ${r.postedAt}, ${r.nextAttemptAt})`.execute(tx);
}

/** Takes what is due, so that another process does not send it as well; a crash in between is made up for after the claim. */
export async function claimDueReplies(db: Db, now: Date, until: Date, limit: number): Promise<ReplyRow[]> {
  const { rows } = await sql<ReplyRow>`
    update voice_replies set claimed_until = ${until}, attempts = attempts + 1
    where id in (select id from voice_replies where next_attempt_at <= ${now} and (claimed_until is null or claimed_until <= ${now}) order by next_attempt_at limit ${limit} for update skip locked)
    returning ${columns}`.execute(db);
  return rows;
}

export async function markDelivered(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update voice_replies set delivered_at = ${at}, next_attempt_at = null, claimed_until = null, failed_at = null, failure = null where id = ${id}`.execute(tx);
}

/** @param next - null: given up */
export async function markFailed(db: Db, id: string, { failure, next, at }: { failure: string; next: Date | null; at: Date }): Promise<void> {
  await sql`update voice_replies set failure = ${failure.slice(0, 500)}, next_attempt_at = ${next}, claimed_until = null, failed_at = ${next === null ? at : null}::timestamptz where id = ${id} and delivered_at is null`.execute(db);
}

/** Somebody has posted it with their own hands; the program is not asked any more. */
export async function markPosted(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update voice_replies set posted_at = ${at}, via = 'hand', next_attempt_at = null, claimed_until = null, failed_at = null, failure = null where id = ${id}`.execute(tx);
}

export async function tryAgain(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update voice_replies set next_attempt_at = ${at}, claimed_until = null, failed_at = null, attempts = 0 where id = ${id}`.execute(tx);
}

export async function findNextReply(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(greatest(next_attempt_at, coalesce(claimed_until, next_attempt_at))) as at from voice_replies where next_attempt_at is not null`.execute(db);
  return rows[0]?.at ?? null;
}
