import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { type CatchRow, listCaughtIn } from './catches.queries.ts';
import type { LoopFigures } from './closed-loop.contract.ts';
import { measureLoop } from './loop-figure.logic.ts';
import { listScoresAfter } from './score-after.analytics.ts';

/** Newest catches that are counted. */
const MOST_CAUGHT = 50_000;

/** How many loops were closed, how soon customers heard from us, and whether they rate us better afterwards. */
export async function readLoopFigures(context: Context, actor: Actor, days: number): Promise<LoopFigures> {
  const to = context.clock.now();
  const from = new Date(to.getTime() - days * DAY_MS);
  const rows = await listCaughtIn(context.db, { from, to, departments: actor.departments, limit: MOST_CAUGHT });
  const scored = rows.flatMap(({ id, source, customerId, touchpoint, metric, closedAt }) => (source === 'answers' && customerId !== null && closedAt !== null ? [{ id, customerId, touchpoint, metric, solvedAt: closedAt }] : []));
  const scoresAfter = await listScoresAfter(context.history, scored);
  const figure = (group: readonly CatchRow[]) => measureLoop(group, scoresAfter, to);
  return {
    from: from.toISOString(), to: to.toISOString(), all: figure(rows),
    byRule: [...Map.groupBy(rows, ({ ruleId }) => ruleId).values()].map((group) => ({ id: group[0]?.ruleId ?? '', name: group[0]?.ruleName ?? '', figure: figure(group) })),
    byDepartment: [...Map.groupBy(rows, ({ department }) => department)].map(([department, group]) => ({ department, figure: figure(group) })),
  };
}
