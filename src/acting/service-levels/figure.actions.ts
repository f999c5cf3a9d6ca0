import { DAY_MS } from '../../kernel/clock.ts';
import { MINIMUM_N, showOrWithhold } from '../../kernel/stats/scores/minimum.ts';
import { shareFromCounts } from '../../kernel/stats/scores/share.ts';
import type { Context } from '../../platform/context.ts';
import { countClocks } from './figure.queries.ts';
import { clockKinds, type Figure, type FigureQuery } from './service-levels.contract.ts';

const USUAL_DAYS = 90;

/**
 * Which share of the clocks ended in time, per kind of clock. The minimum counts cases. Where one group is too small,
 * the smallest of the others is withheld too: else the difference to the whole would tell.
 */
export async function readServiceFigure(context: Context, departments: readonly string[] | null, { from, to, by }: FigureQuery): Promise<Figure> {
  const now = context.clock.now();
  const rows = await countClocks(context.db, by, { from: from === undefined ? new Date(now.getTime() - USUAL_DAYS * DAY_MS) : new Date(from), to: to === undefined ? now : new Date(to), departments });
  const items = clockKinds.flatMap((clock) => {
    const own = rows.filter((row) => row.clock === clock);
    const small = own.filter(({ cases }) => cases < MINIMUM_N);
    const also = small.length === 1 ? own.filter((row) => !small.includes(row)).toSorted((a, b) => a.cases - b.cases).slice(0, 1) : [];
    return own.map((row) => {
      const { share, low, high } = shareFromCounts({ hits: row.kept, n: row.n });
      const isHidden = small.includes(row) || also.includes(row);
      const kept = showOrWithhold(isHidden ? Math.min(row.n, MINIMUM_N - 1) : row.n, isHidden || share === null ? null : { share, low, high });
      return { clock, group: row.group, kept: { ...kept, n: row.n } };
    });
  });
  return { items };
}
