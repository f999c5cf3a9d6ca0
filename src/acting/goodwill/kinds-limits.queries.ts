import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { GoodwillLimits, GoodwillSort } from './goodwill.contract.ts';

export interface KindRow {
  code: string;
  sort: GoodwillSort;
  nameDe: string;
  nameEn: string;
  unitDe: string;
  unitEn: string;
  unitCents: number;
  usualAmount: number;
  largestAmount: number;
  carriedOut: 'webhook' | 'hand';
  url: string | null;
  /** Sealed. */
  secret: string | null;
  sentIdentifiers: string[];
}

const columns = sql`code, sort, name_de, name_en, unit_de, unit_en, unit_cents, usual_amount, largest_amount, carried_out, url, secret, sent_identifiers`;

export async function listKinds(db: Db): Promise<KindRow[]> {
  const { rows } = await sql<KindRow>`select ${columns} from goodwill_kinds where removed_at is null order by array_position(array['minutes', 'credit', 'voucher', 'replacement', 'own'], sort), name_en, code limit 200`.execute(db);
  return rows;
}

/** Also of a kind that is not offered any more, because bookings of it may still have to be carried out. */
export async function findKind(db: Db, code: string): Promise<(KindRow & { removedAt: Date | null }) | null> {
  const { rows } = await sql<KindRow & { removedAt: Date | null }>`select ${columns}, removed_at from goodwill_kinds where code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export async function saveKind(tx: Db, kind: KindRow, at: Date): Promise<void> {
  await sql`
    insert into goodwill_kinds (code, sort, name_de, name_en, unit_de, unit_en, unit_cents, usual_amount, largest_amount, carried_out, url, secret, sent_identifiers, created_at, updated_at)
    values (${kind.code}, ${kind.sort}, ${kind.nameDe}, ${kind.nameEn}, ${kind.unitDe}, ${kind.unitEn}, ${kind.unitCents}, ${kind.usualAmount}, ${kind.largestAmount}, ${kind.carriedOut}, ${kind.url}, ${kind.secret}, ${kind.sentIdentifiers}::text[], ${at}, ${at})
    on conflict (code) do update
    set sort = excluded.sort, name_de = excluded.name_de, name_en = excluded.name_en, unit_de = excluded.unit_de, unit_en = excluded.unit_en, unit_cents = excluded.unit_cents,
        usual_amount = excluded.usual_amount, largest_amount = excluded.largest_amount, carried_out = excluded.carried_out, url = excluded.url, secret = excluded.secret,
        sent_identifiers = excluded.sent_identifiers, updated_at = excluded.updated_at, removed_at = null`.execute(tx);
}

/** @returns false when there is none */
export async function removeKindRow(db: Db, code: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update goodwill_kinds set removed_at = ${at}, updated_at = ${at} where code = ${code} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export interface LimitRecord extends GoodwillLimits {
  role: string | null;
  userId: string | null;
  userName: string | null;
  setBy: string;
  setAt: Date;
}

/** Roles first, then people. */
export async function listLimits(db: Db): Promise<LimitRecord[]> {
  const { rows } = await sql<LimitRecord>`
    select l.role, l.user_id, u.name as user_name, l.per_booking_cents, l.per_customer_month_cents, l.per_person_month_cents, l.set_by, l.set_at
    from goodwill_limits l left join users u on u.id = l.user_id
    order by l.role nulls last, u.name, l.id limit 1000`.execute(db);
  return rows;
}

/** What holds for somebody: their own, else those of their role. Null: nobody has set any. */
export async function findLimits(db: Db, { userId, role }: { userId: string | null; role: string }): Promise<GoodwillLimits | null> {
  const { rows } = await sql<GoodwillLimits>`
    select per_booking_cents, per_customer_month_cents, per_person_month_cents
    from goodwill_limits where user_id = ${userId}::uuid or role = ${role}
    order by user_id nulls last limit 1`.execute(db);
  return rows[0] ?? null;
}

type Whose = { role: string; userId: null } | { role: null; userId: string };

export async function saveLimits(tx: Db, id: string, { role, userId }: Whose, { limits, setBy, at }: { limits: GoodwillLimits; setBy: string; at: Date }): Promise<void> {
  await sql`delete from goodwill_limits where role = ${role}::text or user_id = ${userId}::uuid`.execute(tx);
  await sql`
    insert into goodwill_limits (id, role, user_id, per_booking_cents, per_customer_month_cents, per_person_month_cents, set_by, set_at)
    values (${id}, ${role}, ${userId}, ${limits.perBookingCents}, ${limits.perCustomerMonthCents}, ${limits.perPersonMonthCents}, ${setBy}, ${at})`.execute(tx);
}

export async function deleteLimits(db: Db, { role, userId }: Whose): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from goodwill_limits where role = ${role}::text or user_id = ${userId}::uuid`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
