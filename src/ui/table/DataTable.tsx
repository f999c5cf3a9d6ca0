import { useEffect, useId, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { useGo } from '../address.ts';
import type { DataTableProps } from './column.ts';
import { CardRow, TableRow } from './TableRow.tsx';
import { TableHead } from './TableHead.tsx';
import { useTop } from './useTop.ts';
import { moveRow, toggleSelection } from './data-table.logic.ts';
import classes from './table.module.css';

export type { Column, DataTableProps, Selection } from './column.ts';

/** Hundreds or thousands of rows that scroll with the page; only those in sight are drawn. On a phone each row is a card. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, rows, rowId, rowHref, selection, columns, onEndReached, isLoadingMore, totalRows, rowHeightPx = 46 } = props;
  const { t } = useTranslation('ui');
  const go = useGo();
  const isPhone = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false });
  const listRef = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const lastSelected = useRef<number | null>(null);
  const wantsFocus = useRef(false);
  const keysId = useId();
  const topPx = useTop(listRef);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (isPhone ? 46 + columns.length * 26 : rowHeightPx),
    overscan: 12,
    scrollMargin: topPx,
    scrollPaddingStart: 56, // the head that stays in sight
    scrollPaddingEnd: 80, // the bar of what is selected, or of a phone
    getItemKey: (index) => { const row = rows[index]; return row === undefined ? index : rowId(row); },
  });
  const items = virtual.getVirtualItems();
  const lastDrawn = items.at(-1)?.index ?? -1;
  const isNearEnd = rows.length > 0 && lastDrawn >= rows.length - 8;
  useEffect(() => {
    if (isNearEnd && !isLoadingMore) onEndReached?.();
    // rows.length: a page that came short must be followed by the next one
  }, [isNearEnd, isLoadingMore, onEndReached, rows.length]);

  useEffect(() => {
    if (!wantsFocus.current) return;
    const row = listRef.current?.querySelector<HTMLElement>(`[data-row="${active}"]`);
    if (row) {
      wantsFocus.current = false;
      row.focus({ preventScroll: true });
    }
  });

  const toggle = (index: number, isRange: boolean) => {
    if (!selection) return;
    selection.onChange(toggleSelection(selection.ids, rows.map(rowId), { row: index, lastRow: lastSelected.current, isRange }));
    lastSelected.current = index;
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.dataset['row'] === undefined) return; // keys inside a cell belong to the cell
    const target = moveRow(event.key, active, rows.length);
    const row = rows[active];
    if (target !== null) {
      wantsFocus.current = true;
      setActive(target);
      virtual.scrollToIndex(target, { align: 'auto' });
    } else if (event.key === 'Enter' && row !== undefined && rowHref) go(rowHref(row));
    else if (event.key === ' ' && selection) toggle(active, event.shiftKey);
    else return;
    event.preventDefault();
  };
  const open = (event: MouseEvent, row: Row) => {
    if (!rowHref || (event.target instanceof Element && event.target.closest('a, button, input, label, select'))) return;
    if (window.getSelection()?.toString()) return; // somebody marks text to copy it
    go(rowHref(row));
  };

  const before = items[0] ? items[0].start - virtual.options.scrollMargin : 0;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? virtual.options.scrollMargin) - virtual.options.scrollMargin);
  const drawn = items.flatMap((item) => {
    const row = rows[item.index];
    return row === undefined ? [] : [{ item, row }];
  });
  const rowProps = (index: number, row: Row) => ({
    row, index, columns, isActive: index === active, isOpenable: Boolean(rowHref),
    name: props.rowName?.(row) ?? rowId(row), isSelected: selection ? selection.ids.has(rowId(row)) : null,
    onToggle: (isRange: boolean) => toggle(index, isRange), onOpen: (event: MouseEvent) => open(event, row), onFocus: () => setActive(index), onKeyDown: press,
    measure: virtual.measureElement,
  });

  return (
    <div ref={listRef}>
      <p id={keysId} className="m-hidden">{t('table.keys')}</p>
      {isPhone ? (
        <ul className={classes.cards} aria-label={caption} style={{ paddingTop: before, paddingBottom: Math.max(0, after) }}>
          {drawn.map(({ item, row }) => <CardRow key={item.key} {...rowProps(item.index, row)} count={totalRows ?? rows.length} />)}
        </ul>
      ) : (
        <table className={classes.table} aria-rowcount={(totalRows ?? rows.length) + 1} aria-describedby={keysId}>
          <caption className="m-hidden">{caption}</caption>
          <TableHead {...props} />
          <tbody>
            {before > 0 && <tr aria-hidden="true" style={{ height: before }}><td>{' '}</td></tr>}
            {drawn.map(({ item, row }) => <TableRow key={item.key} {...rowProps(item.index, row)} heightPx={rowHeightPx} />)}
            {after > 0 && <tr aria-hidden="true" style={{ height: after }}><td>{' '}</td></tr>}
          </tbody>
        </table>
      )}
      <p role="status" className={classes.more}>{isLoadingMore ? t('table.loadingMore') : ''}</p>
    </div>
  );
}
