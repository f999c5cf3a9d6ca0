import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { FoldNode, LinkRule, Span } from './fold.logic.ts';
import type { IdentifierKind } from './identity.contract.ts';
import type { LogEntry } from './link-log.logic.ts';
import type { StampedTraits } from './traits.logic.ts';

const IDENTITY_LOCK = 7_041_978;

export interface StoredNode extends FoldNode {
  value: string;
  raw: string;
  traits: StampedTraits;
  customerId: string;
  clusterId: string;
}

/** Changes of identity happen one after another, so that each fold sees all that was decided before. */
export async function lockIdentity(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${IDENTITY_LOCK})`.execute(tx);
}

/** Number of erasures so far. Held against erasures until the transaction ends. */
export async function readIdentityGeneration(tx: Db): Promise<number> {
  const { rows } = await sql<{ value: number }>`select read_identity_generation() as value`.execute(tx);
  return rows[0]?.value ?? 0;
}

export async function peekIdentityGeneration(db: Db): Promise<number> {
  const { rows } = await sql<{ value: number }>`select value from identity_generation`.execute(db);
  return rows[0]?.value ?? 0;
}

/** Lets no message in until the transaction ends, and tells all processes to forget whom they know. */
export async function countIdentityGeneration(tx: Db): Promise<number> {
  const { rows } = await sql<{ value: number }>`select count_identity_generation() as value`.execute(tx);
  return rows[0]?.value ?? 0;
}

export async function listIdentifierKinds(db: Db): Promise<IdentifierKind[]> {
  const { rows } = await sql<IdentifierKind>`select kind, priority, limit_per_customer, switches from identifier_kinds order by priority desc, kind limit 500`.execute(db);
  return rows;
}

export async function saveIdentifierKind(tx: Db, kind: IdentifierKind): Promise<void> {
  await sql`
    insert into identifier_kinds (kind, priority, limit_per_customer, switches)
    values (${kind.kind}, ${kind.priority}, ${kind.limitPerCustomer}, ${kind.switches})
    on conflict (kind) do update set priority = excluded.priority, limit_per_customer = excluded.limit_per_customer, switches = excluded.switches`.execute(tx);
}

export interface NamedNode {
  id: string;
  kind: string;
  value: string;
  raw: string;
  namedAtMs: number | null;
  standsAtMs: number | null;
}

/** Adds identifiers and moves their first instants back where the new ones are earlier. `layer` is the import that speaks. @returns ids that changed */
export async function upsertNodes(tx: Db, nodes: readonly NamedNode[], layer: string | null = null): Promise<string[]> {
  if (nodes.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    insert into identifiers (id, kind, value, raw, named_at, stands_at, customer_id, cluster_id, layer)
    select id, kind, value, raw, to_timestamp(named_ms / 1000), to_timestamp(stands_ms / 1000), id, id, ${layer}::uuid
    from unnest(${nodes.map((n) => n.id)}::uuid[], ${nodes.map((n) => n.kind)}::text[], ${nodes.map((n) => n.value)}::text[], ${nodes.map((n) => n.raw)}::text[],
      ${nodes.map((n) => n.namedAtMs)}::float8[], ${nodes.map((n) => n.standsAtMs)}::float8[]) as new (id, kind, value, raw, named_ms, stands_ms)
    on conflict (id) do update set named_at = least(identifiers.named_at, excluded.named_at), stands_at = least(identifiers.stands_at, excluded.stands_at)
    where (excluded.named_at is not null and (identifiers.named_at is null or excluded.named_at < identifiers.named_at))
       or (excluded.stands_at is not null and (identifiers.stands_at is null or excluded.stands_at < identifiers.stands_at))
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Appends links that the log does not have yet from the same voice, or has with a later instant only. @returns ids of identifiers concerned */
export async function appendLinks(tx: Db, entries: readonly Omit<LogEntry, 'op'>[], layer: string | null = null): Promise<string[]> {
  if (entries.length === 0) return [];
  const { rows } = await sql<{ fromId: string; intoId: string }>`
    insert into identity_log (op, link_id, from_id, into_id, rule, source, actor, reason, at, message_key, layer)
    select 'link', link_id, from_id, into_id, rule, source, actor, reason, at, message_key, ${layer}::uuid
    from unnest(${entries.map((e) => e.linkId)}::uuid[], ${entries.map((e) => e.fromId)}::uuid[], ${entries.map((e) => e.intoId)}::uuid[], ${entries.map((e) => e.rule)}::text[],
      ${entries.map((e) => e.source)}::text[], ${entries.map((e) => e.actor)}::text[], ${entries.map((e) => e.reason)}::text[], ${entries.map((e) => e.at)}::timestamptz[], ${entries.map((e) => e.messageKey)}::text[])
      as new (link_id, from_id, into_id, rule, source, actor, reason, at, message_key)
    where not exists (select 1 from identity_log known where known.link_id = new.link_id and known.op = 'link' and known.at <= new.at and known.layer is not distinct from ${layer}::uuid and known.retracted_at is null)
    returning from_id, into_id`.execute(tx);
  return rows.flatMap((row) => [row.fromId, row.intoId]);
}

export async function appendUnlink(tx: Db, link: { linkId: string; fromId: string; intoId: string; rule: LinkRule }, { actor, reason, at }: { actor: string; reason: string; at: Date }): Promise<void> {
  await sql`
    insert into identity_log (op, link_id, from_id, into_id, rule, source, actor, reason, at)
    values ('unlink', ${link.linkId}, ${link.fromId}, ${link.intoId}, ${link.rule}, 'user', ${actor}, ${reason}, ${at})`.execute(tx);
}

const nodeColumns = sql`id, kind, value, raw, extract(epoch from named_at)::float8 * 1000 as named_at_ms, extract(epoch from stands_at)::float8 * 1000 as stands_at_ms, traits, customer_id, cluster_id`;

export async function listClusterNodes(db: Db, nodeIds: readonly string[]): Promise<StoredNode[]> {
  const { rows } = await sql<StoredNode>`
    select ${nodeColumns} from identifiers
    where cluster_id = any(array(select distinct cluster_id from identifiers where id = any(${nodeIds}::uuid[])))
    order by id limit 1000000`.execute(db);
  return rows.map(withExactMs);
}

export async function listCustomerNodes(db: Db, customerIds: readonly string[]): Promise<StoredNode[]> {
  const { rows } = await sql<StoredNode>`
    select ${nodeColumns} from identifiers where customer_id = any(${customerIds}::uuid[]) order by id limit 100000`.execute(db);
  return rows.map(withExactMs);
}

const withExactMs = (node: StoredNode): StoredNode => ({ ...node, namedAtMs: node.namedAtMs === null ? null : Math.round(node.namedAtMs), standsAtMs: node.standsAtMs === null ? null : Math.round(node.standsAtMs) });

export async function listLog(db: Db, nodeIds: readonly string[]): Promise<LogEntry[]> {
  const { rows } = await sql<LogEntry>`
    select op, link_id, from_id, into_id, rule, source, actor, reason, at, message_key
    from identity_log where from_id = any(${nodeIds}::uuid[]) and retracted_at is null order by seq limit 1000000`.execute(db);
  return rows;
}

export async function findLogEntry(db: Db, linkId: string): Promise<LogEntry | null> {
  const { rows } = await sql<LogEntry>`
    select op, link_id, from_id, into_id, rule, source, actor, reason, at, message_key
    from identity_log where link_id = ${linkId} and retracted_at is null order by seq limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function readTraits(tx: Db, nodeIds: readonly string[]): Promise<Map<string, StampedTraits>> {
  const { rows } = await sql<{ id: string; traits: StampedTraits }>`select id, traits from identifiers where id = any(${nodeIds}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.traits]));
}

export async function writeTraits(tx: Db, changed: ReadonlyMap<string, StampedTraits>): Promise<void> {
  if (changed.size === 0) return;
  await sql`
    update identifiers set traits = new.traits
    from unnest(${[...changed.keys()]}::uuid[], ${[...changed.values()].map((traits) => JSON.stringify(traits))}::jsonb[]) as new (id, traits)
    where identifiers.id = new.id`.execute(tx);
}

export async function writeMembership(tx: Db, nodes: readonly { id: string; customerId: string; clusterId: string }[]): Promise<void> {
  if (nodes.length === 0) return;
  await sql`
    update identifiers set customer_id = new.customer_id, cluster_id = new.cluster_id
    from unnest(${nodes.map((n) => n.id)}::uuid[], ${nodes.map((n) => n.customerId)}::uuid[], ${nodes.map((n) => n.clusterId)}::uuid[]) as new (id, customer_id, cluster_id)
    where identifiers.id = new.id`.execute(tx);
}

interface SpanRow {
  nodeId: string;
  fromAt: Date | null;
  toAt: Date | null;
  customerId: string;
}

const toSpan = (row: SpanRow): Span => ({ nodeId: row.nodeId, customerId: row.customerId, fromMs: row.fromAt?.getTime() ?? -Infinity, toMs: row.toAt?.getTime() ?? Infinity });

export async function listSpans(db: Db, nodeIds: readonly string[]): Promise<Span[]> {
  const { rows } = await sql<SpanRow>`select node_id, from_at, to_at, customer_id from identifier_spans where node_id = any(${nodeIds}::uuid[]) order by node_id, from_at nulls first limit 100000`.execute(db);
  return rows.map(toSpan);
}

export async function listSpansOfCustomer(db: Db, customerId: string): Promise<Span[]> {
  const { rows } = await sql<SpanRow>`select node_id, from_at, to_at, customer_id from identifier_spans where customer_id = ${customerId} order by node_id, from_at nulls first limit 1000`.execute(db);
  return rows.map(toSpan);
}

export async function replaceSpans(tx: Db, nodeIds: readonly string[], spans: readonly Span[]): Promise<void> {
  await sql`delete from identifier_spans where node_id = any(${nodeIds}::uuid[])`.execute(tx);
  if (spans.length === 0) return;
  const at = (ms: number) => (Number.isFinite(ms) ? new Date(ms) : null);
  await sql`
    insert into identifier_spans (node_id, from_at, to_at, customer_id)
    select * from unnest(${spans.map((s) => s.nodeId)}::uuid[], ${spans.map((s) => at(s.fromMs))}::timestamptz[], ${spans.map((s) => at(s.toMs))}::timestamptz[], ${spans.map((s) => s.customerId)}::uuid[])`.execute(tx);
}

export async function findCustomerIdOf(db: Db, nodeId: string): Promise<string | null> {
  const { rows } = await sql<{ customerId: string }>`select customer_id from identifiers where id = ${nodeId}`.execute(db);
  return rows[0]?.customerId ?? null;
}

export async function listCustomerIdsOf(db: Db, nodeIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ customerId: string }>`select distinct customer_id from identifiers where id = any(${nodeIds}::uuid[])`.execute(db);
  return rows.map((row) => row.customerId);
}

export async function findNode(db: Db, id: string): Promise<{ kind: string; value: string; raw: string } | null> {
  const { rows } = await sql<{ kind: string; value: string; raw: string }>`select kind, value, raw from identifiers where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Ids of clusters with more than one identifier, in order; any member stands for its cluster. */
export async function listLinkedNodes(db: Db, afterId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select cluster_id as id from identifiers where cluster_id > ${afterId}::uuid group by cluster_id having count(*) > 1 order by cluster_id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}
