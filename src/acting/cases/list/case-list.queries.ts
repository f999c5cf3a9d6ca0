import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import { type CaseItem, type CaseFilter, type CaseSort, activeStatuses } from '../cases.contract.ts';

/** Who asks: what they watch, who `me` is, and what they may see. */
export interface Asker {
  userId: string | null;
  departments: readonly string[] | null;
}

export interface ItemRow extends Omit<CaseItem, 'number' | 'assignee' | 'openedAt' | 'lastCustomerAt' | 'lastStaffAt' | 'nextDueAt' | 'snoozedUntil' | 'solvedAt' | 'closedAt'> {
  number: number;
  assigneeId: string | null;
  assigneeName: string | null;
  openedAt: Date; lastCustomerAt: Date | null; lastStaffAt: Date | null; nextDueAt: Date | null; snoozedUntil: Date | null; solvedAt: Date | null; closedAt: Date | null;
  /** Where this row stands in the order, as text. */
  place: string;
}

/** One order each, as the index has it. */
const orders: Record<CaseSort, { key: RawBuilder<unknown>; after(place: string, id: string): RawBuilder<unknown>; by: RawBuilder<unknown> }> = {
  due: { key: sql`c.due_order::text`, after: (place, id) => sql`(c.due_order, c.id) > (${place}::timestamptz, ${id}::uuid)`, by: sql`c.due_order, c.id` },
  oldest: { key: sql`c.opened_at::text`, after: (place, id) => sql`(c.opened_at, c.id) > (${place}::timestamptz, ${id}::uuid)`, by: sql`c.opened_at, c.id` },
  newest: { key: sql`c.opened_at::text`, after: (place, id) => sql`(c.opened_at, c.id) < (${place}::timestamptz, ${id}::uuid)`, by: sql`c.opened_at desc, c.id desc` },
  priority: { key: sql`c.priority_rank || ' ' || c.due_order::text`, after: (place, id) => sql`(c.priority_rank, c.due_order, c.id) > (${Number(place.slice(0, 1))}::smallint, ${place.slice(2)}::timestamptz, ${id}::uuid)`, by: sql`c.priority_rank, c.due_order, c.id` },
};

