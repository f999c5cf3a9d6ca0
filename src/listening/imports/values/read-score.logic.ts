import type { RefusalCode, ScoreUse } from '../imports.contract.ts';
import { readNumber } from './numbers.logic.ts';
import type { RefusalDetails } from '../refusal-words.logic.ts';

/** The scale on which each role is stored. */
const storedScales: Record<ScoreUse['role'], { low: number; high: number; whole: boolean }> = {
  expectation: { low: 0, high: 10, whole: false },
  experience: { low: 0, high: 10, whole: false },
  overall: { low: 0, high: 10, whole: false },
  ces: { low: 0, high: 10, whole: false },
  nps: { low: 0, high: 10, whole: true },
  csat: { low: 1, high: 5, whole: true },
};

/** Whole-point scales can only be filled from scales with as many points, forwards or backwards. */
export function fitsScale({ role, worst, best }: Pick<ScoreUse, 'role' | 'worst' | 'best'>): boolean {
  const { low, high, whole } = storedScales[role];
  return !whole || Math.abs(best - worst) === high - low;
}

/**
 * One mark on the scale it is stored on: the worst mark becomes the low end, the best the high end, straight between.
 * 4 on 1–5 → 7.5 on 0–10; school mark 2 on 6–1 → 8.
 * @returns null for "does not apply"
 */
export function readScore({ role, worst, best, notApplicable }: ScoreUse, text: string, decimal: ',' | '.'): number | null | { code: RefusalCode; details: RefusalDetails } {
  const mark = readNumber(text, decimal);
  if (mark === null) return { code: 'number.invalid', details: { value: text.slice(0, 80), decimal } };
  if (notApplicable.includes(mark)) return null;
  if (mark < Math.min(worst, best) || mark > Math.max(worst, best)) return { code: 'score.out_of_scale', details: { value: text.slice(0, 80), worst, best } };
  const { low, high, whole } = storedScales[role];
  if (whole && !Number.isInteger(mark)) return { code: 'number.not_whole', details: { value: text.slice(0, 80) } };
  const value = low + ((mark - worst) * (high - low)) / (best - worst);
  return Math.round(value * 1e9) / 1e9;
}
