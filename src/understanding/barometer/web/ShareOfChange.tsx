import { useTranslation } from 'react-i18next';
import { type ChartTable, ChartWithTable } from '../../../ui/charts/ChartWithTable.tsx';
import { fontFamily, ink } from '../../../ui/charts/ink.ts';
import { PointLink } from '../../../ui/charts/PointLink.tsx';
import { createScale, fitText, judgeStanding, niceDomain, niceTicks } from '../../../ui/charts/scale.logic.ts';
import { useWidth } from '../../../ui/charts/useWidth.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';

interface ShareRow {
  label: string;
  value: number;
  low: number;
  high: number;
  /** The change itself; the others are its parts. */
  isWhole: boolean;
}

/** A change and its parts as bars from zero, each with its interval. */
export function ShareOfChange({ title, rows, pointsLabel }: { title: string; rows: readonly ShareRow[]; pointsLabel: string }) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(720);
  const isNarrow = widthPx < 560;
  const labelPx = isNarrow ? 0 : Math.min(340, widthPx * 0.44);
  const rowPx = isNarrow ? 52 : 38;
  const [from, to] = niceDomain(rows.flatMap(({ value, low, high }) => [value, low, high, 0])) ?? [-1, 1];
  const x = createScale(from, to, labelPx + 12, widthPx - 56);
  const bottom = rows.length * rowPx;
  const say = ({ label, value, low, high }: ShareRow) => `${label}: ${format.signed(value)}, ${t('chart.interval', { low: format.signed(low), high: format.signed(high) })}`;
  const table: ChartTable = {
    columns: [{ header: t('chart.label') }, ...[pointsLabel, t('chart.low'), t('chart.high')].map((header) => ({ header, isFigure: true }))],
    rows: rows.map(({ label, value, low, high }) => [label, format.signed(value), format.signed(low), format.signed(high)]),
  };
  return (
    <ChartWithTable title={title} table={table}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${bottom + 24}`} width={widthPx} height={bottom + 24} role="group" aria-label={title} fontFamily={fontFamily} fontSize={12}>
          <g aria-hidden="true" fill={ink.textSoft} fontSize={11}>
            {niceTicks(from, to, 5).map((tick) => (
              <g key={tick}>
                <line x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} stroke={tick === 0 ? ink.at : ink.grid} />
                <text x={x(tick)} y={bottom + 16} textAnchor="middle">{format.signed(tick, 0)}</text>
              </g>
            ))}
          </g>
          {rows.map((row, at) => {
            const y = at * rowPx + (isNarrow ? 36 : rowPx / 2);
            const color = ink[judgeStanding(0, row.low, row.high)];
            return (
              <PointLink key={row.label} label={say(row)}>
                <rect x={0} y={at * rowPx} width={widthPx} height={rowPx} fill="transparent" />
                <text x={4} y={isNarrow ? at * rowPx + 16 : y + 4} fontSize={13} fontWeight={row.isWhole ? 600 : 400} fill={ink.text}>{fitText(row.label, 13, isNarrow ? widthPx - 70 : labelPx - 8)}</text>
                <rect x={Math.min(x(0), x(row.value))} y={y - 7} width={Math.max(1, Math.abs(x(row.value) - x(0)))} height={14} rx={2} fill={color} fillOpacity={row.isWhole ? 0.9 : 0.55} />
                <path d={`M${x(row.low)} ${y}H${x(row.high)}M${x(row.low)} ${y - 5}v10M${x(row.high)} ${y - 5}v10`} stroke={ink.line} strokeWidth={1.25} fill="none" />
                <text x={widthPx - 4} y={isNarrow ? at * rowPx + 16 : y + 4} textAnchor="end" fill={ink.text} fontWeight={600}>{format.signed(row.value)}</text>
              </PointLink>
            );
          })}
        </svg>
      </div>
    </ChartWithTable>
  );
}
