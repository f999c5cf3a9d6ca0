import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { InvitationChannel, InvitationSkipReason, Sample } from './invitations.contract.ts';
import type { Question } from './judge.queries.ts';
import { sampledSql } from './sample.queries.ts';

export interface PreviewCount {
  state: 'waiting' | 'delayed' | 'skipped';
  reason: InvitationSkipReason | null;
  channel: InvitationChannel | null;
  people: number;
  latestAt: Date | null;
}

const stateSql = sql`case when not j.is_drawn then 'skipped' when j.delayed_because is not null then 'delayed' else 'waiting' end`;
const reasonSql = sql`case when not j.is_drawn then coalesce(j.reason, 'not_sampled') end`;
const channelSql = sql`case when j.is_drawn then j.channel end`;

/** How it would be now, by the same statement that draws. */
export async function countPreview(db: Db, question: Question, sample: Sample): Promise<PreviewCount[]> {
  const { rows } = await sql<PreviewCount>`
    select ${stateSql} as state, ${reasonSql} as reason, ${channelSql} as channel, count(*)::int as people, max(j.due_at) filter (where j.is_drawn) as latest_at from (${sampledSql(question, sample)}) j group by 1, 2, 3`.execute(db);
  return rows;
}

export interface PreviewPerson {
  key: string;
  customerId: string | null;
  name: string;
  state: PreviewCount['state'];
  reason: InvitationSkipReason | null;
  channel: InvitationChannel | null;
  dueAt: Date | null;
}

export async function listPreview(db: Db, question: Question, sample: Sample, wanted: { state: string | null; reason: string | null; channel: string | null; after: string | null; limit: number }): Promise<PreviewPerson[]> {
  const { rows } = await sql<PreviewPerson>`
    select j.key, j.customer_id, coalesce(c.name, '') as name, ${stateSql} as state, ${reasonSql} as reason, ${channelSql} as channel, case when j.is_drawn then j.due_at end as due_at
    from (${sampledSql(question, sample)}) j left join customers c on c.id = j.customer_id
    where (${wanted.state}::text is null or ${stateSql} = ${wanted.state}) and (${wanted.reason}::text is null or ${reasonSql} = ${wanted.reason}) and (${wanted.channel}::text is null or ${channelSql} = ${wanted.channel})
      and (${wanted.after}::text is null or j.key collate "C" > ${wanted.after})
    order by j.key collate "C" limit ${wanted.limit}`.execute(db);
  return rows;
}
