import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { ListEnd } from './api-keys.queries.ts';
import type { EventSource, SourceChannel } from './keys.contract.ts';

export interface StoredSource extends EventSource {
  writeKey: string;
  origin: 'page' | 'environment';
  createdAt: Date;
  revokedAt: Date | null;
}

export interface NewSource {
  id: string;
  name: string;
  writeKey: string;
  defaultChannel: SourceChannel;
  createdBy: string | null;
  createdAt: Date;
}

export async function insertSource(db: Db, { id, name, writeKey, defaultChannel, createdBy, createdAt }: NewSource): Promise<void> {
  await sql`
    insert into sources (id, name, write_key, default_channel, created_by, created_at)
    values (${id}, ${name}, ${writeKey}, ${defaultChannel}, ${createdBy}, ${createdAt})`.execute(db);
}

/** The one source of the environment: made, or put back to work; those given there before end. Call within a transaction. */
export async function saveEnvironmentSource(tx: Db, { id, name, writeKey, defaultChannel, createdAt }: Omit<NewSource, 'createdBy'>): Promise<void> {
  await sql`
    update sources set revoked_at = ${createdAt}
    where origin = 'environment' and write_key <> ${writeKey} and revoked_at is null`.execute(tx);
  await sql`
    insert into sources (id, name, write_key, default_channel, origin, created_at)
    values (${id}, ${name}, ${writeKey}, ${defaultChannel}, 'environment', ${createdAt})
    on conflict (write_key) do update set revoked_at = null`.execute(tx);
}

export async function listSources(db: Db, after: ListEnd | null, limit: number): Promise<StoredSource[]> {
  const { rows } = await sql<StoredSource>`
    select id, name, write_key, default_channel, origin, created_at, revoked_at
    from sources
    where ${after?.isRevoked ?? null}::boolean is null
       or (revoked_at is not null) > ${after?.isRevoked ?? null}::boolean
       or ((revoked_at is not null) = ${after?.isRevoked ?? null}::boolean and (created_at, id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by revoked_at is not null, created_at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
}

/** A source whose key works. */
export async function findSource(db: Db, writeKey: string): Promise<EventSource | null> {
  const { rows } = await sql<EventSource>`select id, name, default_channel from sources where write_key = ${writeKey} and revoked_at is null`.execute(db);
  return rows[0] ?? null;
}

/** @returns false when there is none that works */
export async function markSourceRevoked(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update sources set revoked_at = ${at} where id = ${id} and revoked_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
