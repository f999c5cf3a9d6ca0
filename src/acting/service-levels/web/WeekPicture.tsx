import { useTranslation } from 'react-i18next';
import { ink } from '../../../ui/charts/ink.ts';
import { writeShifts } from './shifts.logic.ts';

const DAY_WIDTH = 40;
const HEIGHT = 96;
const LEFT = 26;
const hours = [0, 6, 12, 18, 24];
const y = (minutes: number) => 4 + (minutes / 1_440) * HEIGHT;

/** A week at a glance: seven columns from midnight to midnight, open hours filled. */
export function WeekPicture({ name, week }: { name: string; week: readonly (readonly { from: number; to: number }[])[] }) {
  const { t } = useTranslation('serviceLevels');
  const days = week.map((spans, n) => `${t(`day.${n}`)}: ${spans.length === 0 ? t('calendar.closed') : writeShifts(spans)}`);
  return (
    <svg width={LEFT + 7 * DAY_WIDTH + 4} height={HEIGHT + 28} viewBox={`0 0 ${LEFT + 7 * DAY_WIDTH + 4} ${HEIGHT + 28}`} role="img" aria-label={`${name}. ${days.join('. ')}`} style={{ maxWidth: '100%' }}>
      {hours.map((hour) => (
        <g key={hour}>
          <line x1={LEFT} x2={LEFT + 7 * DAY_WIDTH} y1={y(hour * 60)} y2={y(hour * 60)} stroke={ink.grid} strokeWidth="1" />
          <text x={LEFT - 6} y={y(hour * 60) + 3.5} textAnchor="end" fontSize="10" fill={ink.textSoft}>{hour}</text>
        </g>
      ))}
      {week.map((spans, n) => (
        <g key={n}>
          {spans.map(({ from, to }) => <rect key={from} x={LEFT + n * DAY_WIDTH + 5} width={DAY_WIDTH - 10} y={y(from)} height={Math.max(2, y(to) - y(from))} rx="3" fill={ink.above} opacity="0.85" />)}
          <text x={LEFT + (n + 0.5) * DAY_WIDTH} y={HEIGHT + 22} textAnchor="middle" fontSize="11" fill={ink.text}>{t(`dayShort.${n}`)}</text>
        </g>
      ))}
    </svg>
  );
}
