import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { InquiryLanguage, PartnerInput, PartnerKind } from './inquiries.contract.ts';

export interface PartnerRow {
  id: string;
  kind: PartnerKind;
  name: string;
  email: string | null;
  language: InquiryLanguage;
  contact: string;
  note: string;
  answersInHours: number;
  updatedAt: Date;
  openInquiries: number;
}

const partners = sql`
  select p.id, p.kind, p.name, p.email, p.language, p.contact, p.note, p.answers_in_hours, p.updated_at,
    (select count(*) from inquiries q where q.partner_id = p.id and q.closed_at is null) as open_inquiries
  from partners p`;

export async function listPartners(db: Db, after: { name: string; id: string } | null, limit: number): Promise<PartnerRow[]> {
  const { rows } = await sql<PartnerRow>`
    ${partners} where p.removed_at is null and (${after?.id ?? null}::uuid is null or (lower(p.name), p.id) > (lower(${after?.name ?? ''}), ${after?.id ?? null}::uuid))
    order by lower(p.name), p.id limit ${limit}`.execute(db);
  return rows;
}

export async function findPartner(db: Db, id: string): Promise<PartnerRow | null> {
  const { rows } = await sql<PartnerRow>`${partners} where p.id = ${id} and p.removed_at is null`.execute(db);
  return rows[0] ?? null;
}

/** @returns false when the name is taken */
export async function insertPartner(db: Db, id: string, partner: PartnerInput, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into partners (id, kind, name, email, language, contact, note, answers_in_hours, created_at, updated_at)
    values (${id}, ${partner.kind}, ${partner.name}, ${partner.email}, ${partner.language}, ${partner.contact}, ${partner.note}, ${partner.answersInHours}, ${at}, ${at})
    on conflict (lower(name)) where removed_at is null do nothing`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** @returns null when there is none, false when the name is taken */
export async function updatePartner(db: Db, id: string, partner: PartnerInput, at: Date): Promise<boolean | null> {
  const { rows } = await sql<{ isTaken: boolean }>`select exists (select 1 from partners where lower(name) = lower(${partner.name}) and removed_at is null and id <> ${id}) as is_taken`.execute(db);
  if (rows[0]?.isTaken) return false;
  const { numAffectedRows } = await sql`
    update partners set kind = ${partner.kind}, name = ${partner.name}, email = ${partner.email}, language = ${partner.language}, contact = ${partner.contact}, note = ${partner.note}, answers_in_hours = ${partner.answersInHours}, updated_at = ${at}
    where id = ${id} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n ? true : null;
}

/** @returns false when there is none */
export async function removePartnerRow(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update partners set removed_at = ${at}, updated_at = ${at} where id = ${id} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
