import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** One inquiry whose reminder is due, for nobody else until the transaction ends. */
export async function takeDueReminder(tx: Db, at: Date): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from inquiries where next_reminder_at <= ${at} and closed_at is null order by next_reminder_at, id limit 1 for update skip locked`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function markReminded(tx: Db, id: string, { reminders, nextReminderAt, escalatedAt }: { reminders: number; nextReminderAt: Date | null; escalatedAt: Date | null }): Promise<void> {
  await sql`update inquiries set reminders = ${reminders}, next_reminder_at = ${nextReminderAt}, escalated_at = coalesce(escalated_at, ${escalatedAt}) where id = ${id}`.execute(tx);
}

export interface ToldPerson {
  id: string;
  email: string;
  language: 'de' | 'en';
}

/** Who is told when nobody answers: whoever asked, who works on the case, who is responsible for the department that was asked, and without any of these the CX managers. */
export async function listEscalationPeople(tx: Db, { askedBy, assignee, toDepartment }: { askedBy: string | null; assignee: string | null; toDepartment: string | null }): Promise<ToldPerson[]> {
  const { rows } = await sql<ToldPerson>`
    with near as (
      select id, email, language from users where deactivated_at is null and (id = ${askedBy}::uuid or id = ${assignee}::uuid or (${toDepartment}::text is not null and ${toDepartment}::text = any(departments)))),
    above as (select id, email, language from users where deactivated_at is null and role = 'cx_manager' and not exists (select 1 from near))
    select * from near union select * from above order by email limit 50`.execute(tx);
  return rows;
}
