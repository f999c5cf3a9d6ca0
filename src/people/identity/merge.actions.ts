import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { type Fold, foldIdentity, type FoldLink, kindOf } from './fold.logic.ts';
import type { Link } from './identity.contract.ts';
import { loadKinds } from './identity.actions.ts';
import { appendLinks, appendUnlink, findCustomerIdOf, findLogEntry, listLog, lockIdentity, type StoredNode } from './identity.queries.ts';
import { linksOfLog, type LogEntry } from './link-log.logic.ts';
import { type Cluster, loadCluster, refold } from './refold.actions.ts';
import { tellCustomerChanges } from './tell-changes.actions.ts';

/** @throws customer.not_found */
export async function getCustomerIdOf(db: Db, id: string): Promise<string> {
  const customerId = await findCustomerIdOf(db, id);
  if (!customerId) throw new Problem('customer.not_found', 'There is no customer with this id.', { id });
  return customerId;
}

/**
 * Makes two customers one by a link that can be removed again. Merging twice is the same as once; opposite merges at
 * the same time end the same way whichever comes first, because both links stay in the log.
 * @returns id of the survivor
 * @throws customer.not_found, customer.same
 */
export async function mergeCustomers(context: Context, merge: { id: string; withId: string; reason: string; actor: string }): Promise<string> {
  if (merge.id === merge.withId) throw new Problem('customer.same', 'A customer cannot be merged with itself.');
  return writeWithHistory(context, async (tx, journal) => {
    await lockIdentity(tx);
    await getCustomerIdOf(tx, merge.id);
    await getCustomerIdOf(tx, merge.withId);
    const kinds = await loadKinds(context, tx);
    const known = linksOfLog(await listLog(tx, [merge.withId])).find((link) => link.rule === 'manual' && !link.removed && link.intoId === merge.id && link.fromId === merge.withId);
    if (!known) {
      await appendLinks(tx, [{ linkId: newId(), fromId: merge.withId, intoId: merge.id, rule: 'manual', source: 'user', actor: merge.actor, reason: merge.reason, at: context.clock.now(), messageKey: '' }]);
      await tellCustomerChanges(context, tx, await refold(tx, journal, [merge.id, merge.withId], kinds));
    }
    return getCustomerIdOf(tx, merge.id);
  });
}

/**
 * Takes one link back (unmerge). Nothing was moved by the merge, so everything is where it was before.
 * @returns ids of the customers that the identifiers on both sides belong to now
 * @throws link.not_found, link.already_removed
 */
export async function removeLink(context: Context, removal: { linkId: string; reason: string; actor: string }): Promise<string[]> {
  return writeWithHistory(context, async (tx, journal) => {
    await lockIdentity(tx);
    const link = await getLink(tx, removal.linkId);
    const cluster = await loadCluster(tx, [link.fromId]);
    if (cluster.links.find((known) => known.id === link.linkId)?.removed) throw new Problem('link.already_removed', 'This link was removed before.', { linkId: link.linkId });
    await appendUnlink(tx, link, { ...removal, at: context.clock.now() });
    await tellCustomerChanges(context, tx, await refold(tx, journal, [link.fromId, link.intoId], await loadKinds(context, tx)));
    return [...new Set([await getCustomerIdOf(tx, link.intoId), await getCustomerIdOf(tx, link.fromId)])];
  });
}

/** Both identifiers that a link holds together; none where there is no such link. */
export async function listEndsOfLink(db: Db, linkId: string): Promise<string[]> {
  const link = await findLogEntry(db, linkId);
  return link ? [link.fromId, link.intoId] : [];
}

async function getLink(db: Db, linkId: string): Promise<LogEntry> {
  const link = await findLogEntry(db, linkId);
  if (!link) throw new Problem('link.not_found', 'There is no link with this id.', { linkId });
  return link;
}

/** Why the identifiers of a customer belong together, and which links were refused or removed; strongest reasons first. */
export async function listLinks(context: Context, customerId: string): Promise<Link[]> {
  const kinds = await loadKinds(context);
  const { nodes, links } = await loadCluster(context.db, [customerId]);
  const fold = foldIdentity(nodes, links, kinds);
  const own = new Set(nodes.filter((node) => fold.customerOf.get(node.id) === customerId).map((node) => node.id));
  const touching = links.filter((link) => own.has(link.fromId) || own.has(link.intoId)).slice(0, 1000);
  const entries = await listLog(context.db, touching.map((link) => link.fromId));
  const entryOf = new Map(entries.filter((entry) => entry.op === 'link').map((entry) => [entry.linkId, entry]));
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  const rank = (link: FoldLink) => (link.rule === 'manual' ? 2000 : Math.min(...[link.fromId, link.intoId].map((id) => kindOf(kinds, nodeById.get(id)?.kind ?? '').priority)));
  return touching.sort((a, b) => rank(b) - rank(a) || a.atMs - b.atMs).flatMap((link) => {
    const from = nodeById.get(link.fromId);
    const into = nodeById.get(link.intoId);
    const entry = entryOf.get(link.id);
    if (!from || !into || !entry || (link.rule === 'alias' && (from.namedAtMs === null || into.namedAtMs === null))) return [];
    const refusal = fold.refused.get(link.id) ?? null;
    return [{ id: link.id, from: shown(from), to: shown(into), source: entry.source, rule: entry.rule, actor: entry.actor, reason: entry.reason, at: new Date(link.atMs).toISOString(), state: link.removed ? 'removed' as const : refusal ? 'refused' as const : 'active' as const, refusedBecause: refusal }];
  });
}

const shown = (node: StoredNode) => ({ kind: node.kind, value: node.value });

/** The fold as it would be, for previews; nothing is written. */
export async function foldAfterMerge(context: Context, id: string, withId: string): Promise<{ cluster: Cluster; fold: Fold }> {
  const cluster = await loadCluster(context.db, [id, withId]);
  const link: FoldLink = { id: 'preview', fromId: withId, intoId: id, rule: 'manual', atMs: context.clock.now().getTime(), removed: false };
  return { cluster, fold: foldIdentity(cluster.nodes, [...cluster.links, link], await loadKinds(context)) };
}

/** @throws link.not_found */
export async function foldAfterRemoval(context: Context, linkId: string): Promise<{ cluster: Cluster; fold: Fold; ends: [string, string] }> {
  const link = await getLink(context.db, linkId);
  const cluster = await loadCluster(context.db, [link.fromId]);
  const pair = (known: { fromId: string; intoId: string }) => [known.fromId, known.intoId].sort().join();
  const links = cluster.links.map((known) => (known.id === linkId || (known.rule !== 'manual' && pair(known) === pair(link)) ? { ...known, removed: true } : known));
  return { cluster, fold: foldIdentity(cluster.nodes, links, await loadKinds(context)), ends: [link.intoId, link.fromId] };
}
