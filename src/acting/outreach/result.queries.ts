import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { MessageChannel } from '../messages/messages.contract.ts';
import type { ExclusionReason, Standing } from './outreach.contract.ts';

/** r: the recipient, m: the message, where there is one. An answer in the own case has a message too. */
const standing = sql<Standing>`case
  when r.excluded is not null or m.skipped_at is not null or m.refused_at is not null or m.bounced_at is not null then 'left_out'
  when r.case_id is not null and r.answered_at is not null then 'answered'
  when m.handed_at is not null then 'told'
  when m.unclear_at is not null then 'unclear'
  else 'waiting' end`;
const reason = sql<ExclusionReason | null>`case
  when r.excluded is not null then r.excluded when m.skipped_at is not null then m.skipped_reason
  when m.refused_at is not null then 'refused' when m.bounced_at is not null then 'bounced' end`;

export interface ResultCount {
  standing: Standing;
  reason: ExclusionReason | null;
  channel: MessageChannel | null;
  customers: number;
  handed: number;
  delivered: number;
  opened: number;
  bounced: number;
}

/** All figures of the result page in one statement. */
export async function countResult(db: Db, outreachId: string): Promise<ResultCount[]> {
  const { rows } = await sql<ResultCount>`
    select ${standing} as standing, ${reason} as reason, case when r.case_id is null then m.channel end as channel, count(*)::int as customers,
      count(m.handed_at)::int as handed, count(m.delivered_at)::int as delivered, count(m.opened_at)::int as opened, count(m.bounced_at)::int as bounced
    from outreach_recipients r left join messages m on m.id = r.message_id
    where r.outreach_id = ${outreachId} group by 1, 2, 3`.execute(db);
  return rows;
}

export interface ResultPerson {
  customerId: string;
  name: string;
  standing: Standing;
  channel: MessageChannel | null;
  reason: ExclusionReason | null;
  detail: string | null;
  at: Date | null;
  messageId: string | null;
  caseId: string | null;
}

/** Who it is now: of merged customers the one that goes on. */
export async function listResult(db: Db, outreachId: string, wanted: { standing: string | null; reason: string | null; channel: string | null; after: string | null; limit: number }): Promise<(ResultPerson & { mark: string })[]> {
  const { rows } = await sql<ResultPerson & { mark: string }>`
    select r.customer_id as mark, coalesce(i.customer_id, r.customer_id) as customer_id, coalesce(k.name, '') as name, ${standing} as standing, m.channel, ${reason} as reason,
      coalesce(m.refused_reason, m.bounce_reason, m.unclear_reason, m.last_problem) as detail, coalesce(m.handed_at, m.skipped_at, m.refused_at, m.unclear_at, r.answered_at, r.decided_at) as at, r.message_id, r.case_id
    from outreach_recipients r left join messages m on m.id = r.message_id left join identifiers i on i.id = r.subject left join customers k on k.id = i.customer_id
    where r.outreach_id = ${outreachId}
      and (${wanted.standing}::text is null or ${standing} = ${wanted.standing}) and (${wanted.reason}::text is null or ${reason} = ${wanted.reason}) and (${wanted.channel}::text is null or m.channel = ${wanted.channel})
      and (${wanted.after}::uuid is null or r.customer_id > ${wanted.after}::uuid)
    order by r.customer_id limit ${wanted.limit}`.execute(db);
  return rows;
}

/** Cases that answers to this outreach opened. */
export async function countReplies(db: Db, outreachId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases where source_kind = 'message' and source_ref = ${`outreach:${outreachId}`}`.execute(db);
  return rows[0]?.n ?? 0;
}
