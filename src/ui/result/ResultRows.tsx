import { useTranslation } from 'react-i18next';
import { AppLink } from '../page/AppLink.tsx';
import { useFormat } from '../words/useFormat.ts';
import { addressOf, isFigureColumn, type ResultCell, type ResultColumn, type ResultTable, valueOf } from './result-table.logic.ts';

/** The result as a table: the same cells as in the file. */
export function ResultRows({ title, table }: { title: string; table: ResultTable }) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const write = (cell: ResultCell, { decimals, isShare }: ResultColumn): string => {
    const value = valueOf(cell);
    if (value === null) return '–';
    if (typeof value === 'string') return value;
    if (isShare) return format.share(value, decimals ?? 0);
    return format.decimal(value, decimals ?? (Number.isInteger(value) ? 0 : 2));
  };
  const figures = table.columns.map((_, at) => (isFigureColumn(table, at) ? 'm-figure' : undefined));
  return (
    <div className="m-chart-scroll" tabIndex={0} role="region" aria-label={t('result.tableOf', { title })}>
      <table className="m-chart-table">
        <thead><tr>{table.columns.map(({ header }, at) => <th key={at} scope="col" className={figures[at]}>{header}</th>)}</tr></thead>
        <tbody>
          {table.rows.map((cells, row) => (
            <tr key={row}>
              {table.columns.map((column, at) => {
                const cell = cells[at] ?? null;
                const to = addressOf(cell);
                const words = to === null ? write(cell, column) : <AppLink to={to}>{write(cell, column)}</AppLink>;
                return at === 0 ? <th key={at} scope="row" className={figures[at]}>{words}</th> : <td key={at} className={figures[at]}>{words}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
