import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { MessageChannel, MessageStateName } from './messages.contract.ts';

/** One word for where a message stands; `m` is the row. The last word wins: a bounce comes after the handing over. */
export const stateSql = sql<MessageStateName>`case
  when m.skipped_at is not null then 'skipped'
  when m.refused_at is not null then 'refused'
  when m.bounced_at is not null then 'bounced'
  when m.opened_at is not null then 'opened'
  when m.delivered_at is not null then 'delivered'
  when m.handed_at is not null then 'handed'
  when m.unclear_at is not null then 'unclear'
  when m.claimed_by is not null then 'sending'
  else 'waiting' end`;

export interface StateRow {
  id: string;
  state: MessageStateName;
  channel: MessageChannel;
  at: Date;
  reason: string | null;
  nextAttemptAt: Date | null;
  attempts: number;
}

export async function listStates(db: Db, ids: readonly string[]): Promise<StateRow[]> {
  const { rows } = await sql<StateRow>`
    select m.id, ${stateSql} as state, m.channel, m.next_attempt_at, m.attempts,
      coalesce(m.skipped_at, m.refused_at, m.bounced_at, m.opened_at, m.delivered_at, m.handed_at, m.unclear_at, m.claimed_at, m.queued_at) as at,
      case when m.skipped_at is not null then m.skipped_reason when m.refused_at is not null then m.refused_reason when m.bounced_at is not null then m.bounce_reason
        when m.handed_at is not null then null when m.unclear_at is not null then m.unclear_reason else m.last_problem end as reason
    from messages m where m.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}
