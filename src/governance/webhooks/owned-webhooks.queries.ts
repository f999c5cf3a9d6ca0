import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

interface OwnedRow {
  id: string;
  name: string;
  total: number;
}

export async function listEndpointsMadeBy(db: Db, userId: string, limit: number): Promise<OwnedRow[]> {
  const { rows } = await sql<OwnedRow>`
    select id, url as name, count(*) over () as total from webhook_endpoints
    where created_by = ${userId}
    order by created_at desc, id limit ${limit}`.execute(db);
  return rows;
}

export async function giveEndpoints(tx: Db, fromId: string, toId: string): Promise<number> {
  const { numAffectedRows } = await sql`update webhook_endpoints set created_by = ${toId} where created_by = ${fromId}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export async function listInletsMadeBy(db: Db, userId: string, limit: number): Promise<OwnedRow[]> {
  const { rows } = await sql<OwnedRow>`
    select id, name, count(*) over () as total from webhook_inlets
    where created_by = ${userId} and removed_at is null
    order by created_at desc, id limit ${limit}`.execute(db);
  return rows;
}

export async function giveInlets(tx: Db, fromId: string, toId: string): Promise<number> {
  const { numAffectedRows } = await sql`update webhook_inlets set created_by = ${toId} where created_by = ${fromId} and removed_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
