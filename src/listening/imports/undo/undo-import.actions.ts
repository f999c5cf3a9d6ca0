import type { Context } from '../../../platform/context.ts';
import { deliverLeftovers, untilDelivered, writeWithHistory } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { mapCustomers, readRecords, removeRecords, writeRecords } from '../../../people/customers/whole-records.actions.ts';
import { type RecordValues, wholeRecordKinds } from '../../../people/customers/whole-records.logic.ts';
import { forgetLostWords, noteWords } from '../../../people/identity/forget-words.actions.ts';
import { countLayer } from '../../../people/identity/layers.actions.ts';
import { refreshRecordTexts } from '../../../people/identity/record-texts.actions.ts';
import { undoLayer } from '../../../people/identity/undo-layer.actions.ts';
import { readTouchpointsIn, removeTouchpointsIn, writeTouchpointsIn } from '../../../journeys/touchpoints/write-touchpoints.actions.ts';
import { countMessageIds, freeMessageIds } from '../../events/imported-messages.actions.ts';
import { newId } from '../../../kernel/ids.ts';
import type { UndoPreview } from '../imports.contract.ts';
import { countWaitingBatches, deleteChunks, findImportForUpdate, type ImportRow, listBatches, markState, saveUndoSteps } from '../imports.queries.ts';
import { countRowsOf, deleteRowsOf, listTouchpointsInUse } from './undo-import.analytics.ts';
import { columnsOf, touchpointOf } from '../writing/find-touchpoints.ts';
import { unwind } from '../writing/record-changes.logic.ts';
import { countChanges, deleteChanges, listChangesOf, listMadeTouchpoints, listNewestChanges, rewriteChanges, type StoredChange } from '../writing/record-changes.queries.ts';

/** So much goes in one transaction. */
const AT_ONCE = { changes: 2_000, nodes: 2_500, ids: 20_000 };
const PATIENCE_MS = 200;

/** What an undo of it would take back, counted before it is done. */
export async function previewUndo(context: Context, row: ImportRow): Promise<UndoPreview> {
  const [layer, changes, batches] = await Promise.all([countLayer(context.db, row.id), countChanges(context.db, row.id), listBatches(context.db, row.id)]);
  const { contacts, answers } = await countRowsOf(context.history, batches);
  const touchpoints = await listMadeTouchpoints(context.db, row.id);
  const used = await listTouchpointsInUse(context, context.db, touchpoints.map(({ code }) => code), batches);
  const staying = touchpoints.filter(({ code, isOfOthers }) => isOfOthers || used.has(code));
  return {
    customersRemoved: layer.customers, customersRestored: layer.shared, mergesUndone: row.counts.merged, contactsRemoved: contacts, answersRemoved: answers,
    recordsRemoved: changes.made - staying.length, recordsRestored: changes.restored, kept: staying.length, keptTouchpoints: staying.slice(0, 20).map(({ name }) => name),
  };
}

class Stopped extends Error {}

/**
 * Takes back everything an import did, as if it had never been: contacts and answers first, then records, then who is who.
 * Each step is a transaction of its own that leaves less to do, so a crash at any moment only leaves the rest.
 */
