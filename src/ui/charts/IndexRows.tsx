import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import { type ChartTable, ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink, type Standing } from './ink.ts';
import { PointLink } from './PointLink.tsx';
import { clamp, createScale, fitText, niceTicks, textWidth } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface IndexRow {
  id: string;
  label: string;
  /** null: withheld. */
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  /** What it is compared with: the wave before, or all others; null: nothing. */
  before: number | null;
  target: number | null;
  /** The difference as it is written, and what it means. */
  change: string;
  standing: Standing;
}

interface IndexRowsProps {
  title: string;
  summary?: string;
  rows: readonly IndexRow[];
  valueLabel: string;
  beforeLabel: string;
  targetLabel: string;
  changeLabel: string;
  minimumN: number;
  chosen?: string | undefined;
  onSelect?: (row: IndexRow) => void;
  isStatic?: boolean;
}

/** Indices from 0 to 100, one per row: ○ what it was, ● what it is with its interval, ┆ what was aimed at. */
export function IndexRows({ title, summary, rows, valueLabel, beforeLabel, targetLabel, changeLabel, minimumN, chosen, onSelect, isStatic }: IndexRowsProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(720);
  const isNarrow = widthPx < 560;
  const labelPx = isNarrow ? 0 : Math.min(220, widthPx * 0.28);
  // As wide as the longest: a finding is never cut.
  const changePx = isNarrow ? 0 : Math.min(widthPx * 0.3, Math.max(110, ...rows.map(({ change }) => textWidth(change, 12))) + 12);
  const rowPx = isNarrow ? 54 : 36;
  const [from, to] = rangeOf(rows);
  const x = createScale(from, to, labelPx + 8, widthPx - changePx - 52);
  const at = (value: number) => x(clamp(value, from, to));
  const bottom = rows.length * rowPx;
  const shown = rows.filter(({ value }) => value !== null);
  const legend = [shown.some(({ before }) => before !== null) ? `○ ${beforeLabel}` : '', `● ${valueLabel}`, shown.some(({ target }) => target !== null) ? `┆ ${targetLabel}` : ''].filter((part) => part !== '').join('   ');
  const tallPx = bottom + 44;
  const written = (value: number | null) => (value === null ? '–' : format.decimal(value));
  const say = ({ label, value, low, high, n, before, target, change }: IndexRow) => [
    `${label}: ${value === null ? t('chart.tooFew', { n: format.integer(n), needed: format.integer(minimumN) }) : format.decimal(value)}`,
    value === null || low === null || high === null ? null : t('chart.interval', { low: format.decimal(low), high: format.decimal(high) }),
    value === null ? null : `n = ${format.integer(n)}`, before === null ? null : `${beforeLabel} ${format.decimal(before)}`, target === null ? null : `${targetLabel} ${format.decimal(target)}`, change || null,
  ].filter(Boolean).join(', ');
  const table: ChartTable = {
    columns: [{ header: t('chart.label') }, ...[valueLabel, t('chart.low'), t('chart.high'), t('chart.n'), beforeLabel, targetLabel].map((header) => ({ header, isFigure: true })), { header: changeLabel }],
    rows: rows.map(({ label, value, low, high, n, before, target, change }) => [label, written(value), written(low), written(high), format.integer(n), written(before), written(target), change]),
  };
  return (
    <ChartWithTable title={title} summary={summary} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${tallPx}`} width={widthPx} height={tallPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={12}>
          <g aria-hidden="true" fill={ink.textSoft} fontSize={11}>
            {niceTicks(from, to, 5).map((tick) => (
              <g key={tick}>
                <line x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} stroke={ink.grid} />
                <text x={x(tick)} y={bottom + 16} textAnchor="middle">{format.integer(tick)}</text>
              </g>
            ))}
            <text x={4} y={tallPx - 8} xmlSpace="preserve">{fitText(legend, 11, widthPx - 8)}</text>
          </g>
          {rows.map((row, place) => {
            const y = place * rowPx + (isNarrow ? 36 : rowPx / 2);
            const textY = isNarrow ? place * rowPx + 16 : y + 4;
            const color = ink[row.standing];
            return (
              <PointLink key={row.id} label={say(row)} onSelect={onSelect && (() => onSelect(row))}>
                <rect x={0} y={place * rowPx} width={widthPx} height={rowPx} fill={row.id === chosen ? ink.grid : 'transparent'} fillOpacity={0.5} />
                <text x={4} y={textY} fontSize={13} fill={ink.text} fontWeight={row.id === chosen ? 600 : 400}>{fitText(row.label, 13, isNarrow ? widthPx - 60 - Math.min(CHANGE_NARROW_PX, textWidth(row.change, 12)) : labelPx - 8)}</text>
                {row.target !== null && <line x1={at(row.target)} x2={at(row.target)} y1={y - 11} y2={y + 11} stroke={ink.expected} strokeWidth={1.5} strokeDasharray="4 3" />}
                {row.value !== null && row.before !== null && <line x1={at(row.before)} x2={at(row.value)} y1={y} y2={y} stroke={color} strokeWidth={1.5} />}
                {row.value !== null && row.low !== null && row.high !== null && <line x1={at(row.low)} x2={at(row.high)} y1={y} y2={y} stroke={color} strokeOpacity={0.3} strokeWidth={9} strokeLinecap="round" />}
                {row.value !== null && row.before !== null && <circle cx={at(row.before)} cy={y} r={4} fill={ink.ground} stroke={ink.expected} strokeWidth={1.5} />}
                {row.value !== null && <circle cx={at(row.value)} cy={y} r={5} fill={color} stroke={ink.ground} strokeWidth={1.25} />}
                {row.value === null
                  ? <text x={labelPx + 8} y={y + 4} fill={ink.textSoft}>{t('chart.tooFewShort', { n: format.integer(row.n), needed: format.integer(minimumN) })}</text>
                  : <text x={widthPx - changePx - 6} y={textY} textAnchor="end" fill={ink.text} fontWeight={600}>{format.decimal(row.value)}</text>}
                {row.value !== null && <text x={isNarrow ? widthPx - 52 : widthPx - 4} y={textY} textAnchor="end" fill={row.standing === 'at' ? ink.textSoft : color}>{fitText(row.change, 12, isNarrow ? CHANGE_NARROW_PX : changePx - 4)}</text>}
              </PointLink>
            );
          })}
        </svg>
      </div>
    </ChartWithTable>
  );
}

/** On a phone a change has the room of its row, without that of its label. */
const CHANGE_NARROW_PX = 190;

/** The part of 0–100 that is needed, in steps of ten. */
function rangeOf(rows: readonly IndexRow[]): [number, number] {
  const known = rows.flatMap(({ value, low, high, before, target }) => (value === null ? [] : [value, low, high, before, target])).filter((one) => one !== null);
  if (known.length === 0) return [0, 100];
  const from = Math.max(0, Math.floor(Math.min(...known) / 10) * 10);
  return [from, Math.min(100, Math.max(from + 20, Math.ceil(Math.max(...known) / 10) * 10))];
}
