import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { StampedTraits } from './traits.logic.ts';

/** In `identifiers.layer`: several speak about it. In `identifier_layers.layer`: contacts and people. */
export const ZERO_LAYER = '00000000-0000-0000-0000-000000000000';

/**
 * Makes room for one more voice: identifiers that so far only somebody else spoke about get a row for what that one said.
 * @param layer - the import that is about to speak; null: contacts and people
 * @returns those of the identifiers about which several speak now
 */
export async function openLayers(tx: Db, nodeIds: readonly string[], layer: string | null): Promise<string[]> {
  if (nodeIds.length === 0) return [];
  const { rows } = await sql<{ id: string; layer: string | null }>`
    select id, layer from identifiers where id = any(${nodeIds}::uuid[]) and layer is distinct from ${layer}::uuid`.execute(tx);
  const single = rows.filter((row) => row.layer !== ZERO_LAYER).map((row) => row.id);
  if (single.length > 0) {
    await sql`
      insert into identifier_layers (node_id, layer, raw, named_at, stands_at, traits)
      select id, coalesce(layer, ${ZERO_LAYER}::uuid), raw, named_at, stands_at, traits from identifiers where id = any(${single}::uuid[])`.execute(tx);
    await sql`update identifiers set layer = ${ZERO_LAYER}::uuid where id = any(${single}::uuid[])`.execute(tx);
  }
  return rows.map((row) => row.id);
}

export interface LayerRow {
  nodeId: string;
  layer: string;
  raw: string;
  namedAtMs: number | null;
  standsAtMs: number | null;
  traits: StampedTraits;
}

/** Adds what one voice says about identifiers to what it said before; the earliest instants count. */
export async function upsertLayerRows(tx: Db, layer: string, rows: readonly Omit<LayerRow, 'layer' | 'traits'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into identifier_layers (node_id, layer, raw, named_at, stands_at)
    select node_id, ${layer}::uuid, raw, to_timestamp(named_ms / 1000), to_timestamp(stands_ms / 1000)
    from unnest(${rows.map((r) => r.nodeId)}::uuid[], ${rows.map((r) => r.raw)}::text[], ${rows.map((r) => r.namedAtMs)}::float8[], ${rows.map((r) => r.standsAtMs)}::float8[]) as new (node_id, raw, named_ms, stands_ms)
    on conflict (node_id, layer) do update set named_at = least(identifier_layers.named_at, excluded.named_at), stands_at = least(identifier_layers.stands_at, excluded.stands_at)`.execute(tx);
}

export async function readLayerTraits(tx: Db, layer: string, nodeIds: readonly string[]): Promise<Map<string, StampedTraits>> {
  const { rows } = await sql<{ nodeId: string; traits: StampedTraits }>`select node_id, traits from identifier_layers where layer = ${layer}::uuid and node_id = any(${nodeIds}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.nodeId, row.traits]));
}

export async function writeLayerTraits(tx: Db, layer: string, changed: ReadonlyMap<string, StampedTraits>): Promise<void> {
  if (changed.size === 0) return;
  await sql`
    update identifier_layers set traits = new.traits
    from unnest(${[...changed.keys()]}::uuid[], ${[...changed.values()].map((traits) => JSON.stringify(traits))}::jsonb[]) as new (id, traits)
    where identifier_layers.node_id = new.id and identifier_layers.layer = ${layer}::uuid`.execute(tx);
}

