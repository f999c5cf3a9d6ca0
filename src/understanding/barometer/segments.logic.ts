import { hasEnough } from '../../kernel/stats/scores/minimum.ts';

/**
 * Which groups are shown on their own: those with the minimum of customers, and all others together. When the others
 * together are too few, the smallest of the shown ones joins them, until they are enough: beside a total nothing can be
 * worked out by subtraction (capability G6).
 * @param sizes - of each group the smallest number of customers that any shown figure of it rests on
 * @returns names shown on their own, largest first, and those that stand together (none, or enough)
 */
export function poolSmall(sizes: ReadonlyMap<string, number>): { own: string[]; pooled: string[] } {
  // Also who did not answer what all figures need: they answered something, and would be what is left of its total.
  const bySize = [...sizes].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const own = bySize.filter(([, n]) => hasEnough(n));
  const pooled = bySize.filter(([, n]) => !hasEnough(n));
  const sum = () => pooled.reduce((total, [, n]) => total + n, 0);
  while (pooled.length > 0 && !hasEnough(sum())) {
    const smallest = own.pop();
    if (!smallest) break;
    pooled.push(smallest);
  }
  return { own: own.map(([name]) => name), pooled: pooled.map(([name]) => name) };
}
