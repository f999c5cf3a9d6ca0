import { useId, type KeyboardEvent, type MouseEvent } from 'react';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fromClass, type Column } from './column.ts';
import classes from './table.module.css';

interface RowProps<Row> {
  row: Row;
  index: number;
  columns: readonly Column<Row>[];
  isActive: boolean;
  isOpenable: boolean;
  /** null: rows cannot be selected. */
  isSelected: boolean | null;
  name: string;
  onToggle: (isRange: boolean) => void;
  onOpen: (event: MouseEvent) => void;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  measure: (element: HTMLElement | null) => void;
}

export function TableRow<Row>({ row, index, columns, isActive, isOpenable, isSelected, name, onToggle, onOpen, onFocus, onKeyDown, measure, heightPx }: RowProps<Row> & { heightPx: number }) {
  return (
    <tr
      ref={measure} data-index={index} data-row={index} aria-rowindex={index + 2} tabIndex={isActive ? 0 : -1} style={{ height: heightPx }}
      className={`${classes.row} ${isOpenable ? classes.openable : ''} ${isSelected ? classes.selected : ''}`}
      onClick={onOpen} onFocus={onFocus} onKeyDown={onKeyDown}
    >
      {isSelected !== null && <td className={classes.check}><RowCheck name={name} isSelected={isSelected} onToggle={onToggle} /></td>}
      {columns.map((column, at) => {
        const className = `${column.align === 'end' ? classes.end : ''} ${fromClass(column.from)}`;
        return at === 0
          ? <th key={column.key} scope="row" className={className}>{column.cell(row)}</th>
          : <td key={column.key} className={className}>{column.cell(row)}</td>;
      })}
    </tr>
  );
}

export function CardRow<Row>({ row, index, columns, isActive, isSelected, name, onToggle, onOpen, onFocus, onKeyDown, measure, count }: RowProps<Row> & { count: number }) {
  const [title, ...lines] = columns.filter((column) => !column.isHiddenOnPhone);
  return (
    // Clicking anywhere is a convenience; the link in the title is the way for everybody.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li ref={measure} data-index={index} data-row={index} tabIndex={isActive ? 0 : -1} aria-posinset={index + 1} aria-setsize={count} className={classes.card} onClick={onOpen} onFocus={onFocus} onKeyDown={onKeyDown}>
      <div className={`${classes.cardBody} ${isSelected ? classes.selected : ''}`}>
        <div className={classes.cardTitle}>
          <div>{title?.cell(row)}</div>
          {isSelected !== null && <RowCheck name={name} isSelected={isSelected} onToggle={onToggle} />}
        </div>
        <dl className={classes.cardLines}>
          {lines.map((column) => <div key={column.key}><dt>{column.header}</dt><dd>{column.cell(row)}</dd></div>)}
        </dl>
      </div>
    </li>
  );
}

function RowCheck({ name, isSelected, onToggle }: { name: string; isSelected: boolean; onToggle: (isRange: boolean) => void }) {
  const { t } = useTranslation('ui');
  const id = useId();
  return (
    <label className={classes.checkTarget} htmlFor={id}>
      <Checkbox
        id={id} size="xs" checked={isSelected} aria-label={t('table.selectRow', { name })}
        onChange={(event) => onToggle(event.nativeEvent instanceof globalThis.MouseEvent && event.nativeEvent.shiftKey)}
      />
    </label>
  );
}
