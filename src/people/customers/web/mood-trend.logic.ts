import type { CustomerPage } from '../customers.contract.ts';

export type MoodTrend = 'falls' | 'rises' | 'good' | 'bad' | 'mixed';

/** Half a step on the scale −2 … +2: less than that nobody would call a change. */
const CHANGE = 0.5;
const FEWEST_CONTACTS = 3;

/**
 * How the customer's mood moves: the newest contacts with a mood (at least three, whole months) against all before them.
 * Null when fewer than three contacts carry a mood: one bad call is no trend.
 */
export function readMoodTrend(months: CustomerPage['mood']): { trend: MoodTrend; recent: number; n: number } | null {
  const newestFirst = [...months].filter(({ n }) => n > 0).sort((a, b) => b.month.localeCompare(a.month));
  let n = 0;
  const border = newestFirst.findIndex((month) => (n += month.n) >= FEWEST_CONTACTS);
  if (border < 0) return null;
  const recent = mean(newestFirst.slice(0, border + 1));
  const before = newestFirst.slice(border + 1);
  if (before.reduce((sum, month) => sum + month.n, 0) >= FEWEST_CONTACTS) {
    const change = recent - mean(before);
    if (change <= -CHANGE) return { trend: 'falls', recent, n };
    if (change >= CHANGE) return { trend: 'rises', recent, n };
  }
  return { trend: recent >= CHANGE ? 'good' : recent <= -CHANGE ? 'bad' : 'mixed', recent, n };
}

function mean(months: readonly { mood: number; n: number }[]): number {
  const n = months.reduce((sum, month) => sum + month.n, 0);
  return n === 0 ? 0 : months.reduce((sum, month) => sum + month.mood * month.n, 0) / n;
}
