import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import { showShares } from './figure.logic.ts';
import { countKept } from './figure.queries.ts';
import type { PromiseFigure, PromiseFigureQuery } from './promises.contract.ts';

const USUAL_DAYS = 90;

/** The company's figure: which share of its promises it keeps. */
export async function readPromiseFigure(context: Context, departments: readonly string[] | null, { from, to, by }: PromiseFigureQuery): Promise<PromiseFigure> {
  const now = context.clock.now();
  const rows = await countKept(context.db, by, { from: from === undefined ? new Date(now.getTime() - USUAL_DAYS * DAY_MS) : new Date(from), to: to === undefined ? now : new Date(to), now, departments });
  return { items: showShares(rows).map(({ group, promises, withdrawn, share }) => ({ group, promises, withdrawn, kept: share })) };
}
