import type { WeightedAnswer } from '../../../kernel/stats/scores/design-effect.ts';
import { chiSquared, kruskalWallis } from '../../../kernel/stats/scores/group-tests.ts';
import type { ScoreKind } from '../../../kernel/stats/scores/scores.ts';

/** Whether the groups differ at all: asked once for all of them, before anybody looks at pairs. */
export interface GroupsDiffer {
  test: 'chi-squared' | 'kruskal-wallis';
  statistic: number;
  df: number;
  /** null where some groups have too few answers for the test */
  p: number | null;
}

const FEWEST_GROUPS = 3;

/**
 * χ² of promoters, passives and detractors, or of satisfied and not; Kruskal–Wallis for means.
 * @param groups - independent answers without weights
 * @returns null below three groups with answers (two are compared as a pair), and where all answered the same
 */
export function groupsDiffer(kind: ScoreKind, groups: readonly (readonly WeightedAnswer[])[], satisfied: number): GroupsDiffer | null {
  const answers = groups.filter((group) => group.length > 0).map((group) => group.map(({ value }) => value));
  if (answers.length < FEWEST_GROUPS) return null;
  const found = kind === 'mean' ? kruskalWallis(answers) : chiSquared(answers.map((values) => countKinds(values, kind === 'nps' ? [7, 9] : [satisfied])));
  if (found === null) return null;
  const { statistic, df, p, isRough } = found;
  return { test: kind === 'mean' ? 'kruskal-wallis' : 'chi-squared', statistic, df, p: isRough ? null : p };
}

/** How many values lie below the first border, from it on but below the next, … */
function countKinds(values: readonly number[], borders: readonly number[]): number[] {
  const counts = [0, ...borders.map(() => 0)];
  for (const value of values) {
    const kind = borders.filter((border) => value >= border).length;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
