import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import { fontFamily, ink } from './ink.ts';
import { PointLink } from './PointLink.tsx';
import { clamp, createScale, judgeStanding, niceTicks } from './scale.logic.ts';

export interface DumbbellProps {
  /** What is compared, for the spoken sentence. */
  label: string;
  /** Names of the two ends, e.g. expectation and experience. */
  expectedLabel: string;
  livedLabel: string;
  expected: number | null;
  lived: number | null;
  /** 95 % interval of the lived value (or of the gap, moved by the expected value). */
  low?: number | null;
  high?: number | null;
  n: number;
  /** Below it the lived value is withheld. */
  minimumN?: number;
  scale: { min: number; max: number };
  widthPx?: number;
  heightPx?: number;
  href?: string;
  onSelect?: () => void;
}

/** ○──● What was expected, what was lived, and how sure we are. The line's colour says on which side it lies. */
export function Dumbbell(props: DumbbellProps) {
  const { label, expectedLabel, livedLabel, expected, lived, low, high, n, minimumN = 0, scale, widthPx = 240, heightPx = 28, href, onSelect } = props;
  const { t } = useTranslation('ui');
  const format = useFormat();
  const isWithheld = n < minimumN || lived === null;
  const x = createScale(scale.min, scale.max, 10, widthPx - 10);
  const at = (value: number) => x(clamp(value, scale.min, scale.max));
  const middle = heightPx / 2;
  const middleX = widthPx / 2;
  const standing = judgeStanding(expected, low, high);
  const color = ink[standing];
  const sentence = [
    expected === null ? null : `${expectedLabel} ${format.decimal(expected)}`,
    isWithheld ? t('chart.tooFew', { n: format.integer(n), needed: format.integer(Math.max(minimumN, 1)) }) : `${livedLabel} ${format.decimal(lived)}`,
    isWithheld || low == null || high == null ? null : t('chart.interval', { low: format.decimal(low), high: format.decimal(high) }),
    isWithheld ? null : `n = ${format.integer(n)}`,
    isWithheld || expected === null || low == null ? null : t(`chart.${standing}`),
  ].filter(Boolean).join(', ');
  // Where both ends meet, the ring is drawn around the dot instead of over it.
  const isCovered = !isWithheld && expected !== null && Math.abs(at(expected) - at(lived)) < 9;
  const isTextLeft = expected !== null && at(expected) > middleX;
  const isDoor = Boolean(href ?? onSelect);
  return (
    <svg viewBox={`0 0 ${widthPx} ${heightPx}`} width={widthPx} height={heightPx} role={isDoor ? 'group' : 'img'} aria-label={`${label}: ${sentence}`} style={{ maxWidth: '100%', display: 'block' }}>
      <line x1={10} x2={widthPx - 10} y1={middle} y2={middle} stroke={ink.grid} />
      <PointLink label={`${label}: ${sentence}`} href={href} onSelect={onSelect}>
        <rect width={widthPx} height={heightPx} fill="transparent" />
        {!isWithheld && expected !== null && <line x1={at(expected)} x2={at(lived)} y1={middle} y2={middle} stroke={color} strokeWidth={2.5} />}
        {!isWithheld && low != null && high != null && (
          <g stroke={color} strokeWidth={1.25} fill="none">
            <path d={`M${at(low)} ${middle - 6}v12M${at(high)} ${middle - 6}v12`} opacity={0.75} />
            <line x1={at(low)} x2={at(high)} y1={middle} y2={middle} strokeWidth={6} opacity={0.25} />
          </g>
        )}
        {!isWithheld && <circle cx={at(lived)} cy={middle} r={5.5} fill={color} stroke={ink.ground} strokeWidth={1} />}
        {expected !== null && <circle cx={at(expected)} cy={middle} r={5} fill={isCovered ? 'none' : ink.ground} stroke={ink.expected} strokeWidth={1.75} />}
        {isWithheld && (
          <text x={isTextLeft ? 12 : widthPx - 12} y={middle + 4} textAnchor={isTextLeft ? 'start' : 'end'} fontSize={11} fill={ink.textSoft} fontFamily={fontFamily} stroke={ink.ground} strokeWidth={6} paintOrder="stroke">
            {t('chart.tooFewShort', { n: format.integer(n), needed: format.integer(Math.max(minimumN, 1)) })}
          </text>
        )}
      </PointLink>
    </svg>
  );
}

/** The scale of a column of dumbbells, for its head or foot. Same `scale` and `widthPx` as the dumbbells. */
export function DumbbellAxis({ scale, widthPx = 240 }: { scale: { min: number; max: number }; widthPx?: number }) {
  const format = useFormat();
  const x = createScale(scale.min, scale.max, 10, widthPx - 10);
  return (
    <svg viewBox={`0 0 ${widthPx} 16`} width={widthPx} height={16} aria-hidden="true" style={{ maxWidth: '100%', display: 'block' }}>
      {niceTicks(scale.min, scale.max, 5).map((tick) => (
        <text key={tick} x={x(tick)} y={12} fontSize={11} textAnchor="middle" fill={ink.textSoft} fontFamily={fontFamily}>{format.decimal(tick, Number.isInteger(tick) ? 0 : 1)}</text>
      ))}
    </svg>
  );
}
