/** What is known about one touchpoint; null where it was withheld (too few answers) or could not be computed. */
export interface PriorityEvidence {
  /** Correlation of the experience at this touchpoint with the overall score of the same customers, in [−1, 1] */
  correlation: number | null;
  /** Gap = experience − expectation, scale points, negative where experience falls short */
  gap: number | null;
  /** Share of all customers who had contact here in the period, in [0, 1] */
  reach: number | null;
}

/** The factors of a priority as they are shown beside it, and their product; null means withheld, 0 means measured. */
export interface Priority {
  /** Positive part of the correlation, in [0, 1] */
  importance: number | null;
  /** Scale points by which experience falls short, ≥ 0; 0 where it meets or exceeds the expectation */
  shortfall: number | null;
  /** Share of customers, in [0, 1] */
  reach: number | null;
  /** importance × shortfall × reach × 100, from 0 to 100 × the width of the scale */
  priority: number | null;
}

/**
 * How urgently a touchpoint asks for a measure, seen by the customer: what matters, falls short, and meets many.
 *
 * Worked example: correlation 0.6, gap −2.5 points, reach 0.4 → 0.6 × 2.5 × 0.4 × 100 = 60.
 * A touchpoint where experience exceeds expectation has priority 0 (we know that it need not be improved); one with
 * too few answers has priority null (we do not know), and ranks after all others, never among the zeros.
 *
 * This is the first form of importance: a correlation says "goes together", not "causes", and touchpoints that are
 * lived through together share their credit. A negative correlation counts as no importance, because making an
 * experience worse is never the advice. The product carries no interval yet; compare priorities on the same scale only.
 * @source capability T3 (criticality = importance × shortfall × reach), after the importance–performance analysis of
 *   Martilla & James (1977), J. of Marketing 41(1), with derived instead of stated importance
 * @throws RangeError when correlation or reach lie outside of their range, or the gap is no number
 */
export function priorityFromEvidence({ correlation, gap, reach }: PriorityEvidence): Priority {
  if (correlation !== null) requireWithin('correlation', correlation, -1, 1);
  if (gap !== null) requireWithin('gap', gap, -Number.MAX_VALUE, Number.MAX_VALUE);
  if (reach !== null) requireWithin('reach', reach, 0, 1);
  const importance = correlation === null ? null : Math.max(0, correlation);
  const shortfall = gap === null ? null : Math.max(0, -gap);
  if (importance === null || shortfall === null || reach === null) return { importance, shortfall, reach, priority: null };
  return { importance, shortfall, reach, priority: importance * shortfall * reach * 100 };
}

function requireWithin(name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) throw new RangeError(`${name} must lie between ${low} and ${high}, got ${value}`);
}
