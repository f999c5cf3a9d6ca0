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

/** How many came from a source lately; one after another, so that a limit holds when many come at once. */
export async function countInbound(tx: Db, source: string, since: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(7041993, hashtext(${source}))`.execute(tx);
  const { rows } = await sql<{ n: number }>`select count(*) as n from inbound_keys where source = ${source} and at > ${since}`.execute(tx);
  return rows[0]?.n ?? 0;
}
