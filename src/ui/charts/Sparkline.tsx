import { fontFamily, ink } from './ink.ts';
import { linePath, splitRuns } from './line.logic.ts';
import { createScale, niceDomain } from './scale.logic.ts';

interface SparklineProps {
  /** In a sentence: what runs here and where it ended. */
  label: string;
  /** null interrupts the line. */
  values: readonly (number | null)[];
  domain?: [number, number];
  widthPx?: number;
  heightPx?: number;
  /** Written behind the last point. */
  lastText?: string;
}

/** A trend the size of a word. */
export function Sparkline({ label, values, domain, widthPx = 96, heightPx = 24, lastText }: SparklineProps) {
  const range = domain ?? niceDomain(values);
  const room = lastText ? lastText.length * 7 + 6 : 0;
  const x = createScale(0, Math.max(1, values.length - 1), 3, widthPx - 4 - room);
  const y = createScale(range?.[0] ?? 0, range?.[1] ?? 1, heightPx - 4, 4);
  const points = values.map((value, at) => ({ x: x(at), y: value === null ? null : y(value) }));
  const present = points.filter((point): point is { x: number; y: number } => point.y !== null);
  const last = present.at(-1);
  return (
    <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role="img" aria-label={label} style={{ display: 'block' }}>
      {splitRuns(points, (point) => point.y !== null).map((run, at) => (
        <path key={at} d={linePath(run.map((point) => ({ x: point.x, y: point.y ?? 0 })))} fill="none" stroke={ink.textSoft} strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" />
      ))}
      {last && <circle cx={last.x} cy={last.y} r={2.75} fill={ink.line} />}
      {last && lastText && <text x={last.x + 7} y={Math.min(heightPx - 3, Math.max(11, last.y + 4))} fontSize={12} fill={ink.text} fontFamily={fontFamily}>{lastText}</text>}
    </svg>
  );
}
