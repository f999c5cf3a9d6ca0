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

/**
 * The same for two waves beside one another. Each wave is also shown by itself: whoever stands together there stands together
 * here, so that each of these groups is made of whole ones of either wave, and subtraction gives whole ones only.
 * @param waves - sizes by name, as for each wave alone
 */
export function poolBoth(waves: readonly [ReadonlyMap<string, number>, ReadonlyMap<string, number>]): { own: string[]; pooled: string[] } {
  const [before, after] = waves;
  const least = (name: string): number => Math.min(before.get(name) ?? 0, after.get(name) ?? 0);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => least(b) - least(a) || (a < b ? -1 : 1));
  const pooled = new Set([...poolSmall(before).pooled, ...poolSmall(after).pooled, ...names.filter((name) => !before.has(name) || !after.has(name))]);
  const own = names.filter((name) => !pooled.has(name));
  const isEnough = () => waves.every((sizes) => hasEnough([...pooled].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0)));
  while (pooled.size > 0 && !isEnough()) {
    const smallest = own.pop();
    if (smallest === undefined) break;
    pooled.add(smallest);
  }
  return { own, pooled: [...pooled] };
}
