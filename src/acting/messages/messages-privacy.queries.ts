import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export async function countMessagesOf(db: Db, subjects: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from messages where subject = any(${subjects}::uuid[])`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface ExportedMessage {
  id: string;
  queuedAt: Date;
  line: Record<string, unknown>;
}

export async function listMessagesOf(db: Db, subjects: readonly string[], after: { queuedAt: Date; id: string } | null, limit: number): Promise<ExportedMessage[]> {
  const { rows } = await sql<ExportedMessage>`
    select m.id, m.queued_at, jsonb_strip_nulls(jsonb_build_object('channel', m.channel, 'address', m.address, 'purpose', m.purpose, 'kind', m.kind, 'subjectLine', b.subject_line, 'text', b.text,
      'queuedAt', m.queued_at, 'handedAt', m.handed_at, 'deliveredAt', m.delivered_at, 'openedAt', m.opened_at, 'bouncedAt', m.bounced_at, 'notSentBecause', coalesce(m.skipped_reason, m.refused_reason))) as line
    from messages m join message_bodies b on b.id = m.body_id
    where m.subject = any(${subjects}::uuid[]) and (${after?.id ?? null}::uuid is null or (m.queued_at, m.id) > (${after?.queuedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by m.queued_at, m.id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Takes out whom messages went to and what was said to one customer alone. What stays is that a message of a campaign went out
 * on a day: nobody can tell any more to whom. The key names the address too, so it is replaced by the number of the message.
 */
export async function emptyMessagesOf(tx: Db, subjects: readonly string[], at: Date): Promise<number> {
  await sql`
    update message_bodies b set subject_line = '', html = null, text = '', erased_at = ${at} from messages m
    where m.subject = any(${subjects}::uuid[]) and b.id = m.body_id and not b.is_template and b.erased_at is null`.execute(tx);
  await sql`delete from message_told t using messages m where m.subject = any(${subjects}::uuid[]) and t.message_id = m.id`.execute(tx);
  const { numAffectedRows } = await sql`
    update messages set ${emptied(at)} where subject = any(${subjects}::uuid[])`.execute(tx);
  await sql`delete from outreach_recipients where subject = any(${subjects}::uuid[])`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

const emptied = (at: Date) => sql`
  send_key = 'erased:' || id::text, address = null, subject = null, case_id = null, variables = '{}', headers = '{}', attachments = '[]', provider_id = null, last_problem = null,
  refused_reason = case when refused_at is not null then '' end, bounce_reason = case when bounced_at is not null then '' end, unclear_reason = case when unclear_at is not null then '' end,
  next_attempt_at = null, skipped_at = case when next_attempt_at is not null then ${at}::timestamptz else skipped_at end, skipped_reason = case when next_attempt_at is not null then 'erased' else skipped_reason end`;

const old = (before: Date) => sql`m.queued_at < ${before} and m.next_attempt_at is null and m.claimed_by is null`;

export async function countOld(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from messages m where ${old(before)} and m.address is not null`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function countOldByYear(db: Db, before: Date): Promise<{ year: number; n: number }[]> {
  const { rows } = await sql<{ year: number; n: number }>`select extract(year from m.queued_at)::int as year, count(*)::int as n from messages m where ${old(before)} and m.address is not null group by 1 order by 1`.execute(db);
  return rows;
}

/** Takes addresses and words out of messages that hang on no customer, e.g. those to partners about one. */
export async function emptyMessages(tx: Db, ids: readonly string[], at: Date): Promise<void> {
  await sql`
    update message_bodies b set subject_line = '', html = null, text = '', erased_at = ${at} from messages m
    where m.id = any(${ids}::uuid[]) and b.id = m.body_id and not b.is_template and b.erased_at is null`.execute(tx);
  await sql`delete from message_told where message_id = any(${ids}::uuid[])`.execute(tx);
  await sql`update messages set ${emptied(at)} where id = any(${ids}::uuid[])`.execute(tx);
}

/** A chunk of what is older: as after an erasure. @returns how many */
export async function emptyOld(tx: Db, before: Date, at: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`select m.id from messages m where ${old(before)} and m.address is not null order by m.queued_at limit ${limit} for update skip locked`.execute(tx);
  await emptyMessages(tx, rows.map(({ id }) => id), at);
  return rows.length;
}

/** The same without a trace; words of many messages name nobody and stay, an outreach that begins now may need them. @returns how many */
export async function deleteOld(tx: Db, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ bodyId: string }>`
    with gone as (
      delete from messages where id in (select m.id from messages m where ${old(before)} order by m.queued_at limit ${limit}) returning id, body_id
    ), untold as (
      delete from message_told t using gone where t.message_id = gone.id
    ) select body_id from gone`.execute(tx);
  await sql`delete from message_bodies b where b.id = any(${rows.map(({ bodyId }) => bodyId)}::uuid[]) and not b.is_template and not exists (select from messages m where m.body_id = b.id)`.execute(tx);
  return rows.length;
}
