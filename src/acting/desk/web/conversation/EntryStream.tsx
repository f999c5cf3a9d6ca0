import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../../ui/page/Skeletons.tsx';
import type { Case, Entry } from '../../../cases/cases.contract.ts';
import { entriesQuery } from '../../../cases/web/case-queries.ts';
import { EntryItem } from './EntryItem.tsx';
import classes from './conversation.module.css';

const NEAR_END_PX = 120;

/** Everything said and done, the newest at the bottom, where the answer is written. */
export function EntryStream({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const pages = useInfiniteQuery(entriesQuery(caseOf.id));
  const entries = useMemo(() => orderEntries(pages.data?.pages.flatMap((page) => page.items) ?? []), [pages.data]);
  const place = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  const newestId = entries.at(-1)?.id;
  const oldestId = entries[0]?.id;
  const before = useRef<{ oldestId: string | undefined; newestId: string | undefined; height: number }>({ oldestId: undefined, newestId: undefined, height: 0 });

  // Older entries come in above without moving what is being read; the newest are followed while the end is in sight.
  useLayoutEffect(() => {
    const scroll = place.current;
    if (!scroll) return;
    if (before.current.oldestId !== undefined && before.current.oldestId !== oldestId) scroll.scrollTop += scroll.scrollHeight - before.current.height;
    else if (isAtEnd.current && before.current.newestId !== newestId) scroll.scrollTop = scroll.scrollHeight;
    before.current = { oldestId, newestId, height: scroll.scrollHeight };
  }, [newestId, oldestId]);
  useEffect(() => {
    const scroll = place.current;
    if (!scroll || !list.current) return;
    const follow = new ResizeObserver(() => {
      if (isAtEnd.current) scroll.scrollTop = scroll.scrollHeight;
    });
    follow.observe(list.current);
    follow.observe(scroll);
    return () => follow.disconnect();
  }, []);

  const remember = () => {
    const scroll = place.current;
    if (scroll) isAtEnd.current = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END_PX;
  };
  const who = caseOf.customerName ?? caseOf.fromAddress ?? t('cases:author.unknown');
  return (
    <div ref={place} className={classes.stream} onScroll={remember} tabIndex={0} role="region" aria-label={t('conversation.label')}>
      {pages.isPending && <Skeleton lines={6} heightPx={22} />}
      {pages.isError && pages.data === undefined && <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.hasNextPage && <div className={classes.older}><Button size="compact-sm" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('conversation.older')}</Button></div>}
      <ol ref={list} className={classes.entries} aria-label={t('conversation.entries')}>
        {entries.map((entry) => <EntryItem key={entry.id} entry={entry} language={caseOf.language} who={who} />)}
      </ol>
    </div>
  );
}

/** The server gives the newest first. Two pages may overlap when something came in between. */
export function orderEntries(newestFirst: readonly Entry[]): Entry[] {
  const seen = new Set<string>();
  return newestFirst.filter(({ id }) => !seen.has(id) && seen.add(id)).reverse();
}
