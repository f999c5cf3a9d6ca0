import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { AffectedRule } from '../known-issues/known-issues.contract.ts';
import type { MessageChannel } from '../messages/messages.contract.ts';
import type { OutreachText } from './outreach.contract.ts';

export interface OutreachRow {
  id: string;
  title: string;
  purpose: string;
  issueId: string | null;
  issueTitle: string | null;
  filter: AffectedRule | null;
  channels: MessageChannel[];
  texts: OutreachText[];
  isEssential: boolean;
  isLive: boolean;
  ratePerMinute: number | null;
  createdAt: Date;
  createdBy: string;
  version: number;
  startedAt: Date | null;
  startedBy: string | null;
  createdByName: string | null;
  startedByName: string | null;
  pausedAt: Date | null;
  stoppedAt: Date | null;
  finishedAt: Date | null;
  lookedAt: Date | null;
}

const columns = sql`o.id, o.title, o.purpose, o.issue_id, (select k.title from known_issues k where k.id = o.issue_id) as issue_title, o.filter, o.channels, o.texts, o.is_essential, o.is_live, o.rate_per_minute,
  o.created_at, o.created_by, creator.name as created_by_name, o.version, o.started_at, o.started_by, starter.name as started_by_name, o.paused_at, o.stopped_at, o.finished_at, o.looked_at`;
const staff = sql`left join users creator on creator.email = o.created_by left join users starter on starter.email = o.started_by`;

export async function insertOutreach(tx: Db, row: Pick<OutreachRow, 'id' | 'title' | 'purpose' | 'issueId' | 'filter' | 'channels' | 'texts' | 'isEssential' | 'isLive' | 'ratePerMinute' | 'createdAt' | 'createdBy'>): Promise<void> {
  await sql`
    insert into outreaches (id, title, purpose, issue_id, filter, channels, texts, is_essential, is_live, rate_per_minute, created_at, created_by, changed_at)
    values (${row.id}, ${row.title}, ${row.purpose}, ${row.issueId}, ${row.filter === null ? null : JSON.stringify(row.filter)}::jsonb, ${row.channels}::text[], ${JSON.stringify(row.texts)}::jsonb,
      ${row.isEssential}, ${row.isLive}, ${row.ratePerMinute}, ${row.createdAt}, ${row.createdBy}, ${row.createdAt})`.execute(tx);
}

export async function findOutreach(db: Db, id: string): Promise<OutreachRow | null> {
  const { rows } = await sql<OutreachRow>`select ${columns} from outreaches o ${staff} where o.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function findOutreachForUpdate(tx: Db, id: string): Promise<OutreachRow | null> {
  const { rows } = await sql<OutreachRow>`select ${columns} from outreaches o ${staff} where o.id = ${id} for update of o`.execute(tx);
  return rows[0] ?? null;
}

export async function listOutreaches(db: Db, { issueId, after, limit }: { issueId: string | null; after: { createdAt: string; id: string } | null; limit: number }): Promise<OutreachRow[]> {
  const { rows } = await sql<OutreachRow>`
    select ${columns} from outreaches o ${staff}
    where (${issueId}::uuid is null or o.issue_id = ${issueId}::uuid) and (${after?.id ?? null}::uuid is null or (o.created_at, o.id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by o.created_at desc, o.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Whatever can change, in one statement; the caller holds the row. */
export async function saveOutreach(tx: Db, row: OutreachRow, at: Date): Promise<void> {
  await sql`
    update outreaches set title = ${row.title}, purpose = ${row.purpose}, filter = ${row.filter === null ? null : JSON.stringify(row.filter)}::jsonb, channels = ${row.channels}::text[], texts = ${JSON.stringify(row.texts)}::jsonb,
      is_essential = ${row.isEssential}, is_live = ${row.isLive}, rate_per_minute = ${row.ratePerMinute}, started_at = ${row.startedAt}, started_by = ${row.startedBy}, paused_at = ${row.pausedAt},
      stopped_at = ${row.stoppedAt}, finished_at = ${row.finishedAt}, looked_at = ${row.lookedAt}, changed_at = ${at}, version = version + 1
    where id = ${row.id}`.execute(tx);
}

/** The switch that every sending process reads; it waits for claims under way. */
export async function switchCampaign(tx: Db, id: string, { pausedAt, stoppedAt, endedAt, ratePerMinute }: { pausedAt: Date | null; stoppedAt: Date | null; endedAt: Date | null; ratePerMinute: number | null }): Promise<void> {
  await sql`update message_campaigns set paused_at = ${pausedAt}, stopped_at = ${stoppedAt}, ended_at = ${endedAt}, rate_per_minute = ${ratePerMinute} where id = ${id}`.execute(tx);
}

export async function deleteDraft(tx: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from outreaches where id = ${id} and started_at is null`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Those that tell later buyers too. */
export async function listLive(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from outreaches where is_live and looked_at is not null and paused_at is null and stopped_at is null order by id limit 500`.execute(db);
  return rows.map(({ id }) => id);
}

export async function hasWork(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 where exists (select from messages where campaign_id = ${id} and next_attempt_at is not null)
      or exists (select from messages where campaign_id = ${id} and claimed_by is not null)
      or exists (select from outreach_recipients where outreach_id = ${id} and case_id is not null and answered_at is null and excluded is null)`.execute(db);
  return rows.length > 0;
}

/** The next own case that waits for its answer; locked, so that no two processes write it. */
export async function takeOpenAnswer(tx: Db, id: string): Promise<{ customerId: string; caseId: string; subject: string } | null> {
  const { rows } = await sql<{ customerId: string; caseId: string; subject: string }>`
    select customer_id, case_id, subject from outreach_recipients where outreach_id = ${id} and case_id is not null and answered_at is null and excluded is null
    order by customer_id limit 1 for update skip locked`.execute(tx);
  return rows[0] ?? null;
}

export async function saveAnswered(tx: Db, id: string, customerId: string, answered: { messageId: string | null; at: Date } | { excluded: string }): Promise<void> {
  if ('excluded' in answered) await sql`update outreach_recipients set excluded = ${answered.excluded} where outreach_id = ${id} and customer_id = ${customerId}`.execute(tx);
  else await sql`update outreach_recipients set answered_at = ${answered.at}, message_id = ${answered.messageId} where outreach_id = ${id} and customer_id = ${customerId}`.execute(tx);
}

export interface OfMessage {
  outreachId: string;
  title: string;
  issueId: string | null;
  messageId: string;
  subject: string | null;
}

export async function findByMessages(db: Db, messageIds: readonly string[]): Promise<OfMessage | null> {
  const { rows } = await sql<OfMessage>`
    select o.id as outreach_id, o.title, o.issue_id, m.id as message_id, m.subject from messages m join outreaches o on o.id = m.campaign_id
    where m.id = any(${messageIds}::uuid[]) order by m.queued_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}
