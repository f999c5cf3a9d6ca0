import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { MessageToQueue } from './messages.contract.ts';

export interface BodyRow {
  id: string;
  language: string;
  subjectLine: string;
  html: string | null;
  text: string;
  isTemplate: boolean;
  createdAt: Date;
}

/** The same template is stored once. */
export async function insertBody(tx: Db, body: BodyRow): Promise<void> {
  await sql`
    insert into message_bodies (id, language, subject_line, html, text, is_template, created_at)
    values (${body.id}, ${body.language}, ${body.subjectLine}, ${body.html}, ${body.text}, ${body.isTemplate}, ${body.createdAt})
    on conflict (id) do nothing`.execute(tx);
}

export async function findMessageByKey(db: Db, sendKey: string): Promise<{ id: string; skippedReason: string | null } | null> {
  const { rows } = await sql<{ id: string; skippedReason: string | null }>`select id, skipped_reason from messages where send_key = ${sendKey}`.execute(db);
  return rows[0] ?? null;
}

/** @returns false when a message with this key is there already */
export async function insertMessage(tx: Db, message: MessageToQueue, { id, bodyId, at }: { id: string; bodyId: string; at: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into messages (id, send_key, purpose, kind, channel, address, subject, case_id, body_id, variables, headers, attachments, is_answer, is_essential, queued_at, next_attempt_at)
    values (${id}, ${message.sendKey}, ${message.purpose}, ${message.kind}, ${message.channel}, ${message.address}, ${message.subject}, ${message.caseId ?? null}, ${bodyId},
      ${JSON.stringify(message.variables ?? {})}::jsonb, ${JSON.stringify(message.headers ?? {})}::jsonb, ${JSON.stringify(message.attachments ?? [])}::jsonb,
      ${message.isAnswer ?? false}, ${message.isEssential ?? false}, ${at}, ${message.notBefore ?? at})
    on conflict (send_key) do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
