import type { Factor } from '../barometer.contract.ts';

/** Where the factors stand in the picture, so that every arrow leads right or down and none crosses a box. */
export const places: Readonly<Record<Factor, { x: number; y: number }>> = {
  image: { x: 0.04, y: 0 },
  expectations: { x: 0, y: 0.47 },
  quality: { x: 0.06, y: 1 },
  value: { x: 0.44, y: 0.92 },
  satisfaction: { x: 0.66, y: 0.46 },
  complaints: { x: 1, y: 0.9 },
  loyalty: { x: 1, y: 0.1 },
};
