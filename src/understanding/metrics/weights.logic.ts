import { rake, RakingError, type RakingCell } from '../../kernel/stats/scores/raking.ts';
import type { Attribute } from '../../people/attributes/attributes.contract.ts';
import type { UsedWeights } from './explore/explore.contract.ts';
import type { WeightOf } from './explore/explore.logic.ts';
import type { SumsRow } from './explore/explore-rows.logic.ts';
import type { Weighting } from './weightings.contract.ts';

export interface Weights {
  weightOf: WeightOf | null;
  used: Omit<UsedWeights, 'deff'>;
}

const cellKey = (margins: readonly string[]): string => JSON.stringify(margins);

/**
 * Weights of all answers of a selection, so that they have the structure of the customers. Answers of which a category is not
 * known are left out. Targets that were counted from the customers leave out categories that nobody answered from, and say so;
 * targets set by hand are taken at their word and refused instead.
 */
export function weighAnswers({ id, name, margins }: Weighting, rows: readonly SumsRow[], attributes: readonly Attribute[]): Weights {
  const cells = cellsOf(rows);
  const known = cells.filter(({ categories }) => categories.every((category) => category !== ''));
  const leftOut = sumN(cells) - sumN(known);
  const plain = { id, name, fault: null, faultText: null, iterations: null, trimmed: 0, marginError: 0, leftOut: 0, unreached: [] };
  const prepared = margins.map(({ part, targets }, place) => prepareMargin({ part, targets: targets ?? countedOf(part, attributes), isCounted: targets === null }, new Set(known.map(({ categories }) => categories[place] ?? ''))));
  try {
    const total = sumN(known);
    // Only ratios matter: every margin is brought to the number of answers, so that weights are 1 on average.
    const scaled = prepared.map(({ part, targets }) => [part, scaledTo(targets, total)] as const);
    const raked = rake(known, scaled);
    const weights = new Map(known.map(({ categories }, place) => [cellKey(categories), raked.factors[place] ?? null]));
    return {
      weightOf: (categories) => weights.get(cellKey(categories)) ?? null,
      used: { ...plain, iterations: raked.iterations, trimmed: raked.trimmed, marginError: raked.marginError, leftOut, unreached: prepared.flatMap(({ unreached }) => unreached) },
    };
  } catch (error) {
    if (!(error instanceof RakingError)) throw error;
    return { weightOf: null, used: { ...plain, fault: error.fault, faultText: error.message } };
  }
}

function cellsOf(rows: readonly SumsRow[]): RakingCell[] {
  const byCell = new Map<string, { categories: string[]; n: number }>();
  for (const { margins, n } of rows) {
    const cell = byCell.get(cellKey(margins)) ?? { categories: margins, n: 0 };
    byCell.set(cellKey(margins), { ...cell, n: cell.n + n });
  }
  return [...byCell.values()].map(({ categories, n }) => ({ categories, n, weight: n }));
}

function prepareMargin({ part, targets, isCounted }: { part: string; targets: Record<string, number>; isCounted: boolean }, answered: ReadonlySet<string>) {
  if (!isCounted) return { part, targets, unreached: [] };
  const all = Object.values(targets).reduce((sum, people) => sum + people, 0);
  const missing = Object.entries(targets).filter(([category]) => !answered.has(category));
  return {
    part,
    targets: Object.fromEntries(Object.entries(targets).filter(([category]) => answered.has(category))),
    unreached: missing.map(([category, people]) => ({ margin: part, category, share: people / all })),
  };
}

const countedOf = (part: string, attributes: readonly Attribute[]): Record<string, number> =>
  Object.fromEntries((attributes.find(({ key }) => `attribute.${key}` === part)?.values ?? []).map(({ value, customers }) => [value, customers]));

function scaledTo(targets: Record<string, number>, total: number): Record<string, number> {
  const sum = Object.values(targets).reduce((all, people) => all + people, 0);
  return Object.fromEntries(Object.entries(targets).map(([category, people]) => [category, (people / sum) * total]));
}

const sumN = (cells: readonly { n: number }[]): number => cells.reduce((sum, { n }) => sum + n, 0);
