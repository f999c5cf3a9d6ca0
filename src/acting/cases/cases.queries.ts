import { sql } from 'kysely';
import type { Channel } from '../../people/timeline/timeline.contract.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CasePriority, CaseSource, CaseStatus } from './cases.contract.ts';

/** A case as it lies in the table. */
export interface CaseRow {
  id: string;
  number: number;
  token: string;
  subject: string | null;
  status: CaseStatus;
  priority: CasePriority;
  category: string | null;
  touchpoint: string | null;
  department: string | null;
  assignee: string | null;
  channel: Channel;
  subjectLine: string;
  language: string | null;
  replyAddress: string | null;
  sourceKind: CaseSource['kind'];
  sourceRef: string | null;
  externalKey: string | null;
  openedAt: Date;
  touchedAt: Date;
  firstRepliedAt: Date | null;
  lastCustomerAt: Date | null;
  lastStaffAt: Date | null;
  solvedAt: Date | null;
  closedAt: Date | null;
  snoozedUntil: Date | null;
  serviceLevelDueAt: Date | null;
  promiseDueAt: Date | null;
  inquiryDueAt: Date | null;
  nextDueAt: Date | null;
  mergedInto: string | null;
  knownIssueId: string | null;
  version: number;
}

const columns = sql`id, number, token, subject, status, priority, category, touchpoint, department, assignee, channel, subject_line, language, reply_address, source_kind, source_ref, external_key,
  opened_at, touched_at, first_replied_at, last_customer_at, last_staff_at, solved_at, closed_at, snoozed_until, service_level_due_at, promise_due_at, inquiry_due_at, next_due_at, merged_into, known_issue_id, version`;

export async function findCase(db: Db, id: string): Promise<CaseRow | null> {
  const { rows } = await sql<CaseRow>`select ${columns} from cases where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Whoever changes a case locks it first, so that changes of one case happen one after another. */
export async function lockCase(tx: Db, id: string): Promise<CaseRow | null> {
  const { rows } = await sql<CaseRow>`select ${columns} from cases where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

/** In the order of ids, so that two who lock several do not wait for each other. */
export async function lockCases(tx: Db, ids: readonly string[]): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`select ${columns} from cases where id = any(${ids}::uuid[]) order by id limit 1000 for update`.execute(tx);
  return rows;
}

export async function findCaseByExternalKey(db: Db, externalKey: string): Promise<CaseRow | null> {
  const { rows } = await sql<CaseRow>`select ${columns} from cases where external_key = ${externalKey}`.execute(db);
  return rows[0] ?? null;
}

export async function findCaseIdByNumber(db: Db, number: number, token: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from cases where number = ${number} and token = ${token} and anonymised_at is null`.execute(db);
  return rows[0]?.id ?? null;
}

export async function findCaseIdByHeaders(db: Db, headers: readonly string[], sentIds: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ caseId: string }>`
    select e.case_id from case_entries e join cases c on c.id = e.case_id
    where (e.message_id_header = any(${headers}::text[]) or e.message_id = any(${sentIds}::uuid[])) and c.anonymised_at is null order by e.seq desc limit 1`.execute(db);
  return rows[0]?.caseId ?? null;
}

export async function isHeaderKnown(db: Db, header: string): Promise<{ entryId: string; caseId: string } | null> {
  const { rows } = await sql<{ entryId: string; caseId: string }>`select id as entry_id, case_id from case_entries where message_id_header = ${header} order by seq limit 1`.execute(db);
  return rows[0] ?? null;
}

export type NewCaseRow = Omit<CaseRow, 'number' | 'version' | 'mergedInto' | 'knownIssueId' | 'serviceLevelDueAt' | 'promiseDueAt' | 'inquiryDueAt' | 'nextDueAt' | 'snoozedUntil' | 'firstRepliedAt' | 'solvedAt' | 'closedAt'>;

/** @returns null where the external key is taken: somebody else was first */
export async function insertCase(tx: Db, c: NewCaseRow): Promise<CaseRow | null> {
  const { rows } = await sql<CaseRow>`
    insert into cases (id, token, subject, status, priority, category, touchpoint, department, assignee, channel, subject_line, language, reply_address, source_kind, source_ref, external_key, opened_at, touched_at, last_customer_at, last_staff_at)
    values (${c.id}, ${c.token}, ${c.subject}, ${c.status}, ${c.priority}, ${c.category}, ${c.touchpoint}, ${c.department}, ${c.assignee}, ${c.channel}, ${c.subjectLine}, ${c.language}, ${c.replyAddress}, ${c.sourceKind}, ${c.sourceRef}, ${c.externalKey}, ${c.openedAt}, ${c.touchedAt}, ${c.lastCustomerAt}, ${c.lastStaffAt})
    on conflict (external_key) do nothing returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

/** Everything that can change, of a row that is locked. @returns the new version */
export async function updateCase(tx: Db, c: CaseRow): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update cases set subject = ${c.subject}, status = ${c.status}, priority = ${c.priority}, category = ${c.category}, touchpoint = ${c.touchpoint}, department = ${c.department}, assignee = ${c.assignee},
      subject_line = ${c.subjectLine}, language = ${c.language}, reply_address = ${c.replyAddress}, touched_at = ${c.touchedAt}, first_replied_at = ${c.firstRepliedAt}, last_customer_at = ${c.lastCustomerAt}, last_staff_at = ${c.lastStaffAt},
      solved_at = ${c.solvedAt}, closed_at = ${c.closedAt}, snoozed_until = ${c.snoozedUntil}, service_level_due_at = ${c.serviceLevelDueAt}, promise_due_at = ${c.promiseDueAt}, inquiry_due_at = ${c.inquiryDueAt},
      merged_into = ${c.mergedInto}, known_issue_id = ${c.knownIssueId}, version = version + 1
    where id = ${c.id} returning version`.execute(tx);
  return rows[0]?.version ?? c.version;
}

/** The earliest of what is due in a case and in those merged into it. */
export async function updateNextDue(tx: Db, caseId: string): Promise<void> {
  await sql`
    update cases set next_due_at = (select min(least(due.service_level_due_at, due.promise_due_at, due.inquiry_due_at)) from cases due where due.id = ${caseId} or due.merged_into = ${caseId})
    where id = ${caseId}`.execute(tx);
}

export async function findCustomerOf(db: Db, subject: string): Promise<{ customerId: string; name: string | null } | null> {
  const { rows } = await sql<{ customerId: string; name: string | null }>`select i.customer_id, c.name from identifiers i left join customers c on c.id = i.customer_id where i.id = ${subject}`.execute(db);
  return rows[0] ?? null;
}

/** The identifier that what is new about a customer hangs on: the one that decides first. */
export async function findSubjectOf(db: Db, customerId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select i.id from identifiers i left join identifier_kinds k on k.kind = i.kind where i.customer_id = ${customerId}
    order by k.priority desc nulls last, i.named_at nulls last, i.id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

export async function findActiveStaff(db: Db, id: string): Promise<{ id: string; name: string; departments: string[] } | null> {
  const { rows } = await sql<{ id: string; name: string; departments: string[] }>`select id, name, departments from users where id = ${id} and deactivated_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function addToSearch(tx: Db, caseId: string, words: string, keepCharacters: number): Promise<void> {
  await sql`
    insert into case_search (case_id, text) values (${caseId}, left(${words}, ${keepCharacters}))
    on conflict (case_id) do update set text = left(case_search.text || ' ' || excluded.text, ${keepCharacters})`.execute(tx);
}
