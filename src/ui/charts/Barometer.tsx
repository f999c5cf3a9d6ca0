import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import { type ChartTable, ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink } from './ink.ts';
import { bandPath, linePath, splitRuns } from './line.logic.ts';
import { PointLink } from './PointLink.tsx';
import { createScale, fitText, niceDomain, niceTicks, textWidth } from './scale.logic.ts';
import { useWidth } from './useWidth.ts';

export interface BarometerWave {
  id: string;
  label: string;
  /** null: withheld. */
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  target: number | null;
}

interface BarometerProps {
  title: string;
  summary?: string;
  /** In the order of time. */
  waves: readonly BarometerWave[];
  waveLabel: string;
  valueLabel: string;
  targetLabel: string;
  /** Below it a wave is withheld. */
  minimumN: number;
  chosen?: string | undefined;
  onSelect?: (wave: BarometerWave) => void;
  heightPx?: number;
  isStatic?: boolean;
}

/** The barometer: an index over waves with its interval as a soft band, and what was aimed at. */
export function Barometer({ title, summary, waves, waveLabel, valueLabel, targetLabel, minimumN, chosen, onSelect, heightPx = 250, isStatic }: BarometerProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(720);
  const range = rangeOf(waves);
  const ticks = niceTicks(range[0], range[1], Math.max(2, Math.round(heightPx / 56)));
  const leftPx = Math.max(...ticks.map((tick) => textWidth(format.integer(tick), 11))) + 12;
  const bottom = heightPx - 40;
  const columnPx = (widthPx - leftPx - 8) / Math.max(1, waves.length);
  const x = (at: number) => leftPx + columnPx * (at + 0.5);
  const y = createScale(range[0], range[1], bottom, 16);
  const every = Math.max(1, Math.ceil(58 / columnPx));
  const drawn = waves.map((wave, at) => ({ ...wave, x: x(at), y: wave.value === null ? 0 : y(wave.value), upperY: y(wave.high ?? wave.value ?? 0), lowerY: y(wave.low ?? wave.value ?? 0) }));
  const runs = splitRuns(drawn, ({ value }) => value !== null);
  const say = ({ label, value, low, high, n, target }: BarometerWave) => [
    `${label}: ${value === null ? t('chart.tooFew', { n: format.integer(n), needed: format.integer(minimumN) }) : format.decimal(value)}`,
    value === null || low === null || high === null ? null : t('chart.interval', { low: format.decimal(low), high: format.decimal(high) }),
    value === null ? null : `n = ${format.integer(n)}`, target === null ? null : `${targetLabel} ${format.decimal(target)}`,
  ].filter(Boolean).join(', ');
  const table: ChartTable = {
    columns: [{ header: waveLabel }, ...[valueLabel, t('chart.low'), t('chart.high'), t('chart.n'), targetLabel].map((header) => ({ header, isFigure: true }))],
    rows: waves.map(({ label, value, low, high, n, target }) => [label, ...[value, value === null ? null : low, value === null ? null : high].map((one) => (one === null ? '–' : format.decimal(one))), format.integer(n), target === null ? '–' : format.decimal(target)]),
  };
  return (
    <ChartWithTable title={title} summary={summary} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role="group" aria-label={title} fontFamily={fontFamily} fontSize={11}>
          <g aria-hidden="true">
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={leftPx} x2={widthPx} y1={y(tick)} y2={y(tick)} stroke={ink.grid} />
                <text x={leftPx - 8} y={y(tick) + 4} textAnchor="end" fill={ink.textSoft}>{format.integer(tick)}</text>
              </g>
            ))}
            {runs.map((run, at) => <path key={at} d={bandPath(run)} fill={ink.band} opacity={0.45} />)}
            {runs.map((run, at) => <path key={at} d={linePath(run)} fill="none" stroke={ink.line} strokeWidth={2} strokeLinejoin="round" strokeLinecap="round" />)}
          </g>
          {drawn.map((wave, at) => (
            <PointLink key={wave.id} label={say(wave)} onSelect={onSelect && (() => onSelect(wave))}>
              <rect x={wave.x - columnPx / 2} y={0} width={columnPx} height={heightPx} fill="transparent" />
              <line className="m-glow" x1={wave.x} x2={wave.x} y1={8} y2={bottom} stroke={ink.band} opacity={wave.id === chosen ? 0.8 : 0} />
              {wave.target !== null && <line x1={wave.x - Math.min(22, columnPx / 2.4)} x2={wave.x + Math.min(22, columnPx / 2.4)} y1={y(wave.target)} y2={y(wave.target)} stroke={ink.expected} strokeWidth={1.5} strokeDasharray="4 3" />}
              {wave.value !== null && <line x1={wave.x} x2={wave.x} y1={wave.lowerY} y2={wave.upperY} stroke={ink.line} strokeWidth={1.25} />}
              {wave.value === null
                ? <circle cx={wave.x} cy={bottom} r={2.5} fill={ink.ground} stroke={ink.at} />
                : <circle cx={wave.x} cy={wave.y} r={wave.id === chosen ? 5.5 : 4} fill={ink.line} stroke={ink.ground} strokeWidth={1.25} />}
              {wave.value !== null && at % every === 0 && <text x={wave.x} y={isCovered(wave.target === null ? null : y(wave.target), wave.upperY) ? wave.lowerY + 16 : Math.max(11, wave.upperY - 7)} textAnchor="middle" fill={ink.text} fontSize={12} fontWeight={600} stroke={ink.ground} strokeWidth={4} paintOrder="stroke">{format.decimal(wave.value)}</text>}
              {at % every === 0 && (
                <g fill={ink.textSoft}>
                  <text x={wave.x} y={heightPx - 22} textAnchor="middle" fill={wave.id === chosen ? ink.text : ink.textSoft} fontWeight={wave.id === chosen ? 600 : 400}>{fitText(wave.label, 11, columnPx * every - 6)}</text>
                  <text x={wave.x} y={heightPx - 7} textAnchor="middle" fontSize={10}>n = {format.compact(wave.n)}</text>
                </g>
              )}
            </PointLink>
          ))}
        </svg>
      </div>
    </ChartWithTable>
  );
}

/** Whether the line of the target would go through the number above the band. */
const isCovered = (targetY: number | null, upperY: number): boolean => targetY !== null && targetY < upperY - 2 && targetY > upperY - 22;

/** An index between 70 and 71 must not fill the picture from bottom to top: at least 20 points are shown. */
function rangeOf(waves: readonly BarometerWave[]): [number, number] {
  const [low, high] = niceDomain(waves.flatMap((wave) => (wave.value === null ? [wave.target] : [wave.value, wave.low, wave.high, wave.target]))) ?? [0, 100];
  const from = Math.min(80, Math.max(0, Math.floor((low - Math.max(0, 20 - (high - low)) / 2) / 5) * 5));
  return [from, Math.min(100, Math.max(from + 20, Math.ceil(high / 5) * 5))];
}
