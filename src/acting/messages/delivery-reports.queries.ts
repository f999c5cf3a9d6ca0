import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { MessageChannel } from './messages.contract.ts';

export interface ReportedMessage {
  id: string;
  channel: MessageChannel;
  address: string | null;
  subject: string | null;
  campaignId: string | null;
  caseId: string | null;
  bouncedAt: Date | null;
}

/** The message a report is about: by our id, by the id the channel gave it, or the last one that went to an address. */
export async function findReported(tx: Db, { id, providerId, address }: { id: string | null; providerId: string | null; address: string | null }): Promise<ReportedMessage | null> {
  const { rows } = await sql<ReportedMessage>`
    select id, channel, address, subject, campaign_id, case_id, bounced_at from messages
    where (${id}::uuid is not null and id = ${id}::uuid)
      or (${id}::uuid is null and ${providerId}::text is not null and provider_id = ${providerId})
      or (${id}::uuid is null and ${providerId}::text is null and handed_at is not null and address = ${address})
    order by claimed_at desc nulls last limit 1 for update`.execute(tx);
  return rows[0] ?? null;
}

/** A report also tells that the message did leave, where that was unclear. */
export async function saveBounce(tx: Db, id: string, reason: string, at: Date): Promise<void> {
  await sql`update messages set bounced_at = ${at}, bounce_reason = ${reason}, handed_at = coalesce(handed_at, claimed_at, ${at}), claimed_by = null where id = ${id} and bounced_at is null`.execute(tx);
}

export async function saveDelivered(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update messages set delivered_at = coalesce(delivered_at, ${at}), handed_at = coalesce(handed_at, claimed_at, ${at}), claimed_by = null where id = ${id}`.execute(tx);
}

export async function saveOpened(db: Db, id: string, at: Date): Promise<void> {
  await sql`update messages set opened_at = ${at} where id = ${id} and opened_at is null and handed_at is not null`.execute(db);
}
