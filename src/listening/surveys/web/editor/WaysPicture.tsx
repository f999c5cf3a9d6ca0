import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stop } from '../editing/ways.logic.ts';
import classes from './editor.module.css';

interface Arc { key: string; from: number; to: number; isConditional: boolean; lane: number }

const LANE_PX = 14;
const LEFT_PX = 10;

/** Ways that skip something get a lane of their own, as far from the line as nothing else is in the way. */
function lanesOf(stops: readonly Stop[]): Arc[] {
  const arcs: Arc[] = [];
  for (const { index, ways } of stops) {
    for (const { when, to } of ways) {
      const target = to.kind === 'page' ? to.index : to.kind === 'ending' ? stops.length + to.index : -1;
      if (target <= index || (to.kind === 'page' && target === index + 1 && when === undefined)) continue;
      const inTheWay = new Set(arcs.filter((arc) => arc.from < target && arc.to > index).map(({ lane }) => lane));
      let lane = 1;
      while (inTheWay.has(lane)) lane += 1;
      arcs.push({ key: `${index} ${target} ${when ?? ''}`, from: index, to: target, isConditional: when !== undefined, lane });
    }
  }
  return arcs;
}

/** The ways beside the list: a line down, and an arc for each jump. The words beside it say the same. */
export function WaysPicture({ stops }: { stops: readonly Stop[] }) {
  const { t } = useTranslation('survey-editor');
  const svg = useRef<SVGSVGElement>(null);
  const [places, setPlaces] = useState<readonly number[]>([]);
  const arcs = lanesOf(stops);
  const widthPx = LEFT_PX * 2 + LANE_PX * Math.min(8, Math.max(1, ...arcs.map(({ lane }) => lane)));
  useEffect(() => {
    const list = svg.current?.parentElement;
    if (!list) return;
    const measure = () => {
      const top = list.getBoundingClientRect().top;
      setPlaces([...list.querySelectorAll('[data-stop]')].map((stop) => stop.getBoundingClientRect().top - top + 20));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(list);
    measure();
    return () => observer.disconnect();
  }, []); // a page more or less changes the height of the list
  const last = places[stops.length - 1] ?? 0;
  const x = widthPx - LEFT_PX;
  return (
    <svg ref={svg} className={classes.ways} width={widthPx} height={Math.max(1, (places.at(-1) ?? 0) + 24)} role="img" aria-label={t('logic.picture', { count: arcs.length })}>
      <line x1={x} x2={x} y1={places[0] ?? 0} y2={last} className={classes.wayLine} />
      {arcs.map(({ key, from, to, isConditional, lane }) => {
        const [y1, y2] = [places[from] ?? 0, places[to] ?? 0];
        const left = x - Math.min(8, lane) * LANE_PX;
        return <path key={key} d={`M ${x} ${y1} C ${left} ${y1}, ${left} ${y1 + 10}, ${left} ${y1 + 18} L ${left} ${Math.max(y1 + 18, y2 - 18)} C ${left} ${y2 - 4}, ${left + 4} ${y2}, ${x - 6} ${y2}`} className={classes.wayArc} data-conditional={isConditional || undefined} markerEnd="url(#way-end)" />;
      })}
      <defs><marker id="way-end" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M 0 0 L 8 4 L 0 8 z" className={classes.wayHead} /></marker></defs>
      {places.map((y, at) => <circle key={at} cx={x} cy={y} r={at < stops.length ? 4 : 5} className={at < stops.length ? classes.wayStop : classes.wayEnd} />)}
    </svg>
  );
}
