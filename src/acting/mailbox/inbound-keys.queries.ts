import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** @returns false when it came before */
export async function noteInbound(tx: Db, source: string, messageKey: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into inbound_keys (source, message_key, at) values (${source}, ${messageKey}, ${at}) on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function forgetInboundKeys(db: Db, before: Date): Promise<void> {
  await sql`delete from inbound_keys where at < ${before}`.execute(db);
}
