import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { ownershipOf } from './customer-nodes.actions.ts';
import { deleteIdentifiers, listNeighbours, readTexts, removeTraitsSaid, renameCluster } from './erase-identity.queries.ts';
import { foldIdentity, type Fold } from './fold.logic.ts';
import { forgetWords, wordsOf } from './forget-words.actions.ts';
import { loadKinds } from './identity.actions.ts';
import { findNode, listCustomerNodes } from './identity.queries.ts';
import { getCustomerIdOf } from './merge.actions.ts';
import { refreshRecordTexts } from './record-texts.actions.ts';
import { type Cluster, loadCluster, refold } from './refold.actions.ts';

const finite = (ms: number) => (Number.isFinite(ms) ? ms : null);

/** Everything under which a customer is known, or of it the chosen identifiers. @throws customer.not_found */
export async function findReach(db: Db, id: string, chosen: readonly string[] | null): Promise<CustomerReach> {
  const customerId = await getCustomerIdOf(db, id);
  const nodes = await listCustomerNodes(db, [customerId]);
  const { subjects, spans } = await ownershipOf(db, customerId, nodes);
  const isMeant = (nodeId: string) => chosen === null || chosen.includes(nodeId);
  const own = new Set(subjects.filter(isMeant));
  return {
    customerId,
    subjects: [...own],
    spans: spans.filter((span) => isMeant(span.nodeId)).map((span) => ({ subject: span.nodeId, fromMs: finite(span.fromMs), toMs: finite(span.toMs) })),
    identifiers: nodes.filter((node) => own.has(node.id)).map(({ kind, value, raw }) => ({ kind, value, raw })),
    beforeBatch: null,
  };
}

/** What somebody can choose from: own identifiers, and devices shared with others. @throws customer.not_found */
export async function listErasable(db: Db, id: string): Promise<{ customerId: string; identifiers: { id: string; kind: string; value: string; isShared: boolean }[] }> {
  const reach = await findReach(db, id, null);
  const nodes = (await listCustomerNodes(db, [reach.customerId])).filter((node) => reach.subjects.includes(node.id));
  const shared = await Promise.all([...new Set(reach.spans.map((span) => span.subject))].map(async (nodeId) => ({ nodeId, node: await findNode(db, nodeId) })));
  return {
    customerId: reach.customerId,
    identifiers: [
      ...nodes.map(({ id: nodeId, kind, value }) => ({ id: nodeId, kind, value, isShared: false })),
      ...shared.flatMap(({ nodeId, node }) => (node ? [{ id: nodeId, kind: node.kind, value: node.value, isShared: true }] : [])),
    ],
  };
}

/** The fold as it would be without some identifiers; nothing is written. */
export async function foldWithout(context: Context, id: string, chosen: readonly string[]): Promise<{ cluster: Cluster; fold: Fold; before: Set<string> }> {
  const customerId = await getCustomerIdOf(context.db, id);
  const reach = await findReach(context.db, customerId, chosen);
  const cluster = await loadCluster(context.db, [customerId]);
  const gone = new Set(reach.subjects);
  const before = new Set(cluster.nodes.filter((node) => node.customerId === customerId && !gone.has(node.id)).map((node) => node.id));
  const nodes = cluster.nodes.filter((node) => !gone.has(node.id));
  const links = cluster.links.filter((link) => !gone.has(link.fromId) && !gone.has(link.intoId));
  return { cluster: { nodes, links }, fold: foldIdentity(nodes, links, await loadKinds(context)), before };
}

/**
 * Takes identifiers out of the world: themselves, all links that touch them, what was said under them. Whoever was
 * linked with them is folded again from what is left, so the other half of a merged customer is as if it had always
 * been alone. Of a shared device only the customer's time goes. The caller has called {@link beginErasure}.
 */
export async function eraseIdentity(context: Context, tx: Db, reach: CustomerReach, journal: Journal): Promise<number> {
  const texts = await readTexts(tx, reach.customerId);
  for (const { subject, fromMs, toMs } of reach.spans) await removeTraitsSaid(tx, subject, fromMs ?? -Infinity, toMs ?? Infinity);
  const neighbours = await listNeighbours(tx, reach.subjects.length > 0 ? reach.subjects : reach.spans.map((span) => span.subject));
  const erased = await deleteIdentifiers(tx, reach.subjects);
  const affected = [...new Set([...neighbours, ...reach.spans.map((span) => span.subject)])];
  const [first] = affected;
  if (first !== undefined) {
    await renameCluster(tx, affected, first);
    await refold(tx, journal, affected, await loadKinds(context, tx));
    await refreshRecordTexts(tx, affected);
  }
  await forgetWords(tx, wordsOf(texts));
  return erased;
}

/** @throws customer.not_found when the customer has none of the chosen identifiers any more */
export function refuseEmptyReach(reach: CustomerReach): void {
  if (reach.subjects.length + reach.spans.length === 0) throw new Problem('customer.not_found', 'This customer has none of the chosen identifiers.', { id: reach.customerId });
}
