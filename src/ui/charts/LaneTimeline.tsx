import { useTranslation } from 'react-i18next';
import type { Instant } from '../words/format.ts';
import { useFormat } from '../words/useFormat.ts';
import { ChartWithTable } from './ChartWithTable.tsx';
import { fontFamily, ink } from './ink.ts';
import { groupLane, type LaneItem } from './lanes.logic.ts';
import { PointLink } from './PointLink.tsx';
import { createScale, fitText, judgeMood, textWidth } from './scale.logic.ts';
import { TimeAxis } from './time-axis.tsx';
import { useWidth } from './useWidth.ts';

export interface LaneEvent {
  id: string;
  at: Instant;
  lane: string;
  label: string;
  /** −2 to +2; null where nothing is known. */
  mood: number | null;
  href?: string;
}

interface LaneTimelineProps {
  title: string;
  summary?: string;
  isSummaryShown?: boolean;
  /** From top to bottom. */
  lanes: readonly { key: string; label: string }[];
  events: readonly LaneEvent[];
  /** Default: first to last event. */
  from?: Instant;
  to?: Instant;
  /** A sign may stand for several events that lie close together. */
  onSelect?: (events: LaneEvent[]) => void;
  isStatic?: boolean;
}

const lanePx = 34;

/** What happened when, on which lane, and how it felt: ▼ bad, ● neutral, ▲ good, in their colours; ○ where nobody knows. */
export function LaneTimeline({ title, summary, isSummaryShown, lanes, events, from, to, onSelect, isStatic }: LaneTimelineProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [ref, widthPx] = useWidth(720);
  const isNarrow = widthPx < 480; // lane names then stand above their line
  const instants = events.map((event) => new Date(event.at).getTime());
  const fromMs = from === undefined ? Math.min(...instants) : new Date(from).getTime();
  const toMs = to === undefined ? Math.max(...instants) : new Date(to).getTime();
  const leftPx = isNarrow ? 0 : Math.min(160, Math.max(...lanes.map((lane) => textWidth(lane.label, 12)), 40) + 16);
  const rowPx = isNarrow ? lanePx + 14 : lanePx;
  const bottom = lanes.length * rowPx + 4;
  const x = createScale(fromMs, toMs, leftPx + 14, widthPx - 16);
  const say = (item: LaneItem<LaneEvent>) => item.events.slice(0, 5).map((event) => `${format.dateTime(event.at)} ${event.label}`).join('; ')
    + (item.events.length > 5 ? ` … (${format.integer(item.events.length)})` : '');
  const laneOf = new Map(lanes.map((lane) => [lane.key, lane.label]));
  const table = {
    columns: [{ header: t('chart.when') }, { header: t('chart.lane') }, { header: t('chart.label') }, { header: t('chart.feeling'), isFigure: true }],
    rows: events.map((event) => [format.dateTime(event.at), laneOf.get(event.lane) ?? event.lane, event.href ? <a href={event.href}>{event.label}</a> : event.label, event.mood === null ? '–' : format.signed(event.mood)]),
  };
  return (
    <ChartWithTable title={title} summary={summary} isSummaryShown={isSummaryShown} table={table} isStatic={isStatic}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${bottom + 24}`} width={widthPx} height={bottom + 24} role="group" aria-label={title} fontFamily={fontFamily} fontSize={12}>
          <TimeAxis x={x} y={bottom} top={4} fromMs={fromMs} toMs={toMs} widthPx={widthPx - leftPx} format={format} />
          {lanes.map((lane, row) => {
            const y = row * rowPx + rowPx / 2 + (isNarrow ? 8 : 2);
            const items = groupLane(events.filter((event) => event.lane === lane.key), (event) => x(new Date(event.at).getTime()), 15);
            return (
              <g key={lane.key}>
                <text x={0} y={isNarrow ? y - 15 : y + 4} fill={ink.textSoft} aria-hidden="true">{fitText(lane.label, 12, isNarrow ? widthPx : leftPx - 10)}</text>
                <line x1={leftPx} x2={widthPx} y1={y} y2={y} stroke={ink.grid} />
                {items.map((item) => (
                  <PointLink key={item.events[0]?.id} label={say(item)} href={item.events.length === 1 ? item.events[0]?.href : undefined} onSelect={onSelect && (() => onSelect(item.events))}>
                    <MoodSign x={item.x} y={y} mood={item.mood} count={item.events.length} />
                  </PointLink>
                ))}
              </g>
            );
          })}
        </svg>
      </div>
    </ChartWithTable>
  );
}

/** The mood twice: as colour and as shape, so that neither is needed alone. */
function MoodSign({ x, y, mood, count }: { x: number; y: number; mood: number | null; count: number }) {
  const standing = judgeMood(mood);
  const size = count > 1 ? 8.5 : 6;
  const shape = mood === null
    ? <circle cx={x} cy={y} r={size - 1} fill={ink.ground} stroke={ink.at} strokeWidth={1.5} />
    : standing === 'at'
      ? <circle cx={x} cy={y} r={size - 0.5} fill={ink.at} />
      : <path d={standing === 'above' ? triangle(x, y, size, -1) : triangle(x, y, size, 1)} fill={ink[standing]} stroke={ink[standing]} strokeWidth={1.5} strokeLinejoin="round" />;
  return (
    <g>
      <rect x={x - 12} y={y - 16} width={24} height={32} fill="transparent" />
      <circle className="m-glow" cx={x} cy={y} r={13} fill="var(--m-selected, #efe8f7)" opacity={0} />
      {shape}
      {count > 1 && <text x={x + size + 1} y={y - 4} fontSize={10} fill={ink.textSoft} stroke={ink.ground} strokeWidth={3} paintOrder="stroke">{count}</text>}
    </g>
  );
}

const triangle = (x: number, y: number, size: number, direction: 1 | -1): string =>
  `M${x - size} ${y - direction * size * 0.7}H${x + size}L${x} ${y + direction * size * 0.9}Z`;