export async function undoImport(context: Context, row: ImportRow, signal: AbortSignal, atOnce = AT_ONCE): Promise<void> {
  const steps = { done: row.undoDone };
  const words = new Set<string>();
  if (row.undoTotal === 0) {
    const layer = await countLayer(context.db, row.id);
    const changes = await countChanges(context.db, row.id);
    await saveUndoSteps(context.db, row.id, { total: layer.alone + layer.shared + changes.made + changes.changed + (await countMessageIds(context.db, row.id)) + 1, done: 0 });
  }
  await undoContacts(context, row.id, signal);
  const again = async (step: (tx: Db) => Promise<number>): Promise<boolean> => {
    if (signal.aborted) throw new Stopped();
    const n = await context.db.transaction().execute(async (tx) => {
      if ((await findImportForUpdate(tx, row.id))?.state !== 'undoing') throw new Stopped();
      const taken = await step(tx);
      await saveUndoSteps(tx, row.id, { done: (steps.done += taken) });
      return taken;
    });
    return n > 0;
  };
  try {
    while (await again((tx) => freeMessageIds(tx, row.id, atOnce.ids)));
    while (await again((tx) => undoChanges(context, tx, row.id, { limit: atOnce.changes, words })));
    while (await undoNodes(context, row.id, steps, { signal, limit: atOnce.nodes, words }));
    // what was taken back before a crash is not known any more
    await forgetLostWords(context, row.undoTotal === 0 ? words : null);
    await context.db.transaction().execute(async (tx) => {
      if ((await findImportForUpdate(tx, row.id))?.state !== 'undoing') return;
      await deleteChunks(tx, row.id);
      await markState(tx, row.id, { state: 'undone', finishedAt: context.clock.now(), undoneAt: context.clock.now() });
    });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
}

/** Rows that are still on their way into history would come after the undo; so they come first. */
async function undoContacts(context: Context, importId: string, signal: AbortSignal): Promise<void> {
  await untilDelivered(context);
  while ((await countWaitingBatches(context.db, importId)) > 0) {
    if (signal.aborted) return;
    await deliverLeftovers(context, 0);
    if ((await countWaitingBatches(context.db, importId)) > 0) await new Promise((done) => setTimeout(done, PATIENCE_MS));
  }
  await deleteRowsOf(context.history, await listBatches(context.db, importId));
}

async function undoNodes(context: Context, importId: string, steps: { done: number }, { signal, limit, words }: { signal: AbortSignal; limit: number; words: Set<string> }): Promise<boolean> {
  if (signal.aborted) throw new Stopped();
  return writeWithHistory(context, async (tx, journal) => {
    if ((await findImportForUpdate(tx, importId))?.state !== 'undoing') throw new Stopped();
    const taken = await undoLayer(context, tx, journal, { layer: importId, limit, words });
    await saveUndoSteps(tx, importId, { done: (steps.done += taken) });
    return taken > 0;
  });
}

/** The newest changes of the import, each taken out of its record. @returns how many */
async function undoChanges(context: Context, tx: Db, importId: string, { limit, words }: { limit: number; words: Set<string> }): Promise<number> {
  const mine = await listNewestChanges(tx, importId, limit);
  if (mine.length === 0) return 0;
  const chains = Map.groupBy(await listChangesOf(tx, mine), ({ kind, key }) => `${kind} ${key}`);
  const current = await readCurrent(tx, mine);
  const touched = new Map<string, StoredChange>();
  const rewritten = new Set<StoredChange>();
  const subjects = new Set<string>();
  for (const change of mine) {
    const name = `${change.kind} ${change.key}`;
    const chain = chains.get(name) ?? [];
    const own = chain.find(({ seq }) => seq === change.seq) ?? change;
    const later = chain.filter(({ seq }) => seq > change.seq);
    const were = later.map(({ before, said }) => ({ before, said }));
    const now = current.get(name) ?? null;
    const outcome = unwind(own, later, now); // may rewrite the later ones
    for (const [place, one] of later.entries()) if (one.before !== were[place]?.before || one.said !== were[place]?.said) rewritten.add(one);
    chains.set(name, chain.filter(({ seq }) => seq !== change.seq));
    if (outcome.kind === 'keep') continue;
    for (const subject of [now?.['subject'], outcome.kind === 'restore' ? outcome.row['subject'] : null, change.subject]) if (typeof subject === 'string') subjects.add(subject);
    current.set(name, outcome.kind === 'remove' ? null : outcome.row);
    touched.set(name, change);
  }
  await writeBack(context, tx, [...touched.values()], current);
  await deleteChanges(tx, mine.map(({ seq }) => seq));
  const gone = new Set(mine.map(({ seq }) => seq));
  await rewriteChanges(tx, [...rewritten].filter(({ seq }) => !gone.has(seq)));
  if (subjects.size > 0) {
    await noteWords(tx, (await mapCustomers(tx, [...subjects])).values(), words);
    await refreshRecordTexts(tx, [...subjects]);
  }
  return mine.length;
}

async function readCurrent(tx: Db, changes: readonly StoredChange[]): Promise<Map<string, RecordValues | null>> {
  const current = new Map<string, RecordValues | null>();
  for (const kind of wholeRecordKinds) {
    const keys = changes.filter((change) => change.kind === kind).map(({ key }) => key);
    for (const [key, row] of await readRecords(tx, kind, keys)) current.set(`${kind} ${key}`, row);
  }
  if (changes.some(({ kind }) => kind === 'touchpoints')) for (const touchpoint of await readTouchpointsIn(tx)) current.set(`touchpoints ${touchpoint.code}`, columnsOf(touchpoint));
  return current;
}

/** What depends on others goes first: members and contracts before their accounts. */
async function writeBack(context: Context, tx: Db, touched: readonly StoredChange[], current: ReadonlyMap<string, RecordValues | null>): Promise<void> {
  const rowOf = ({ kind, key }: StoredChange) => current.get(`${kind} ${key}`) ?? null;
  const isKind = (kind: string) => (change: StoredChange) => change.kind === kind;
  for (const kind of wholeRecordKinds) {
    const restored = touched.filter(isKind(kind)).flatMap((change) => { const row = rowOf(change); return row ? [{ key: change.key, id: newId(), row }] : []; });
    await writeRecords(tx, kind, restored);
  }
  for (const kind of wholeRecordKinds.toReversed()) await removeRecords(tx, kind, touched.filter((change) => change.kind === kind && rowOf(change) === null).map(({ key }) => key));
  const touchpoints = touched.filter(isKind('touchpoints'));
  await writeTouchpointsIn(context, tx, touchpoints.flatMap((change) => { const row = rowOf(change); return row ? [touchpointOf(change.key, row)] : []; }));
  await removeUnused(context, tx, touchpoints.filter((change) => rowOf(change) === null).map(({ key }) => key));
}

/** A touchpoint at which something else happened meanwhile stays. */
async function removeUnused(context: Context, tx: Db, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const used = await listTouchpointsInUse(context, tx, codes);
  await removeTouchpointsIn(context, tx, codes.filter((code) => !used.has(code)));
}

