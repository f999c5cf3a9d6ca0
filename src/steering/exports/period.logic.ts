import { DAY_MS } from '../../kernel/clock.ts';

/** The first instant after a period: a day counts as a whole, as with all figures. */
export function dayAfter(to: string): string {
  return new Date(Date.parse(to) + (/^\d{4}-\d{2}-\d{2}$/.test(to) ? DAY_MS : 0)).toISOString();
}
