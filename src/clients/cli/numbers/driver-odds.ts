import type { CompleteRows } from '../../../kernel/stats/drivers/complete-rows.ts';
import type { DriverAnalysis } from '../../../kernel/stats/drivers/drivers.ts';
import { type DriverOdds, type LogisticRefusal, logisticRegression } from '../../../kernel/stats/drivers/logistic.ts';

/** Odds of the higher of two values, beside the linear shares. */
export interface OutcomeOdds {
  /** Which value of the outcome counts as a yes */
  yes: number;
  /** Rows that say it */
  events: number;
  auc: number | null;
  /** In the order of the analysis, for one point of each driver; empty when refused */
  drivers: Pick<DriverOdds, 'name' | 'odds' | 'low' | 'high' | 'p'>[];
  refused: (LogisticRefusal & { text: string }) | null;
}

/**
 * Odds beside an answered analysis whose outcome has two values.
 * @param names - of the drivers; the rows have one column more, the outcome
 * @returns null where the analysis was refused or the outcome has more values than two
 */
export function outcomeOdds(analysis: DriverAnalysis, { columns, weights, clusters }: CompleteRows, names: readonly string[], confidence: number): OutcomeOdds | null {
  const outcome = columns.at(-1);
  const ends = outcome && twoValues(outcome);
  if (analysis.kind === 'refused' || !outcome || !ends) return null;
  const kept = analysis.drivers.map(({ name }) => name);
  const own = kept.flatMap((name) => columns[names.indexOf(name)] ?? []);
  const fit = logisticRegression({ columns: own, outcome: outcome.map((value) => Number(value === ends.high)), weights, clusters }, kept, confidence);
  const found = { yes: ends.high, events: fit.events };
  if (fit.kind === 'refused') return { ...found, auc: null, drivers: [], refused: { ...fit.refusal, text: oddsRefusalText(fit.refusal) } };
  return { ...found, auc: fit.auc, drivers: fit.drivers.map(({ name, odds, low, high, p }) => ({ name, odds, low, high, p })), refused: null };
}

function twoValues(outcome: Float64Array): { low: number; high: number } | null {
  const [low, high] = outcome.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  return low < high && outcome.every((value) => value === low || value === high) ? { low, high } : null;
}

function oddsRefusalText(refusal: LogisticRefusal): string {
  switch (refusal.code) {
    case 'one_value': return 'the outcome has one value only';
    case 'too_few': return `only ${refusal.n} independent rows have the rarer value, needed are ${refusal.needed}`;
    case 'dependent': return `one value only, or following from others: ${refusal.names.join(', ')}`;
    case 'separated': return `yes and no are told apart without a mistake by ${refusal.names.join(', ')}, so there is no largest odds ratio`;
    default: return refusal satisfies never;
  }
}
