import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** A Soll set by hand; empty dimension = the whole touchpoint, empty group = everybody. */
export interface ExpectationRow {
  touchpoint: string;
  dimension: string;
  targetGroup: string;
  value: number;
  note: string;
  setBy: string;
  setAt: Date;
}

const LIMIT = 20_000;

/** All of them: a few per touchpoint. */
export async function listExpectations(db: Db): Promise<ExpectationRow[]> {
  const { rows } = await sql<ExpectationRow>`
    select touchpoint, dimension, target_group, value, note, set_by, set_at
    from expectations order by touchpoint, dimension, target_group limit ${LIMIT}`.execute(db);
  return rows;
}

export async function listExpectationsOf(db: Db, touchpoint: string): Promise<ExpectationRow[]> {
  const { rows } = await sql<ExpectationRow>`
    select touchpoint, dimension, target_group, value, note, set_by, set_at
    from expectations where touchpoint = ${touchpoint} order by dimension, target_group limit ${LIMIT}`.execute(db);
  return rows;
}

export async function upsertExpectation(db: Db, { touchpoint, dimension, targetGroup, value, note, setBy, setAt }: ExpectationRow): Promise<void> {
  await sql`
    insert into expectations (touchpoint, dimension, target_group, value, note, set_by, set_at)
    values (${touchpoint}, ${dimension}, ${targetGroup}, ${value}, ${note}, ${setBy}, ${setAt})
    on conflict (touchpoint, dimension, target_group) do update set value = excluded.value, note = excluded.note, set_by = excluded.set_by, set_at = excluded.set_at`.execute(db);
}

export async function deleteExpectation(db: Db, touchpoint: string, dimension: string, targetGroup: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from expectations where touchpoint = ${touchpoint} and dimension = ${dimension} and target_group = ${targetGroup}`.execute(db);
  return numAffectedRows === 1n;
}
