import { ink } from './ink.ts';

interface ShareRangeProps {
  /** The whole picture in words. */
  label: string;
  /** In [0, 1]; null: withheld. */
  share: number | null;
  low: number | null;
  high: number | null;
  widthPx?: number;
}

const HEIGHT = 16;

/** A share on the line from nothing to all, with its interval as a band: for a row of a table. */
export function ShareRange({ label, share, low, high, widthPx = 160 }: ShareRangeProps) {
  const x = (value: number) => (4 + value * (widthPx - 8)).toFixed(1);
  return (
    <svg width={widthPx} height={HEIGHT} viewBox={`0 0 ${widthPx} ${HEIGHT}`} role="img" aria-label={label}>
      <line x1={x(0)} x2={x(1)} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke={ink.grid} strokeWidth="2" />
      {share !== null && low !== null && high !== null && (
        <>
          <line x1={x(low)} x2={x(high)} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke={ink.band} strokeWidth="8" strokeLinecap="round" />
          <circle cx={x(share)} cy={HEIGHT / 2} r="4" fill={ink.line} />
        </>
      )}
    </svg>
  );
}
