import { hasEnough, MINIMUM_N, type Shown } from '../../kernel/stats/scores/minimum.ts';
import { shareFromCounts } from '../../kernel/stats/scores/share.ts';

export interface KeptShare {
  share: number;
  low: number;
  high: number;
}

/**
 * The share of promises kept, or why it is not shown. A total and all of its parts but one would give that part away by
 * subtraction: where one part is withheld, the smallest of the others is too.
 * @param minimum - customers, not promises: one customer may have been promised much
 */
export function showShares<Row extends { promises: number; kept: number; customers: number }>(rows: readonly Row[], minimum: number = MINIMUM_N): (Row & { share: Shown<KeptShare> })[] {
  const hidden = new Set(rows.filter(({ customers }) => !hasEnough(customers, minimum)));
  if (hidden.size === 1 && rows.length > 1) {
    const [smallest] = rows.filter((row) => !hidden.has(row)).toSorted((a, b) => a.promises - b.promises);
    if (smallest) hidden.add(smallest);
  }
  return rows.map((row) => ({ ...row, share: hidden.has(row) ? { kind: 'withheld', n: row.promises, minimum, value: null } : shown(row) }));
}

function shown({ promises, kept }: { promises: number; kept: number }): Shown<KeptShare> {
  const { n, share, low, high } = shareFromCounts({ hits: kept, n: promises });
  return share === null ? { kind: 'withheld', n, minimum: MINIMUM_N, value: null } : { kind: 'shown', n, value: { share, low, high } };
}
