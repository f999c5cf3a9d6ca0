import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import { affectedSql } from './affected.queries.ts';
import type { AffectedRule } from './known-issues.contract.ts';

export interface CandidateRow {
  caseId: string;
  number: number;
  subjectLine: string;
  customerId: string | null;
  customerName: string;
  openedAt: Date;
  status: string;
  category: string | null;
  touchpoint: string | null;
  text: string;
  ownsIt: boolean;
}

const MOST_OF_EACH = 400;
const columns = sql`
  c.id as case_id, c.number, c.subject_line, i.customer_id, coalesce(p.name, c.reply_address, '') as customer_name, c.opened_at, c.status, c.category, c.touchpoint, coalesce(s.text, '') as text`;
const joins = sql`left join identifiers i on i.id = c.subject left join customers p on p.id = i.customer_id left join case_search s on s.case_id = c.id`;

/** Departments the reader is limited to; null = all. */
const inDepartments = (departments: readonly string[] | null) => (departments === null ? sql`` : sql`and c.department = any(${departments}::text[])`);

/** Open cases that belong to no issue yet and are of affected customers or use the same words; the newest of each. */
export async function listCandidates(db: Db, { rule, today, patterns, departments }: { rule: AffectedRule; today: string; patterns: readonly string[]; departments: readonly string[] | null }): Promise<CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`
    with affected as materialized (select customer_id from (${affectedSql(rule, today)}) found),
    owning as (
      select c.id from affected a join identifiers o on o.customer_id = a.customer_id join cases c on c.subject = o.id
      where c.is_active and c.known_issue_id is null and c.merged_into is null ${inDepartments(departments)} order by c.opened_at desc limit ${MOST_OF_EACH}),
    worded as (
      select c.id from case_search w join cases c on c.id = w.case_id
      where w.text ilike any(${patterns}::text[]) and c.is_active and c.known_issue_id is null and c.merged_into is null ${inDepartments(departments)} order by c.opened_at desc limit ${MOST_OF_EACH})
    select ${columns}, i.customer_id in (select customer_id from affected) is true as owns_it
    from (select id from owning union select id from worded) candidate join cases c on c.id = candidate.id ${joins}`.execute(db);
  return rows;
}

export async function listLinkedCases(db: Db, issueId: string, departments: readonly string[] | null, limit: number): Promise<CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`
    select ${columns}, false as owns_it from cases c ${joins}
    where c.known_issue_id = ${issueId} and c.merged_into is null ${inDepartments(departments)} order by c.opened_at desc, c.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface CaseWords {
  caseId: string;
  customerId: string | null;
  knownIssueId: string | null;
  subjectLine: string;
  text: string;
  touchpoint: string | null;
  category: string | null;
}

export async function readCaseWords(db: Db, caseId: string): Promise<CaseWords | null> {
  const { rows } = await sql<CaseWords>`
    select c.id as case_id, i.customer_id, c.known_issue_id, c.subject_line, coalesce(s.text, '') as text, c.touchpoint, c.category
    from cases c left join identifiers i on i.id = c.subject left join case_search s on s.case_id = c.id where c.id = ${caseId}`.execute(db);
  return rows[0] ?? null;
}

/** Of some cases, those that do not belong to an issue yet; locked, so that of two who link at once only one does. */
export async function lockLinkable(tx: Db, issueId: string, caseIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases where id = any(${caseIds}::uuid[]) and known_issue_id is distinct from ${issueId} order by id for update`.execute(tx);
  return rows.map((row) => row.id);
}

/** When the customer last said that it works, as an agent noted it. */
export async function findWorksAt(db: Db, caseId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`select at from case_entries where case_id = ${caseId} and what = 'known_issue.works' order by seq desc limit 1`.execute(db);
  return rows[0]?.at ?? null;
}

/**
 * Linked cases that got the answer and have been quiet for as long as their issue says. An answer that is never read is no
 * answer: counted from the day it was sent.
 */
export async function listQuietCases(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ caseId: string }>`
    select c.id as case_id from known_issues k join cases c on c.known_issue_id = k.id
      join lateral (select max(e.at) as at from case_entries e where e.case_id = c.id and e.what = 'outreach.answered') answered on answered.at is not null
    where c.is_active and c.merged_into is null and k.solve_after_days is not null
      and answered.at < ${now}::timestamptz - make_interval(days => k.solve_after_days) and coalesce(c.last_customer_at, '-infinity') <= answered.at
    order by c.id limit ${limit}`.execute(db);
  return rows.map((row) => row.caseId);
}
