import type { Format } from '../words/format.ts';
import { ink } from './ink.ts';
import { timeTicks } from './lanes.logic.ts';
import type { Scale } from './scale.logic.ts';

/** Marks and words along the time at the foot of a picture. */
export function TimeAxis({ x, y, fromMs, toMs, widthPx, top, format }: { x: Scale; y: number; fromMs: number; toMs: number; widthPx: number; top: number; format: Format }) {
  return (
    <g fontSize={11} fill={ink.textSoft} textAnchor="middle" aria-hidden="true">
      {timeTicks(fromMs, toMs, widthPx).map(({ at, unit }) => (
        <g key={at}>
          <line x1={x(at)} x2={x(at)} y1={top} y2={y} stroke={ink.grid} />
          <text x={x(at)} y={y + 16}>{unit === 'day' ? format.day(at) : unit === 'month' ? format.month(at) : new Date(at).getFullYear()}</text>
        </g>
      ))}
    </g>
  );
}
