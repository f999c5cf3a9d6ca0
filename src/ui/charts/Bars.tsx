import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import { ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink, type Standing } from './ink.ts';
import { PointLink } from './PointLink.tsx';
import { createScale, fitText, round, textWidth } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface Bar {
  id: string;
  label: string;
  value: number;
  low?: number | null;
  high?: number | null;
  n?: number;
  standing?: Standing;
  href?: string;
}

interface BarsProps {
  title: string;
  summary?: string;
  isSummaryShown?: boolean;
  bars: readonly Bar[];
  /** How a value is written; default a whole number. */
  format?: (value: number) => string;
  valueLabel?: string;
  /** End of the scale; default the largest value. Negative values grow to the left. */
  max?: number;
  onSelect?: (bar: Bar) => void;
  isStatic?: boolean;
}

/** Horizontal bars, for amounts that are compared by name. */
export function Bars({ title, summary, isSummaryShown, bars, format: write, valueLabel, max, onSelect, isStatic }: BarsProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(640);
  const text = write ?? format.integer;
  const isNarrow = widthPx < 440; // the label then stands above its bar
  const longestPx = Math.max(0, ...bars.map((bar) => textWidth(bar.label, 13))) + 14;
  const labelPx = isNarrow ? 0 : Math.min(Math.min(300, Math.max(220, longestPx)), widthPx * 0.36);
  const valuePx = Math.max(...bars.map((bar) => text(bar.value).length), 3) * 7.5 + 12;
  const rowPx = isNarrow ? 44 : 32;
  const least = Math.min(0, ...bars.map((bar) => Math.min(bar.value, bar.low ?? bar.value)));
  const most = max ?? Math.max(0, ...bars.map((bar) => Math.max(bar.value, bar.high ?? bar.value)));
  const x = createScale(least, most === least ? least + 1 : most, labelPx, widthPx - valuePx);
  const table = {
    columns: [{ header: t('chart.label') }, { header: valueLabel ?? t('chart.value'), isFigure: true }, ...(bars.some((bar) => bar.n !== undefined) ? [{ header: t('chart.n'), isFigure: true }] : [])],
    rows: bars.map((bar) => [bar.href ? <a href={bar.href}>{bar.label}</a> : bar.label, text(bar.value), ...(bars.some((one) => one.n !== undefined) ? [format.integer(bar.n ?? 0)] : [])]),
  };
  return (
    <ChartWithTable title={title} summary={summary} isSummaryShown={isSummaryShown} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${bars.length * rowPx}`} width={widthPx} height={bars.length * rowPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={13}>
          {bars.map((bar, row) => {
            const top = row * rowPx;
            const barY = isNarrow ? top + 22 : top + 8;
            const from = round(Math.min(x(0), x(bar.value)));
            const to = round(Math.max(x(0), x(bar.value)));
            const color = bar.standing ? ink[bar.standing] : ink.at;
            return (
              <PointLink key={bar.id} label={`${bar.label}: ${text(bar.value)}`} href={bar.href} onSelect={onSelect && (() => onSelect(bar))}>
                <rect className="m-glow" x={-8} y={top + 1} width={widthPx + 16} height={rowPx - 2} rx={6} fill="var(--m-hover, #f4f2f7)" opacity={0} />
                <text x={0} y={isNarrow ? top + 15 : top + rowPx / 2 + 4.5} fill={ink.text}>{fitText(bar.label, 13, isNarrow ? widthPx : labelPx - 14)}</text>
                <rect x={from} y={barY} width={Math.max(1.5, to - from)} height={16} rx={2.5} fill={color} opacity={bar.standing ? 0.9 : 0.55} />
                {bar.low != null && bar.high != null && (
                  <path d={`M${x(bar.low)} ${barY + 8}H${x(bar.high)}M${x(bar.low)} ${barY + 4}v8M${x(bar.high)} ${barY + 4}v8`} stroke={ink.line} strokeWidth={1.25} fill="none" />
                )}
                <text x={Math.max(to, bar.high == null ? 0 : x(bar.high)) + 8} y={barY + 12.5} fill={ink.text}>{text(bar.value)}</text>
              </PointLink>
            );
          })}
        </svg>
      </div>
    </ChartWithTable>
  );
}
