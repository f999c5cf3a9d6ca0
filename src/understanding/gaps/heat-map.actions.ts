import { MINIMUM_N } from '../../kernel/stats/scores/minimum.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { type Period, previousPeriod, readPeriod, wholeMonths } from '../metrics/period.logic.ts';
import { listExpectations } from './expectations.queries.ts';
import { type Target, targetFor } from './figures.logic.ts';
import { listGroups } from './gap-figures.analytics.ts';
import { type HeatScope, listCells, listCellsAgainst, listCellSizes, listRemoved, listUnpaired } from './heat-map.analytics.ts';
import type { HeatCell, HeatMap, HeatMapQuery } from './heat-map.contract.ts';
import { type CellTarget, cellsOf, closable, closingSteps, type HeatCounts, hiddenCells, placeKey, rankGaps } from './heat-map.logic.ts';
import { remembered } from './recent-figures.actions.ts';
import { isWanted } from './wanted-touchpoints.logic.ts';

/** Cells in which a rise is computed, and steps that are shown of them. */
const RAISED = 40;
const STEPS = 5;

interface Counted extends HeatCounts {
  groups: string[];
}

/** Expectation against experience at every touchpoint in every dimension, what falls shortest, and what would close it. */
export async function readHeatMap(context: Context, query: HeatMapQuery, actor: Actor): Promise<HeatMap> {
  const isOpen = actor.can('read', 'answer');
  const asked = readPeriod(query);
  const period = isOpen ? asked : wholeMonths(asked);
  const just = previousPeriod(period, context.clock.now());
  const before = isOpen || !just ? just : wholeMonths(just);
  const group = query.group ?? '';
  const [touchpoints, allTargets] = await Promise.all([listTouchpoints(context, actor.departments), listExpectations(context.db)]);
  const targets = targetsFor(allTargets, group);
  const scope = scopeOf(query, period, group);
  const counted = await remembered(context, ['heat map', scope, before, targets, isOpen], () => countAll(context, { scope, before, targets, isOpen }));
  const visible = new Map(touchpoints.filter((touchpoint) => isWanted(touchpoint, query)).map((touchpoint) => [touchpoint.code, touchpoint]));
  const cells = cellsOf(counted, (code) => visible.has(code));
  const raises = closable(cells, RAISED);
  const removed = new Map((await listRemoved(context.history, scope, raises)).map((row) => [placeKey(row), row.removed]));
  const total = cells.reduce((sum, { shortfall }) => sum + (shortfall ?? 0), 0);
  return {
    minimumN: MINIMUM_N,
    period: { from: scope.from, to: scope.to },
    before: before && { from: before.from.toISOString(), to: before.to.toISOString() },
    groups: counted.groups,
    dimensions: [...new Set(cells.map(({ dimension }) => dimension))].sort(),
    touchpoints: inOrderOfGaps(cells).flatMap((code) => {
      const touchpoint = visible.get(code);
      if (!touchpoint) return [];
      const { nameDe, nameEn, stage, channel, department, momentOfTruth } = touchpoint;
      return [{ code, name: query.lang === 'de' ? nameDe : nameEn, stage, channel, department, momentOfTruth }];
    }),
    cells,
    n: cells.reduce((sum, { gap, n }) => sum + (gap === null ? 0 : n), 0),
    ranking: rankGaps(cells),
    closing: closingSteps(raises.map((raise) => ({ ...raise, removed: removed.get(placeKey(raise)) ?? 0 })), total, STEPS),
  };
}

interface Question {
  scope: HeatScope;
  before: Period | null;
  targets: readonly CellTarget[];
  /** Whether single answers are open to the reader anyway. */
  isOpen: boolean;
}

async function countAll({ history }: Context, { scope, before, targets, isOpen }: Question): Promise<Counted> {
  const both = async (one: HeatScope) => {
    const [cells, against] = await Promise.all([listCells(history, one), listCellsAgainst(history, one, targets)]);
    return { cells, against };
  };
  const earlierScope = before && { ...scope, from: before.from.toISOString(), to: before.to.toISOString() };
  const sizesOf = (one: HeatScope | null) => (isOpen || !one ? null : listCellSizes(history, one));
  const [now, unpaired, groups, earlier, sizes, earlierSizes] = await Promise.all([
    both(scope),
    listUnpaired(history, scope),
    listGroups(history, scope),
    earlierScope && both(earlierScope),
    sizesOf(scope),
    sizesOf(earlierScope),
  ]);
  return { ...now, targets, unpaired, groups, before: earlier && { ...earlier, hidden: earlierSizes && hiddenCells(earlierSizes, scope.group) }, hidden: sizes && hiddenCells(sizes, scope.group) };
}

/** The Soll that holds for each cell: one for the group goes before one for everybody. */
function targetsFor(all: readonly Target[], group: string): CellTarget[] {
  const places = new Map(all.map(({ touchpoint, dimension }) => [placeKey({ touchpoint, dimension }), { touchpoint, dimension }]));
  return [...places.values()].flatMap(({ touchpoint, dimension }) => {
    const value = targetFor(all, touchpoint, dimension, group);
    return value === null ? [] : [{ touchpoint, dimension, value }];
  });
}

/** The touchpoint with the widest gap first; those where nothing can be shown come last, the one with most answers before the others. */
function inOrderOfGaps(cells: readonly HeatCell[]): string[] {
  const rows = new Map<string, { widest: number; n: number }>();
  for (const { touchpoint, gap, n } of cells) {
    const row = rows.get(touchpoint) ?? { widest: Infinity, n: 0 };
    rows.set(touchpoint, { widest: Math.min(row.widest, gap ?? Infinity), n: row.n + n });
  }
  return [...rows].sort(([codeA, a], [codeB, b]) => (a.widest === b.widest ? b.n - a.n || (codeA < codeB ? -1 : 1) : a.widest - b.widest)).map(([code]) => code);
}

const scopeOf = ({ from, to }: HeatMapQuery, period: Period, group: string): HeatScope =>
  ({ from: from === undefined ? null : period.from.toISOString(), to: to === undefined ? null : period.to.toISOString(), group });
