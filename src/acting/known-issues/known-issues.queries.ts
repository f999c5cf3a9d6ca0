import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { AffectedRule, IssueTexts } from './known-issues.contract.ts';

export interface IssueRow {
  id: string;
  number: number;
  title: string;
  cause: string;
  fix: string;
  downloadUrl: string | null;
  texts: IssueTexts;
  rule: AffectedRule;
  isSafetyCritical: boolean;
  solveAfterDays: number | null;
  fromCaseId: string | null;
  createdAt: Date;
  createdBy: string;
  changedAt: Date;
  closedAt: Date | null;
  version: number;
  linked: number;
  open: number;
}

const columns = sql`k.id, k.number, k.title, k.cause, k.fix, k.download_url, k.texts, k.rule, k.is_safety_critical, k.solve_after_days, k.from_case_id, k.created_at, coalesce((select u.name from users u where u.email = k.created_by), k.created_by) as created_by, k.changed_at, k.closed_at, k.version`;
const caseCounts = sql`
  cross join lateral (select count(*)::int as linked, count(*) filter (where status not in ('solved', 'closed'))::int as open from cases where known_issue_id = k.id and merged_into is null) counts`;

export async function insertIssue(tx: Db, issue: Omit<IssueRow, 'number' | 'changedAt' | 'closedAt' | 'version' | 'linked' | 'open'>): Promise<void> {
  await sql`
    insert into known_issues (id, title, cause, fix, download_url, texts, rule, is_safety_critical, solve_after_days, from_case_id, created_at, created_by, changed_at)
    values (${issue.id}, ${issue.title}, ${issue.cause}, ${issue.fix}, ${issue.downloadUrl}, ${JSON.stringify(issue.texts)}::jsonb, ${JSON.stringify(issue.rule)}::jsonb,
      ${issue.isSafetyCritical}, ${issue.solveAfterDays}, ${issue.fromCaseId}, ${issue.createdAt}, ${issue.createdBy}, ${issue.createdAt})`.execute(tx);
}

export async function findIssue(db: Db, id: string): Promise<IssueRow | null> {
  const { rows } = await sql<IssueRow>`select ${columns}, counts.linked, counts.open from known_issues k ${caseCounts} where k.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function listIssues(db: Db, { search, state, after, limit }: { search: string; state: 'open' | 'closed' | 'all'; after: { createdAt: string; id: string } | null; limit: number }): Promise<IssueRow[]> {
  const { rows } = await sql<IssueRow>`
    select ${columns}, counts.linked, counts.open from known_issues k ${caseCounts}
    where (${search} = '' or k.title ilike '%' || ${search} || '%' or k.cause ilike '%' || ${search} || '%' or 'B-' || k.number = upper(${search}))
      and (${state} = 'all' or (k.closed_at is null) = (${state} = 'open'))
      and (${after?.id ?? null}::uuid is null or (k.created_at, k.id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by k.created_at desc, k.id desc limit ${limit}`.execute(db);
  return rows;
}

/** @returns false when somebody changed it since `version` was read */
export async function updateIssue(tx: Db, issue: Pick<IssueRow, 'id' | 'title' | 'cause' | 'fix' | 'downloadUrl' | 'texts' | 'rule' | 'isSafetyCritical' | 'solveAfterDays' | 'version' | 'changedAt'>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update known_issues set title = ${issue.title}, cause = ${issue.cause}, fix = ${issue.fix}, download_url = ${issue.downloadUrl}, texts = ${JSON.stringify(issue.texts)}::jsonb,
      rule = ${JSON.stringify(issue.rule)}::jsonb, is_safety_critical = ${issue.isSafetyCritical}, solve_after_days = ${issue.solveAfterDays}, changed_at = ${issue.changedAt}, version = version + 1
    where id = ${issue.id} and version = ${issue.version}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function setClosed(tx: Db, id: string, closedAt: Date | null): Promise<void> {
  await sql`update known_issues set closed_at = ${closedAt}, version = version + 1 where id = ${id} and (closed_at is null) <> (${closedAt}::timestamptz is null)`.execute(tx);
}
