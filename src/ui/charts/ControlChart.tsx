import { useTranslation } from 'react-i18next';
import type { Instant } from '../words/format.ts';
import { useFormat } from '../words/useFormat.ts';
import { ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink } from './ink.ts';
import { bandPath, labelEvery, linePath, splitRuns } from './line.logic.ts';
import { PointLink } from './PointLink.tsx';
import { createScale, niceDomain, niceTicks, textWidth } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface ControlPoint {
  at: Instant;
  /** null: withheld. */
  value: number | null;
  n: number;
  /** The usual level and its limits at this n; null before there is one. */
  usual: number | null;
  low: number | null;
  high: number | null;
  /** Sums of what lies above and below the usual, in standard deviations. */
  upper: number | null;
  lower: number | null;
}

interface ControlChartProps {
  title: string;
  summary?: string;
  /** In the order of time. */
  points: readonly ControlPoint[];
  /** Limit of the sums. */
  limit: number;
  labels: { value: string; usual: string; limits: string; sum: string; limit: string; alarm: string };
  /** From when to when an alarm grew; `side` says which sum is drawn. */
  alarm?: { from: Instant; to: Instant; side: 'up' | 'down' } | undefined;
  format?: (value: number) => string;
  minimumN?: number;
  isStatic?: boolean;
}

const VALUE_HEIGHT_PX = 210;
const SUM_HEIGHT_PX = 90;
const GAP_PX = 22;
const FOOT_PX = 24;

