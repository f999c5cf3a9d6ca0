import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { Pickup, PickupInput } from '../imports.contract.ts';

export interface PickupRow extends Omit<PickupInput, 'password' | 'privateKey'> {
  id: string;
  passwordSealed: string | null;
  privateKeySealed: string | null;
  createdAt: Date;
  createdBy: string;
  nextRunAt: Date | null;
}
export type PickupRun = Pickup['runs'][number];

const PICKUP_LIMIT = 200;
const columns = sql.raw('id, name, place, password_sealed, private_key_sealed, pattern, cron, time_zone, profile_name, afterwards, paused, created_at, created_by, next_run_at');

export async function listPickupRows(db: Db): Promise<PickupRow[]> {
  const { rows } = await sql<PickupRow>`select ${columns} from import_pickups order by name, id limit ${PICKUP_LIMIT}`.execute(db);
  return rows;
}

export async function findPickup(db: Db, id: string): Promise<PickupRow | null> {
  const { rows } = await sql<PickupRow>`select ${columns} from import_pickups where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Pick-ups whose time has come; another process that looks at the same moment passes over them. */
export async function takeDue(tx: Db, now: Date): Promise<PickupRow[]> {
  const { rows } = await sql<PickupRow>`select ${columns} from import_pickups where not paused and next_run_at <= ${now} order by next_run_at limit 20 for update skip locked`.execute(tx);
  return rows;
}

export async function setNextRun(tx: Db, id: string, at: Date | null): Promise<void> {
  await sql`update import_pickups set next_run_at = ${at} where id = ${id}`.execute(tx);
}

export async function savePickup(db: Db, row: PickupRow): Promise<void> {
  await sql`
    insert into import_pickups (id, name, place, password_sealed, private_key_sealed, pattern, cron, time_zone, profile_name, afterwards, paused, created_at, created_by, next_run_at)
    values (${row.id}, ${row.name}, ${JSON.stringify(row.place)}::jsonb, ${row.passwordSealed}, ${row.privateKeySealed}, ${row.pattern}, ${row.cron}, ${row.timeZone}, ${row.profileName}, ${row.afterwards}, ${row.paused}, ${row.createdAt}, ${row.createdBy}, ${row.nextRunAt})
    on conflict (id) do update set name = excluded.name, place = excluded.place, password_sealed = excluded.password_sealed, private_key_sealed = excluded.private_key_sealed, pattern = excluded.pattern,
      cron = excluded.cron, time_zone = excluded.time_zone, profile_name = excluded.profile_name, afterwards = excluded.afterwards, paused = excluded.paused, next_run_at = excluded.next_run_at`.execute(db);
}

export async function deletePickup(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from import_pickups where id = ${id}`.execute(db);
  return numAffectedRows === 1n;
}

export async function insertRun(db: Db, run: { id: string; pickupId: string; at: Date; outcome: PickupRun['outcome']; files: PickupRun['files']; failure: string | null }): Promise<void> {
  await sql`insert into import_pickup_runs (id, pickup_id, at, outcome, files, failure) values (${run.id}, ${run.pickupId}, ${run.at}, ${run.outcome}, ${JSON.stringify(run.files)}::jsonb, ${run.failure})`.execute(db);
  // Runs that found nothing would fill the list within a day.
  await sql`delete from import_pickup_runs where pickup_id = ${run.pickupId} and id not in (select id from import_pickup_runs where pickup_id = ${run.pickupId} order by at desc limit 500)`.execute(db);
}

export async function listRuns(db: Db, pickupId: string): Promise<PickupRun[]> {
  const { rows } = await sql<Omit<PickupRun, 'at'> & { at: Date }>`select at, outcome, files, failure from import_pickup_runs where pickup_id = ${pickupId} order by at desc, id desc limit 20`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Whether this very file, or another one with the same content, was imported by this pick-up before. */
export async function isKnownFile(db: Db, pickupId: string, file: { name: string; bytes: number; changedAt: Date }): Promise<boolean> {
  const { rows } = await sql`select 1 from import_pickup_files where pickup_id = ${pickupId} and name = ${file.name} and bytes = ${file.bytes} and changed_at = ${file.changedAt} and sha256 is not null`.execute(db);
  return rows.length > 0;
}

export async function isKnownContent(db: Db, pickupId: string, sha256: string): Promise<boolean> {
  const { rows } = await sql`select 1 from import_pickup_files where pickup_id = ${pickupId} and sha256 = ${sha256}`.execute(db);
  return rows.length > 0;
}

export async function rememberFile(db: Db, pickupId: string, file: { name: string; bytes: number; changedAt: Date; sha256: string }): Promise<void> {
  await sql`
    insert into import_pickup_files (pickup_id, name, bytes, changed_at, sha256) values (${pickupId}, ${file.name}, ${file.bytes}, ${file.changedAt}, ${file.sha256})
    on conflict (pickup_id, name) do update set bytes = excluded.bytes, changed_at = excluded.changed_at, sha256 = excluded.sha256`.execute(db);
}