/** Identifiers about which this import has spoken, alone or with others; any, up to a limit. */
export async function listNodesOfLayer(tx: Db, layer: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    (select id from identifiers where layer = ${layer}::uuid order by id limit ${limit})
    union all
    (select node_id as id from identifier_layers where layer = ${layer}::uuid order by node_id limit ${limit})
    limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Links that the import said of these identifiers count no longer. */
export async function retractLinks(tx: Db, layer: string, nodeIds: readonly string[], at: Date): Promise<void> {
  await sql`
    update identity_log set retracted_at = ${at}
    where layer = ${layer}::uuid and retracted_at is null and (from_id = any(${nodeIds}::uuid[]) or into_id = any(${nodeIds}::uuid[]))`.execute(tx);
}

export async function listLayerRows(tx: Db, nodeIds: readonly string[]): Promise<LayerRow[]> {
  const { rows } = await sql<LayerRow>`
    select node_id, layer, raw, extract(epoch from named_at)::float8 * 1000 as named_at_ms, extract(epoch from stands_at)::float8 * 1000 as stands_at_ms, traits
    from identifier_layers where node_id = any(${nodeIds}::uuid[]) order by node_id, layer`.execute(tx);
  return rows.map((row) => ({ ...row, namedAtMs: row.namedAtMs === null ? null : Math.round(row.namedAtMs), standsAtMs: row.standsAtMs === null ? null : Math.round(row.standsAtMs) }));
}

/** Sets identifiers to the sum of what is left; `layer` says who is left, as the column does. */
export async function resetNodes(tx: Db, rows: readonly (Omit<LayerRow, 'layer'> & { layer: string | null })[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update identifiers set layer = new.layer, raw = new.raw, named_at = to_timestamp(named_ms / 1000), stands_at = to_timestamp(stands_ms / 1000), traits = new.traits
    from unnest(${rows.map((r) => r.nodeId)}::uuid[], ${rows.map((r) => r.layer)}::uuid[], ${rows.map((r) => r.raw)}::text[], ${rows.map((r) => r.namedAtMs)}::float8[], ${rows.map((r) => r.standsAtMs)}::float8[], ${rows.map((r) => JSON.stringify(r.traits))}::jsonb[])
      as new (id, layer, raw, named_ms, stands_ms, traits)
    where identifiers.id = new.id`.execute(tx);
}

export async function deleteLayerRows(tx: Db, layer: string | null, nodeIds: readonly string[]): Promise<void> {
  if (nodeIds.length > 0) await sql`delete from identifier_layers where node_id = any(${nodeIds}::uuid[]) and (${layer}::uuid is null or layer = ${layer}::uuid)`.execute(tx);
}

/** Of identifiers only this import knows, those on which something hangs that stays: they are everybody's from now on. */
export async function keepNodesInUse(tx: Db, layer: string, nodeIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update identifiers set layer = null
    where id = any(${nodeIds}::uuid[]) and layer = ${layer}::uuid
      and (exists (select 1 from contracts where subject = identifiers.id) or exists (select 1 from devices where subject = identifiers.id)
        or exists (select 1 from addresses where subject = identifiers.id) or exists (select 1 from account_members where subject = identifiers.id)
        or exists (select 1 from customer_kinds where subject = identifiers.id))
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Every trace of identifiers in the records: links and spans with them. */
export async function deleteNodes(tx: Db, nodeIds: readonly string[]): Promise<void> {
  if (nodeIds.length === 0) return;
  await sql`delete from identity_log where from_id = any(${nodeIds}::uuid[]) or into_id = any(${nodeIds}::uuid[])`.execute(tx);
  await sql`delete from identifier_spans where node_id = any(${nodeIds}::uuid[])`.execute(tx);
  await sql`delete from identifiers where id = any(${nodeIds}::uuid[])`.execute(tx);
  await sql`delete from customers where id = any(${nodeIds}::uuid[])`.execute(tx);
}

/** Of these identifiers, the read models of those that are no customer any more. */
export async function deleteFallenCustomers(tx: Db, nodeIds: readonly string[]): Promise<void> {
  await sql`
    delete from customers where id = any(${nodeIds}::uuid[])
      and not exists (select 1 from identifiers i where i.customer_id = customers.id and i.stands_at is not null)`.execute(tx);
}

/** What an undo would do, by look-ups. */
export async function countLayer(db: Db, layer: string): Promise<{ alone: number; shared: number; customers: number; links: number }> {
  const { rows } = await sql<{ alone: number; shared: number; customers: number; links: number }>`
    select (select count(*) from identifiers where layer = ${layer}::uuid) as alone,
      (select count(*) from identifier_layers where layer = ${layer}::uuid) as shared,
      (select count(*) from identifiers i join customers c on c.id = i.id where i.layer = ${layer}::uuid) as customers,
      (select count(*) from identity_log where layer = ${layer}::uuid and retracted_at is null) as links`.execute(db);
  return rows[0] ?? { alone: 0, shared: 0, customers: 0, links: 0 };
}
