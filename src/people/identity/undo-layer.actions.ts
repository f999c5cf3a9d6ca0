import type { Context } from '../../platform/context.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { noteWords } from './forget-words.actions.ts';
import { loadKinds } from './identity.actions.ts';
import { listClusterNodes, lockIdentity, type StoredNode } from './identity.queries.ts';
import { deleteFallenCustomers, deleteLayerRows, deleteNodes, keepNodesInUse, type LayerRow, listLayerRows, listNodesOfLayer, resetNodes, retractLinks, ZERO_LAYER } from './layers.queries.ts';
import { forgetOwners, refold } from './refold.actions.ts';
import { refreshRecordTexts } from './record-texts.actions.ts';
import { addStamped } from './traits.logic.ts';

/**
 * Takes back what one import said about who is who, for some identifiers at a time, inside the caller's transaction: what
 * only the import knew is gone, what others know is what they alone would have made of it. What hangs on an identifier
 * and stays keeps it.
 * @param words - gets the words that the customers had so far; see forgetLostWords
 * @returns how many identifiers were looked at; 0 = nothing of the import is left
 */
export async function undoLayer(context: Context, tx: Db, journal: Journal, { layer, limit, words }: { layer: string; limit: number; words: Set<string> }): Promise<number> {
  await lockIdentity(tx);
  const picked = await listNodesOfLayer(tx, layer, limit);
  if (picked.length === 0) return 0;
  await retractLinks(tx, layer, picked, context.clock.now());
  const cluster = await listClusterNodes(tx, picked);
  await noteWords(tx, cluster.map(({ customerId }) => customerId), words);
  const { gone, left } = await takeBack(tx, layer, picked);
  const isGone = new Set(gone);
  await forgetOwners(tx, journal, cluster.filter((node) => isGone.has(node.id)));
  await deleteNodes(tx, gone);
  const stay = cluster.filter((node) => !isGone.has(node.id)).map((node) => node.id);
  await refold(tx, journal, stay, await loadKinds(context, tx));
  await refreshRecordTexts(tx, stay);
  await deleteFallenCustomers(tx, [...new Set([...stay, ...cluster.map((node: StoredNode) => node.customerId)])]);
  return gone.length + left;
}

async function takeBack(tx: Db, layer: string, picked: readonly string[]): Promise<{ gone: string[]; left: number }> {
  const rows = Map.groupBy(await listLayerRows(tx, picked), (row) => row.nodeId);
  const shared = picked.filter((id) => rows.has(id));
  const remaining = shared.map((id) => (rows.get(id) ?? []).filter((row) => row.layer !== layer)).filter((others) => others.length > 0);
  await deleteLayerRows(tx, layer, shared);
  await resetNodes(tx, remaining.map(sumOf));
  await deleteLayerRows(tx, null, remaining.filter((others) => others.length === 1).flatMap((others) => others.map((row) => row.nodeId)));
  const alone = picked.filter((id) => !rows.has(id));
  const kept = new Set(await keepNodesInUse(tx, layer, alone));
  return { gone: alone.filter((id) => !kept.has(id)), left: shared.length + kept.size };
}

/** What an identifier is when these speak about it: the earliest instants and the newest words. One alone needs no rows. */
function sumOf(rows: LayerRow[]): Omit<LayerRow, 'layer'> & { layer: string | null } {
  const traits: LayerRow['traits'] = {};
  for (const row of rows) addStamped(traits, row.traits);
  const [first] = [...rows].sort((a, b) => Number(b.layer === ZERO_LAYER) - Number(a.layer === ZERO_LAYER) || (a.namedAtMs ?? Infinity) - (b.namedAtMs ?? Infinity) || (a.layer < b.layer ? -1 : 1));
  const earliest = (instants: (number | null)[]) => instants.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null);
  const onlyOne = first?.layer === ZERO_LAYER ? null : (first?.layer ?? null);
  return { nodeId: first?.nodeId ?? '', layer: rows.length === 1 ? onlyOne : ZERO_LAYER, raw: first?.raw ?? '', namedAtMs: earliest(rows.map((row) => row.namedAtMs)), standsAtMs: earliest(rows.map((row) => row.standsAtMs)), traits };
}
