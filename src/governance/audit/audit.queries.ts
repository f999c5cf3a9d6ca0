import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { ChainedEntry, Redaction, Seal, Taken } from './chain.logic.ts';

/** The lock of the appender (see 0012-audit.sql): nothing is chained while it is held. */
const AUDIT_LOCK = 7_041_990;

/** Moves what lies in the inbox into the chain. @returns how many entries, at most `limit` */
export async function appendEntries(db: Db, limit: number, now?: Date): Promise<number> {
  const { rows } = await sql<{ moved: number }>`select audit_append(${limit}, coalesce(${now ?? null}::timestamptz, clock_timestamp())) as moved`.execute(db);
  return rows[0]?.moved ?? 0;
}

export async function lockChain(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`.execute(tx);
}

export async function findHead(db: Db): Promise<{ seq: number; hash: string } | null> {
  const { rows } = await sql<{ seq: number; hash: string }>`select seq, encode(hash, 'hex') as hash from audit_entries order by seq desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function findHash(db: Db, seq: number): Promise<string | null> {
  const { rows } = await sql<{ hash: string }>`select encode(hash, 'hex') as hash from audit_entries where seq = ${seq}`.execute(db);
  return rows[0]?.hash ?? null;
}

export async function insertSeal(tx: Db, seal: Seal): Promise<void> {
  await sql`
    insert into audit_seals (number, kind, seq, hash, sealed_at, key_id, signature)
    values (${seal.number}, ${seal.kind}, ${seal.seq}, decode(${seal.hash}, 'hex'), ${seal.sealedAt}, ${seal.keyId}, decode(${seal.signature}, 'base64'))`.execute(tx);
}

interface SealRow extends Omit<Seal, 'sealedAt'> {
  sealedAt: Date;
}
const sealColumns = sql`number, kind, seq, encode(hash, 'hex') as hash, sealed_at, key_id, translate(encode(signature, 'base64'), E'\n', '') as signature`;
const toSeal = (row: SealRow): Seal => ({ ...row, sealedAt: row.sealedAt.toISOString() });

export async function findLastSeal(db: Db): Promise<Seal | null> {
  const { rows } = await sql<SealRow>`select ${sealColumns} from audit_seals order by number desc limit 1`.execute(db);
  return rows[0] ? toSeal(rows[0]) : null;
}

export async function listSeals(db: Db, afterNumber: number, limit: number): Promise<Seal[]> {
  const { rows } = await sql<SealRow>`select ${sealColumns} from audit_seals where number > ${afterNumber} order by number limit ${limit}`.execute(db);
  return rows.map(toSeal);
}

/** What erasures took out, as they wrote it down. */
export async function listRedactions(db: Db): Promise<Pick<ChainedEntry, 'id' | 'redacts'>[]> {
  const { rows } = await sql<{ id: number; redacts: string }>`select id, redacts::text as redacts from audit_entries where redacts is not null order by seq limit 1000000`.execute(db);
  return rows;
}

interface ChainedRow extends Omit<ChainedEntry, 'customerSalts' | 'customerCommitments'> {
  customerSalts: (Buffer | null)[];
  customerCommitments: Buffer[];
}

/** The next entries of the chain, whole. */
export async function listChained(db: Db, afterSeq: number, limit: number): Promise<ChainedEntry[]> {
  const { rows } = await sql<ChainedRow>`
    select seq, id, audit_instant(at) as at, kind, action, subject, actor_kind, actor_id, request_id, customers, customer_salts, customer_commitments,
      content::text as content, encode(salt, 'hex') as salt, encode(commitment, 'hex') as commitment, redacts::text as redacts, audit_instant(chained_at) as chained_at, encode(hash, 'hex') as hash
    from audit_entries where seq > ${afterSeq} order by seq limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, customerSalts: row.customerSalts.map((salt) => salt?.toString('hex') ?? null), customerCommitments: row.customerCommitments.map((commitment) => commitment.toString('hex')) }));
}

/** @returns what was taken out; it must be written down in the same transaction */
export async function redactEntries(tx: Db, ids: readonly string[], patterns: readonly string[]): Promise<Taken[]> {
  const { rows } = await sql<{ taken: Taken[] }>`select audit_redact(${ids}::uuid[], ${patterns}::text[]) as taken`.execute(tx);
  return rows[0]?.taken ?? [];
}

export async function renameActor(tx: Db, { kind, id, label }: { kind: string; id: string; label: string }): Promise<void> {
  await sql`update audit_actors set label = ${label} where kind = ${kind} and id = ${id}`.execute(tx);
}

/** The number of an entry that is still to be written: a signature names it. */
export async function reserveEntryId(tx: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('audit_inbox', 'id')) as id`.execute(tx);
  if (!rows[0]) throw new Error('The inbox of the audit log gives no numbers.');
  return rows[0].id;
}

/** Who does it is known to the transaction. */
export async function insertRedaction(tx: Db, id: number, redaction: Redaction): Promise<void> {
  const touched = new Set(redaction.taken.map(([entry]) => entry)).size;
  await sql`
    insert into audit_inbox (id, kind, action, subject, actor_kind, actor_id, request_id, content, redacts) overriding system value
    select ${id}, 'note', 'audit.redacted', 'privacy', acting ->> 'kind', acting ->> 'id', acting ->> 'requestId',
      jsonb_strip_nulls(jsonb_build_object('actor', acting ->> 'label', 'role', acting ->> 'role', 'after', jsonb_build_object('entries', ${touched}::int))), ${jsonText(redaction)}::jsonb
    from audit_acting() as acting`.execute(tx);
}

/** The last entry before an instant such that all before it are older too. */
export async function findSeqBefore(db: Db, before: Date): Promise<number | null> {
  const { rows } = await sql<{ seq: number | null }>`
    select coalesce((select min(seq) - 1 from audit_entries where at >= ${before}), (select max(seq) from audit_entries)) as seq`.execute(db);
  return rows[0]?.seq ?? null;
}

export async function countUpTo(db: Db, seq: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from audit_entries where seq <= ${seq}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function retireEntries(tx: Db, upToSeq: number): Promise<number> {
  const { rows } = await sql<{ retired: number }>`select audit_retire(${upToSeq}) as retired`.execute(tx);
  return rows[0]?.retired ?? 0;
}