export const isPlace = (sort: CaseSort, place: string): boolean => (sort === 'priority' ? /^[1-4] /.test(place) : true) && /^(\d |)(infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/.test(place);

/** The conditions of a filter, each so that one of the indexes serves it. */
export function conditionsOf(filter: CaseFilter, { userId, departments }: Asker, now: Date, endOfDay: Date): RawBuilder<unknown>[] {
  const { status, assignee, department, priority, touchpoint, category, channel, customerId, knownIssue, isWatched, due, snoozed = 'without' } = filter;
  const isActiveOnly = status === undefined || status.every((one) => activeStatuses.includes(one));
  return [
    ...(isActiveOnly ? [sql`c.is_active`] : []),
    ...(status === undefined ? [] : [sql`c.status = any(${status}::text[])`]),
    ...(isActiveOnly && snoozed !== 'with' ? [snoozed === 'only' ? sql`c.snoozed_until is not null` : sql`c.snoozed_until is null`] : []),
    ...(assignee === undefined ? [] : [assignee === 'none' ? sql`c.assignee is null` : sql`c.assignee = ${assignee === 'me' ? userId : assignee}::uuid`]),
    ...(department === undefined ? [] : [sql`c.department = ${department}`]),
    ...(departments === null ? [] : [sql`c.department = any(${departments}::text[])`]),
    ...(priority === undefined ? [] : [sql`c.priority = any(${priority}::text[])`]),
    ...(touchpoint === undefined ? [] : [sql`c.touchpoint = ${touchpoint}`]),
    ...(category === undefined ? [] : [sql`c.category = ${category}`]),
    ...(channel === undefined ? [] : [sql`c.channel = ${channel}`]),
    ...(customerId === undefined ? [] : [sql`c.subject = any(array(select id from identifiers where customer_id = ${customerId}))`]),
    ...(knownIssue === undefined ? [] : [sql`c.known_issue_id = ${knownIssue}::uuid`]),
    ...(isWatched ? [sql`c.id in (select case_id from case_watchers where user_id = ${userId}::uuid)`] : []),
    ...(due === undefined ? [] : [sql`c.due_order < ${due === 'overdue' ? now : endOfDay}`]),
    ...(status === undefined ? [] : [sql`c.merged_into is null`]),
  ];
}

export const all = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => (conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `));

export interface Page {
  where: readonly RawBuilder<unknown>[];
  sort: CaseSort;
  after: { place: string; id: string } | null;
  limit: number;
}

/** First the page by an index, then what is shown of each row. */
export async function listItems(db: Db, { where, sort, after, limit }: Page, userId: string | null): Promise<ItemRow[]> {
  const { key, by, after: isAfter } = orders[sort];
  const { rows } = await sql<ItemRow>`
    select c.id, c.number, i.customer_id, customer.name as customer_name, c.reply_address as from_address, c.status, c.priority, c.category, c.touchpoint, c.department, c.channel, c.assignee as assignee_id, u.name as assignee_name,
      c.subject_line, coalesce(last.preview, '') as preview, last.direction as last_direction, c.language, c.opened_at, c.last_customer_at, c.last_staff_at, c.next_due_at, c.snoozed_until, c.solved_at, c.closed_at,
      c.known_issue_id, c.merged_into, watcher.user_id is not null as is_watched, c.version, c.place
    from (select c.*, ${key} as place from cases c where ${all([...where, ...(after ? [isAfter(after.place, after.id)] : [])])} order by ${by} limit ${limit}) as c
    left join identifiers i on i.id = c.subject
    left join customers customer on customer.id = i.customer_id
    left join users u on u.id = c.assignee
    left join case_watchers watcher on watcher.case_id = c.id and watcher.user_id = ${userId}::uuid
    left join lateral (select e.direction, left(regexp_replace(left(e.text, 400), '\\s+', ' ', 'g'), 160) as preview from case_entries e where e.case_id = c.id and e.kind = 'message' order by e.seq desc limit 1) as last on true
    order by ${by}`.execute(db);
  return rows;
}

/** A search walks the list so far, in two steps, before it looks into the words of all cases. */
const WALKED = [300, 3_000];
const MOST_CUSTOMERS = 300;
const MOST_FOUND = 5_000;

/** What is searched for: the number of a case, or patterns of words that must all be there. */
export interface Search {
  number: number | null;
  patterns: readonly string[];
}

/**
 * Cases of a list that hold all words. Words that stand in every tenth case fill a page within the first rows of the list;
 * only rarer ones go to the index of trigrams, where they are few: neither way reads all cases.
 */
export async function searchItems(db: Db, page: Page, { number, patterns }: Search, userId: string | null): Promise<ItemRow[]> {
  if (number !== null) return listItems(db, { ...page, where: [...page.where, sql`c.number = ${number}`] }, userId);
  if (patterns.length === 0) return listItems(db, page, userId);
  for (const rowsToWalk of WALKED) {
    const walked = await walk(db, page, patterns, rowsToWalk);
    if (walked.length === page.limit) return listItems(db, { ...page, after: null, where: [sql`c.id = any(${walked}::uuid[])`] }, userId);
  }
  const ids = await findByWords(db, patterns);
  return listItems(db, { ...page, where: [...page.where, sql`c.id = any(${ids}::uuid[])`] }, userId);
}

/** The first hits among the next rows of the list, in its order: words are looked up row by row, never by their index. */
async function walk(db: Db, page: Page, patterns: readonly string[], rowsToWalk: number): Promise<string[]> {
  const { by, after: isAfter } = orders[page.sort];
  const { rows } = await sql<{ id: string }>`
    select c.id from (select c.* from cases c where ${all([...page.where, ...(page.after ? [isAfter(page.after.place, page.after.id)] : [])])} order by ${by} limit ${rowsToWalk}) as c
    where (select ${all(patterns.map((pattern) => sql`s.text like ${pattern}`))} from case_search s where s.case_id = c.id) order by ${by} limit ${page.limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Cases with all words in their texts, or of a customer who is found by them, today's name included. */
async function findByWords(db: Db, patterns: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    (select s.case_id as id from case_search s where ${all(patterns.map((pattern) => sql`s.text like ${pattern}`))} limit ${MOST_FOUND})
    union
    (select c.id from (select id from customers where ${all(patterns.map((pattern) => sql`search_text like ${pattern}`))} limit ${MOST_CUSTOMERS}) as customer
      join identifiers i on i.customer_id = customer.id join cases c on c.subject = i.id limit ${MOST_FOUND})`.execute(db);
  return rows.map(({ id }) => id);
}

/** Several counts in one statement; each reads one index and no rows. */
export async function countCases(db: Db, wheres: readonly (readonly RawBuilder<unknown>[])[]): Promise<number[]> {
  if (wheres.length === 0) return [];
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(wheres.map((where) => sql`(select count(*) from cases c where ${all(where)})`))}]::int[] as counts`.execute(db);
  return rows[0]?.counts ?? wheres.map(() => 0);
}

export const conditionsOfOne = (id: string): RawBuilder<unknown>[] => [sql`c.id = ${id}`];
