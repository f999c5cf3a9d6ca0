import { DAY_MS } from '../../kernel/clock.ts';
import type { Wave } from './barometer.contract.ts';

/** Half-open, in the order of time; they never overlap. */
export interface WavePeriod {
  from: Date;
  to: Date;
}

/** The instants of a wave: its last day belongs to it as a whole. */
export const periodOf = ({ from, to }: Pick<Wave, 'from' | 'to'>): WavePeriod => ({ from: new Date(`${from}T00:00:00Z`), to: new Date(new Date(`${to}T00:00:00Z`).getTime() + DAY_MS) });

/** A wave that shares a day with another one, or null. */
export const findOverlap = <Other extends Pick<Wave, 'id' | 'from' | 'to'>>(wave: Pick<Wave, 'id' | 'from' | 'to'>, others: readonly Other[]): Other | null =>
  others.find((other) => other.id !== wave.id && other.from <= wave.to && wave.from <= other.to) ?? null;

/** As long as nobody has set waves, the calendar quarters in which somebody answered are the waves. @param firstDay - yyyy-MM-dd */
export function quarterWave(firstDay: string): Wave {
  const begin = new Date(`${firstDay}T00:00:00Z`);
  const end = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 3, 0));
  return { id: `${firstDay.slice(0, 4)}-q${Math.floor(begin.getUTCMonth() / 3) + 1}`, name: null, from: firstDay, to: end.toISOString().slice(0, 10), targets: {}, version: null };
}
