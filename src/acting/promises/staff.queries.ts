import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface Colleague {
  id: string;
  name: string;
  email: string;
  language: 'de' | 'en';
  departments: string[];
}

const AT_MOST = 20;

export async function findColleague(db: Db, id: string): Promise<Colleague | null> {
  const { rows } = await sql<Colleague>`select id, name, email, language, departments from users where id::text = ${id} and deactivated_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function listColleaguesInDepartment(db: Db, department: string): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select id, name, email, language, departments from users where ${department} = any(departments) and deactivated_at is null order by name, id limit ${AT_MOST}`.execute(db);
  return rows;
}

export async function listColleaguesWithRole(db: Db, role: string): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select id, name, email, language, departments from users where role = ${role} and deactivated_at is null order by name, id limit ${AT_MOST}`.execute(db);
  return rows;
}

export async function isDepartment(db: Db, code: string): Promise<boolean> {
  const { rows } = await sql`select 1 from departments where code = ${code}`.execute(db);
  return rows.length > 0;
}

/** Who can be responsible, and until when they are away. */
export async function listPossibleResponsibles(db: Db, now: Date): Promise<{ id: string; name: string; awayUntil: Date | null }[]> {
  const { rows } = await sql<{ id: string; name: string; awayUntil: Date | null }>`
    select u.id, u.name, (select max(a.until_at) from staff_absences a where a.user_id = u.id and a.removed_at is null and a.from_at <= ${now} and a.until_at > ${now}) as away_until
    from users u where u.deactivated_at is null order by u.name, u.id limit 500`.execute(db);
  return rows;
}

export interface AbsenceRow {
  id: string;
  userId: string;
  userName: string;
  fromAt: Date;
  untilAt: Date;
  substitute: string | null;
  substituteName: string | null;
  note: string;
}

export async function listAbsences(db: Db, now: Date, limit: number): Promise<AbsenceRow[]> {
  const { rows } = await sql<AbsenceRow>`
    select a.id, a.user_id, u.name as user_name, a.from_at, a.until_at, a.substitute, s.name as substitute_name, a.note
    from staff_absences a join users u on u.id = a.user_id left join users s on s.id = a.substitute
    where a.removed_at is null and a.until_at > ${now} order by a.from_at, a.id limit ${limit}`.execute(db);
  return rows;
}

export async function findAbsenceForUpdate(tx: Db, id: string): Promise<{ id: string; userId: string } | null> {
  const { rows } = await sql<{ id: string; userId: string }>`select id, user_id from staff_absences where id = ${id} and removed_at is null for update`.execute(tx);
  return rows[0] ?? null;
}

export async function insertAbsence(tx: Db, absence: { id: string; userId: string; fromAt: Date; untilAt: Date; substitute: string | null; note: string; madeByLabel: string; madeAt: Date }): Promise<void> {
  await sql`
    insert into staff_absences (id, user_id, from_at, until_at, substitute, note, made_by_label, made_at)
    values (${absence.id}, ${absence.userId}, ${absence.fromAt}, ${absence.untilAt}, ${absence.substitute}, ${absence.note}, ${absence.madeByLabel}, ${absence.madeAt})`.execute(tx);
}

export async function removeAbsenceRow(tx: Db, id: string, at: Date): Promise<void> {
  await sql`update staff_absences set removed_at = ${at} where id = ${id}`.execute(tx);
}

/** Whether somebody is away from now until a due time, and who stands in. */
export async function findAbsenceOver(db: Db, userId: string, from: Date, until: Date): Promise<{ id: string; substitute: string | null } | null> {
  const { rows } = await sql<{ id: string; substitute: string | null }>`
    select id, substitute from staff_absences
    where user_id = ${userId} and removed_at is null and from_at <= ${from} and until_at >= ${until} order by substitute nulls last, id limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Open promises of somebody who will be away when they are due are looked at again, at the latest when the absence begins. */
export async function lookAgainAt(tx: Db, userId: string, { fromAt, untilAt }: { fromAt: Date; untilAt: Date }, at: Date): Promise<void> {
  await sql`
    update promises set next_notice_at = least(coalesce(next_notice_at, ${at}), ${at})
    where responsible_user = ${userId} and kept_at is null and withdrawn_at is null and broken_at is null and due_at between ${fromAt} and ${untilAt}`.execute(tx);
}

export async function listOpenOf(db: Db, userId: string, limit: number): Promise<{ id: string; name: string; total: number }[]> {
  const { rows } = await sql<{ id: string; name: string; total: number }>`
    select id, text as name, count(*) over () as total from promises
    where responsible_user = ${userId} and kept_at is null and withdrawn_at is null order by made_at desc, id limit ${limit}`.execute(db);
  return rows;
}

export async function giveOpenPromises(tx: Db, fromId: string, toId: string): Promise<number> {
  const { numAffectedRows } = await sql`update promises set responsible_user = ${toId}, version = version + 1 where responsible_user = ${fromId} and kept_at is null and withdrawn_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
