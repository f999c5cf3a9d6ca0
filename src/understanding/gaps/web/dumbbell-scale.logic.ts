import type { GapFigure } from '../gaps.contract.ts';

/** One scale for a column of dumbbells: up to 10, from one whole point below the lowest value that is shown. */
export function dumbbellScale(figures: readonly Pick<GapFigure, 'expectation' | 'experience' | 'gap' | 'gapLow'>[]): { min: number; max: number } {
  const values = figures.flatMap(({ expectation, experience, gap, gapLow }) => (gap === null || expectation === null || experience === null ? [] : [expectation, experience, expectation + (gapLow ?? 0)]));
  if (values.length === 0) return { min: 0, max: 10 };
  return { min: Math.min(8, Math.max(0, Math.floor(Math.min(...values)) - 1)), max: 10 };
}
