import type { IdentifierKind } from './identity.contract.ts';

/**
 * The deterministic fold: from all identifiers of a cluster and the log of links between them to customers.
 * It looks at nothing but its arguments, and at them as sets: any order of the same events gives the same customers.
 */
export interface FoldNode {
  id: string;
  kind: string;
  /** Instant in ms; null = only guessed by an alias. */
  namedAtMs: number | null;
  /** Instant in ms of the earliest contact written under it; null = none. */
  standsAtMs: number | null;
}

export type LinkRule = 'manual' | 'alias' | 'same_event' | 'trait' | 'import';

export interface FoldLink {
  id: string;
  /** The side that is merged away, where the rule has a direction (manual, alias). */
  fromId: string;
  intoId: string;
  rule: LinkRule;
  atMs: number;
  /** Taken back: by its own removal, or for automatic links by the removal of any link of the same pair. */
  removed: boolean;
}

export type Refusal = 'limit' | 'another_owner' | 'too_weak' | 'too_many';

export interface FoldedCustomer {
  id: string;
  nodeIds: string[];
  /** Ids that were customers of their own before. */
  mergedFrom: string[];
  firstAtMs: number | null;
}

/** A shared device belongs to several customers, one after another. */
export interface Span {
  nodeId: string;
  /** Start in ms; −Infinity for the first owner, who also gets what came before being known. */
  fromMs: number;
  toMs: number;
  customerId: string;
}

export interface Fold {
  customers: FoldedCustomer[];
  customerOf: Map<string, string>;
  /** Links that do not connect, and why. */
  refused: Map<string, Refusal>;
  spans: Span[];
}

/** Automatic links never build a customer of more identifiers than this; the earliest stay. */
export const MAX_IDENTIFIERS = 1000;
/** Kinds from this priority on are somebody's own; a weaker one (a phone, say) never joins two who each have one. */
const STRONG_PRIORITY = 50;

export type KindTable = ReadonlyMap<string, IdentifierKind>;

const unknownKind: IdentifierKind = { kind: 'other', priority: 50, limitPerCustomer: 5, switches: false };

export function kindOf(kinds: KindTable, kind: string): IdentifierKind {
  return kinds.get(kind) ?? kinds.get('other') ?? unknownKind;
}

interface Component {
  nodes: FoldNode[];
  countByKind: Map<string, number>;
  hasStrong: boolean;
}

export function foldIdentity(nodes: readonly FoldNode[], links: readonly FoldLink[], kinds: KindTable): Fold {
  const componentOf = new Map<string, Component>();
  for (const node of nodes) componentOf.set(node.id, singleComponent(node, kinds));
  const kindById = new Map(nodes.map((node) => [node.id, kindOf(kinds, node.kind)]));
  const tables = { kinds, kindById };
  const weightOf = (link: FoldLink) => linkWeight(link, kindById);
  const active = links.filter((link) => !link.removed && componentOf.has(link.fromId) && componentOf.has(link.intoId));
  const ordered = [...active].sort((a, b) => weightOf(b) - weightOf(a) || a.atMs - b.atMs || compare(a.id, b.id));

  const refused = new Map<string, Refusal>();
  for (const link of ordered) {
    const from = componentOf.get(link.fromId);
    const into = componentOf.get(link.intoId);
    if (!from || !into || from === into) continue;
    const refusal = link.rule === 'manual' ? null : refuse(link, from, into, tables);
    if (refusal) refused.set(link.id, refusal);
    else join(from, into, componentOf);
  }

  const customers = [...new Set(componentOf.values())].map((component) => toCustomer(component, active, refused, kinds));
  customers.sort((a, b) => compare(a.id, b.id));
  const customerOf = new Map(customers.flatMap((customer) => customer.nodeIds.map((id): [string, string] => [id, customer.id])));
  return { customers, customerOf, refused, spans: findSpans(nodes.filter((node) => kindOf(kinds, node.kind).switches), active, refused, customerOf) };
}

function singleComponent(node: FoldNode, kinds: KindTable): Component {
  const isNamed = node.namedAtMs !== null;
  return { nodes: [node], countByKind: new Map(isNamed ? [[node.kind, 1]] : []), hasStrong: isNamed && kindOf(kinds, node.kind).priority >= STRONG_PRIORITY };
}

/** Manual links decide first, then aliases, then links between strong kinds; a link is as strong as its weaker end. */
function linkWeight(link: FoldLink, kindById: Map<string, IdentifierKind>): number {
  if (link.rule === 'manual') return 1_000_000;
  if (link.rule === 'alias') return 100_000;
  return Math.min(kindById.get(link.fromId)?.priority ?? 0, kindById.get(link.intoId)?.priority ?? 0);
}

