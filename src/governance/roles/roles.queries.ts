import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface StoredRole {
  code: string;
  name: string;
  description: string;
  /** 'action:subject' */
  permissions: string[];
  isLimitedToDepartments: boolean;
  basedOn: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export async function findRole(db: Db, code: string): Promise<StoredRole | null> {
  const { rows } = await sql<StoredRole>`
    select code, name, description, permissions, is_limited_to_departments, based_on, created_at, updated_at
    from roles where code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export async function listRoles(db: Db, limit: number): Promise<StoredRole[]> {
  const { rows } = await sql<StoredRole>`
    select code, name, description, permissions, is_limited_to_departments, based_on, created_at, updated_at
    from roles order by lower(name), code limit ${limit}`.execute(db);
  return rows;
}
