import { useTranslation } from 'react-i18next';
import type { Instant } from '../words/format.ts';
import { useFormat } from '../words/useFormat.ts';
import { ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink } from './ink.ts';
import { bandPath, linePath, splitRuns } from './line.logic.ts';
import { type Period, placePeriods } from './periods.logic.ts';
import { PointLink } from './PointLink.tsx';
import { clamp, createScale, niceDomain, niceTicks, textWidth } from './scale.logic.ts';
import { TimeAxis } from './time-axis.tsx';
import { useWidth } from './useWidth.ts';

export interface ControlPoint extends Period {
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
  /** From when until when an alarm grew; `side` says which sum is drawn. */
  alarm?: { from: Instant; until: Instant; side: 'up' | 'down' } | undefined;
  format?: (value: number) => string;
  minimumN?: number;
  isStatic?: boolean;
}

const VALUE_HEIGHT_PX = 210;
const SUM_HEIGHT_PX = 90;
const GAP_PX = 22;
const FOOT_PX = 24;
/** Periods that are longer are named by both of their ends: a week is not. */
const LONGEST_MS = 8 * 86_400_000;
/** A point that stands for so long a time shows over what. */
const SHOWN_SPAN_PX = 12;

/** A figure against its usual level with limits, and below it the sum that raises the alarm. Points lie where they lie in time. */
export function ControlChart({ title, summary, points, limit, labels, alarm, minimumN = 30, isStatic, ...props }: ControlChartProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(760);
  const text = props.format ?? ((value: number) => format.decimal(value));
  const heightPx = VALUE_HEIGHT_PX + GAP_PX + SUM_HEIGHT_PX + FOOT_PX;
  const domain = niceDomain(points.flatMap(({ value, low, high, usual }) => [value, usual, value === null ? null : low, value === null ? null : high])) ?? [0, 1];
  const ticks = niceTicks(domain[0], domain[1], 5);
  const leftPx = Math.max(...ticks.map((tick) => textWidth(text(tick), 11)), textWidth(format.decimal(limit), 11)) + 12;
  const periods = placePeriods(points);
  const [fromMs, untilMs] = [periods[0]?.fromMs ?? 0, periods.at(-1)?.untilMs ?? 1];
  const x = createScale(fromMs, untilMs, leftPx + 12, widthPx - 12);
  const y = createScale(domain[0], domain[1], VALUE_HEIGHT_PX, 14);
  const side = alarm?.side ?? 'down';
  const sumOf = ({ upper, lower }: ControlPoint): number | null => (side === 'up' ? upper : lower);
  const sumTop = VALUE_HEIGHT_PX + GAP_PX;
  const sumY = createScale(0, Math.max(limit * 1.4, ...points.map((point) => Math.min(sumOf(point) ?? 0, limit * 4))), sumTop + SUM_HEIGHT_PX, sumTop);
  const drawn = points.map((point, place) => ({
    ...point, x: x(periods[place]?.middleMs ?? 0), fromX: x(periods[place]?.fromMs ?? 0), untilX: x(periods[place]?.untilMs ?? 0), isAfterGap: periods[place]?.isAfterGap ?? false, y: point.value === null ? 0 : y(point.value), upperY: y(Math.min(domain[1], point.high ?? 0)), lowerY: y(Math.max(domain[0], point.low ?? 0)),
    sum: sumOf(point), isOut: point.value !== null && point.low !== null && point.high !== null && (point.value < point.low || point.value > point.high),
  }));
  const placeOf = (instant: Instant): number => x(clamp(new Date(instant).getTime(), fromMs, untilMs));
  const nameOf = (say: (at: Instant) => string, { at, until }: ControlPoint): string => (until === undefined || new Date(until).getTime() - new Date(at).getTime() <= LONGEST_MS ? say(at) : `${say(at)} – ${say(new Date(until).getTime() - 1)}`);
  const isCut = ({ isAfterGap }: { isAfterGap: boolean }) => isAfterGap;
  const sayPoint = (point: ControlPoint): string => `${nameOf(format.day, point)}: ${point.value === null
    ? t('chart.tooFew', { n: format.integer(point.n), needed: format.integer(minimumN) })
    : [text(point.value), point.usual === null ? null : `${labels.usual} ${text(point.usual)}`, `n = ${format.integer(point.n)}`].filter(Boolean).join(', ')}`;
  const cell = (value: number | null): string => (value === null ? '–' : text(value));
  const table = {
    columns: [{ header: t('chart.when') }, ...[labels.value, labels.usual, t('chart.low'), t('chart.high'), labels.sum, t('chart.n')].map((header) => ({ header, isFigure: true }))],
    rows: points.map((point) => [nameOf(format.date, point), cell(point.value), cell(point.usual), cell(point.low), cell(point.high), sumOf(point) === null ? '–' : format.decimal(sumOf(point) ?? 0), format.integer(point.n)]),
  };
  return (
    <ChartWithTable title={title} summary={summary} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={11}>
          <g aria-hidden="true">
            {alarm && <rect x={placeOf(alarm.from)} y={6} width={Math.max(8, placeOf(alarm.until) - placeOf(alarm.from))} height={heightPx - FOOT_PX - 6} fill={ink.belowSoft} opacity={0.55} rx={3} />}
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={leftPx} x2={widthPx} y1={y(tick)} y2={y(tick)} stroke={ink.grid} />
                <text x={leftPx - 8} y={y(tick) + 4} textAnchor="end" fill={ink.textSoft}>{text(tick)}</text>
              </g>
            ))}
            <TimeAxis x={x} y={heightPx - FOOT_PX + 3} fromMs={fromMs} toMs={untilMs} widthPx={widthPx - leftPx} top={heightPx - FOOT_PX} format={format} />
            {splitRuns(drawn, ({ low, high }) => low !== null && high !== null, isCut).map((run, place) => <path key={place} d={bandPath(run)} fill={ink.band} opacity={0.35} />)}
            {splitRuns(drawn, ({ usual }) => usual !== null, isCut).map((run, place) => <path key={place} d={linePath(run.map((point) => ({ x: point.x, y: y(point.usual ?? 0) })))} fill="none" stroke={ink.expected} strokeDasharray="4 4" />)}
            {splitRuns(drawn, ({ value }) => value !== null, isCut).map((run, place) => <path key={place} d={linePath(run)} fill="none" stroke={ink.line} strokeWidth={1.5} strokeLinejoin="round" />)}
            <text x={leftPx} y={sumTop - 6} fill={ink.textSoft}>{labels.sum}</text>
            <line x1={leftPx} x2={widthPx} y1={sumY(0)} y2={sumY(0)} stroke={ink.grid} />
            <line x1={leftPx} x2={widthPx} y1={sumY(limit)} y2={sumY(limit)} stroke={ink.below} strokeDasharray="2 3" />
            <text x={leftPx - 8} y={sumY(limit) + 4} textAnchor="end" fill={ink.textSoft}>{format.decimal(limit, 0)}</text>
            <text x={leftPx + 4} y={sumY(limit) - 4} fill={ink.textSoft}>{labels.limit}</text>
            {splitRuns(drawn, ({ sum }) => sum !== null, isCut).map((run, place) => <path key={place} d={linePath(run.map((point) => ({ x: point.x, y: sumY(Math.min(point.sum ?? 0, sumY.to)) })))} fill="none" stroke={ink.line} strokeWidth={1.5} />)}
            {alarm && <text x={Math.min(widthPx - textWidth(labels.alarm, 11) - 4, Math.max(leftPx, placeOf(alarm.from)))} y={16} fill={ink.below} fontWeight={600} stroke={ink.ground} strokeWidth={4} paintOrder="stroke">{labels.alarm}</text>}
          </g>
          {drawn.map((point, place) => (
            <PointLink key={place} label={sayPoint(point)}>
              <rect x={Math.min(point.fromX, point.x - 6)} y={0} width={Math.max(12, point.untilX - point.fromX)} height={heightPx - FOOT_PX} fill="transparent" />
              {point.value !== null && point.untilX - point.fromX > SHOWN_SPAN_PX && <line x1={point.fromX} x2={point.untilX} y1={point.y} y2={point.y} stroke={ink.line} strokeWidth={1.5} opacity={0.45} />}
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
