import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Body } from './compose.logic.ts';

export async function listBodies(db: Db, ids: readonly string[]): Promise<Body[]> {
  const { rows } = await sql<Body>`select id, language, subject_line, html, text, is_template from message_bodies where id = any(${ids}::uuid[])`.execute(db);
  return rows;
}