/** A figure against its usual level with limits, and below it the sum that raises the alarm. */
export function ControlChart({ title, summary, points, limit, labels, alarm, minimumN = 30, isStatic, ...props }: ControlChartProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(760);
  const text = props.format ?? ((value: number) => format.decimal(value));
  const heightPx = VALUE_HEIGHT_PX + GAP_PX + SUM_HEIGHT_PX + FOOT_PX;
  const domain = niceDomain(points.flatMap(({ value, low, high, usual }) => [value, usual, value === null ? null : low, value === null ? null : high])) ?? [0, 1];
  const ticks = niceTicks(domain[0], domain[1], 5);
  const leftPx = Math.max(...ticks.map((tick) => textWidth(text(tick), 11)), textWidth(format.decimal(limit), 11)) + 12;
  const x = createScale(0, Math.max(1, points.length - 1), leftPx + 20, widthPx - 20);
  const y = createScale(domain[0], domain[1], VALUE_HEIGHT_PX, 14);
  const side = alarm?.side ?? 'down';
  const sumOf = ({ upper, lower }: ControlPoint): number | null => (side === 'up' ? upper : lower);
  const sumTop = VALUE_HEIGHT_PX + GAP_PX;
  const sumY = createScale(0, Math.max(limit * 1.4, ...points.map((point) => Math.min(sumOf(point) ?? 0, limit * 4))), sumTop + SUM_HEIGHT_PX, sumTop);
  const every = labelEvery(points.length, widthPx - leftPx, 74);
  const drawn = points.map((point, place) => ({
    ...point, x: x(place), y: point.value === null ? 0 : y(point.value), upperY: y(Math.min(domain[1], point.high ?? 0)), lowerY: y(Math.max(domain[0], point.low ?? 0)),
    sum: sumOf(point), isOut: point.value !== null && point.low !== null && point.high !== null && (point.value < point.low || point.value > point.high),
  }));
  const placeOf = (instant: Instant): number => drawn.findLast(({ at }) => new Date(at) <= new Date(instant))?.x ?? x(0);
  const sayPoint = (point: ControlPoint): string => `${format.day(point.at)}: ${point.value === null
    ? t('chart.tooFew', { n: format.integer(point.n), needed: format.integer(minimumN) })
    : [text(point.value), point.usual === null ? null : `${labels.usual} ${text(point.usual)}`, `n = ${format.integer(point.n)}`].filter(Boolean).join(', ')}`;
  const cell = (value: number | null): string => (value === null ? '–' : text(value));
  const table = {
    columns: [{ header: t('chart.when') }, ...[labels.value, labels.usual, t('chart.low'), t('chart.high'), labels.sum, t('chart.n')].map((header) => ({ header, isFigure: true }))],
    rows: points.map((point) => [format.date(point.at), cell(point.value), cell(point.usual), cell(point.low), cell(point.high), sumOf(point) === null ? '–' : format.decimal(sumOf(point) ?? 0), format.integer(point.n)]),
  };
  return (
    <ChartWithTable title={title} summary={summary} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={11}>
          <g aria-hidden="true">
            {alarm && <rect x={placeOf(alarm.from) - 6} y={6} width={Math.max(12, placeOf(alarm.to) - placeOf(alarm.from) + 12)} height={heightPx - FOOT_PX - 6} fill={ink.belowSoft} opacity={0.55} rx={3} />}
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={leftPx} x2={widthPx} y1={y(tick)} y2={y(tick)} stroke={ink.grid} />
                <text x={leftPx - 8} y={y(tick) + 4} textAnchor="end" fill={ink.textSoft}>{text(tick)}</text>
              </g>
            ))}
            {drawn.map((point, place) => place % every === 0 && <text key={place} x={point.x} y={heightPx - 6} textAnchor="middle" fill={ink.textSoft}>{format.day(point.at)}</text>)}
            {splitRuns(drawn, ({ low, high }) => low !== null && high !== null).map((run, place) => <path key={place} d={bandPath(run)} fill={ink.band} opacity={0.35} />)}
            {splitRuns(drawn, ({ usual }) => usual !== null).map((run, place) => <path key={place} d={linePath(run.map((point) => ({ x: point.x, y: y(point.usual ?? 0) })))} fill="none" stroke={ink.expected} strokeDasharray="4 4" />)}
            {splitRuns(drawn, ({ value }) => value !== null).map((run, place) => <path key={place} d={linePath(run)} fill="none" stroke={ink.line} strokeWidth={1.5} strokeLinejoin="round" />)}
            <text x={leftPx} y={sumTop - 6} fill={ink.textSoft}>{labels.sum}</text>
            <line x1={leftPx} x2={widthPx} y1={sumY(0)} y2={sumY(0)} stroke={ink.grid} />
            <line x1={leftPx} x2={widthPx} y1={sumY(limit)} y2={sumY(limit)} stroke={ink.below} strokeDasharray="2 3" />
            <text x={leftPx - 8} y={sumY(limit) + 4} textAnchor="end" fill={ink.textSoft}>{format.decimal(limit, 0)}</text>
            <text x={leftPx + 4} y={sumY(limit) - 4} fill={ink.textSoft}>{labels.limit}</text>
            {splitRuns(drawn, ({ sum }) => sum !== null).map((run, place) => <path key={place} d={linePath(run.map((point) => ({ x: point.x, y: sumY(Math.min(point.sum ?? 0, sumY.to)) })))} fill="none" stroke={ink.line} strokeWidth={1.5} />)}
            {alarm && <text x={Math.min(widthPx - textWidth(labels.alarm, 11) - 4, Math.max(leftPx, placeOf(alarm.from)))} y={16} fill={ink.below} fontWeight={600} stroke={ink.ground} strokeWidth={4} paintOrder="stroke">{labels.alarm}</text>}
          </g>
          {drawn.map((point, place) => (
            <PointLink key={place} label={sayPoint(point)}>
              <rect x={point.x - 6} y={0} width={12} height={heightPx - FOOT_PX} fill="transparent" />
              {point.value === null
                ? <circle cx={point.x} cy={VALUE_HEIGHT_PX} r={2.5} fill={ink.ground} stroke={ink.at} />
                : <circle cx={point.x} cy={point.y} r={point.isOut ? 4.5 : 3} fill={point.isOut ? ink.below : ink.line} stroke={ink.ground} strokeWidth={1} />}
            </PointLink>
          ))}
        </svg>
      </div>
    </ChartWithTable>
  );
}
