import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** What waits for a person: the same message is put in once. @returns false where it was in already */
export async function insertLetter(db: Db, letter: { id: string; messageId: string; subject: string | null; recipient: string; address: string; subjectLine: string; language: string; fileId: string; pages: number; at: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into letters (id, message_id, subject, recipient, address, subject_line, language, file_id, pages, queued_at)
    values (${letter.id}, ${letter.messageId}, ${letter.subject}, ${letter.recipient}, ${letter.address}, ${letter.subjectLine}, ${letter.language}, ${letter.fileId}, ${letter.pages}, ${letter.at})
    on conflict (message_id) do nothing`.execute(db);
  return numAffectedRows === 1n;
}

export async function insertPhoneTask(db: Db, task: { id: string; messageId: string; subject: string | null; name: string; number: string; subjectLine: string; script: string; language: string; notBefore: Date | null; at: Date }): Promise<void> {
  await sql`
    insert into phone_tasks (id, message_id, subject, name, number, subject_line, script, language, queued_at, not_before)
    values (${task.id}, ${task.messageId}, ${task.subject}, ${task.name}, ${task.number}, ${task.subjectLine}, ${task.script}, ${task.language}, ${task.at}, ${task.notBefore})
    on conflict (message_id) do nothing`.execute(db);
}

export async function insertNotice(db: Db, notice: { id: string; messageId: string; subject: string; title: string; bodyText: string; bodyHtml: string | null; language: string; at: Date; expiresAt: Date }): Promise<void> {
  await sql`
    insert into notices (id, message_id, subject, title, body_text, body_html, language, queued_at, expires_at)
    values (${notice.id}, ${notice.messageId}, ${notice.subject}, ${notice.title}, ${notice.bodyText}, ${notice.bodyHtml}, ${notice.language}, ${notice.at}, ${notice.expiresAt})
    on conflict (message_id) do nothing`.execute(db);
}
