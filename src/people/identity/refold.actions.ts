import { historyTime } from '../../kernel/clock.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { keepMostRestrictive } from '../consent/consent.actions.ts';
import { deleteCustomers, listNodesWithRecords, refreshRecordTexts, upsertCustomers } from './customer-model.queries.ts';
import { type Fold, foldIdentity, type FoldedCustomer, type FoldLink, type KindTable, kindOf, type Span } from './fold.logic.ts';
import { linksOfLog } from './link-log.logic.ts';
import { listClusterNodes, listLog, listSpans, replaceSpans, type StoredNode, writeMembership } from './identity.queries.ts';
import { foldTraits, nameOf } from './traits.logic.ts';

/** Everything the fold needs to know about some identifiers: the whole clusters they are in. */
export interface Cluster {
  nodes: StoredNode[];
  links: FoldLink[];
}

export async function loadCluster(db: Db, nodeIds: readonly string[]): Promise<Cluster> {
  const nodes = await listClusterNodes(db, nodeIds);
  return { nodes, links: linksOfLog(await listLog(db, nodes.map((node) => node.id))) };
}

/** What became of customers, for those who want to be told. */
export interface CustomerChanges {
  created: string[];
  updated: string[];
  merged: { id: string; into: string }[];
}

/**
 * Folds the clusters of these identifiers again and writes what changed: membership, shared devices, the read model,
 * and where history finds its customers. The caller holds the identity lock.
 */
export async function refold(tx: Db, journal: Journal, nodeIds: readonly string[], kinds: KindTable): Promise<CustomerChanges> {
  if (nodeIds.length === 0) return { created: [], updated: [], merged: [] };
  const { nodes, links } = await loadCluster(tx, nodeIds);
  const fold = foldIdentity(nodes, links, kinds);
  const clusterOf = connect(nodes, links);
  const moved = nodes.filter((node) => node.customerId !== fold.customerOf.get(node.id) || node.clusterId !== clusterOf.get(node.id));
  await writeMembership(tx, moved.map((node) => ({ id: node.id, customerId: fold.customerOf.get(node.id) ?? node.id, clusterId: clusterOf.get(node.id) ?? node.id })));
  if (moved.length > 0) await keepMostRestrictive(tx, joiningOf({ nodes, fold, kinds, moved }));
  const folded = { nodes, fold, kinds, moved };
  await writeOwners(tx, journal, folded);
  return writeCustomers(tx, folded);
}

interface Folded {
  nodes: StoredNode[];
  fold: Fold;
  kinds: KindTable;
  /** Those that belong to another customer or cluster than before. */
  moved: StoredNode[];
}

/** Who comes together with whom; devices that several people share say nothing for them. */
function joiningOf({ nodes, fold, kinds, moved }: Folded): { id: string; customerId: string; beforeId: string }[] {
  const customers = new Set(moved.map((node) => fold.customerOf.get(node.id) ?? node.id));
  return nodes.flatMap((node) => {
    const customerId = fold.customerOf.get(node.id) ?? node.id;
    return customers.has(customerId) && !kindOf(kinds, node.kind).switches ? [{ id: node.id, customerId, beforeId: node.customerId }] : [];
  });
}

