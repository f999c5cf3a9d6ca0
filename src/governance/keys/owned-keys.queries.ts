import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface MadeKey {
  id: string;
  name: string;
  lastUsedAt: Date | null;
}

/** API keys that work and were made by this person, the newest first. */
export async function listApiKeysMadeBy(db: Db, userId: string, limit: number): Promise<(MadeKey & { total: number })[]> {
  const { rows } = await sql<MadeKey & { total: number }>`
    select id, name, last_used_at, count(*) over () as total from api_keys
    where created_by = ${userId} and revoked_at is null
    order by created_at desc, id limit ${limit}`.execute(db);
  return rows;
}

export async function findMakerOfApiKey(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ createdBy: string | null }>`select created_by from api_keys where id::text = ${id}`.execute(db);
  return rows[0]?.createdBy ?? null;
}

export async function giveApiKeys(tx: Db, fromId: string, toId: string): Promise<number> {
  const { numAffectedRows } = await sql`update api_keys set created_by = ${toId} where created_by = ${fromId} and revoked_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export async function listSourcesMadeBy(db: Db, userId: string, limit: number): Promise<{ id: string; name: string; total: number }[]> {
  const { rows } = await sql<{ id: string; name: string; total: number }>`
    select id, name, count(*) over () as total from sources
    where created_by = ${userId} and revoked_at is null
    order by created_at desc, id limit ${limit}`.execute(db);
  return rows;
}

export async function giveSources(tx: Db, fromId: string, toId: string): Promise<number> {
  const { numAffectedRows } = await sql`update sources set created_by = ${toId} where created_by = ${fromId} and revoked_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
