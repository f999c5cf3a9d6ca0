import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cusumRunLength, ewmaRunLength } from './run-length.ts';
import { movingRangeSigma } from '../watching/shewhart.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from './oracle.ts';

const numbers = z.array(z.number());
const schema = z.object({
  montgomery: z.object({ x: numbers, mr_sigma: z.number() }),
  arl: z.object({ 'cusum_k.5_h4': numbers, 'cusum_k.5_h5': numbers, 'ewma_l.1_L2.7': numbers, 'ewma_l.2_L2.962': numbers, 'h_for_arl0_500_k.5': z.number() }),
});
const CUSUM_SHIFTS = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3];
const EWMA_SHIFTS = [0, 0.25, 0.5, 1, 2];

describe.skipIf(oracleFile('spc-charts', 'oracle.json') === null)(`average run lengths (R package spc; ${ORACLE_ABSENT})`, () => {
  it('of CUSUM and EWMA at every shift', () => {
    const { arl } = readOracle('spc-charts', schema);
    for (const [place, shift] of CUSUM_SHIFTS.entries()) {
      oracle(`ARL CUSUM k 0.5, h 4, shift ${shift}`, cusumRunLength(shift, { k: 0.5, h: 4 }), arl['cusum_k.5_h4'][place], 1e-5);
      oracle(`ARL CUSUM k 0.5, h 5, shift ${shift}`, cusumRunLength(shift), arl['cusum_k.5_h5'][place], 1e-5);
    }
    for (const [place, shift] of EWMA_SHIFTS.entries()) {
      oracle(`ARL EWMA λ 0.1, L 2.7, shift ${shift}`, ewmaRunLength(shift, { lambda: 0.1, width: 2.7 }), arl['ewma_l.1_L2.7'][place], 1e-5);
      oracle(`ARL EWMA λ 0.2, L 2.962, shift ${shift}`, ewmaRunLength(shift), arl['ewma_l.2_L2.962'][place], 1e-5);
    }
    oracle('ARL₀ of CUSUM at the h for 500', cusumRunLength(0, { k: 0.5, h: arl['h_for_arl0_500_k.5'] }), 500, 1e-3);
  });
  it('and σ by the moving ranges of Montgomery’s first 20 values, before the level changed', () => {
    const { montgomery } = readOracle('spc-charts', schema);
    oracle('Montgomery σ by moving ranges', movingRangeSigma(montgomery.x.slice(0, 20)), montgomery.mr_sigma, 1e-6);
  });
});

describe('an average run length', () => {
  it('is one false alarm in 465 periods, and 10.4 periods until a shift of one standard deviation is seen', () => {
    expect(cusumRunLength(0)).toBeCloseTo(465.4435, 3);
    expect(cusumRunLength(1)).toBeCloseTo(10.376, 3);
    expect(cusumRunLength(-1)).toBe(cusumRunLength(1));
  });
  it('refuses limits and shifts that are none', () => {
    expect(() => cusumRunLength(0, { k: 0, h: 5 })).toThrow('k and h must be above 0');
    expect(() => ewmaRunLength(Number.NaN)).toThrow('a shift must be a finite number');
  });
});
