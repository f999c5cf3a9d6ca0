import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import { ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink, type Standing } from './ink.ts';
import { placeLabels } from './labels.logic.ts';
import { PointLink } from './PointLink.tsx';
import { createScale, fitText, niceDomain, niceTicks } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface MapPoint {
  id: string;
  label: string;
  /** The higher, the more it matters; any scale. */
  importance: number;
  /** How far it falls short, in scale points; negative where it exceeds. */
  shortfall: number;
  /** How many it touches: the sign's area. */
  reach?: number;
  standing: Standing;
  href?: string;
}

interface ImportanceMapProps {
  title: string;
  summary?: string;
  isSummaryShown?: boolean;
  points: readonly MapPoint[];
  importanceLabel: string;
  shortfallLabel: string;
  /** Written into the corner where both are high. */
  cornerLabel?: string;
  onSelect?: (point: MapPoint) => void;
  heightPx?: number;
  isStatic?: boolean;
}

/** What matters against what falls short; the upper right corner is where to begin. */
export function ImportanceMap(props: ImportanceMapProps) {
  const { title, summary, isSummaryShown, points, importanceLabel, shortfallLabel, cornerLabel, onSelect, isStatic } = props;
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(720);
  const heightPx = props.heightPx ?? (widthPx < 480 ? 360 : 420);
  const left = 40;
  const bottom = heightPx - 40;
  const [xFrom, xTo] = niceDomain([...points.map((point) => point.importance), 0], 5) ?? [0, 1];
  const [yFrom, yTo] = niceDomain([...points.map((point) => point.shortfall), 0], 5) ?? [-1, 1];
  const x = createScale(xFrom, xTo, left + 10, widthPx - 14);
  const y = createScale(yFrom, yTo, bottom - 8, 14);
  const middleX = x((xFrom + xTo) / 2);
  const mostReach = Math.max(1, ...points.map((point) => point.reach ?? 1));
  const drawn = points.map((point) => ({
    ...point, x: x(point.importance), y: y(point.shortfall), r: 4 + 9 * Math.sqrt((point.reach ?? 1) / mostReach) * (point.reach === undefined ? 0.2 : 1),
    text: fitText(point.label, 12, 150), weight: Math.max(0, point.shortfall) * point.importance,
  }));
  const labels = placeLabels(drawn.map((point) => ({ ...point, label: point.text })), { width: widthPx, height: bottom });
  const say = (point: MapPoint) => [point.label, `${importanceLabel} ${format.decimal(point.importance, 2)}`, `${shortfallLabel} ${format.signed(point.shortfall)}`, t(`chart.${point.standing}`)].join(', ');
  const table = {
    columns: [{ header: t('chart.label') }, { header: importanceLabel, isFigure: true }, { header: shortfallLabel, isFigure: true }, { header: t('chart.n'), isFigure: true }],
    rows: [...drawn].sort((a, b) => b.weight - a.weight).map((point) => [
      point.href ? <a href={point.href}>{point.label}</a> : point.label, format.decimal(point.importance, 2), format.signed(point.shortfall), point.reach === undefined ? '–' : format.integer(point.reach),
    ]),
  };
  return (
    <ChartWithTable title={title} summary={summary} isSummaryShown={isSummaryShown} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={11}>
          <g aria-hidden="true" fill={ink.textSoft}>
            {yTo > 0 && <rect x={middleX} y={y(yTo)} width={widthPx - middleX} height={Math.max(0, y(0) - y(yTo))} fill={ink.belowSoft} opacity={0.4} rx={6} />}
            {cornerLabel && <text x={widthPx - 10} y={y(yTo) + 18} textAnchor="end">{cornerLabel}</text>}
            {niceTicks(yFrom, yTo, 5).map((tick) => (
              <g key={tick}>
                <line x1={left} x2={widthPx} y1={y(tick)} y2={y(tick)} stroke={tick === 0 ? ink.expected : ink.grid} />
                <text x={left - 8} y={y(tick) + 4} textAnchor="end">{format.signed(tick)}</text>
              </g>
            ))}
            {niceTicks(xFrom, xTo, 5).map((tick) => <text key={tick} x={x(tick)} y={bottom + 12} textAnchor="middle">{format.decimal(tick, xTo - xFrom < 2 ? 1 : 0)}</text>)}
            <text x={widthPx} y={heightPx - 6} textAnchor="end">{importanceLabel} →</text>
            <text x={left} y={8}>↑ {shortfallLabel}</text>
          </g>
          {[...drawn].sort((a, b) => b.r - a.r).map((point) => {
            const label = labels.get(point.id);
            return (
              <PointLink key={point.id} label={say(point)} href={point.href} onSelect={onSelect && (() => onSelect(point))}>
                <circle cx={point.x} cy={point.y} r={Math.max(14, point.r + 4)} fill="transparent" />
                <circle className="m-glow" cx={point.x} cy={point.y} r={point.r + 4} fill="none" stroke={ink.line} opacity={0} />
                <circle cx={point.x} cy={point.y} r={point.r} fill={ink[point.standing]} fillOpacity={0.82} stroke={ink.ground} strokeWidth={1.25} />
                {label && <text x={label.x} y={label.y} textAnchor={label.anchor} fontSize={12} fill={ink.text} stroke={ink.ground} strokeWidth={3} paintOrder="stroke">{point.text}</text>}
              </PointLink>
            );
          })}
        </svg>
      </div>
    </ChartWithTable>
  );
}
