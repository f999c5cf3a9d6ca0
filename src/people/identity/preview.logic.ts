import { type Fold, kindOf, type KindTable } from './fold.logic.ts';
import { foldTraits, nameOf, type StampedTraits } from './traits.logic.ts';

interface ReadNode {
  id: string;
  kind: string;
  value: string;
  raw: string;
  namedAtMs: number | null;
  standsAtMs: number | null;
  traits: StampedTraits;
}

/** The customers of a fold as the API shows them, made from memory: for previews of what is not written yet. */
export function readCluster(nodes: readonly ReadNode[], fold: Fold, kinds: KindTable) {
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  return fold.customers.map((customer) => {
    const own = customer.nodeIds.flatMap((id) => nodeById.get(id) ?? []);
    const traits = foldTraits(own.map((node) => node.traits));
    const named = own.filter((node) => node.namedAtMs !== null && node.kind !== 'record').map((node) => ({ kind: node.kind, value: node.value, raw: node.raw, priority: kindOf(kinds, node.kind).priority })).sort((a, b) => b.priority - a.priority);
    return { id: customer.id, name: nameOf(traits, named), kind: 'person' as const, identifiers: named.slice(0, 100).map(({ kind, value }) => ({ kind, value })), traits, mergedFrom: customer.mergedFrom.slice(0, 100), firstAt: customer.firstAtMs === null ? null : new Date(customer.firstAtMs).toISOString() };
  });
}
