import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { TableSkeleton } from '../../../../ui/page/Skeletons.tsx';
import { useSession } from '../../../../ui/session.tsx';
import { toggleSelection } from '../../../../ui/table/data-table.logic.ts';
import { caseListQuery } from '../../../cases/web/case-queries.ts';
import { listDrafts } from '../composer/drafts.ts';
import { useDeed } from '../deeds.tsx';
import { stepRow } from '../desk-keys.logic.ts';
import { CaseRow } from './CaseRow.tsx';
import { toCaseQuery, type DeskFilters } from './desk-filters.logic.ts';
import classes from './list.module.css';

const ROW_PX = 84;
/** Where the list stood when it was left, by what it shows: the way back from a case leads to the same row. */
const leftAt = new Map<string, number>();

interface CaseListProps {
  filters: DeskFilters;
  openId: string | null;
  hrefOf: (id: string) => string;
  selected: ReadonlySet<string>;
  onSelect: (ids: Set<string>) => void;
  onClear: (() => void) | null;
  onNew: (() => void) | null;
}

export function CaseList({ filters, openId, hrefOf, selected, onSelect, onClear, onNew }: CaseListProps) {
  const { t } = useTranslation('desk');
  const { user } = useSession();
  const query = useMemo(() => toCaseQuery(filters), [filters]);
  const list = useInfiniteQuery(caseListQuery(query));
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const drafts = listDrafts(user.id);
  const key = JSON.stringify(query);
  const place = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length, getScrollElement: () => place.current, estimateSize: () => ROW_PX, overscan: 8, initialOffset: leftAt.get(key) ?? 0,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const drawn = rows.getVirtualItems();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const isNearEnd = (drawn.at(-1)?.index ?? -1) >= items.length - 10;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage, items.length]);
  const { move, toggleCurrent, toggle } = useRows({ items, rows, place, openId, selected, onSelect });
  useDeed('next', useCallback(() => move(1), [move]));
  useDeed('previous', useCallback(() => move(-1), [move]));
  useDeed('select', toggleCurrent);

  if (list.isPending) return <div className={classes.scroll} aria-busy="true"><div className={classes.padded}><TableSkeleton rows={9} /></div></div>;
  if (list.isError && list.data === undefined) return <div className={classes.scroll}><div className={classes.padded}><ErrorState error={list.error} onRetry={() => void list.refetch()} /></div></div>;
  if (items.length === 0) {
    return (
      <div className={classes.scroll}>
        <div className={classes.padded}>
          {onClear
            ? <EmptyState action={{ label: t('list.clear'), onClick: onClear }}>{t('list.emptyFiltered')}</EmptyState>
            : <EmptyState {...(onNew ? { action: { label: t('new.action'), onClick: onNew } } : {})}>{t(query['view'] === 'mine' ? 'list.emptyMine' : 'list.empty')}</EmptyState>}
        </div>
      </div>
    );
  }
  return (
    <div ref={place} className={classes.scroll} data-stale={list.isPlaceholderData || undefined} onScroll={() => leftAt.set(key, place.current?.scrollTop ?? 0)}>
      <ul className={classes.rows} aria-label={t('list.label')} style={{ height: rows.getTotalSize() }}>
        {drawn.flatMap((row) => {
          const item = items[row.index];
          return item === undefined ? [] : [
            <CaseRow key={item.id} item={item} index={row.index} count={hasNextPage ? -1 : items.length} href={hrefOf(item.id)} isOpen={item.id === openId} isSelected={selected.has(item.id)} hasDraft={drafts.has(item.id)} onToggle={toggle} topPx={row.start} measure={rows.measureElement} />,
          ];
        })}
      </ul>
      <div role="status" className={classes.more}>{isFetchingNextPage ? t('list.more') : ''}</div>
      {list.isFetchNextPageError && <div className={classes.padded}><Button variant="default" size="xs" onClick={() => void fetchNextPage()}>{t('list.moreFailed')}</Button></div>}
    </div>
  );
}

interface Rows {
  items: readonly { id: string }[];
  rows: { scrollToIndex: (index: number, options: { align: 'auto' }) => void };
  place: RefObject<HTMLDivElement | null>;
  openId: string | null;
  selected: ReadonlySet<string>;
  onSelect: (ids: Set<string>) => void;
}

/** Moving by keys is moving the focus: what is read aloud, shown and opened with Enter is the same row. */
function useRows({ items, rows, place, openId, selected, onSelect }: Rows) {
  const last = useRef<number | null>(null);
  const wanted = useRef<number | null>(null);
  const focusRow = useCallback((index: number): boolean => {
    const link = place.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
    link?.focus({ preventScroll: true });
    return Boolean(link);
  }, [place]);
  const currentIndex = useCallback(() => {
    const focused = document.activeElement?.closest('[data-index]');
    if (focused instanceof HTMLElement && place.current?.contains(focused)) return Number(focused.dataset['index']);
    return items.findIndex((item) => item.id === openId);
  }, [items, openId, place]);
  const move = useCallback((step: 1 | -1) => {
    const next = stepRow(items.length, currentIndex(), step);
    if (next === null) return;
    rows.scrollToIndex(next, { align: 'auto' });
    wanted.current = focusRow(next) ? null : next;
  }, [items.length, currentIndex, rows, focusRow]);
  useEffect(() => {
    // A row that was not drawn yet is there after the list has scrolled.
    if (wanted.current !== null && focusRow(wanted.current)) wanted.current = null;
  });
  const toggle = useCallback((id: string, isRange: boolean) => {
    const index = items.findIndex((item) => item.id === id);
    onSelect(toggleSelection(selected, items.map((item) => item.id), { row: index, lastRow: last.current, isRange }));
    last.current = index;
  }, [items, selected, onSelect]);
  const toggleCurrent = useCallback(() => {
    const id = items[currentIndex()]?.id;
    if (id !== undefined) toggle(id, false);
  }, [items, currentIndex, toggle]);
  return { move, toggle, toggleCurrent };
}
