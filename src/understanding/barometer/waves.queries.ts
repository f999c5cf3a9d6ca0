import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

export interface WaveRow {
  id: string;
  survey: string;
  name: string;
  /** yyyy-MM-dd */
  fromOn: string;
  toOn: string;
  targets: Record<string, number>;
  version: number;
}

/** Of one survey; fifteen years of quarters. */
export const WAVES_LIMIT = 60;

/** Oldest first. */
export async function listWaves(db: Db, survey: string): Promise<WaveRow[]> {
  const { rows } = await sql<WaveRow>`
    select id, survey, name, from_on::text as from_on, to_on::text as to_on, targets, version
    from barometer_waves where survey = ${survey} order by from_on, id limit ${WAVES_LIMIT}`.execute(db);
  return rows;
}

export async function countWaves(db: Db, surveys: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ survey: string; n: number }>`
    select survey, count(*)::int as n from barometer_waves where survey = any(${surveys}) group by survey limit ${surveys.length}`.execute(db);
  return new Map(rows.map(({ survey, n }) => [survey, n]));
}

/** Waits until other changes of the same survey's waves are done, so that two at once cannot overlap. */
export async function lockWaves(tx: Db, survey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`barometer_waves ${survey}`}, 0))`.execute(tx);
}

export async function insertWave(tx: Db, wave: WaveRow, at: Date, by: string): Promise<void> {
  await sql`
    insert into barometer_waves (id, survey, name, from_on, to_on, targets, created_at, created_by, changed_at)
    values (${wave.id}, ${wave.survey}, ${wave.name}, ${wave.fromOn}, ${wave.toOn}, ${JSON.stringify(wave.targets)}::jsonb, ${at}, ${by}, ${at})`.execute(tx);
}

export async function updateWave(tx: Db, wave: WaveRow, at: Date): Promise<void> {
  await sql`
    update barometer_waves set name = ${wave.name}, from_on = ${wave.fromOn}, to_on = ${wave.toOn}, targets = ${JSON.stringify(wave.targets)}::jsonb, changed_at = ${at}, version = version + 1
    where id = ${wave.id} and survey = ${wave.survey}`.execute(tx);
}

export async function deleteWave(db: Db, survey: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from barometer_waves where id = ${id} and survey = ${survey}`.execute(db);
  return numAffectedRows === 1n;
}
