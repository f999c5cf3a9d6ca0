import { sql } from 'kysely';
import type { Restriction } from '../../governance/privacy/privacy.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

export interface RestrictionRow {
  restrictionId: string;
  ground: Restriction['ground'];
  note: string;
  restrictedBy: string;
  restrictedAt: Date;
}

/** Restricted as soon as one identifier is: of two customers made one, the stricter word counts. */
export async function findRestriction(db: Db, customerId: string): Promise<RestrictionRow | null> {
  const { rows } = await sql<RestrictionRow>`
    select r.restriction_id, r.ground, r.note, r.restricted_by, r.restricted_at from privacy_restrictions r join identifiers i on i.id = r.subject
    where i.customer_id = ${customerId} order by (r.ground = 'legal_claims') desc, r.restricted_at limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function insertRestriction(tx: Db, subjects: readonly string[], row: RestrictionRow): Promise<void> {
  await sql`
    insert into privacy_restrictions (subject, restriction_id, ground, note, restricted_by, restricted_at)
    select subject, ${row.restrictionId}, ${row.ground}, ${row.note}, ${row.restrictedBy}, ${row.restrictedAt} from unnest(${subjects}::uuid[]) as own (subject)
    on conflict (subject) do update set restriction_id = excluded.restriction_id, ground = excluded.ground, note = excluded.note, restricted_by = excluded.restricted_by, restricted_at = excluded.restricted_at`.execute(tx);
}

/** @returns identifiers that are free again */
export async function deleteRestrictionsOf(tx: Db, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    delete from privacy_restrictions r using identifiers i where i.id = r.subject and i.customer_id = ${customerId} returning r.subject`.execute(tx);
  return rows.map((row) => row.subject);
}

/** @param id - of the customer, or of one who was merged into it */
export async function isRestricted(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from identifiers asked join identifiers i on i.customer_id = asked.customer_id join privacy_restrictions r on r.subject = i.id
    where asked.id = ${id} limit 1`.execute(db);
  return rows.length > 0;
}

/** Of some customers, those whose data is kept but not used. */
export async function listRestrictedAmong(db: Db, customerIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ customerId: string }>`
    select distinct i.customer_id from privacy_restrictions r join identifiers i on i.id = r.subject where i.customer_id = any(${customerIds}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.customerId));
}

/** Of some identifiers, those of customers whose data is kept but not used. */
export async function listRestrictedOf(db: Db, identifierIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select asked.id from identifiers asked where asked.id = any(${identifierIds}::uuid[]) and exists (select 1 from privacy_restrictions)
      and exists (select 1 from identifiers i join privacy_restrictions r on r.subject = i.id where i.customer_id = asked.customer_id)`.execute(db);
  return rows.map(({ id }) => id);
}

/** All identifiers of restricted customers, also those that came after the restriction. */
export async function listRestrictedSubjects(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identifiers where customer_id in (select i.customer_id from privacy_restrictions r join identifiers i on i.id = r.subject) order by id limit 100000`.execute(db);
  return rows.map((row) => row.id);
}

/** @param after - customer with which the page before ended */
export async function listRestrictedCustomers(db: Db, { after, limit }: { after: string | null; limit: number }): Promise<(RestrictionRow & { customerId: string })[]> {
  const { rows } = await sql<RestrictionRow & { customerId: string }>`
    select distinct on (i.customer_id) i.customer_id, r.restriction_id, r.ground, r.note, r.restricted_by, r.restricted_at
    from privacy_restrictions r join identifiers i on i.id = r.subject
    where ${after}::uuid is null or i.customer_id > ${after}::uuid
    order by i.customer_id, r.restricted_at limit ${limit}`.execute(db);
  return rows;
}
