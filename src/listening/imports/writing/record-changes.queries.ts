import { sql } from 'kysely';
import type { RecordValues } from '../../../people/customers/whole-records.logic.ts';
import type { Db } from '../../../platform/storage/records.ts';

export interface NewChange {
  kind: string;
  key: string;
  subject: string | null;
  before: RecordValues | null;
  said: RecordValues;
}
export type StoredChange = NewChange & { seq: number; importId: string };

export async function insertChanges(tx: Db, importId: string, changes: readonly NewChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    insert into import_changes (import_id, kind, key, subject, before, said)
    select ${importId}::uuid, kind, key, subject, nullif(before, 'null'::jsonb), said 
    from rows from (jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as (kind text, key text, subject uuid, before jsonb, said jsonb)) with ordinality as new (kind, key, subject, before, said, place)
    order by place`.execute(tx);
}

/** The newest changes of an import, newest first, and locks them. */
export async function listNewestChanges(tx: Db, importId: string, limit: number): Promise<StoredChange[]> {
  const { rows } = await sql<StoredChange>`
    select seq, import_id, kind, key, subject, before, said from import_changes where import_id = ${importId} order by seq desc limit ${limit} for update`.execute(tx);
  return rows;
}

/** What was said of the same records, by whomever, in order. */
export async function listChangesOf(tx: Db, keys: readonly { kind: string; key: string }[]): Promise<StoredChange[]> {
  const { rows } = await sql<StoredChange>`
    select c.seq, c.import_id, c.kind, c.key, c.subject, c.before, c.said
    from (select distinct * from unnest(${keys.map((k) => k.kind)}::text[], ${keys.map((k) => k.key)}::text[]) as wanted (kind, key)) as wanted
    join import_changes c on c.kind = wanted.kind and c.key = wanted.key
    order by c.seq for update of c`.execute(tx);
  return rows;
}

export async function deleteChanges(tx: Db, seqs: readonly number[]): Promise<void> {
  await sql`delete from import_changes where seq = any(${seqs}::bigint[])`.execute(tx);
}

/** Of these touchpoints, those that another import made and that this one has not used yet. */
export async function listMadeByOthers(tx: Db, importId: string, codes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct key from import_changes c where kind = 'touchpoints' and key = any(${codes}::text[]) and before is null
      and not exists (select 1 from import_changes own where own.kind = c.kind and own.key = c.key and own.import_id = ${importId}::uuid)`.execute(tx);
  return rows.map((row) => row.key);
}

export async function rewriteChanges(tx: Db, changes: readonly StoredChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update import_changes set before = nullif(new.before, 'null'::jsonb), said = new.said
    from jsonb_to_recordset(${JSON.stringify(changes.map(({ seq, before, said }) => ({ seq, before, said })))}::jsonb) as new (seq bigint, before jsonb, said jsonb)
    where import_changes.seq = new.seq`.execute(tx);
}

/** @returns made: records that were not there; changed: words about records that were, `restored` of them with news */
export async function countChanges(db: Db, importId: string): Promise<{ made: number; changed: number; restored: number }> {
  const { rows } = await sql<{ made: number; changed: number; restored: number }>`
    select count(*) filter (where before is null) as made, count(*) filter (where before is not null) as changed, count(*) filter (where not before @> said) as restored from import_changes where import_id = ${importId} and kind <> 'account_members'`.execute(db);
  return rows[0] ?? { made: 0, changed: 0, restored: 0 };
}

/** Touchpoints that the import made, and whether another one has used or changed them since. */
export async function listMadeTouchpoints(db: Db, importId: string): Promise<{ code: string; name: string; isOfOthers: boolean }[]> {
  const { rows } = await sql<{ code: string; name: string; isOfOthers: boolean }>`
    select c.key as code, coalesce(t.name_de, c.key) as name, exists (select 1 from import_changes o where o.kind = c.kind and o.key = c.key and o.import_id <> c.import_id) as is_of_others
    from import_changes c join touchpoints t on t.code = c.key
    where c.import_id = ${importId} and c.kind = 'touchpoints' and c.before is null order by 2 limit 10000`.execute(db);
  return rows;
}
