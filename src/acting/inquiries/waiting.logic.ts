import { HOUR_MS } from '../../kernel/clock.ts';
import { medianWithInterval } from '../../kernel/stats/scores/median.ts';
import { shareFromCounts } from '../../kernel/stats/scores/share.ts';
import type { WaitFigure } from './inquiries.contract.ts';

export interface Wait {
  askedAt: Date;
  dueAt: Date;
  firstAnsweredAt: Date | null;
}

/**
 * How long answers took (hours of the clock, to the first answer) and how many came in time. Questions that are still
 * open count as late once they are due, and not at all before: leaving the slow ones out would make a partner look good.
 */
export function measureWaits(waits: readonly Wait[], now: Date): WaitFigure {
  const hours = waits.flatMap(({ askedAt, firstAnsweredAt }) => (firstAnsweredAt === null ? [] : [(firstAnsweredAt.getTime() - askedAt.getTime()) / HOUR_MS]));
  const settled = waits.filter(({ firstAnsweredAt, dueAt }) => firstAnsweredAt !== null || dueAt < now);
  const inTime = settled.filter(({ firstAnsweredAt, dueAt }) => firstAnsweredAt !== null && firstAnsweredAt <= dueAt);
  const median = medianWithInterval(hours);
  return { asked: waits.length, answered: hours.length, open: waits.length - hours.length, medianHours: median.median, lowHours: median.low, highHours: median.high, inTime: shareFromCounts({ hits: inTime.length, n: settled.length }) };
}
