import type { Context } from '../../platform/context.ts';
import { foldAfterMerge, foldAfterRemoval, getCustomerIdOf } from '../identity/merge.actions.ts';
import { readCluster } from '../identity/preview.logic.ts';
import { loadKinds } from '../identity/identity.actions.ts';
import { ownershipOf, readOwnership } from '../identity/customer-nodes.actions.ts';
import { countContactsOf, readContactFigures } from '../timeline/timeline.actions.ts';
import { getCustomer } from './customers.actions.ts';
import type { CustomerPage, MergePreview, Customer } from './customers.contract.ts';
import { listCustomFields } from './custom-fields.queries.ts';
import { countRecords, listAccounts, listAddresses, listContracts, listDevices } from './customers.queries.ts';

const preferenceKeys = ['preferredChannel', 'preferred_channel', 'language', 'locale', 'newsletter', 'contactTime', 'topics', 'doNotCall'];

/**
 * Everything above the timeline, for the id of a customer or of one that was merged into it. Answers of departments other
 * than `departments` (null = all) are left out. @throws customer.not_found
 */
export async function readCustomerPage(context: Context, id: string, departments: readonly string[] | null = null): Promise<CustomerPage> {
  const customerId = await getCustomerIdOf(context.db, id);
  const today = context.clock.now().toISOString().slice(0, 10);
  const [customer, figures, contracts, devices, addresses, accounts, fields] = await Promise.all([
    getCustomer(context, customerId),
    readOwnership(context.db, customerId).then((ownership) => readContactFigures(context, ownership, departments)),
    listContracts(context.db, customerId, today),
    listDevices(context.db, customerId),
    listAddresses(context.db, customerId),
    listAccounts(context.db, customerId),
    listCustomFields(context.db),
  ]);
  const { summary, quotes, scores } = figures;
  const lastMs = Math.max(...summary.map((row) => row.lastMs));
  return {
    ...customer,
    lastAt: Number.isFinite(lastMs) ? iso(lastMs) : null,
    contacts: { total: sum(summary, (row) => row.n), byChannel: countBy(summary, (row) => row.channel).map(([channel, n]) => ({ channel, n })), byDepartment: countBy(summary, (row) => row.department).filter(([department]) => department !== '').map(([department, n]) => ({ department, n })) },
    mood: [...Map.groupBy(summary.filter((row) => row.moodN > 0), (row) => row.month)].sort().map(([month, rows]) => ({ month, mood: sum(rows, (row) => row.moodSum) / sum(rows, (row) => row.moodN), n: sum(rows, (row) => row.moodN) })),
    lastScores: scores.map((row) => ({ at: iso(row.atMs), role: row.role, touchpoint: row.touchpoint || null, value: row.value, text: null })),
    quotes: quotes.map((row) => ({ at: iso(row.atMs), channel: row.channel, touchpoint: row.touchpoint || null, text: row.text, mood: row.mood })),
    contracts,
    devices,
    addresses,
    accounts,
    preferences: Object.fromEntries(preferenceKeys.filter((key) => key in customer.traits).map((key) => [key, customer.traits[key]])),
    customFields: fields.map(({ isPersonal: _, ...field }) => ({ ...field, value: customer.traits[field.key] ?? null })),
  };
}

const iso = (ms: number) => new Date(ms).toISOString();
const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0);
const countBy = <T extends { n: number }>(rows: readonly T[], key: (row: T) => string) =>
  [...Map.groupBy(rows, key)].map(([name, group]): [string, number] => [name, sum(group, (row) => row.n)]).sort((a, b) => b[1] - a[1]);

/** What a merge would move and which traits would lose. @throws customer.not_found */
export async function previewMerge(context: Context, id: string, withId: string): Promise<MergePreview> {
  const [targetId, otherId] = [await getCustomerIdOf(context.db, id), await getCustomerIdOf(context.db, withId)];
  const [target, other] = [await getCustomer(context, targetId), await getCustomer(context, otherId)];
  const { cluster, fold } = await foldAfterMerge(context, targetId, otherId);
  const survivorIsTarget = fold.customerOf.get(targetId) !== otherId;
  const [survivor, loser] = survivorIsTarget ? [target, other] : [other, target];
  const moving = cluster.nodes.filter((node) => node.customerId === loser.id);
  const after = readCluster(cluster.nodes, fold, await loadKinds(context)).find((customer) => customer.id === survivor.id);
  const conflicts = Object.keys(survivor.traits).filter((key) => key in loser.traits && JSON.stringify(survivor.traits[key]) !== JSON.stringify(loser.traits[key]));
  return {
    survivor,
    loser,
    moves: { contacts: await countContactsOf(context, await ownershipOf(context.db, loser.id, moving)), identifiers: loser.identifiers.length, ...(await countRecords(context.db, moving.map((node) => node.id))) },
    traitConflicts: conflicts.map((key) => {
      const kept = after?.traits[key] ?? survivor.traits[key];
      return { key, kept, dropped: JSON.stringify(kept) === JSON.stringify(survivor.traits[key]) ? loser.traits[key] : survivor.traits[key] };
    }),
  };
}

/** The customers that would be there without this link, with the contacts of each. @throws link.not_found */
export async function previewUnmerge(context: Context, linkId: string): Promise<{ customers: Customer[]; contacts: number[] }> {
  const { cluster, fold, ends } = await foldAfterRemoval(context, linkId);
  const ids = [...new Set(ends.flatMap((end) => fold.customerOf.get(end) ?? []))];
  const customers = readCluster(cluster.nodes, fold, await loadKinds(context)).filter((customer) => ids.includes(customer.id));
  const contacts = await Promise.all(customers.map((customer) => {
    const nodeIds = cluster.nodes.filter((node) => fold.customerOf.get(node.id) === customer.id).map((node) => node.id);
    const shared = new Set(fold.spans.map((span) => span.nodeId));
    return countContactsOf(context, { subjects: nodeIds.filter((nodeId) => !shared.has(nodeId)), spans: fold.spans.filter((span) => span.customerId === customer.id) });
  }));
  return { customers, contacts };
}
