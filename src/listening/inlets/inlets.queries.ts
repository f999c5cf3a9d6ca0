import { sql } from 'kysely';
import type { SourceChannel } from '../../governance/keys/keys.contract.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Mapping, OwnSignature, SigningWay } from './inlets.contract.ts';

export interface StoredInlet {
  id: string;
  name: string;
  signedAs: SigningWay;
  signature: OwnSignature | null;
  secret: string;
  mapping: Mapping;
  defaultChannel: SourceChannel;
  createdAt: Date;
  updatedAt: Date;
  accepted: number;
  refused: number;
  lastAcceptedAt: Date | null;
}

export async function insertInlet(db: Db, inlet: Pick<StoredInlet, 'id' | 'name' | 'signedAs' | 'signature' | 'secret' | 'mapping' | 'defaultChannel' | 'createdAt'> & { createdBy: string | null }): Promise<void> {
  const { id, name, signedAs, signature, secret, mapping, defaultChannel, createdBy, createdAt } = inlet;
  await sql`
    insert into webhook_inlets (id, name, signed_as, signature, secret, mapping, default_channel, created_by, created_at, updated_at)
    values (${id}, ${name}, ${signedAs}, ${signature === null ? null : JSON.stringify(signature)}::jsonb, ${secret}, ${JSON.stringify(mapping)}::jsonb, ${defaultChannel}, ${createdBy}, ${createdAt}, ${createdAt})`.execute(db);
}

export async function listInlets(db: Db, after: { createdAt: string; id: string } | null, limit: number): Promise<StoredInlet[]> {
  const { rows } = await sql<StoredInlet>`
    select id, name, signed_as, signature, secret, mapping, default_channel, created_at, updated_at, accepted, refused, last_accepted_at
    from webhook_inlets
    where removed_at is null and (${after?.id ?? null}::uuid is null or (created_at, id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
}

export async function findInlet(db: Db, id: string): Promise<StoredInlet | null> {
  const { rows } = await sql<StoredInlet>`
    select id, name, signed_as, signature, secret, mapping, default_channel, created_at, updated_at, accepted, refused, last_accepted_at
    from webhook_inlets where id = ${id} and removed_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function updateInlet(db: Db, { id, name, secret, mapping, defaultChannel, updatedAt }: Pick<StoredInlet, 'id' | 'name' | 'secret' | 'mapping' | 'defaultChannel' | 'updatedAt'>): Promise<void> {
  await sql`
    update webhook_inlets set name = ${name}, secret = ${secret}, mapping = ${JSON.stringify(mapping)}::jsonb, default_channel = ${defaultChannel}, updated_at = ${updatedAt}
    where id = ${id}`.execute(db);
}

/** The name stays for the contacts that came this way; the secret does not. @returns false when there is none */
export async function removeInlet(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update webhook_inlets set removed_at = ${at}, secret = '' where id = ${id} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function countAccepted(db: Db, id: string, at: Date): Promise<void> {
  await sql`update webhook_inlets set accepted = accepted + 1, last_accepted_at = ${at} where id = ${id}`.execute(db);
}

/** Only the newest are kept: whoever sends nonsense fills no disk. */
export async function recordRefusal(db: Db, { id, inletId, at, code, reason }: { id: string; inletId: string; at: Date; code: string; reason: string }, kept: number): Promise<void> {
  await sql`
    with counted as (update webhook_inlets set refused = refused + 1 where id = ${inletId} returning id),
    old as (
      delete from webhook_refusals where inlet_id = ${inletId} and id in (select id from webhook_refusals where inlet_id = ${inletId} order by at desc, id desc offset ${kept - 1}))
    insert into webhook_refusals (id, inlet_id, at, code, reason) select ${id}, id, ${at}, ${code}, ${reason} from counted`.execute(db);
}

export async function listRefusals(db: Db, inletId: string, after: { at: string; id: string } | null, limit: number): Promise<{ id: string; at: Date; code: string; reason: string }[]> {
  const { rows } = await sql<{ id: string; at: Date; code: string; reason: string }>`
    select id, at, code, reason from webhook_refusals
    where inlet_id = ${inletId} and (${after?.id ?? null}::uuid is null or (at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
}
