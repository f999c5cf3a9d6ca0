import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** What stands behind `?` in the address of the survey. */
export interface AddressQuery {
  language: string | null;
  values: Record<string, string>;
  skipsPrefilled: boolean;
}

export interface AddressRow {
  short: string;
  survey: string;
  name: string;
  query: AddressQuery;
  opened: number;
  lastOpenedAt: Date | null;
  createdAt: Date;
  createdBy: string;
}

/** @returns false when the short name is taken */
export async function insertAddress(db: Db, { short, survey, name, query, createdAt, createdBy }: Omit<AddressRow, 'opened' | 'lastOpenedAt'>): Promise<boolean> {
  const { rows } = await sql`
    insert into survey_addresses (short, survey, name, query, created_at, created_by)
    values (${short}, ${survey}, ${name}, ${JSON.stringify(query)}::jsonb, ${createdAt}, ${createdBy})
    on conflict (short) do nothing
    returning short`.execute(db);
  return rows.length > 0;
}

export async function listAddresses(db: Db, survey: string, after: { createdAt: string; short: string } | null, limit: number): Promise<AddressRow[]> {
  const { rows } = await sql<AddressRow>`
    select short, survey, name, query, opened, last_opened_at, created_at, created_by
    from survey_addresses
    where survey = ${survey} and (${after?.short ?? null}::text is null or (created_at, short) < (${after?.createdAt ?? null}::timestamptz, ${after?.short ?? null}::text))
    order by created_at desc, short desc
    limit ${limit}`.execute(db);
  return rows;
}

export async function findAddress(db: Db, short: string): Promise<AddressRow | null> {
  const { rows } = await sql<AddressRow>`select short, survey, name, query, opened, last_opened_at, created_at, created_by from survey_addresses where short = ${short}`.execute(db);
  return rows[0] ?? null;
}

/** Somebody came from paper. @returns null when there is no such address */
export async function openAddress(db: Db, short: string, at: Date): Promise<AddressRow | null> {
  const { rows } = await sql<AddressRow>`
    update survey_addresses set opened = opened + 1, last_opened_at = ${at} where short = ${short}
    returning short, survey, name, query, opened, last_opened_at, created_at, created_by`.execute(db);
  return rows[0] ?? null;
}

/** @returns false when there was none */
export async function deleteAddress(db: Db, survey: string, short: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from survey_addresses where survey = ${survey} and short = ${short}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
