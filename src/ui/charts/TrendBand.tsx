import { useTranslation } from 'react-i18next';
import type { Instant } from '../words/format.ts';
import { useFormat } from '../words/useFormat.ts';
import { ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink } from './ink.ts';
import { bandPath, labelEvery, linePath, splitRuns } from './line.logic.ts';
import { PointLink } from './PointLink.tsx';
import { createScale, niceDomain, niceTicks, textWidth } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface TrendPoint {
  at: Instant;
  /** null: nothing measured, or withheld. */
  value: number | null;
  low?: number | null;
  high?: number | null;
  n: number;
  href?: string;
}

interface TrendBandProps {
  title: string;
  summary?: string;
  isSummaryShown?: boolean;
  /** In the order of time; equally long periods. */
  points: readonly TrendPoint[];
  /** How the period is written; default month. */
  period?: 'day' | 'month';
  valueLabel?: string;
  format?: (value: number) => string;
  /** Default: the data, widened to round numbers. */
  domain?: [number, number];
  /** Below it a point is withheld. */
  minimumN?: number;
  /** A level to compare with, e.g. a goal. */
  reference?: { value: number; label: string };
  onSelect?: (point: TrendPoint) => void;
  heightPx?: number;
  isStatic?: boolean;
}

/** A figure over time with its interval as a soft band. Nothing is drawn beyond the last measurement. */
export function TrendBand(props: TrendBandProps) {
  const { title, summary, isSummaryShown, points, period = 'month', valueLabel, domain, minimumN = 0, reference, onSelect, heightPx = 220, isStatic } = props;
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(720);
  const text = props.format ?? ((value: number) => format.decimal(value));
  const periodText = period === 'day' ? format.day : format.month;
  const shown = points.map((point) => ({ ...point, value: point.n < minimumN ? null : point.value }));
  const range = domain ?? niceDomain([...shown.flatMap((point) => (point.value === null ? [] : [point.value, point.low, point.high])), reference?.value]) ?? [0, 1];
  const ticks = niceTicks(range[0], range[1], Math.max(2, Math.round(heightPx / 52)));
  const leftPx = Math.max(...ticks.map((tick) => textWidth(text(tick), 11))) + 12;
  const bottom = heightPx - 24;
  const x = createScale(0, Math.max(1, points.length - 1), leftPx + 24, widthPx - 28); // half a label stands out on both sides
  const y = createScale(range[0], range[1], bottom, 14);
  const columnPx = (widthPx - leftPx - 52) / Math.max(1, points.length - 1);
  const every = labelEvery(points.length, widthPx - leftPx, 74);
  const drawn = shown.map((point, at) => ({ ...point, x: x(at), y: point.value === null ? 0 : y(point.value), upperY: y(point.high ?? point.value ?? 0), lowerY: y(point.low ?? point.value ?? 0) }));
  const runs = splitRuns(drawn, (point) => point.value !== null);
  const sayPoint = (point: TrendPoint) => `${periodText(point.at)}: ${point.value === null
    ? t('chart.tooFew', { n: format.integer(point.n), needed: format.integer(Math.max(1, minimumN)) })
    : [text(point.value), point.low == null || point.high == null ? null : t('chart.interval', { low: text(point.low), high: text(point.high) }), `n = ${format.integer(point.n)}`].filter(Boolean).join(', ')}`;
  const table = {
    columns: [{ header: t('chart.when') }, ...[valueLabel ?? t('chart.value'), t('chart.low'), t('chart.high'), t('chart.n')].map((header) => ({ header, isFigure: true }))],
    rows: shown.map((point) => [
      point.href ? <a href={point.href}>{periodText(point.at)}</a> : periodText(point.at),
      ...[point.value, point.value === null ? null : point.low, point.value === null ? null : point.high].map((value) => (value == null ? '–' : text(value))), format.integer(point.n),
    ]),
  };
  return (
    <ChartWithTable title={title} summary={summary} isSummaryShown={isSummaryShown} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={11}>
          <g aria-hidden="true">
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={leftPx} x2={widthPx} y1={y(tick)} y2={y(tick)} stroke={ink.grid} />
                <text x={leftPx - 8} y={y(tick) + 4} textAnchor="end" fill={ink.textSoft}>{text(tick)}</text>
              </g>
            ))}
            {drawn.map((point, at) => at % every === 0 && <text key={at} x={point.x} y={heightPx - 6} textAnchor="middle" fill={ink.textSoft}>{periodText(point.at)}</text>)}
            {reference && (
              <g>
                <line x1={leftPx} x2={widthPx} y1={y(reference.value)} y2={y(reference.value)} stroke={ink.expected} strokeDasharray="4 4" />
                <text x={widthPx} y={y(reference.value) - 5} textAnchor="end" fill={ink.textSoft} stroke={ink.ground} strokeWidth={4} paintOrder="stroke">{reference.label}</text>
              </g>
            )}
            {runs.map((run, at) => <path key={at} d={bandPath(run)} fill={ink.band} opacity={0.45} />)}
            {runs.map((run, at) => <path key={at} d={linePath(run)} fill="none" stroke={ink.line} strokeWidth={2} strokeLinejoin="round" strokeLinecap="round" />)}
          </g>
          {drawn.map((point, at) => (
            <PointLink key={at} label={sayPoint(point)} href={point.value === null ? undefined : point.href} onSelect={onSelect && point.value !== null ? () => onSelect(point) : undefined}>
              <rect x={point.x - columnPx / 2} y={0} width={columnPx} height={bottom} fill="transparent" />
              <line className="m-glow" x1={point.x} x2={point.x} y1={8} y2={bottom} stroke={ink.band} opacity={0} />
              {point.value === null
                ? <circle cx={point.x} cy={bottom} r={2.5} fill={ink.ground} stroke={ink.at} />
                : <circle cx={point.x} cy={point.y} r={points.length > 60 ? 2 : 3.25} fill={ink.line} stroke={ink.ground} strokeWidth={1} />}
              {point.value !== null && (
                <text className="m-quiet" opacity={0} x={point.x} y={Math.max(11, point.upperY - 8)} textAnchor="middle" fill={ink.text} fontSize={12} fontWeight={600} stroke={ink.ground} strokeWidth={4} paintOrder="stroke">{text(point.value)}</text>
              )}
            </PointLink>
          ))}
        </svg>
      </div>
    </ChartWithTable>
  );
}
