import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { ConsentEntry, ConsentHow, ContactChannel, Purpose, PurposeInput } from './consent.contract.ts';

export async function findPurpose(db: Db, key: string): Promise<Purpose | null> {
  return (await listPurposes(db)).find((purpose) => purpose.key === key) ?? null;
}

export async function listPurposes(db: Db): Promise<Purpose[]> {
  const { rows } = await sql<Omit<Purpose, 'retiredAt'> & { retiredAt: Date | null }>`
    select key, name_de, name_en, text_de, text_en, needs, letter_needs, retired_at from consent_purposes order by position, key limit 200`.execute(db);
  return rows.map((row) => ({ ...row, retiredAt: row.retiredAt?.toISOString() ?? null }));
}

export async function savePurpose(db: Db, key: string, purpose: PurposeInput, at: Date): Promise<void> {
  await sql`
    insert into consent_purposes (key, name_de, name_en, text_de, text_en, needs, letter_needs, position, retired_at, updated_at)
    values (${key}, ${purpose.nameDe}, ${purpose.nameEn}, ${purpose.textDe}, ${purpose.textEn}, ${purpose.needs}, ${purpose.letterNeeds},
      (select coalesce(max(position), 0) + 1 from consent_purposes), ${purpose.isRetired ? at : null}::timestamptz, ${at})
    on conflict (key) do update set name_de = excluded.name_de, name_en = excluded.name_en, text_de = excluded.text_de, text_en = excluded.text_en,
      needs = excluded.needs, letter_needs = excluded.letter_needs, updated_at = excluded.updated_at,
      retired_at = case when excluded.retired_at is null then null else coalesce(consent_purposes.retired_at, excluded.retired_at) end`.execute(db);
}

export interface ConsentLine {
  purpose: string;
  channel: ContactChannel;
  address: string;
  state: ConsentEntry['state'];
  how: ConsentHow;
  source: string;
  actor: string | null;
  textShown: string | null;
  proof: Record<string, unknown>;
  at: Date;
}

/** The same decision under one or several identifiers of a customer. */
export async function insertConsents(tx: Db, subjects: readonly string[], line: ConsentLine): Promise<void> {
  await sql`
    insert into consent_log (subject, purpose, channel, address, state, how, source, actor, text_shown, proof, at)
    select subject, ${line.purpose}, ${line.channel}, ${line.address}, ${line.state}, ${line.how}, ${line.source}, ${line.actor}, ${line.textShown}, ${JSON.stringify(line.proof)}::jsonb, ${line.at}::timestamptz
    from unnest(${subjects}::uuid[]) as subject order by subject`.execute(tx);
}

/** All identifiers of the customer an identifier belongs to. Devices that several people share say nothing for the others. */
export async function listSubjectsOf(tx: Db, subject: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select other.id from identifiers own join identifiers other on other.customer_id = own.customer_id left join identifier_kinds k on k.kind = other.kind
    where own.id = ${subject} and (other.id = own.id or not coalesce(k.switches, false)) order by other.id limit 10000`.execute(tx);
  return rows.map(({ id }) => id);
}

/** One identifier with the customer it comes to and the one it was with before. */
export interface Joining {
  id: string;
  customerId: string;
  beforeId: string;
}

/**
 * Of customers that become one, each side is judged as it was; what one of them had objected to is written for all the
 * others, right after the newest of what they had decided; recorded_at says when it was written.
 */
export async function writeMostRestrictive(tx: Db, joining: readonly Joining[]): Promise<void> {
  await sql`
    with node as (
      select * from unnest(${joining.map(({ id }) => id)}::uuid[], ${joining.map(({ customerId }) => customerId)}::uuid[], ${joining.map(({ beforeId }) => beforeId)}::uuid[]) as node (id, customer_id, before_id)
    ), side as (
      select node.customer_id, node.before_id, s.purpose, s.channel, max(s.withdrawn_no) as withdrawn_no, max(s.granted_no) as granted_no
      from node join consent_states s on s.subject = node.id group by 1, 2, 3, 4
    ), objection as (
      select customer_id, purpose, channel, max(greatest(all_granted_no, withdrawn_no)) as after_no
      from (select *, max(granted_no) over (partition by customer_id, purpose, channel) as all_granted_no from side) as judged
      where withdrawn_no is not null and not coalesce(granted_no > withdrawn_no, false)
      group by 1, 2, 3
    )
    insert into consent_log (subject, purpose, channel, state, how, at)
    select node.id, objection.purpose, objection.channel, 'withdrawn', 'merge', to_timestamp((trunc(objection.after_no / 1000000000000) / 1000000)::float8) + interval '1 microsecond'
    from objection join node on node.customer_id = objection.customer_id
    where not exists (
      select from consent_states s where s.subject = node.id and s.purpose = objection.purpose and s.channel = objection.channel
      having max(s.withdrawn_no) is not null and not coalesce(max(s.granted_no) > max(s.withdrawn_no), false))
    order by node.id, objection.purpose, objection.channel`.execute(tx);
}

/** A withdrawal also ends the links that wait to be confirmed. */
export async function cancelOptIns(tx: Db, subjects: readonly string[], { purposes, channels, at }: { purposes: readonly string[]; channels: readonly string[]; at: Date }): Promise<void> {
  await sql`
    update opt_in_requests set cancelled_at = ${at}
    where subject = any(${subjects}::uuid[]) and purpose = any(${purposes}::text[]) and channel = any(${channels}::text[]) and confirmed_at is null and cancelled_at is null`.execute(tx);
}
