import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { Person } from '../cases.contract.ts';

export async function watchCase(tx: Db, { caseId, userIds, since, isWatching }: { caseId: string; userIds: readonly string[]; since: Date; isWatching: boolean }): Promise<void> {
  if (isWatching) await sql`insert into case_watchers (case_id, user_id, since) select ${caseId}::uuid, id, ${since} from users where id = any(${userIds}::uuid[]) and deactivated_at is null on conflict do nothing`.execute(tx);
  else await sql`delete from case_watchers where case_id = ${caseId} and user_id = any(${userIds}::uuid[])`.execute(tx);
}

export async function listWatchers(db: Db, caseId: string): Promise<Person[]> {
  const { rows } = await sql<Person>`select u.id, u.name from case_watchers w join users u on u.id = w.user_id where w.case_id = ${caseId} order by u.name, u.id limit 200`.execute(db);
  return rows;
}

/** Colleagues to whom a case can go. */
export async function listStaff(db: Db): Promise<(Person & { departments: string[] })[]> {
  const { rows } = await sql<Person & { departments: string[] }>`
    select u.id, u.name, u.departments from users u left join roles r on r.code = u.role
    where u.deactivated_at is null and (u.role in ('administrator', 'cx_manager', 'agent') or 'update:case' = any(r.permissions))
    order by u.name, u.id limit 500`.execute(db);
  return rows;
}

/** Categories in use, each found by one step in the index instead of by reading all cases. */
export async function listCategories(db: Db): Promise<string[]> {
  const { rows } = await sql<{ category: string }>`
    with recursive step as (
      (select category from cases where is_active and snoozed_until is null and category is not null order by category limit 1)
      union all
      select (select c.category from cases c where c.is_active and c.snoozed_until is null and c.category > step.category order by c.category limit 1) from step where step.category is not null
    ) select category from step where category is not null limit 500`.execute(db);
  return rows.map(({ category }) => category);
}