function refuse(link: FoldLink, from: Component, into: Component, { kinds, kindById }: { kinds: KindTable; kindById: Map<string, IdentifierKind> }): Refusal | null {
  if (from.nodes.length + into.nodes.length > MAX_IDENTIFIERS) return 'too_many';
  if (link.rule === 'alias') return null;
  for (const [kind, count] of from.countByKind) {
    const other = into.countByKind.get(kind) ?? 0;
    const { limitPerCustomer } = kindOf(kinds, kind);
    if (other > 0 && count + other > limitPerCustomer) return limitPerCustomer === 1 ? 'another_owner' : 'limit';
  }
  const ends = [kindById.get(link.fromId), kindById.get(link.intoId)];
  const isWeak = ends.some((kind) => kind && kind.priority < STRONG_PRIORITY && !kind.switches);
  if (isWeak && from.hasStrong && into.hasStrong) return 'too_weak';
  return null;
}

function join(a: Component, b: Component, componentOf: Map<string, Component>): void {
  const [small, large] = a.nodes.length < b.nodes.length ? [a, b] : [b, a];
  for (const node of small.nodes) {
    large.nodes.push(node);
    componentOf.set(node.id, large);
  }
  for (const [kind, count] of small.countByKind) large.countByKind.set(kind, (large.countByKind.get(kind) ?? 0) + count);
  large.hasStrong ||= small.hasStrong;
}

function toCustomer(component: Component, links: readonly FoldLink[], refused: Map<string, Refusal>, kinds: KindTable): FoldedCustomer {
  const ids = new Set(component.nodes.map((node) => node.id));
  const standing = component.nodes.filter((node) => node.standsAtMs !== null);
  const candidates = standing.length > 0 ? standing : component.nodes;
  const inside = component.nodes.length === 1 ? [] : links.filter((link) => ids.has(link.fromId) && ids.has(link.intoId) && !refused.has(link.id));
  const survivors = directed(inside, 'manual', candidates) ?? directed(inside, 'alias', candidates) ?? candidates;
  const [survivor] = [...survivors].sort((a, b) => kindOf(kinds, b.kind).priority - kindOf(kinds, a.kind).priority || firstMs(a) - firstMs(b) || compare(a.id, b.id));
  const id = survivor?.id ?? '';
  const firstAtMs = Math.min(...standing.map((node) => node.standsAtMs ?? Infinity));
  return {
    id,
    nodeIds: component.nodes.map((node) => node.id).sort(compare),
    mergedFrom: standing.map((node) => node.id).filter((other) => other !== id).sort(compare),
    firstAtMs: Number.isFinite(firstAtMs) ? firstAtMs : null,
  };
}

/** Who a directed rule says survives: merged into, and never merged away. Opposite merges cancel out. */
function directed(links: readonly FoldLink[], rule: LinkRule, candidates: readonly FoldNode[]): FoldNode[] | null {
  const ofRule = links.filter((link) => link.rule === rule);
  if (ofRule.length === 0) return null;
  const losers = new Set(ofRule.map((link) => link.fromId));
  const winners = new Set(ofRule.map((link) => link.intoId).filter((id) => !losers.has(id)));
  const found = candidates.filter((node) => winners.has(node.id));
  return found.length > 0 ? found : null;
}

function findSpans(shareable: readonly FoldNode[], links: readonly FoldLink[], refused: Map<string, Refusal>, customerOf: Map<string, string>): Span[] {
  const switching = new Set(shareable.map((node) => node.id));
  const takeovers = new Map<string, { atMs: number; customerId: string }[]>();
  for (const link of links) {
    if (refused.has(link.id) && refused.get(link.id) !== 'another_owner') continue;
    for (const [nodeId, otherId] of [[link.fromId, link.intoId], [link.intoId, link.fromId]] as const) {
      const customerId = customerOf.get(otherId);
      if (!switching.has(nodeId) || switching.has(otherId) || customerId === undefined) continue;
      const list = takeovers.get(nodeId) ?? [];
      list.push({ atMs: link.atMs, customerId });
      takeovers.set(nodeId, list);
    }
  }
  return [...takeovers].flatMap(([nodeId, list]) => spansOf(nodeId, list)).sort((a, b) => compare(a.nodeId, b.nodeId) || a.fromMs - b.fromMs);
}

function spansOf(nodeId: string, takeovers: { atMs: number; customerId: string }[]): Span[] {
  const inTime = [...takeovers].sort((a, b) => a.atMs - b.atMs || compare(a.customerId, b.customerId));
  const changes = inTime.filter((takeover, index) => takeover.customerId !== inTime[index - 1]?.customerId);
  if (changes.length < 2) return [];
  return changes.map((change, index) => ({ nodeId, customerId: change.customerId, fromMs: index === 0 ? -Infinity : change.atMs, toMs: changes[index + 1]?.atMs ?? Infinity }));
}

const firstMs = (node: FoldNode) => node.standsAtMs ?? node.namedAtMs ?? Infinity;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
