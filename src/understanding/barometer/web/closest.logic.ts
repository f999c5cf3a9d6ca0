import { endsOf } from '../../../ui/result/ends.logic.ts';
import type { BarometerPaths, Factor } from '../barometer.contract.ts';

type Path = Pick<BarometerPaths['paths'][number], 'from' | 'to' | 'coefficient' | 'low' | 'high' | 'isClear'>;

/** A factor with the size of its path, whatever its sign. */
export interface Closest {
  factor: Factor;
  value: number;
}

/** What goes most closely with a factor: one where its path is surely the strongest, else all that may be; empty where not even the strongest differs surely from zero. */
export function closestTo(to: Factor, paths: readonly Path[]): Closest[] {
  const { highest } = endsOf(paths.filter((path) => path.to === to).map(sized));
  return highest[0]?.isClear ? highest.map(({ factor, value }) => ({ factor, value })) : [];
}

function sized({ from, coefficient, low, high, isClear }: Path) {
  const value = Math.abs(coefficient);
  if (low === null || high === null) return { factor: from, isClear, value, low: null, high: null };
  const [least, most] = [Math.abs(low), Math.abs(high)].toSorted((a, b) => a - b);
  return { factor: from, isClear, value, low: isClear ? (least ?? 0) : 0, high: most ?? 1 };
}
