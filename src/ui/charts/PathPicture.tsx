import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import { type ChartTable, ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink } from './ink.ts';
import { type Box, edgeOf, placeNumbers, type Point } from './path-picture.logic.ts';
import { PointLink } from './PointLink.tsx';
import { fitText, textWidth } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface PathNode {
  id: string;
  label: string;
  /** Its figure, as it is written. */
  value: string;
  /** What stands small below it, e.g. how much of it is explained. */
  detail?: string | undefined;
  /** Where it stands, each in [0, 1]. */
  x: number;
  y: number;
}

export interface PathArrow {
  from: string;
  to: string;
  /** In [−1, 1]. */
  strength: number;
  low: number | null;
  high: number | null;
}

interface PathPictureProps {
  title: string;
  summary?: string;
  nodes: readonly PathNode[];
  arrows: readonly PathArrow[];
  fromLabel: string;
  toLabel: string;
  strengthLabel: string;
  onSelect?: (node: PathNode) => void;
  isStatic?: boolean;
}

/** Width of an arrow whose strength is 1. */
const FULL_PX = 22;
const HEAD_PX = 9;
const NARROW_PX = 600;

/**
 * What acts on what, and how strongly: the core of an arrow is as wide as its strength is at least, the soft band as wide as it
 * is at most. An arrow that may as well be none is a dashed line.
 */
export function PathPicture({ title, summary, nodes, arrows, fromLabel, toLabel, strengthLabel, onSelect, isStatic }: PathPictureProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(760);
  const isNarrow = widthPx < NARROW_PX;
  const boxWidth = Math.max(84, Math.min(150, widthPx / 5.2));
  const boxHeight = 56;
  const heightPx = isNarrow ? 420 : 400;
  const boxes = new Map(nodes.map(({ id, x, y }): [string, Box] => [id, { x: boxWidth / 2 + 2 + x * (widthPx - boxWidth - 4), y: boxHeight / 2 + 2 + y * (heightPx - boxHeight - 4), width: boxWidth, height: boxHeight }]));
  const labelPx = (label: string): number => (isNarrow ? (textWidth(label, 11) > boxWidth - 4 ? 10 : 11) : 13);
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.label ?? id;
  const drawn = arrows.flatMap((arrow) => {
    const [from, to] = [boxes.get(arrow.from), boxes.get(arrow.to)];
    if (!from || !to) return [];
    const isClear = arrow.low !== null && arrow.high !== null && (arrow.low > 0 || arrow.high < 0);
    return [{ ...arrow, isClear, start: edgeOf(from, to), end: edgeOf(to, from), text: format.decimal(arrow.strength, 2) }];
  });
  const numbers = placeNumbers(drawn.map(({ start, end, text }) => ({ from: start, to: end, text })), [...boxes.values()]);
  const say = ({ from, to, text, low, high, isClear }: (typeof drawn)[number]) => [
    `${nameOf(from)} → ${nameOf(to)}: ${text}`, low === null || high === null ? null : t('chart.interval', { low: format.decimal(low, 2), high: format.decimal(high, 2) }), isClear ? null : t('chart.mayBeNone'),
  ].filter(Boolean).join(', ');
  const table: ChartTable = {
    columns: [{ header: fromLabel }, { header: toLabel }, { header: strengthLabel, isFigure: true }, { header: t('chart.low'), isFigure: true }, { header: t('chart.high'), isFigure: true }],
    rows: drawn.map(({ from, to, text, low, high }) => [nameOf(from), nameOf(to), text, low === null ? '–' : format.decimal(low, 2), high === null ? '–' : format.decimal(high, 2)]),
  };
  // What is sure lies on top.
  const order = drawn.map((arrow, at) => ({ arrow, at })).sort((a, b) => Number(a.arrow.isClear) - Number(b.arrow.isClear) || Math.abs(a.arrow.strength) - Math.abs(b.arrow.strength));
  return (
    <ChartWithTable title={title} summary={summary} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={12}>
          {order.map(({ arrow, at }) => <Arrow key={at} arrow={arrow} label={say(arrow)} />)}
          {nodes.map((node) => {
            const box = boxes.get(node.id);
            if (!box) return null;
            const [left, top] = [box.x - boxWidth / 2, box.y - boxHeight / 2];
            return (
              <PointLink key={node.id} label={[`${node.label}: ${node.value}`, node.detail].filter(Boolean).join(', ')} onSelect={onSelect && (() => onSelect(node))}>
                <rect x={left} y={top} width={boxWidth} height={boxHeight} rx={8} fill={ink.ground} stroke={ink.line} strokeWidth={1.25} />
                <text x={box.x} y={top + 18} textAnchor="middle" fill={ink.text} fontSize={labelPx(node.label)}>{fitText(node.label, labelPx(node.label), boxWidth - 4)}</text>
                <text x={box.x} y={top + 35} textAnchor="middle" fill={ink.text} fontSize={15} fontWeight={600}>{node.value}</text>
                {node.detail && <text x={box.x} y={top + 49} textAnchor="middle" fill={ink.textSoft} fontSize={10}>{fitText(node.detail, 10, boxWidth - 6)}</text>}
              </PointLink>
            );
          })}
          <g aria-hidden="true">
            {order.map(({ arrow, at }) => {
              const place = numbers[at];
              return place && (
                <g key={at}>
                  <rect x={place.x - place.width / 2} y={place.y - place.height / 2} width={place.width} height={place.height} rx={4} fill={ink.ground} />
                  <text x={place.x} y={place.y + 4} textAnchor="middle" fill={arrow.isClear ? (arrow.strength < 0 ? ink.below : ink.text) : ink.textSoft} fontWeight={arrow.isClear ? 600 : 400}>{arrow.text}</text>
                </g>
              );
            })}
          </g>
        </svg>
      </div>
    </ChartWithTable>
  );
}

function Arrow({ arrow: { start, end, strength, low, high, isClear }, label }: { arrow: PathArrow & { start: Point; end: Point; isClear: boolean }; label: string }) {
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const [ux, uy] = [(end.x - start.x) / length, (end.y - start.y) / length];
  const neck = { x: end.x - ux * HEAD_PX, y: end.y - uy * HEAD_PX };
  const color = strength < 0 && isClear ? ink.below : isClear ? ink.line : ink.at;
  const [least, most] = [low, high].map((limit) => Math.abs(limit ?? strength)).sort((a, b) => a - b);
  const side = Math.max(4.5, isClear ? (least ?? 0) * FULL_PX * 0.7 : 0);
  const line = { x1: start.x, y1: start.y, x2: neck.x, y2: neck.y };
  return (
    <PointLink label={label}>
      {isClear && <line {...line} stroke={ink.band} strokeWidth={Math.max(2, (most ?? 0) * FULL_PX)} />}
      <line {...line} stroke={color} strokeWidth={isClear ? Math.max(1.25, (least ?? 0) * FULL_PX) : 1.25} {...(isClear ? {} : { strokeDasharray: '4 4' })} />
      <polygon points={`${end.x},${end.y} ${neck.x - uy * side},${neck.y + ux * side} ${neck.x + uy * side},${neck.y - ux * side}`} fill={color} />
      <line {...line} stroke="transparent" strokeWidth={14} />
    </PointLink>
  );
}
