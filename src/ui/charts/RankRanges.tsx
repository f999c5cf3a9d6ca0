import { useTranslation } from 'react-i18next';
import { ChartWithTable, type ChartTable } from './ChartWithTable.tsx';
import { fontFamily, ink, type Standing } from './ink.ts';
import { PointLink } from './PointLink.tsx';
import { createScale, fitText, niceTicks } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface RankRange {
  id: string;
  label: string;
  /** Its place, and the places that fit the data; 1 is the first. */
  rank: number;
  low: number;
  high: number;
  /** The figure that is ranked, as it is written. */
  text: string;
  standing: Standing;
  href?: string | undefined;
}

interface RankRangesProps {
  title: string;
  summary?: string;
  ranges: readonly RankRange[];
  /** E.g. "place 1 to 3". */
  say: (range: RankRange) => string;
  placeLabel: string;
  valueLabel: string;
  isStatic?: boolean;
}

/** A ranking that says how certain it is: a dot at the place, a soft bar over the places that fit the data. */
export function RankRanges({ title, summary, ranges, say, placeLabel, valueLabel, isStatic }: RankRangesProps) {
  const { t } = useTranslation('ui');
  const [ref, widthPx] = useWidth(640);
  const isNarrow = widthPx < 520;
  const labelPx = isNarrow ? 0 : Math.min(280, widthPx * 0.42);
  const valuePx = 56;
  const rowPx = isNarrow ? 46 : 30;
  const last = Math.max(2, ...ranges.map(({ high }) => high));
  const x = createScale(1, last, labelPx + 10, widthPx - valuePx - 10);
  const bottom = ranges.length * rowPx;
  const table: ChartTable = {
    columns: [{ header: t('chart.label') }, { header: valueLabel, isFigure: true }, { header: placeLabel, isFigure: true }, { header: t('chart.low'), isFigure: true }, { header: t('chart.high'), isFigure: true }],
    rows: ranges.map(({ label, href, text, rank, low, high }) => [href ? <a href={href}>{label}</a> : label, text, rank, low, high]),
  };
  const ticks = [...new Set([1, ...niceTicks(1, last, 6).filter((tick) => Number.isInteger(tick) && tick > 1)])];
  return (
    <ChartWithTable title={title} summary={summary} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${bottom + 26}`} width={widthPx} height={bottom + 26} role="group" aria-label={title} fontFamily={fontFamily} fontSize={12}>
          <g aria-hidden="true" fill={ink.textSoft} fontSize={11}>
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} stroke={ink.grid} />
                <text x={x(tick)} y={bottom + 16} textAnchor="middle">{tick}.</text>
              </g>
            ))}
          </g>
          {ranges.map((range, at) => {
            const y = at * rowPx + (isNarrow ? 30 : rowPx / 2);
            return (
              <PointLink key={range.id} label={`${range.label}: ${range.text}, ${say(range)}`} href={range.href}>
                <rect x={0} y={at * rowPx} width={widthPx} height={rowPx} fill="transparent" />
                <text x={0} y={isNarrow ? at * rowPx + 14 : y + 4} fontSize={13} fill={ink.text}>{fitText(range.label, 13, isNarrow ? widthPx - valuePx : labelPx - 10)}</text>
                <rect x={x(range.low) - 6} y={y - 6} width={x(range.high) - x(range.low) + 12} height={12} rx={6} fill={ink.band} fillOpacity={0.7} />
                <circle cx={x(range.rank)} cy={y} r={5} fill={ink[range.standing]} stroke={ink.ground} strokeWidth={1.25} />
                <text x={widthPx} y={isNarrow ? at * rowPx + 14 : y + 4} textAnchor="end" fill={ink.text}>{range.text}</text>
              </PointLink>
            );
          })}
        </svg>
      </div>
    </ChartWithTable>
  );
}
