import { HOUR_MS } from '../../kernel/clock.ts';
import { gapFromPairs } from '../../kernel/stats/gaps/gap.ts';
import { medianWithInterval } from '../../kernel/stats/scores/median.ts';
import { shareFromCounts } from '../../kernel/stats/scores/share.ts';
import type { LoopFigure } from './closed-loop.contract.ts';

export interface CaughtFact {
  id: string;
  caseId: string | null;
  customerId: string | null;
  metric: string;
  score: number | null;
  caughtAt: Date;
  dueAt: Date;
  contactedAt: Date | null;
  closedAt: Date | null;
  toldHow: string | null;
}

/** A score on the scale 0–10, whatever its own: csat goes from 1 to 5. */
export const onTen = (metric: string, score: number): number => (metric === 'csat' ? (score - 1) * 2.5 : score);

/**
 * How well the loop is closed. What is neither due nor closed yet says nothing, so it is not counted; whom we did not
 * tell on purpose, with a reason, counts as closed, but not as contacted.
 * @param scoresAfter - by id of the catch, on the scale of its question
 */
export function measureLoop(caught: readonly CaughtFact[], scoresAfter: ReadonlyMap<string, number>, now: Date): LoopFigure {
  const settled = caught.filter(({ closedAt, dueAt }) => closedAt !== null || dueAt < now);
  const due = caught.filter(({ toldHow, contactedAt, dueAt }) => toldHow !== 'not_told' && (contactedAt !== null || dueAt < now));
  const hours = caught.flatMap(({ contactedAt, caughtAt }) => (contactedAt === null ? [] : [(contactedAt.getTime() - caughtAt.getTime()) / HOUR_MS]));
  const median = medianWithInterval(hours);
  const pairs = caught.flatMap(({ id, customerId, metric, score }) => {
    const after = scoresAfter.get(id);
    return score === null || customerId === null || after === undefined ? [] : [{ customerId, expectation: onTen(metric, score), experience: onTen(metric, after) }];
  });
  const change = gapFromPairs(pairs);
  const mean = (values: readonly number[]) => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length);
  return {
    caught: caught.length, cases: new Set(caught.flatMap(({ caseId }) => (caseId === null ? [] : [caseId]))).size,
    closed: shareFromCounts({ hits: settled.filter(({ closedAt }) => closedAt !== null).length, n: settled.length }),
    contactedInTime: shareFromCounts({ hits: due.filter(({ contactedAt, dueAt }) => contactedAt !== null && contactedAt <= dueAt).length, n: due.length }),
    contactHours: { n: median.n, median: median.median, low: median.low, high: median.high },
    notTold: caught.filter(({ toldHow }) => toldHow === 'not_told').length,
    scoreChange: { n: change.n, customers: change.customers, before: mean(pairs.map(({ expectation }) => expectation)), after: mean(pairs.map(({ experience }) => experience)), change: change.gap, low: change.low, high: change.high },
  };
}
