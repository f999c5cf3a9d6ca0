import { ink } from './ink.ts';

export interface PromiseClockProps {
  /** The whole clock in a sentence: it is all that a screen reader gets. */
  label: string;
  /** open: the arc is what is left · late: over, and not done · kept · keptLate · withdrawn */
  state: 'open' | 'late' | 'kept' | 'keptLate' | 'withdrawn';
  madeAt: string | number | Date;
  dueAt: string | number | Date;
  now: string | number | Date;
  sizePx?: number;
}

const RADIUS = 15;
const ROUND = 2 * Math.PI * RADIUS;
/** Below this share of its time a clock is drawn as pressing. */
const PRESSING_SHARE = 0.25;

const ms = (at: string | number | Date): number => new Date(at).getTime();

/** The share of the time that is left, in [0, 1]. A due time that is not after the making has nothing left. */
export function shareLeft(madeAt: string | number | Date, dueAt: string | number | Date, now: string | number | Date): number {
  const whole = ms(dueAt) - ms(madeAt);
  if (!(whole > 0)) return 0;
  return Math.max(0, Math.min(1, (ms(dueAt) - ms(now)) / whole));
}

/**
 * The promise clock: how much of the time between word and deed is left. Each state has a shape of its own (arc, dashes
 * with a mark, tick, tick in dashes, bar), so that it is read without colours too.
 */
export function PromiseClock({ label, state, madeAt, dueAt, now, sizePx = 36 }: PromiseClockProps) {
  const left = shareLeft(madeAt, dueAt, now);
  const isPressing = state === 'open' && left <= PRESSING_SHARE;
  const colour = state === 'late' || state === 'keptLate' ? ink.below : state === 'kept' ? ink.above : state === 'withdrawn' ? ink.at : isPressing ? ink.below : ink.line;
  const isDashed = state === 'late' || state === 'keptLate';
  return (
    <svg className="m-promise-clock" width={sizePx} height={sizePx} viewBox="0 0 36 36" role="img" aria-label={label} data-state={state}>
      <title>{label}</title>
      <circle cx="18" cy="18" r={RADIUS} fill="none" stroke={isDashed ? colour : ink.grid} strokeWidth="3.5" {...(isDashed ? { strokeDasharray: '4 3.85' } : {})} />
      {state === 'open' && left > 0 && (
        <circle cx="18" cy="18" r={RADIUS} fill="none" stroke={colour} strokeWidth="3.5" strokeLinecap="round" strokeDasharray={`${(ROUND * left).toFixed(2)} ${ROUND.toFixed(2)}`} transform="rotate(-90 18 18)" />
      )}
      {state === 'open' && <Hands angle={360 * (1 - left)} colour={colour} />}
      {state === 'late' && <path d="M18 10.5v9.5M18 24.6v.4" stroke={colour} strokeWidth="3" strokeLinecap="round" fill="none" />}
      {state === 'kept' && <circle cx="18" cy="18" r={RADIUS} fill="none" stroke={colour} strokeWidth="3.5" />}
      {(state === 'kept' || state === 'keptLate') && <path d="M11.5 18.6l4.4 4.4 8.6-9.4" stroke={colour} strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" fill="none" />}
      {state === 'withdrawn' && <path d="M12 18h12" stroke={colour} strokeWidth="3" strokeLinecap="round" fill="none" />}
    </svg>
  );
}

/** One hand that goes round once between making and due time. */
function Hands({ angle, colour }: { angle: number; colour: string }) {
  return <path d="M18 18V9.5" stroke={colour} strokeWidth="2.4" strokeLinecap="round" transform={`rotate(${angle.toFixed(1)} 18 18)`} />;
}
