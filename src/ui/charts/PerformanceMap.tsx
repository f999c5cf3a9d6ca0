import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import { ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink, type Standing } from './ink.ts';
import { type Box, nameAll } from './labels.logic.ts';
import { PointLink } from './PointLink.tsx';
import { createScale, fitText, niceDomain, niceTicks, textWidth } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface PlacedItem {
  id: string;
  label: string;
  /** In [0, 1] */
  importance: number;
  low: number;
  high: number;
  /** In scale points */
  performance: number;
  performanceLow: number | null;
  performanceHigh: number | null;
  standing: Standing;
  /** Which of the four fields it lies in, in words. */
  field: string;
  href?: string | undefined;
}

interface PerformanceMapProps {
  title: string;
  summary?: string;
  items: readonly PlacedItem[];
  /** Where the cross-hairs lie; said on the picture. */
  lines: { importance: number; performance: number; label: string };
  importanceLabel: string;
  performanceLabel: string;
  /** Written into the four corners. */
  corners: { concentrate: string; keep: string; low: string; overkill: string };
  heightPx?: number;
  isStatic?: boolean;
}

/** Scale points that the picture spans at least: small differences must not look large. */
const LEAST_SPAN = 1;
/** A point that holds a number, and the lines below that say what each number is. */
const NUMBERED_R = 9;
const LEGEND_ROW_PX = 18;
const LEGEND_GAP_PX = 10;

