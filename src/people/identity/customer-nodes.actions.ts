import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { kindOf, type KindTable } from './fold.logic.ts';
import type { Identifier } from './identity.contract.ts';
import { loadKinds } from './identity.actions.ts';
import { findNode, listCustomerNodes, listSpans, listSpansOfCustomer, type StoredNode } from './identity.queries.ts';

const MAX_IDENTIFIERS_SHOWN = 100;

/** Which rows of history belong to a customer; see people/timeline. */
export async function readOwnership(db: Db, customerId: string): Promise<{ subjects: string[]; spans: { nodeId: string; fromMs: number; toMs: number }[] }> {
  const nodes = await listCustomerNodes(db, [customerId]);
  return ownershipOf(db, customerId, nodes);
}

export async function ownershipOf(db: Db, customerId: string, nodes: readonly StoredNode[]): Promise<{ subjects: string[]; spans: { nodeId: string; fromMs: number; toMs: number }[] }> {
  const [foreign, own] = await Promise.all([listSpans(db, nodes.map((node) => node.id)), listSpansOfCustomer(db, customerId)]);
  const shared = new Set(foreign.map((span) => span.nodeId));
  return { subjects: nodes.map((node) => node.id).filter((id) => !shared.has(id)), spans: own };
}

const namingTraits = ['name', 'firstName', 'lastName', 'company'];

/** What a customer was ever called, as far as it is still said of one of these identifiers. */
export async function listNamesSaid(db: Db, { customerId, subjects }: { customerId: string; subjects: readonly string[] }): Promise<string[]> {
  const nodes = (await listCustomerNodes(db, [customerId])).filter(({ id }) => subjects.includes(id));
  const said = nodes.flatMap(({ traits }) => namingTraits.map((key) => traits[key]?.[0]));
  return [...new Set(said.filter((value) => typeof value === 'string'))];
}

export interface CustomerIdentity {
  identifiers: Identifier[];
  mergedFrom: string[];
}

/** The identifiers of some customers, strongest first, and the ids they had before merges. */
export async function readIdentities(context: Context, customerIds: readonly string[]): Promise<Map<string, CustomerIdentity>> {
  const kinds = await loadKinds(context);
  const byCustomer = Map.groupBy(await listCustomerNodes(context.db, customerIds), (node) => node.customerId);
  return new Map([...byCustomer].map(([id, nodes]) => [id, identityOf(id, nodes, kinds)]));
}

export function identityOf(customerId: string, nodes: readonly StoredNode[], kinds: KindTable): CustomerIdentity {
  const named = nodes.filter((node) => node.namedAtMs !== null && node.kind !== 'record');
  named.sort((a, b) => kindOf(kinds, b.kind).priority - kindOf(kinds, a.kind).priority || (a.namedAtMs ?? 0) - (b.namedAtMs ?? 0) || (a.value < b.value ? -1 : 1));
  return {
    identifiers: named.slice(0, MAX_IDENTIFIERS_SHOWN).map(({ kind, value }) => ({ kind, value })),
    mergedFrom: nodes.filter((node) => node.standsAtMs !== null && node.id !== customerId).map((node) => node.id).sort().slice(0, MAX_IDENTIFIERS_SHOWN),
  };
}

/** The identifier behind an id. */
export async function findIdentifier(db: Db, id: string): Promise<(Identifier & { raw: string }) | null> {
  return findNode(db, id);
}
