import { upperPOfChiSquared } from '../distributions.ts';
import { requireCount, requireFinite } from '../inputs.ts';

/** Whether several groups differ at all, before anybody looks at pairs. */
export interface GroupTest {
  /** χ² or H, ≥ 0 */
  statistic: number;
  df: number;
  /** In [0, 1], from the χ² distribution */
  p: number;
  /** Too few answers for p to be right: then it must not be shown */
  isRough: boolean;
}

/** Cochran's rule: at most this share of the expected counts below 5, and none below 1. */
const MOST_SMALL_CELLS = 0.2;
const SMALL_CELL = 5;
/** Kruskal–Wallis: from this many answers in every group on, H follows χ² well enough. */
const FEWEST_PER_GROUP = 5;

/**
 * χ² test of independence: do groups answer alike, where answers are categories (promoters, passives, detractors)?
 *
 * `χ² = Σ (n_ij − e_ij)² / e_ij` with `e_ij = n_i· n_·j / n` and df = (rows − 1)(columns − 1), without Yates' correction.
 * Groups without an answer and categories that nobody gave are left out. For independent, unweighted answers only.
 * @param table - counts, one row a group, one column a category
 * @returns null unless two groups and two categories are left
 * @source Pearson (1900); Cochran (1954), Biometrics 10, 417–451, for when it is rough
 * @throws RangeError when a count is negative or no number, or rows differ in length
 */
export function chiSquared(table: readonly (readonly number[])[]): GroupTest | null {
  const columns = table[0]?.length ?? 0;
  if (table.some((row) => row.length !== columns)) throw new RangeError('all groups need the same categories');
  const totals = table.map((row) => row.reduce((sum, count) => sum + requireCount('a count', count), 0));
  const columnTotals = Array.from({ length: columns }, (_, j) => table.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const n = totals.reduce((sum, total) => sum + total, 0);
  const [groups, categories] = [totals.filter((total) => total > 0).length, columnTotals.filter((total) => total > 0).length];
  if (groups < 2 || categories < 2) return null;
  const cells = table.flatMap((row, i) => row.flatMap((count, j) => {
    const expected = ((totals[i] ?? 0) * (columnTotals[j] ?? 0)) / n;
    return expected > 0 ? [{ count, expected }] : [];
  }));
  const statistic = cells.reduce((sum, { count, expected }) => sum + (count - expected) ** 2 / expected, 0);
  const df = (groups - 1) * (categories - 1);
  const small = cells.filter(({ expected }) => expected < SMALL_CELL);
  return { statistic, df, p: upperPOfChiSquared(statistic, df), isRough: small.length > MOST_SMALL_CELLS * cells.length || small.some(({ expected }) => expected < 1) };
}

/**
 * Kruskal–Wallis test: do groups rate on the same level? It takes ranks, so it needs no normal distribution and no equal
 * distances between the points of a scale.
 *
 * `H = (12/(N(N + 1)) Σ R_i²/n_i − 3(N + 1)) / (1 − Σ(t³ − t)/(N³ − N))` with rank sums R_i, mean ranks for ties and t
 * the sizes of the ties; χ² with groups − 1. Groups without an answer are left out. For independent, unweighted answers.
 * @param groups - answers of each group, scale points
 * @returns null unless two groups have answers, and where all answers are the same
 * @source Kruskal & Wallis (1952), JASA 47, 583–621; as R's kruskal.test
 * @throws RangeError when an answer is no finite number
 */
export function kruskalWallis(groups: readonly (readonly number[])[]): GroupTest | null {
  const answered = groups.filter((group) => group.length > 0);
  if (answered.length < 2) return null;
  const sorted = Float64Array.from(answered.flat(), (value) => requireFinite('answer', value)).sort();
  const n = sorted.length;
  const rankOf = new Map<number, number>();
  let tied = 0;
  for (let from = 0; from < n; ) {
    const value = sorted[from] ?? 0;
    let to = from;
    while (to < n && sorted[to] === value) to += 1;
    rankOf.set(value, (from + 1 + to) / 2);
    tied += (to - from) ** 3 - (to - from);
    from = to;
  }
  if (rankOf.size < 2) return null;
  // Σ n_i (mean rank − (N + 1)/2)² is the same on paper, and subtracts no large numbers.
  const between = answered.reduce((sum, group) => sum + group.length * (group.reduce((ranks, value) => ranks + (rankOf.get(value) ?? 0), 0) / group.length - (n + 1) / 2) ** 2, 0);
  const statistic = ((12 / (n * (n + 1))) * between) / (1 - tied / (n ** 3 - n));
  const df = answered.length - 1;
  return { statistic, df, p: upperPOfChiSquared(statistic, df), isRough: answered.some((group) => group.length < FEWEST_PER_GROUP) };
}
