import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import type { NavCount } from '../../../ui/pages.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { NavEntry } from './navigation.ts';
import classes from './shell.module.css';

const REFRESH_MS = 60_000;

/** What waits behind entries of the rail, as a number; in words for who cannot see it. Nothing while that is not known, or where nothing waits. */
export function WaitingCount({ entries }: { entries: readonly NavEntry[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = entries.flatMap(({ count }) => (count ? [count] : []));
  const found = useQueries({ queries: counts.map(({ path, queryKey }) => ({ queryKey, queryFn: ({ signal }: { signal: AbortSignal }) => api.get<{ count: number }>(path, { signal }), refetchInterval: REFRESH_MS, staleTime: REFRESH_MS })) });
  const waiting = counts.flatMap(({ label }: NavCount, place) => {
    const count = found[place]?.data?.count ?? 0;
    return count === 0 ? [] : [{ count, words: t(label, { count, formatted: format.integer(count) }) }];
  });
  if (waiting.length === 0) return null;
  return (
    <>
      <span className={classes.count} aria-hidden="true">{format.integer(waiting.reduce((sum, { count }) => sum + count, 0))}</span>
      <span className={classes.countWords}>{format.list(waiting.map(({ words }) => words))}</span>
    </>
  );
}
