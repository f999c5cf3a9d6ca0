import { type RawBuilder, sql } from 'kysely';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

/** Asked about a customer, or in a case that is theirs by now. */
function about({ customerId, subjects, spans }: CustomerReach): RawBuilder<unknown> {
  const mine = sql`select i.id from identifiers i where i.id = any(${subjects}::uuid[]) or (i.customer_id = ${customerId} and i.id = any(${spans.map((span) => span.subject)}::uuid[]))`;
  return sql`(q.subject in (${mine}) or q.case_id in (select c.id from cases c where c.subject in (${mine})))`;
}

export async function countInquiriesAbout(db: Db, reach: CustomerReach): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from inquiries q where ${about(reach)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface ExportedInquiry {
  askedAt: Date;
  askedOf: string | null;
  subjectLine: string;
  shared: { label: string; value: string }[];
  thread: { at: string; kind: string; text: string }[];
}

export async function listInquiriesAbout(db: Db, reach: CustomerReach, limit: number): Promise<ExportedInquiry[]> {
  const { rows } = await sql<ExportedInquiry>`
    select q.asked_at, coalesce(p.name, q.to_department) as asked_of, q.subject_line, q.shared,
      coalesce((select jsonb_agg(jsonb_build_object('at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'kind', e.kind, 'text', e.text) order by e.seq) from inquiry_entries e where e.inquiry_id = q.id and e.kind in ('question', 'answer')), '[]') as thread
    from inquiries q left join partners p on p.id = q.partner_id where ${about(reach)} order by q.asked_at limit ${limit}`.execute(db);
  return rows;
}

/** The mails in which a partner was asked. */
export async function listMessageIdsAbout(db: Db, reach: CustomerReach): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select e.message_id as id from inquiry_entries e join inquiries q on q.id = e.inquiry_id where e.message_id is not null and ${about(reach)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Ids of the files go with the rows. */
export async function deleteInquiriesAbout(tx: Db, reach: CustomerReach): Promise<{ erased: number; files: string[] }> {
  const { rows: files } = await sql<{ id: string }>`select f.id from inquiry_files f join inquiries q on q.id = f.inquiry_id where ${about(reach)}`.execute(tx);
  const { rows } = await sql<{ n: number }>`with gone as (delete from inquiries q where ${about(reach)} returning 1) select count(*) as n from gone`.execute(tx);
  return { erased: rows[0]?.n ?? 0, files: files.map(({ id }) => id) };
}
