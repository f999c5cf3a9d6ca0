import { useCallback, useMemo, useState } from 'react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { ContactList } from './ContactList.tsx';
import { localDay } from './days.logic.ts';
import { MomentPicture } from './MomentPicture.tsx';
import { useNames } from './names.ts';
import { isFiltered, noFilters } from './timeline-filters.logic.ts';
import { TimelineFilterBar, type ContactCounts } from './TimelineFilterBar.tsx';
import { pictureQuery, timelineQuery } from './timeline-queries.ts';
import { useAgo } from './useAgo.ts';
import classes from './timeline.module.css';

interface TimelineProps {
  customerId: string;
  counts: ContactCounts;
  firstAt: string | null;
  lastAt: string | null;
}

/** Everything that happened with one customer: the picture, then the endless list. Filters live in the address. */
export function Timeline({ customerId, counts, firstAt, lastAt }: TimelineProps) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const ago = useAgo();
  const names = useNames();
  const [filters, setFilters] = useUrlState(noFilters);
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set());
  const [goTo, setGoTo] = useState<string | null>(null);
  const list = useInfiniteQuery(timelineQuery(customerId, filters));
  const picture = useQuery(pictureQuery(customerId, filters));
  const contacts = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);

  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const toggle = useCallback((messageId: string) => setOpenIds((open) => {
    const next = new Set(open);
    if (!next.delete(messageId)) next.add(messageId);
    return next;
  }), []);

  const pick = (messageId: string) => {
    const picked = picture.data?.items.find((contact) => contact.messageId === messageId);
    if (!picked) return;
    setOpenIds(new Set([messageId]));
    // Not loaded yet: the list jumps to that day, and the contact is among the first.
    if (!contacts.some((contact) => contact.messageId === messageId)) setFilters({ until: localDay(picked.at) });
    setGoTo(messageId);
  };
  const words = { count: counts.total, formatted: format.integer(counts.total), first: firstAt ? format.month(firstAt) : '', last: lastAt ? ago(lastAt) : '' };
  return (
    <Section title={t('section.title')} note={t(firstAt && lastAt ? 'section.noteSpan' : 'section.note', words)}>
      {counts.total > 0 && <MomentPicture query={picture} onPick={pick} />}
      {counts.total > 0 && <TimelineFilterBar filters={filters} onChange={setFilters} counts={counts} seen={picture.data?.items ?? []} names={names} />}
      {list.isPending && <TableSkeleton rows={8} />}
      {list.isError && list.data === undefined && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && contacts.length === 0 && <NoContacts filters={filters} onChange={setFilters} />}
      {contacts.length > 0 && (
        <div className={list.isPlaceholderData ? classes.stale : undefined}>
          <ContactList key={`${customerId} ${JSON.stringify(filters)}`} contacts={contacts} openIds={openIds} onToggle={toggle} goTo={goTo} onShown={() => setGoTo(null)} onNearEnd={onNearEnd} names={names} />
          {isFetchNextPageError
            ? <div className={classes.foot}><p>{t('list.moreFailed')}</p><Button variant="default" size="xs" onClick={() => void fetchNextPage()}>{t('ui:action.retry')}</Button></div>
            : <p className={classes.foot} role="status">{hasNextPage ? t('list.more') : t(isFiltered(filters) ? 'list.endFiltered' : 'list.end')}</p>}
        </div>
      )}
    </Section>
  );
}

function NoContacts({ filters, onChange }: { filters: typeof noFilters; onChange: (change: typeof noFilters) => void }) {
  const { t } = useTranslation('timeline');
  const clear = { label: t('filter.clear'), onClick: () => onChange(noFilters) };
  if (isFiltered(filters)) return <EmptyState action={clear}>{t('list.emptyFiltered')}</EmptyState>;
  if (filters.until !== '') return <EmptyState action={{ ...clear, label: t('filter.toNewest') }}>{t('list.emptyBefore')}</EmptyState>;
  return <EmptyState>{t('list.empty')}</EmptyState>;
}
