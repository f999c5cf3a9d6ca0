import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { PartnerKind } from './inquiries.contract.ts';

export interface AskedRow {
  partnerId: string | null;
  partnerName: string | null;
  partnerKind: PartnerKind | null;
  toDepartment: string | null;
  fromDepartment: string | null;
  askedAt: Date;
  dueAt: Date;
  firstAnsweredAt: Date | null;
}

/** What was asked in a span, newest first. Withdrawn questions without an answer say nothing about waiting and are left out. */
export async function listAsked(db: Db, { from, to, departments, limit }: { from: Date; to: Date; departments: readonly string[] | null; limit: number }): Promise<AskedRow[]> {
  const { rows } = await sql<AskedRow>`
    select q.partner_id, p.name as partner_name, p.kind as partner_kind, q.to_department, q.from_department, q.asked_at, q.first_due_at as due_at, q.first_answered_at
    from inquiries q left join partners p on p.id = q.partner_id
    where q.asked_at >= ${from} and q.asked_at < ${to} and (q.closed_because is distinct from 'withdrawn' or q.first_answered_at is not null)
      and (${departments}::text[] is null or q.to_department = any(${departments}::text[]) or q.from_department = any(${departments}::text[]))
    order by q.asked_at desc limit ${limit}`.execute(db);
  return rows;
}
