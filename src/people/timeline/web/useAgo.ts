import { useCallback } from 'react';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { ageInstants } from './days.logic.ts';

/** "3 hours ago", "yesterday", "2 weeks ago" – by calendar days, as people speak. */
export function useAgo(): (at: string) => string {
  const format = useFormat();
  return useCallback((at: string) => {
    const { atMs, nowMs } = ageInstants(at, new Date());
    return format.relative(atMs, nowMs);
  }, [format]);
}
