import { useState } from 'react';
import { firstDay } from './period.logic.ts';

/** First day of a period that ends on the day on which the page was opened. */
export function useFirstDay(period: string): string | undefined {
  const [today] = useState(() => new Date());
  return firstDay(period, today);
}
