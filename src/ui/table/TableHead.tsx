import { Checkbox, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { fromClass, type Column, type DataTableProps } from './column.ts';
import { ariaSort, nextSort } from './data-table.logic.ts';
import classes from './table.module.css';

export function TableHead<Row>({ columns, rows, rowId, selection, sort = '', onSort }: DataTableProps<Row>) {
  const { t } = useTranslation('ui');
  const selectedHere = selection ? rows.filter((row) => selection.ids.has(rowId(row))).length : 0;
  const toggleAll = () => selection?.onChange(new Set(selectedHere === rows.length ? [] : rows.map(rowId)));
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selection && (
          <th scope="col" className={classes.check}>
            <Checkbox size="xs" aria-label={t('table.selectAll')} checked={rows.length > 0 && selectedHere === rows.length} indeterminate={selectedHere > 0 && selectedHere < rows.length} onChange={toggleAll} />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.key} scope="col" className={`${column.align === 'end' ? classes.end : ''} ${fromClass(column.from)}`}
            style={column.widthPx ? { width: column.widthPx } : undefined}
            {...(column.sort && onSort ? { 'aria-sort': ariaSort(sort, column.sort) } : {})}
          >
            <HeadCell column={column} sort={sort} onSort={onSort} />
            {column.axis}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function HeadCell<Row>({ column, sort, onSort }: { column: Column<Row>; sort: string; onSort: ((sort: string) => void) | undefined }) {
  const key = column.sort;
  const state = key ? ariaSort(sort, key) : 'none';
  const Arrow = state === 'ascending' ? IconArrowUp : IconArrowDown;
  const label = key && onSort ? (
    <button type="button" className={`${classes.sort} ${state === 'none' ? '' : classes.sorted}`} onClick={() => onSort(nextSort(sort, key, column.startsDescending ?? column.align === 'end'))}>
      <span>{column.header}</span>
      <Arrow size={13} stroke={2} aria-hidden="true" className={classes.arrow} />
    </button>
  ) : <span className={column.hint ? classes.hinted : undefined} tabIndex={column.hint ? 0 : undefined}>{column.header}</span>;
  return column.hint ? <Tooltip label={column.hint}>{label}</Tooltip> : label;
}
