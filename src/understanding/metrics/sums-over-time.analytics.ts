import { historyTime } from '../../kernel/clock.ts';
import type { History } from '../../platform/storage/history.ts';
import { type Question, questionParams } from './filters.analytics.ts';

/** Writes the statement whose rows are sums by `bucket`, an expression over answers `a`. */
export type SumsStatement = (bucket: string) => string;

/** Sums of the period itself and of the time between the question's `from` and the period's. */
export async function readSumsAround<Row extends object>(history: History, sums: SumsStatement, question: Question, currentFrom: Date): Promise<{ current: Row | null; previous: Row | null }> {
  const rows = await history.query<Row & { bucket: number }>(sums(`toUInt8(a.at >= {currentFrom:DateTime64(3, 'UTC')})`), { ...questionParams(question), currentFrom: historyTime(currentFrom) }, { lane: 'analysis' });
  return { current: rows.find((row) => row.bucket === 1) ?? null, previous: rows.find((row) => row.bucket === 0) ?? null };
}

/** `bucket` is YYYY-MM; months without answers are missing. */
export function readSumsByMonth<Row extends object>(history: History, sums: SumsStatement, question: Question): Promise<(Row & { bucket: string })[]> {
  return history.query(sums(`formatDateTime(a.at, '%Y-%m')`), questionParams(question), { lane: 'analysis' });
}
