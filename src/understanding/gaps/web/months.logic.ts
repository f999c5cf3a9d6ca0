import type { GapFigure, TouchpointGap } from '../gaps.contract.ts';

type MonthFigure = GapFigure & { month: string };

const stepMonths = { month: 1, quarter: 3 };

/** Months where most of them have enough answers, else quarters: a line of single points tells nothing. */
export function choosePeriods({ byMonth, byQuarter }: Pick<TouchpointGap, 'byMonth' | 'byQuarter'>): { step: 'month' | 'quarter'; figures: MonthFigure[] } {
  const shown = byMonth.filter(({ gap }) => gap !== null).length;
  const step = shown * 2 >= byMonth.length ? 'month' : 'quarter';
  return { step, figures: evenly(step === 'month' ? byMonth : byQuarter, stepMonths[step]) };
}

/** The figures in order, with the periods in between in which nobody answered, so that the axis of time is even. */
export function evenly(figures: readonly MonthFigure[], months: number): MonthFigure[] {
  const sorted = [...figures].sort((a, b) => (a.month < b.month ? -1 : 1));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return [];
  const known = new Map(sorted.map((figure) => [figure.month, figure]));
  const all: MonthFigure[] = [];
  for (let month = first.month; month <= last.month && all.length < 600; month = laterMonth(month, months)) {
    all.push(known.get(month) ?? { month, n: 0, customers: 0, expectation: null, experience: null, gap: null, gapLow: null, gapHigh: null, expectationIsTarget: false });
  }
  return all;
}

function laterMonth(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const count = year * 12 + number - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}
