import type { GapFigure } from '../gaps.contract.ts';

type MonthFigure = GapFigure & { month: string };

/** The months in order, with those in between in which nobody answered, so that the axis of time is even. */
export function everyMonth(figures: readonly MonthFigure[]): MonthFigure[] {
  const sorted = [...figures].sort((a, b) => (a.month < b.month ? -1 : 1));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return [];
  const known = new Map(sorted.map((figure) => [figure.month, figure]));
  const months: MonthFigure[] = [];
  for (let month = first.month; month <= last.month && months.length < 600; month = nextMonth(month)) {
    months.push(known.get(month) ?? { month, n: 0, customers: 0, expectation: null, experience: null, gap: null, gapLow: null, gapHigh: null, expectationIsTarget: false });
  }
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
