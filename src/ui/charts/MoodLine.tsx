import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../words/format.ts';
import { useFormat } from '../words/useFormat.ts';
import { ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink } from './ink.ts';
import { halfThickness, labelEvery, ribbonPath, splitRuns } from './line.logic.ts';
import { PointLink } from './PointLink.tsx';
import { clamp, createScale, fitText, judgeMood } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface MoodPoint {
  /** A moment, or a step with a name. */
  at?: Instant;
  label?: string;
  /** −2 to +2; null where nobody said. */
  value: number | null;
  n: number;
  href?: string;
}

interface MoodLineProps {
  title: string;
  summary?: string;
  isSummaryShown?: boolean;
  points: readonly MoodPoint[];
  minimumN?: number;
  onSelect?: (point: MoodPoint) => void;
  heightPx?: number;
  isStatic?: boolean;
}

const words = { 2: 'p2', 1: 'p1', 0: 'zero', [-1]: 'm1', [-2]: 'm2' } as const;

/** How it felt, from −2 to +2, along time or along named steps. The thicker the line, the more people said so. */
export function MoodLine({ title, summary, isSummaryShown, points, minimumN = 0, onSelect, heightPx = 200, isStatic }: MoodLineProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const gradientId = useId();
  const [ref, widthPx] = useWidth(720);
  const isNarrow = widthPx < 440;
  const leftPx = isNarrow ? 26 : 84;
  const bottom = heightPx - 26;
  const y = createScale(-2, 2, bottom - 6, 12);
  const times = points.map((point) => (point.at === undefined ? null : new Date(point.at).getTime()));
  const isInTime = times.every((time) => time !== null) && times.length > 1;
  const x = isInTime
    ? createScale(Math.min(...times.map(Number)), Math.max(...times.map(Number)), leftPx + 16, widthPx - 20)
    : createScale(0, Math.max(1, points.length - 1), leftPx + 40, widthPx - 44);
  const mostN = Math.max(0, ...points.map((point) => point.n));
  const drawn = points.map((point, index) => ({
    ...point, value: point.n < minimumN ? null : point.value, x: x(isInTime ? Number(times[index]) : index),
    y: y(clamp(point.value ?? 0, -2, 2)), half: halfThickness(point.n, mostN),
    name: point.label ?? (point.at === undefined ? '' : format.date(point.at)),
  }));
  const every = labelEvery(points.length, widthPx - leftPx, isInTime ? 92 : 60);
  const stepPx = (widthPx - leftPx) / Math.max(1, points.length);
  const say = (point: (typeof drawn)[number]) => `${point.name}: ${point.value === null
    ? t('chart.tooFew', { n: format.integer(point.n), needed: format.integer(Math.max(1, minimumN)) })
    : `${format.signed(point.value)}, n = ${format.integer(point.n)}`}`;
  const table = {
    columns: [{ header: isInTime ? t('chart.when') : t('chart.label') }, { header: t('chart.feeling'), isFigure: true }, { header: t('chart.n'), isFigure: true }],
    rows: drawn.map((point) => [point.href ? <a href={point.href}>{point.name}</a> : point.name, point.value === null ? '–' : format.signed(point.value), format.integer(point.n)]),
  };
  return (
    <ChartWithTable title={title} summary={summary} isSummaryShown={isSummaryShown} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={11}>
          <defs>
            <linearGradient id={gradientId} gradientUnits="userSpaceOnUse" x1="0" x2="0" y1={y(2)} y2={y(-2)}>
              <stop offset="0.25" stopColor={ink.above} />
              <stop offset="0.45" stopColor={ink.at} />
              <stop offset="0.55" stopColor={ink.at} />
              <stop offset="0.75" stopColor={ink.below} />
            </linearGradient>
          </defs>
          <g aria-hidden="true">
            {([2, 1, 0, -1, -2] as const).map((level) => (
              <g key={level}>
                <line x1={leftPx} x2={widthPx} y1={y(level)} y2={y(level)} stroke={level === 0 ? ink.band : ink.grid} />
                <text x={leftPx - 8} y={y(level) + 4} textAnchor="end" fill={ink.textSoft}>{isNarrow ? format.signed(level, 0) : t(`feeling.${words[level]}`)}</text>
              </g>
            ))}
            {drawn.map((point, at) => at % every === 0 && (
              <text key={at} x={point.x} y={heightPx - 6} textAnchor="middle" fill={ink.textSoft}>{fitText(isInTime && point.at !== undefined ? format.month(point.at) : point.name, 11, Math.max(60, stepPx * every - 8))}</text>
            ))}
            {splitRuns(drawn, (point) => point.value !== null).map((run, at) => <path key={at} d={ribbonPath(run)} fill={`url(#${gradientId})`} stroke={`url(#${gradientId})`} strokeWidth={1} strokeLinejoin="round" />)}
          </g>
          {drawn.map((point, at) => point.value !== null && (
            <PointLink key={at} label={say(point)} href={point.href} onSelect={onSelect && (() => onSelect(point))}>
              <rect x={point.x - Math.min(22, stepPx / 2)} y={4} width={Math.min(44, stepPx)} height={bottom - 4} fill="transparent" />
              <circle cx={point.x} cy={point.y} r={point.half + 1.5} fill={ink[judgeMood(point.value)]} stroke={ink.ground} strokeWidth={1.5} />
              <text className="m-quiet" opacity={0} x={point.x} y={point.y > 34 ? point.y - point.half - 8 : point.y + point.half + 18} textAnchor="middle" fill={ink.text} fontSize={12} fontWeight={600} stroke={ink.ground} strokeWidth={4} paintOrder="stroke">{format.signed(point.value)}</text>
            </PointLink>
          ))}
        </svg>
      </div>
    </ChartWithTable>
  );
}
