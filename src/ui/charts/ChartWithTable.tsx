import { use, useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FramedContext } from './framed.ts';

export interface ChartTable {
  columns: readonly { header: string; isFigure?: boolean }[];
  /** As many cells as columns; the first names the row. Links are welcome. */
  rows: readonly (readonly ReactNode[])[];
}

interface ChartWithTableProps {
  /** Names the picture. Said, not shown: the section's heading stands above it already. */
  title: string;
  /** What the picture says, in a sentence. */
  summary?: string | undefined;
  isSummaryShown?: boolean | undefined;
  table: ChartTable;
  /** Reports and mails have nothing to press. */
  isStatic?: boolean | undefined;
  /** Instead of an empty picture. */
  empty?: ReactNode;
  children: ReactNode;
}

/** A picture that can also be read as a table. */
export function ChartWithTable({ title, summary, isSummaryShown = false, table, isStatic = false, empty, children }: ChartWithTableProps) {
  const { t } = useTranslation('ui');
  const [isTable, setTable] = useState(false);
  const id = useId();
  const isFramed = use(FramedContext);
  if (table.rows.length === 0) return <div className="m-chart-empty">{empty ?? t('chart.nothing')}</div>;
  return (
    <figure className="m-chart" aria-label={title}>
      {summary && <p id={id} className={isSummaryShown ? 'm-chart-summary' : 'm-hidden'}>{summary}</p>}
      {isTable ? <TableOf title={title} table={table} /> : children}
      {!isStatic && !isFramed && (
        <div className="m-chart-foot m-no-print">
          <button type="button" className="m-chart-toggle" aria-label={`${t(isTable ? 'chart.showPicture' : 'chart.showTable')}: ${title}`} onClick={() => setTable(!isTable)}>
            {t(isTable ? 'chart.showPicture' : 'chart.showTable')}
          </button>
        </div>
      )}
    </figure>
  );
}

function TableOf({ title, table }: { title: string; table: ChartTable }) {
  return (
    <div className="m-chart-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="m-chart-table">
        <thead>
          <tr>{table.columns.map((column) => <th key={column.header} scope="col" className={column.isFigure ? 'm-figure' : undefined}>{column.header}</th>)}</tr>
        </thead>
        <tbody>
          {table.rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, at) => {
                const className = table.columns[at]?.isFigure ? 'm-figure' : undefined;
                return at === 0 ? <th key={at} scope="row" className={className}>{cell}</th> : <td key={at} className={className}>{cell}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