/** Importance against performance with cross-hairs and the intervals of both; upper left is where to begin. */
export function PerformanceMap({ title, summary, items, lines, importanceLabel, performanceLabel, corners, heightPx, isStatic }: PerformanceMapProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(720);
  const isNarrow = widthPx < 480;
  const height = heightPx ?? (isNarrow ? 380 : 420);
  // What the axis shows and where the lines lie stand above each other where there is no room beside each other.
  const [left, top, bottom, right] = [46, 20, height - (isNarrow ? 56 : 40), widthPx - 12];
  const [xFrom, xTo] = niceDomain([...items.flatMap(({ performance, performanceLow, performanceHigh }) => [performance, performanceLow, performanceHigh]), lines.performance - LEAST_SPAN / 2, lines.performance + LEAST_SPAN / 2], 5) ?? [0, 10];
  const [, yTo] = niceDomain([0, ...items.map(({ high }) => high)], 5) ?? [0, 1];
  const x = createScale(xFrom, xTo, left + 14, right - 14);
  const y = createScale(0, yTo, bottom, top + 8);
  const ticks = niceTicks(xFrom, xTo, 5);
  const tickDecimals = ticks.every((tick) => Number.isInteger(Math.round(tick * 1e6) / 1e5)) ? 1 : 2;
  const drawn = items.map((item) => ({ ...item, x: x(item.performance), y: y(item.importance), r: 6, text: fitText(item.label, 12, 160), weight: item.importance }));
  const corner = (text: string, isRight: boolean, baseline: number): Box => {
    const width = textWidth(text, 11);
    return { left: isRight ? right - 4 - width : left + 6, right: isRight ? right - 4 : left + 6 + width, top: baseline - 10, bottom: baseline + 3 };
  };
  const written = [corner(corners.concentrate, false, top + 13), corner(corners.keep, true, top + 13), corner(corners.low, false, bottom - 6), corner(corners.overkill, true, bottom - 6)];
  const named = nameAll(drawn.map((item) => ({ ...item, name: item.label, label: item.text })), { width: widthPx, height: bottom, taken: written }, NUMBERED_R);
  const numbered = named.filter(({ number }) => number !== null);
  const fullHeight = height + (numbered.length === 0 ? 0 : numbered.length * LEGEND_ROW_PX + LEGEND_GAP_PX);
  const [crossX, crossY] = [x(lines.performance), y(lines.importance)];
  const say = (item: PlacedItem) => [item.label, `${importanceLabel} ${format.share(item.importance)} (${format.share(item.low)}–${format.share(item.high)})`, `${performanceLabel} ${format.decimal(item.performance)}`, item.field].join(', ');
  const table = {
    columns: [{ header: t('chart.label') }, { header: importanceLabel, isFigure: true }, { header: t('chart.low'), isFigure: true }, { header: t('chart.high'), isFigure: true }, { header: performanceLabel, isFigure: true }],
    rows: items.map((item) => [item.href ? <a href={item.href}>{item.label}</a> : item.label, format.share(item.importance), format.share(item.low), format.share(item.high), format.decimal(item.performance)]),
  };
  return (
    <ChartWithTable title={title} summary={summary} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${fullHeight}`} width={widthPx} height={fullHeight} role="group" aria-label={title} fontFamily={fontFamily} fontSize={11}>
          <g aria-hidden="true" fill={ink.textSoft}>
            <rect x={left} y={top} width={Math.max(0, crossX - left)} height={Math.max(0, crossY - top)} fill={ink.belowSoft} opacity={0.45} />
            <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={ink.grid} />
            <line x1={left} x2={left} y1={top} y2={bottom} stroke={ink.grid} />
            {niceTicks(0, yTo, 5).map((tick) => <text key={tick} x={left - 6} y={y(tick) + 4} textAnchor="end">{format.share(tick)}</text>)}
            {ticks.map((tick) => <text key={tick} x={x(tick)} y={bottom + 14} textAnchor="middle">{format.decimal(tick, tickDecimals)}</text>)}
            {drawn.map((item) => (
              <path key={item.id} d={`M${item.x} ${y(item.low)}V${y(item.high)}M${x(item.performanceLow ?? item.performance)} ${item.y}H${x(item.performanceHigh ?? item.performance)}`} stroke={ink.band} strokeWidth={3} strokeLinecap="round" fill="none" />
            ))}
            <path d={`M${crossX} ${top}V${bottom}M${left} ${crossY}H${right}`} stroke={ink.expected} strokeDasharray="4 3" fill="none" />
            <text x={left + 6} y={top + 13}>{corners.concentrate}</text>
            <text x={right - 4} y={top + 13} textAnchor="end">{corners.keep}</text>
            <text x={left + 6} y={bottom - 6}>{corners.low}</text>
            <text x={right - 4} y={bottom - 6} textAnchor="end">{corners.overkill}</text>
            <text x={left} y={11}>↑ {importanceLabel}</text>
            <text x={right} y={height - (isNarrow ? 22 : 6)} textAnchor="end">{performanceLabel} →</text>
            <text x={left} y={height - 6}>┄ {lines.label}</text>
            {numbered.map(({ point, number }, place) => (
              <g key={point.id} fontSize={12} fill={ink.text}>
                <text x={left + 8} y={height + LEGEND_GAP_PX + place * LEGEND_ROW_PX + 8} textAnchor="middle" fontWeight={600}>{number}</text>
                <text x={left + 20} y={height + LEGEND_GAP_PX + place * LEGEND_ROW_PX + 8}>{fitText(point.name, 12, right - left - 20)}</text>
              </g>
            ))}
          </g>
          {named.map(({ point: item, label, number }) => (
            <PointLink key={item.id} label={say({ ...item, label: item.name })} href={item.href}>
              <circle cx={item.x} cy={item.y} r={14} fill="transparent" />
              <circle className="m-glow" cx={item.x} cy={item.y} r={10} fill="none" stroke={ink.line} opacity={0} />
              {number === null
                ? <circle cx={item.x} cy={item.y} r={item.r} fill={ink[item.standing]} stroke={ink.ground} strokeWidth={1.25} />
                : <circle cx={item.x} cy={item.y} r={NUMBERED_R} fill={ink.ground} stroke={ink[item.standing]} strokeWidth={2} />}
              {number !== null && <text x={item.x} y={item.y + 4} textAnchor="middle" fontWeight={600} fill={ink.text}>{number}</text>}
              {label && <text x={label.x} y={label.y} textAnchor={label.anchor} fontSize={12} fill={ink.text} stroke={ink.ground} strokeWidth={3} paintOrder="stroke">{item.text}</text>}
            </PointLink>
          ))}
        </svg>
      </div>
    </ChartWithTable>
  );
}
