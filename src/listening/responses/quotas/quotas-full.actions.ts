import type { Db } from '../../../platform/storage/records.ts';
import type { PreparedSave } from '../intake/prepare-save.actions.ts';
import { fillCells, isSettled, matchCells } from './quota-cells.logic.ts';
import { QUOTAS_PER_SURVEY } from './quotas.contract.ts';
import { listQuotas, listQuotasBefore, lockQuotas, type QuotaRow, saveCounts } from './quotas.queries.ts';

/** A save as quotas see it. */
export interface SaveToCount {
  save: Pick<PreparedSave, 'id' | 'definition' | 'published' | 'checked' | 'language' | 'hidden' | 'source'>;
  /** Finished, and by a person as far as one can see. */
  isCounted: boolean;
}

/**
 * Counts finished responses in their cells, exactly: the cells are locked, so that of two hundred at once for the last
 * hundred places exactly a hundred get one, whatever process they come to. Somebody who is still answering and already
 * belongs to a full cell need not go on.
 * @returns ids of responses that found a cell full
 */
export async function findFull(tx: Db, saves: readonly SaveToCount[]): Promise<Set<string>> {
  const surveys = [...new Set(saves.map(({ save }) => save.published.code))];
  const cells = Map.groupBy(await listQuotas(tx, surveys, surveys.length * QUOTAS_PER_SURVEY), ({ survey }) => survey);
  if (cells.size === 0) return new Set();
  const matched = saves.map((one) => ({ ...one, cells: cellsOf(one, cells.get(one.save.published.code) ?? []) }));
  const counted = matched.filter(({ isCounted, cells: own }) => isCounted && own.length > 0);
  const locked = counted.length === 0 ? new Map<string, QuotaRow>() : new Map((await lockQuotas(tx, [...new Set(counted.flatMap(({ cells: own }) => own.map(({ id }) => id)))].sort())).map((cell) => [cell.id, cell]));
  const over = fillCells(counted.map(({ save, cells: own }) => ({ responseId: save.id, cellIds: own.map(({ id }) => id) })), locked);
  if (counted.length > over.size) await saveCounts(tx, [...locked.values()]);
  const early = matched.filter(({ save, cells: own }) => own.some((cell) => cell.accepted >= cell.target && isSettled(cell, save.checked.kept)) && !counted.some((one) => one.save.id === save.id));
  return new Set([...over, ...early.map(({ save }) => save.id)]);
}

/** A response that had counted since some moment counts no longer. Cells that were made later never held it. */
export async function freeCells(tx: Db, save: SaveToCount['save'], countedAt: Date): Promise<void> {
  const own = matchCells(await listQuotasBefore(tx, save.published.code, countedAt, QUOTAS_PER_SURVEY), save.definition, save.checked.kept, { language: save.language, hidden: save.hidden, source: save.source, seed: save.id });
  if (own.length === 0) return;
  const locked = await lockQuotas(tx, own.map(({ id }) => id).sort());
  await saveCounts(tx, locked.map((cell) => ({ ...cell, accepted: Math.max(0, cell.accepted - 1) })));
}

const cellsOf = ({ save }: SaveToCount, cells: readonly QuotaRow[]): QuotaRow[] =>
  matchCells(cells, save.definition, save.checked.kept, { language: save.language, hidden: save.hidden, source: save.source, seed: save.id });
