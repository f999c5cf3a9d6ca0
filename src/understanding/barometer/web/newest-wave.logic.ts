import type { Barometer } from '../barometer.contract.ts';

/** Place of the newest wave whose index is shown; the newest of all where none is. A wave that was only planned says nothing yet. */
export function placeOfNewest({ waves, indexFactor }: Pick<Barometer, 'waves' | 'indexFactor'>): number {
  const shown = waves.findLastIndex(({ figures }) => figures.some(({ factor, index }) => factor === indexFactor && index !== null));
  return shown >= 0 ? shown : waves.length - 1;
}
