import { useTranslation } from 'react-i18next';
import { ChartWithTable, type ChartTable } from './ChartWithTable.tsx';
import { type HeatLayout, layOutHeatMap, tintOf } from './heat-map.logic.ts';
import { fontFamily, ink, type Standing } from './ink.ts';
import { PointLink } from './PointLink.tsx';
import { fitText } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface HeatMapCell {
  /** Written into the cell: "−2.9", or "12 of 30" where it is withheld. */
  text: string;
  /** The cell in words: said by screen readers, shown on hover. */
  label: string;
  /** How much colour: the distance from what was expected. null = withheld, it gets none. */
  value: number | null;
  standing: Standing;
  href?: string | undefined;
}

export interface HeatMapRow {
  id: string;
  label: string;
  href?: string | undefined;
  /** One per column; null = nobody was asked. */
  cells: readonly (HeatMapCell | null)[];
}

interface HeatMapProps {
  title: string;
  summary?: string;
  isSummaryShown?: boolean;
  columns: readonly { id: string; label: string }[];
  rows: readonly HeatMapRow[];
  /** The value from which on a cell has its full colour; default the largest in the picture. */
  strongest?: number;
  /** What the colours mean, e.g. below and above expectation; default those words. */
  legend?: Readonly<Record<Standing, string>>;
  isStatic?: boolean;
}

/** Two lists against each other, a value in each cell: orange where it lies below, blue above, grey where it cannot be told. */
export function HeatMap({ title, summary, isSummaryShown, columns, rows, strongest, legend, isStatic }: HeatMapProps) {
  const { t } = useTranslation('ui');
  const [ref, placePx] = useWidth(820);
  const layout = layOutHeatMap(placePx, columns.map(({ label }) => label));
  const full = strongest ?? Math.max(0, ...rows.flatMap(({ cells }) => cells.map((cell) => Math.abs(cell?.value ?? 0))));
  const legendY = layout.headPx + rows.length * layout.rowPx + 10;
  const table: ChartTable = {
    columns: [{ header: t('chart.label') }, ...columns.map(({ label }) => ({ header: label, isFigure: true }))],
    rows: rows.map(({ label, href, cells }) => [href ? <a href={href}>{label}</a> : label, ...cells.map((cell) => cell?.text ?? '')]),
  };
  return (
    <ChartWithTable title={title} summary={summary} isSummaryShown={isSummaryShown} table={table} isStatic={isStatic}>
      <div ref={ref} className="m-heat">
        <svg className="m-heat-picture" viewBox={`0 0 ${layout.widthPx} ${legendY + 22}`} width={layout.widthPx} height={legendY + 22} role="group" aria-label={title} fontFamily={fontFamily} fontSize={12}>
          <Headings columns={columns} layout={layout} />
          {rows.map((row, at) => <Row key={row.id} row={row} y={layout.headPx + at * layout.rowPx} layout={layout} full={full} />)}
          <Legend y={legendY} words={legend ?? { below: t('chart.below'), at: t('chart.at'), above: t('chart.above') }} />
        </svg>
      </div>
    </ChartWithTable>
  );
}

function Headings({ columns, layout: { labelPx, columnPx, headPx, turn } }: { columns: HeatMapProps['columns']; layout: HeatLayout }) {
  return (
    <g aria-hidden="true" fill={ink.textSoft}>
      {columns.map(({ id, label }, at) => {
        const x = labelPx + (at + 0.5) * columnPx;
        if (turn === 0) return <text key={id} x={x} y={headPx - 8} textAnchor="middle">{label}</text>;
        return <text key={id} x={x} y={headPx - 6} textAnchor="start" transform={`rotate(-45 ${x} ${headPx - 6})`}><title>{label}</title>{fitText(label, 12, 96)}</text>;
      })}
    </g>
  );
}

function Row({ row, y, layout, full }: { row: HeatMapRow; y: number; layout: HeatLayout; full: number }) {
  const { isStacked, labelPx, columnPx, cellPx, widthPx } = layout;
  const cellY = isStacked ? y + 20 : y;
  const label = <text x={0} y={isStacked ? y + 14 : y + cellPx / 2 + 4} fill={ink.text} fontSize={13}>{fitText(row.label, 13, isStacked ? widthPx : labelPx - 12)}</text>;
  return (
    <g>
      {row.href ? <PointLink label={row.label} href={row.href}>{label}</PointLink> : <g><title>{row.label}</title>{label}</g>}
      {row.cells.map((cell, at) => {
        const place = { x: labelPx + at * columnPx + 1, y: cellY, width: columnPx - 2, height: cellPx };
        if (cell === null) return <circle key={at} cx={place.x + place.width / 2} cy={cellY + cellPx / 2} r={1.5} fill={ink.grid} aria-hidden="true" />;
        return <Cell key={at} cell={cell} place={place} full={full} />;
      })}
    </g>
  );
}

function Cell({ cell, place, full }: { cell: HeatMapCell; place: { x: number; y: number; width: number; height: number }; full: number }) {
  const isWithheld = cell.value === null;
  const fill = isWithheld ? 'transparent' : cell.standing === 'at' ? ink.atSoft : ink[cell.standing];
  return (
    <PointLink label={cell.label} href={cell.href}>
      <rect {...place} rx={4} fill={fill} fillOpacity={cell.value === null || cell.standing === 'at' ? 1 : tintOf(cell.value, full)} stroke={isWithheld ? ink.grid : 'none'} strokeDasharray={isWithheld ? '3 3' : undefined} />
      <rect className="m-glow" {...place} rx={4} fill="none" stroke={ink.line} strokeWidth={1.5} opacity={0} />
      <text x={place.x + place.width / 2} y={place.y + place.height / 2 + 4} textAnchor="middle" fontSize={isWithheld ? 10 : 12.5} fill={isWithheld ? ink.textSoft : ink.text}>{cell.text}</text>
    </PointLink>
  );
}

function Legend({ y, words }: { y: number; words: Readonly<Record<Standing, string>> }) {
  const items = [{ fill: ink.below, tints: [0.5, 0.32, 0.14], word: words.below }, { fill: ink.atSoft, tints: [1], word: words.at }, { fill: ink.above, tints: [0.14, 0.32, 0.5], word: words.above }];
  let x = 0;
  return (
    <g aria-hidden="true" fontSize={11}>
      {items.map(({ fill, tints, word }) => {
        const start = x;
        x += tints.length * 14 + word.length * 6 + 26;
        return (
          <g key={word}>
            {tints.map((tint, at) => <rect key={tint} x={start + at * 14} y={y} width={13} height={12} rx={2} fill={fill} fillOpacity={tint} />)}
            <text x={start + tints.length * 14 + 6} y={y + 10} fill={ink.textSoft}>{word}</text>
          </g>
        );
      })}
    </g>
  );
}
