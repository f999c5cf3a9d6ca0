import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import { ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink } from './ink.ts';
import { placeLabels } from './labels.logic.ts';
import { PointLink } from './PointLink.tsx';
import { createScale, fitText, round } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

/** A share in [0, 1] with its interval. */
export interface KanoMapShare {
  value: number;
  low: number;
  high: number;
}

export interface KanoMapPoint {
  id: string;
  label: string;
  /** Whom its presence pleases. */
  pleases: KanoMapShare;
  /** Whom its absence annoys. */
  annoys: KanoMapShare;
  n: number;
  /** What kind of feature it is, in words. */
  kind: string;
  /** Undecided ones are drawn hollow. */
  isDecided: boolean;
  href?: string;
}

interface KanoMapProps {
  title: string;
  summary?: string;
  points: readonly KanoMapPoint[];
  pleasesLabel: string;
  annoysLabel: string;
  undecidedLabel: string;
  /** Written into the corners, clockwise from the upper left: annoys only, both, pleases only, neither. */
  corners: readonly [string, string, string, string];
  isStatic?: boolean;
}

const HALF = 0.5;
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;
const SIGN_PX = 6;
/** Labels stand above the whisker of their point. */
const LIFT_PX = 9;

/** Whom a feature pleases when it is there, against whom its absence annoys; whiskers are intervals. */
export function KanoMap({ title, summary, points, pleasesLabel, annoysLabel, undecidedLabel, corners, isStatic }: KanoMapProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(720);
  const heightPx = widthPx < 480 ? 380 : 460;
  const [left, top, bottom] = [46, 20, heightPx - 42];
  const x = createScale(0, 1, left + 8, widthPx - 16);
  const y = createScale(0, 1, bottom - 8, top + 8);
  const drawn = points.map((point) => ({ ...point, x: round(x(point.pleases.value)), y: round(y(point.annoys.value)), r: SIGN_PX, text: fitText(point.label, 12, Math.max(150, widthPx * 0.3)), weight: point.n * (point.pleases.value + point.annoys.value) }));
  const labels = placeLabels(drawn.map((point) => ({ ...point, label: point.text })), { width: widthPx, height: bottom });
  const say = ({ value, low, high }: KanoMapShare): string => `${format.share(value)} (${t('chart.interval', { low: format.share(low), high: format.share(high) })})`;
  const kindOf = ({ kind, isDecided }: KanoMapPoint): string => (isDecided ? kind : `${kind}, ${undecidedLabel}`);
  const table = {
    columns: [{ header: t('chart.label') }, { header: pleasesLabel, isFigure: true }, { header: annoysLabel, isFigure: true }, { header: t('chart.n'), isFigure: true }],
    rows: points.map((point) => [`${point.label} – ${kindOf(point)}`, say(point.pleases), say(point.annoys), format.integer(point.n)]),
  };
  const [annoysOnly, both, pleasesOnly, neither] = corners;
  return (
    <ChartWithTable title={title} summary={summary} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={11}>
          <g aria-hidden="true" fill={ink.textSoft}>
            {TICKS.map((tick) => (
              <g key={tick}>
                <path d={`M${left} ${round(y(tick))}H${widthPx}M${round(x(tick))} ${top}V${bottom}`} stroke={tick === HALF ? ink.expected : ink.grid} strokeDasharray={tick === HALF ? '4 4' : undefined} fill="none" />
                <text x={left - 8} y={y(tick) + 4} textAnchor="end">{format.share(tick)}</text>
                <text x={x(tick)} y={bottom + 14} textAnchor="middle">{format.share(tick)}</text>
              </g>
            ))}
            <g fontSize={12}>
              <text x={left + 14} y={top + 24}>{annoysOnly}</text>
              <text x={widthPx - 22} y={top + 24} textAnchor="end">{both}</text>
              <text x={widthPx - 22} y={bottom - 14} textAnchor="end">{pleasesOnly}</text>
              <text x={left + 14} y={bottom - 14}>{neither}</text>
            </g>
            <text x={widthPx} y={heightPx - 6} textAnchor="end">{pleasesLabel} →</text>
            <text x={0} y={11}>↑ {annoysLabel}</text>
          </g>
          <g aria-hidden="true" stroke={ink.line} strokeWidth={1.25} opacity={0.45} fill="none">
            {drawn.map((point) => <path key={point.id} d={`M${round(x(point.pleases.low))} ${point.y}H${round(x(point.pleases.high))}M${point.x} ${round(y(point.annoys.low))}V${round(y(point.annoys.high))}`} />)}
          </g>
          {drawn.map((point) => {
            const label = labels.get(point.id);
            return (
              <PointLink key={point.id} label={[point.label, kindOf(point), `${pleasesLabel} ${say(point.pleases)}`, `${annoysLabel} ${say(point.annoys)}`, `n = ${format.integer(point.n)}`].join(', ')} href={point.href}>
                <circle cx={point.x} cy={point.y} r={14} fill="transparent" />
                <circle className="m-glow" cx={point.x} cy={point.y} r={SIGN_PX + 4} fill="none" stroke={ink.line} opacity={0} />
                <circle cx={point.x} cy={point.y} r={SIGN_PX} fill={point.isDecided ? ink.line : ink.ground} stroke={point.isDecided ? ink.ground : ink.line} strokeWidth={point.isDecided ? 1.25 : 2} />
                {label && <text x={label.x} y={label.anchor === 'middle' ? label.y : label.y - LIFT_PX} textAnchor={label.anchor} fontSize={12} fill={ink.text} stroke={ink.ground} strokeWidth={3} paintOrder="stroke">{point.text}</text>}
              </PointLink>
            );
          })}
        </svg>
      </div>
    </ChartWithTable>
  );
}
