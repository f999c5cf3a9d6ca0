import type { Cockpit } from '../cockpit.contract.ts';

export type Days = '30' | '90' | '365';
export const periods: readonly Days[] = ['30', '90', '365'];
export const readDays = (text: string): Days => periods.find((days) => days === text) ?? '30';

/** How a change reads: its interval must leave 0 out before we call it up or down. */
export type ChangeKind = 'up' | 'down' | 'same';
export function judgeChange(change: { low: number; high: number } | null): ChangeKind | null {
  if (change === null) return null;
  if (change.low > 0) return 'up';
  return change.high < 0 ? 'down' : 'same';
}

/** Nothing to judge yet: neither contacts nor answers. */
export const isHouseEmpty = ({ inventory }: Cockpit): boolean => inventory.contacts === 0 && inventory.answers === 0;

/** Which of the first steps are still to be done. */
export function openSteps({ touchpoints, answers, contacts }: Cockpit['inventory']): ('contacts' | 'touchpoints' | 'surveys')[] {
  return [...(contacts === 0 ? ['contacts' as const] : []), ...(touchpoints === 0 ? ['touchpoints' as const] : []), ...(answers === 0 ? ['surveys' as const] : [])];
}

/** Address of the answers behind a figure, with the same filters. */
export function answersHref(filters: Record<string, string>): string {
  return `/listening/answers?${new URLSearchParams(filters).toString()}`;
}

/** First and last day of a month given as YYYY-MM. */
export function daysOfMonth(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}
