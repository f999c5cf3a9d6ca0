import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface StoredWebhook {
  id: string;
  url: string;
  description: string;
  eventKinds: string[];
  secret: string;
  oldSecret: string | null;
  oldSecretUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
  failingSince: Date | null;
  switchedOffAt: Date | null;
  switchedOffBecause: 'by_hand' | 'failing' | 'gone' | null;
}
export type CountedWebhook = StoredWebhook & { waiting: number; dead: number };

export async function insertWebhook(db: Db, { id, url, description, eventKinds, secret, createdBy, createdAt }: Pick<StoredWebhook, 'id' | 'url' | 'description' | 'eventKinds' | 'secret' | 'createdAt'> & { createdBy: string | null }): Promise<void> {
  await sql`
    insert into webhook_endpoints (id, url, description, event_kinds, secret, created_by, created_at, updated_at)
    values (${id}, ${url}, ${description}, ${eventKinds}, ${secret}, ${createdBy}, ${createdAt}, ${createdAt})`.execute(db);
}

export async function listWebhooks(db: Db, after: { createdAt: string; id: string } | null, limit: number): Promise<CountedWebhook[]> {
  const { rows } = await sql<CountedWebhook>`
    select id, url, description, event_kinds, secret, old_secret, old_secret_until, created_at, updated_at, failing_since, switched_off_at, switched_off_because,
      (select count(*) from webhook_deliveries d where d.endpoint_id = e.id and d.next_attempt_at is not null) as waiting,
      (select count(*) from webhook_deliveries d where d.endpoint_id = e.id and d.dead_at is not null) as dead
    from webhook_endpoints e
    where ${after?.id ?? null}::uuid is null or (created_at, id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid)
    order by created_at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
}

export async function findWebhook(db: Db, id: string): Promise<CountedWebhook | null> {
  const { rows } = await sql<CountedWebhook>`
    select id, url, description, event_kinds, secret, old_secret, old_secret_until, created_at, updated_at, failing_since, switched_off_at, switched_off_because,
      (select count(*) from webhook_deliveries d where d.endpoint_id = e.id and d.next_attempt_at is not null) as waiting,
      (select count(*) from webhook_deliveries d where d.endpoint_id = e.id and d.dead_at is not null) as dead
    from webhook_endpoints e where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function findWebhookForUpdate(tx: Db, id: string): Promise<StoredWebhook | null> {
  const { rows } = await sql<StoredWebhook>`
    select id, url, description, event_kinds, secret, old_secret, old_secret_until, created_at, updated_at, failing_since, switched_off_at, switched_off_because
    from webhook_endpoints where id = ${id}
    for update`.execute(tx);
  return rows[0] ?? null;
}

export async function saveWebhook(tx: Db, { id, url, description, eventKinds, failingSince, switchedOffAt, switchedOffBecause, updatedAt }: Omit<StoredWebhook, 'secret' | 'oldSecret' | 'oldSecretUntil' | 'createdAt'>): Promise<void> {
  await sql`
    update webhook_endpoints
    set url = ${url}, description = ${description}, event_kinds = ${eventKinds}, failing_since = ${failingSince},
        switched_off_at = ${switchedOffAt}, switched_off_because = ${switchedOffBecause}, updated_at = ${updatedAt}
    where id = ${id}`.execute(tx);
}

export async function saveSecret(tx: Db, { id, secret, oldSecret, oldSecretUntil, updatedAt }: Pick<StoredWebhook, 'id' | 'secret' | 'oldSecret' | 'oldSecretUntil' | 'updatedAt'>): Promise<void> {
  await sql`
    update webhook_endpoints set secret = ${secret}, old_secret = ${oldSecret}, old_secret_until = ${oldSecretUntil}, updated_at = ${updatedAt}
    where id = ${id}`.execute(tx);
}

/** @returns false when there is none */
export async function deleteWebhook(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from webhook_endpoints where id = ${id}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Kinds that somebody asked for, of endpoints that are on. */
export async function listWantedKinds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct unnest(event_kinds) as kind from webhook_endpoints where switched_off_at is null`.execute(db);
  return rows.map(({ kind }) => kind);
}