/** Raw clusters: whatever any link ever touched, refused and removed ones too, because they may count again later. */
function connect(nodes: readonly StoredNode[], links: readonly FoldLink[]): Map<string, string> {
  const parent = new Map(nodes.map((node) => [node.id, node.id]));
  const root = (id: string): string => {
    let top = id;
    while (parent.get(top) !== top) top = parent.get(top) ?? top;
    for (let step = id; step !== top; ) {
      const next = parent.get(step) ?? top;
      parent.set(step, top);
      step = next;
    }
    return top;
  };
  for (const link of links) if (parent.has(link.fromId) && parent.has(link.intoId)) parent.set(root(link.fromId), root(link.intoId));
  // The name of the largest old cluster is kept, so that a storm of links into one customer rewrites only the newcomers.
  const sizes = new Map<string, Map<string, number>>();
  for (const node of nodes) {
    const names = sizes.get(root(node.id)) ?? new Map<string, number>();
    names.set(node.clusterId, (names.get(node.clusterId) ?? 0) + 1);
    sizes.set(root(node.id), names);
  }
  const nameOfRoot = new Map([...sizes].map(([top, names]) => [top, [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? top]));
  return new Map(nodes.map((node) => [node.id, nameOfRoot.get(root(node.id)) ?? node.id]));
}

/** A removed owner is not named: an erasure takes out all rows that name somebody, and this one must stay the newest. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const EPOCH = '1970-01-01 00:00:00.000';

/** Where history looks an identifier up: `from` → customer; nothing where it stands for itself. */
function ownersOf(nodeId: string, customerId: string, spans: readonly Span[]): Map<string, string> {
  if (spans.length > 0) return new Map(spans.map((span) => [Number.isFinite(span.fromMs) ? historyTime(span.fromMs) : EPOCH, span.customerId]));
  return customerId === nodeId ? new Map() : new Map([[EPOCH, customerId]]);
}

async function writeOwners(tx: Db, journal: Journal, { nodes, fold, kinds }: Folded): Promise<void> {
  const switching = nodes.filter((node) => kindOf(kinds, node.kind).switches).map((node) => node.id);
  const before = Map.groupBy(switching.length > 0 ? await listSpans(tx, switching) : [], (span) => span.nodeId);
  const after = Map.groupBy(fold.spans, (span) => span.nodeId);
  const changes: { subject: string; from_at: string; customer_id: string; removed: number }[] = [];
  const respanned: string[] = [];
  for (const node of nodes) {
    const oldSpans = before.get(node.id) ?? [];
    const newSpans = after.get(node.id) ?? [];
    if (JSON.stringify(oldSpans.map(spanKey)) !== JSON.stringify(newSpans.map(spanKey))) respanned.push(node.id);
    const old = ownersOf(node.id, node.customerId, oldSpans);
    const next = ownersOf(node.id, fold.customerOf.get(node.id) ?? node.id, newSpans);
    for (const [from, customerId] of next) if (old.get(from) !== customerId) changes.push({ subject: node.id, from_at: from, customer_id: customerId, removed: 0 });
    for (const from of old.keys()) if (!next.has(from)) changes.push({ subject: node.id, from_at: from, customer_id: NOBODY, removed: 1 });
  }
  if (respanned.length > 0) await replaceSpans(tx, respanned, respanned.flatMap((id) => after.get(id) ?? []));
  // Batch numbers grow in the order of the identity lock, so the greatest version is the newest decision.
  if (changes.length > 0) journal.add('subject_owners', (batch) => changes.map((change) => ({ ...change, version: batch })));
}

/** Of identifiers that are about to go: history no longer finds a customer under them. */
export async function forgetOwners(tx: Db, journal: Journal, nodes: readonly StoredNode[]): Promise<void> {
  const spans = Map.groupBy(nodes.length > 0 ? await listSpans(tx, nodes.map((node) => node.id)) : [], (span) => span.nodeId);
  const changes = nodes.flatMap((node) => [...ownersOf(node.id, node.customerId, spans.get(node.id) ?? [])].map(([from_at, customer_id]) => ({ subject: node.id, from_at, customer_id, removed: 1 })));
  if (changes.length > 0) journal.add('subject_owners', (batch) => changes.map((change) => ({ ...change, version: batch })));
}

const spanKey = (span: Span) => [span.fromMs, span.toMs, span.customerId];

async function writeCustomers(tx: Db, { nodes, fold, kinds, moved }: Folded): Promise<CustomerChanges> {
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  const standing = fold.customers.filter((customer) => customer.firstAtMs !== null);
  const written = await upsertCustomers(tx, standing.map((customer) => toRow(customer, nodeById, kinds)));
  const changes: CustomerChanges = { created: written.filter(({ isNew }) => isNew).map(({ id }) => id), updated: written.filter(({ isNew }) => !isNew).map(({ id }) => id), merged: [] };
  if (moved.length === 0) return changes;
  const ids = new Set(standing.map((customer) => customer.id));
  const gone = await deleteCustomers(tx, [...new Set(nodes.flatMap((node) => [node.customerId, node.id]))].filter((id) => !ids.has(id)));
  const withRecords = await listNodesWithRecords(tx, moved.map((node) => node.id));
  await refreshRecordTexts(tx, [...new Set(moved.flatMap((node) => (withRecords.has(node.id) ? [node.customerId, fold.customerOf.get(node.id) ?? node.id] : [])))]);
  return { ...changes, merged: gone.flatMap((id) => (ids.has(fold.customerOf.get(id) ?? '') ? [{ id, into: fold.customerOf.get(id) ?? '' }] : [])) };
}

function toRow(customer: FoldedCustomer, nodeById: ReadonlyMap<string, StoredNode>, kinds: KindTable) {
  const nodes = customer.nodeIds.flatMap((id) => nodeById.get(id) ?? []);
  const traits = foldTraits(nodes.map((node) => node.traits));
  const named = nodes.filter((node) => node.namedAtMs !== null).map((node) => ({ kind: node.kind, raw: node.raw, value: node.value, priority: kindOf(kinds, node.kind).priority }));
  const name = nameOf(traits, named);
  const words = [name, ...named.filter((id) => id.kind !== 'anonymousId' && id.kind !== 'record').flatMap((id) => (id.raw === id.value ? [id.value] : [id.value, id.raw])).slice(0, 50)];
  return { id: customer.id, name, traits, baseText: plain(words.join(' ')).slice(0, 4000), firstAt: customer.firstAtMs === null ? null : new Date(customer.firstAtMs) };
}

/** Lower case without accents, as PostgreSQL's unaccent does it: ß → ss, ä → a. */
export function plain(text: string): string {
  return text.replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
