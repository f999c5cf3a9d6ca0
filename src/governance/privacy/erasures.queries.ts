import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { ErasureProof, ErasureReason } from './privacy.contract.ts';

export interface Counted {
  name: string;
  labelDe: string;
  labelEn: string;
  n: number;
}

export interface ErasureRow {
  id: string;
  customerId: string | null;
  identifiers: string[] | null;
  reason: ErasureReason;
  note: string | null;
  requestedBy: string;
  requestedById: string;
  requestedAt: Date;
  expiresAt: Date | null;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  rejectedBy: string | null;
  rejectedAt: Date | null;
  reachSealed: string | null;
  fingerprints: string[];
  counts: { items: Counted[]; isPartial: boolean } | null;
  erasedAt: Date | null;
  scrubDueAt: Date | null;
  scrubbedAt: Date | null;
  scrubNotes: string[] | null;
  proof: ErasureProof | null;
  failure: string | null;
}

const columns = sql`id, customer_id, identifiers, reason, note, requested_by, requested_by_id, requested_at, expires_at, confirmed_by, confirmed_at, rejected_by, rejected_at,
  reach_sealed, fingerprints, counts, erased_at, scrub_due_at, scrubbed_at, scrub_notes, proof, failure`;

export async function insertErasure(tx: Db, row: Pick<ErasureRow, 'id' | 'customerId' | 'identifiers' | 'reason' | 'note' | 'requestedBy' | 'requestedById' | 'requestedAt' | 'expiresAt' | 'fingerprints'>): Promise<void> {
  await sql`
    insert into privacy_erasures (id, customer_id, identifiers, reason, note, requested_by, requested_by_id, requested_at, expires_at, fingerprints)
    values (${row.id}, ${row.customerId}, ${row.identifiers}::uuid[], ${row.reason}, ${row.note}, ${row.requestedBy}, ${row.requestedById}, ${row.requestedAt}, ${row.expiresAt}, ${row.fingerprints}::text[])`.execute(tx);
}

export async function findErasure(db: Db, id: string): Promise<ErasureRow | null> {
  const { rows } = await sql<ErasureRow>`select ${columns} from privacy_erasures where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function findErasureForUpdate(tx: Db, id: string): Promise<ErasureRow | null> {
  const { rows } = await sql<ErasureRow>`select ${columns} from privacy_erasures where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

/** One that waits for a second person or is under way. */
export async function findOpenErasureOf(db: Db, customerId: string, now: Date): Promise<ErasureRow | null> {
  const { rows } = await sql<ErasureRow>`
    select ${columns} from privacy_erasures
    where customer_id = ${customerId} and rejected_at is null and (confirmed_at is not null or expires_at > ${now}) order by requested_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Newest first, optionally those about an identifier whose fingerprint is given. */
export async function listErasures(db: Db, { fingerprint, after, limit }: { fingerprint: string | null; after: { requestedAt: string; id: string } | null; limit: number }): Promise<ErasureRow[]> {
  const { rows } = await sql<ErasureRow>`
    select ${columns} from privacy_erasures
    where (${fingerprint}::text is null or fingerprints @> array[${fingerprint}::text])
      and (${after?.id ?? null}::uuid is null or (requested_at, id) < (${after?.requestedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by requested_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export async function markConfirmed(tx: Db, id: string, by: string | null, at: Date): Promise<void> {
  await sql`update privacy_erasures set confirmed_by = ${by}, confirmed_at = ${at}, expires_at = null where id = ${id}`.execute(tx);
}

export async function markRejected(tx: Db, id: string, by: string, at: Date): Promise<void> {
  await sql`update privacy_erasures set rejected_by = ${by}, rejected_at = ${at}, customer_id = null, identifiers = null, note = null, fingerprints = '{}' where id = ${id}`.execute(tx);
}

/** The records are rid of the customer: nothing but the sealed reach says any more who it was. */
export async function markRecordsErased(tx: Db, id: string, { reachSealed, fingerprints, counts }: { reachSealed: string; fingerprints: string[]; counts: ErasureRow['counts'] }): Promise<void> {
  await sql`
    update privacy_erasures set customer_id = null, identifiers = null, note = null, reach_sealed = ${reachSealed}, fingerprints = ${fingerprints}::text[], counts = ${JSON.stringify(counts)}::jsonb, failure = null
    where id = ${id}`.execute(tx);
}

export async function markErased(tx: Db, id: string, { erasedAt, scrubDueAt }: { erasedAt: Date; scrubDueAt: Date }): Promise<void> {
  await sql`update privacy_erasures set reach_sealed = null, erased_at = ${erasedAt}, scrub_due_at = ${scrubDueAt}, failure = null where id = ${id}`.execute(tx);
}

export async function saveProof(tx: Db, id: string, proof: ErasureProof): Promise<void> {
  await sql`update privacy_erasures set proof = ${JSON.stringify(proof)}::jsonb, proof_hash = ${proof.hash} where id = ${id}`.execute(tx);
}

export async function markFailed(db: Db, id: string, failure: string): Promise<void> {
  await sql`update privacy_erasures set failure = ${failure} where id = ${id}`.execute(db);
}

/** Those erased before a scrub began are physically gone when it ends. @returns their ids */
export async function markScrubbed(tx: Db, startedAt: Date, at: Date, notes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update privacy_erasures set scrubbed_at = ${at}, scrub_notes = ${JSON.stringify(notes)}::jsonb where erased_at <= ${startedAt} and scrubbed_at is null returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Confirmed but not done: a crash may have left them behind. */
export async function listUnfinished(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from privacy_erasures where confirmed_at is not null and rejected_at is null and erased_at is null order by confirmed_at limit 1000`.execute(db);
  return rows.map((row) => row.id);
}

export async function hasUnscrubbed(db: Db, dueBefore: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from privacy_erasures where erased_at is not null and scrubbed_at is null and scrub_due_at <= ${dueBefore} limit 1`.execute(db);
  return rows.length > 0;
}

/** Expired requests name nobody any more. */
export async function emptyExpired(db: Db, now: Date): Promise<void> {
  await sql`update privacy_erasures set customer_id = null, identifiers = null, note = null, fingerprints = '{}' where confirmed_at is null and expires_at < ${now} and customer_id is not null`.execute(db);
}

export async function nextBatch(tx: Db): Promise<number> {
  const { rows } = await sql<{ batch: number }>`select nextval('history_batch') as batch`.execute(tx);
  return rows[0]?.batch ?? 0;
}

export async function countJournalBefore(db: Db, batch: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from history_journal where batch < ${batch}`.execute(db);
  return rows[0]?.n ?? 0;
}
