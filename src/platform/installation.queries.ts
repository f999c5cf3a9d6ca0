import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './storage/records.ts';

/** A value of this installation, made once; processes that start at the same time agree on one. */
export async function readOrMakeSecret(db: Db, name: string): Promise<string> {
  await sql`insert into installation (name, value) values (${name}, ${randomBytes(32).toString('base64url')}) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ value: string }>`select value from installation where name = ${name}`.execute(db);
  const value = rows[0]?.value;
  if (!value) throw new Error(`The secret ${name} could not be kept in the records store.`);
  return value;
}
