import type { ReactNode } from 'react';
import classes from './table.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The API's sort key; with it the header sorts. */
  sort?: string;
  /** Figures start with the highest. Default: true for `align: 'end'`. */
  startsDescending?: boolean;
  align?: 'start' | 'end';
  /** Under the header, e.g. the scale of the pictures in this column. */
  axis?: ReactNode;
  /** Fixed width; columns without one share the rest. */
  widthPx?: number;
  /** One sentence that explains the column, on hover and focus. */
  hint?: string;
  /** Shown only from this window width on: 760, 1000, 1240 or 1400 px. On a phone every column without `isHiddenOnPhone` is a line of the card. */
  from?: 'sm' | 'md' | 'lg' | 'xl';
  isHiddenOnPhone?: boolean;
}

export interface Selection {
  ids: ReadonlySet<string>;
  onChange: (ids: Set<string>) => void;
}

export interface DataTableProps<Row> {
  /** Said to screen readers. */
  caption: string;
  rows: readonly Row[];
  /** The first column names the row: it becomes the row's heading and the title of its card. */
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** The row in words, for the checkbox. */
  rowName?: (row: Row) => string;
  /** Where Enter and a click on the row lead. */
  rowHref?: (row: Row) => string;
  /** As in the API: `name`, `-priority`. */
  sort?: string;
  onSort?: (sort: string) => void;
  selection?: Selection;
  /** Called when the end comes near; load the next page then. */
  onEndReached?: () => void;
  isLoadingMore?: boolean;
  /** All rows there are, also those not loaded yet. */
  totalRows?: number;
  rowHeightPx?: number;
}

/** The class that hides a column on narrow windows. */
export const fromClass = (from: Column<unknown>['from']): string => (from ? (classes[`from-${from}`] ?? '') : '');
