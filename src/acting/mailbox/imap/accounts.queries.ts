/* oxlint-disable max-params -- a lease has five parts */
import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { AccountInput } from '../mailbox.contract.ts';

export interface AccountRow extends Omit<AccountInput, 'password'> {
  id: string; passwordSealed: string; uidValidity: number | null; lastUid: number; connectedAt: Date | null; lastMailAt: Date | null; failingSince: Date | null; failure: string | null; failures: number;
  stuckUid: number | null; stuckAttempts: number; createdBy: string; createdAt: Date; updatedAt: Date; pausedAt: Date | null;
}
const columns = sql.raw('id, name, address, host, port, security, login, password_sealed, folder, afterwards, move_to, starts_with, trusted_server, department, touchpoint, routing, acknowledge_template, takes, uid_validity, last_uid, connected_at, last_mail_at, failing_since, failure, failures, stuck_uid, stuck_attempts, created_by, created_at, updated_at, paused_at');

export async function listAccountRows(db: Db, after: { name: string; id: string } | null, limit: number): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select ${columns} from mail_accounts
    where removed_at is null and (${after?.id ?? null}::uuid is null or (lower(name), id) > (${after?.name ?? null}::text, ${after?.id ?? null}::uuid))
    order by lower(name), id limit ${limit}`.execute(db);
  return rows;
}

export async function findAccount(db: Db, id: string): Promise<AccountRow | null> {
  const { rows } = await sql<AccountRow>`select ${columns} from mail_accounts where id = ${id} and removed_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function insertAccount(db: Db, account: Omit<AccountInput, 'password'> & { id: string; passwordSealed: string; createdBy: string; createdAt: Date }): Promise<void> {
  await sql`
    insert into mail_accounts (id, name, address, host, port, security, login, password_sealed, folder, afterwards, move_to, starts_with, trusted_server, department, touchpoint, routing, acknowledge_template, takes, created_by, created_at, updated_at)
    values (${account.id}, ${account.name}, ${account.address}, ${account.host}, ${account.port}, ${account.security}, ${account.login}, ${account.passwordSealed}, ${account.folder}, ${account.afterwards}, ${account.moveTo}, ${account.startsWith},
      ${account.trustedServer}, ${account.department}, ${account.touchpoint}, ${JSON.stringify(account.routing)}::jsonb, ${account.acknowledgeTemplate}, ${account.takes}, ${account.createdBy}, ${account.createdAt}, ${account.createdAt})`.execute(db);
}

/** Another server, login or folder is another mailbox: what was known of the place of the last mail is forgotten. */
export async function updateAccount(db: Db, account: Omit<AccountInput, 'password'> & { id: string; passwordSealed: string; updatedAt: Date; pausedAt: Date | null }): Promise<void> {
  await sql`
    update mail_accounts set name = ${account.name}, address = ${account.address}, host = ${account.host}, port = ${account.port}, security = ${account.security}, login = ${account.login}, password_sealed = ${account.passwordSealed},
      uid_validity = case when (host, login, folder) = (${account.host}, ${account.login}, ${account.folder}) then uid_validity end,
      last_uid = case when (host, login, folder) = (${account.host}, ${account.login}, ${account.folder}) then last_uid else 0 end,
      folder = ${account.folder}, afterwards = ${account.afterwards}, move_to = ${account.moveTo}, starts_with = ${account.startsWith}, trusted_server = ${account.trustedServer}, department = ${account.department}, touchpoint = ${account.touchpoint},
      routing = ${JSON.stringify(account.routing)}::jsonb, acknowledge_template = ${account.acknowledgeTemplate}, takes = ${account.takes}, updated_at = ${account.updatedAt}, paused_at = ${account.pausedAt}, failures = 0, lease_until = null
    where id = ${account.id}`.execute(db);
}

export async function removeAccountRow(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update mail_accounts set removed_at = ${at}, password_sealed = '', lease_id = null where id = ${id} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Mailboxes that nobody reads at this moment and whose wait after a failure is over. */
export async function listDueAccounts(db: Db, now: Date): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select id from mail_accounts where removed_at is null and paused_at is null and (lease_until is null or lease_until <= ${now}) order by id limit 200`.execute(db);
  return rows;
}

/** One reader per mailbox. @returns false when somebody else has it */
export async function takeLease(db: Db, id: string, leaseId: string, now: Date, until: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update mail_accounts set lease_id = ${leaseId}, lease_until = ${until}
    where id = ${id} and removed_at is null and paused_at is null and (lease_until is null or lease_until <= ${now} or lease_id = ${leaseId})`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function endLease(db: Db, id: string, leaseId: string, until: Date | null): Promise<void> {
  await sql`update mail_accounts set lease_id = null, lease_until = ${until} where id = ${id} and lease_id = ${leaseId}`.execute(db);
}

export async function saveConnected(db: Db, id: string, at: Date): Promise<void> {
  await sql`update mail_accounts set connected_at = ${at}, failing_since = null, failure = null, failures = 0 where id = ${id}`.execute(db);
}

/** @returns how often in a row it failed */
export async function saveFailure(db: Db, id: string, failure: string, at: Date): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    update mail_accounts set failing_since = coalesce(failing_since, ${at}), failure = ${failure.slice(0, 500)}, failures = failures + 1 where id = ${id} returning failures`.execute(db);
  return rows[0]?.failures ?? 1;
}

export async function savePlace(db: Db, id: string, uidValidity: number, lastUid: number): Promise<void> {
  await sql`
    update mail_accounts set uid_validity = ${uidValidity}, last_uid = ${lastUid}, stuck_uid = null, stuck_attempts = 0 where id = ${id}`.execute(db);
}

export async function saveMailSeen(db: Db, id: string, at: Date): Promise<void> {
  await sql`update mail_accounts set last_mail_at = ${at} where id = ${id}`.execute(db);
}

/** Counts before a mail is read, so that one that kills the process is known afterwards. @returns how often it was begun */
export async function countAttempt(db: Db, id: string, uid: number): Promise<number> {
  const { rows } = await sql<{ stuckAttempts: number }>`
    update mail_accounts set stuck_attempts = case when stuck_uid = ${uid} then stuck_attempts + 1 else 1 end, stuck_uid = ${uid} where id = ${id} returning stuck_attempts`.execute(db);
  return rows[0]?.stuckAttempts ?? 1;
}
