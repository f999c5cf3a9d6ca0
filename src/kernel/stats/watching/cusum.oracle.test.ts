import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cusum, CUSUM_DEFAULTS, type CusumPoint, stepCusum } from './cusum.ts';
import { ewma, ewmaLimits } from './ewma.ts';
import { SeededRandom } from '../random.ts';
import { shewhart } from './shewhart.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../testing/oracle.ts';

const numbers = z.array(z.number());
const schema = z.object({
  montgomery: z.object({
    x: numbers,
    cusum: z.object({ Cplus: numbers, Cminus: numbers, Nplus: numbers, Nminus: numbers, first_signal: z.number() }),
    ewma: z.object({ z: numbers, ucl: numbers, lcl: numbers, ucl_inf: z.number(), first_signal: z.number() }),
    shewhart3_first: z.literal('NA'), cusum_fir: z.number(),
  }),
  nist_ewma: z.object({ x: numbers, z: numbers, ucl_inf: z.number(), lcl_inf: z.number() }),
  arl: z.object({ 'cusum_k.5_h5': numbers, 'ewma_l.2_L2.962': numbers }),
});
const SHIFTS = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3];

/** Every value of a list, and the largest difference as one line. */
function list(name: string, ours: readonly number[], theirs: readonly number[], tolerance: number): void {
  expect(ours).toHaveLength(theirs.length);
  const worst = theirs.map((value, index) => ({ index, gap: Math.abs(value - (ours[index] ?? Number.NaN)) })).toSorted((a, b) => b.gap - a.gap)[0];
  oracle(`${name} (worst of ${theirs.length})`, ours[worst?.index ?? 0], theirs[worst?.index ?? 0], tolerance);
}

describe.skipIf(oracleFile('spc-charts', 'oracle.json') === null)(`control charts as published (${ORACLE_ABSENT})`, () => {
  it('CUSUM of Montgomery, table 9.1: the first signal stands at 29 and dates the change to observation 23', () => {
    const { montgomery } = readOracle('spc-charts', schema);
    const { points, signals } = cusum(montgomery.x.map((x) => x - 10));
    list('Montgomery C+', points.map(({ upper }) => upper), montgomery.cusum.Cplus, 1e-2);
    list('Montgomery C−', points.map(({ lower }) => lower), montgomery.cusum.Cminus, 1e-2);
    list('Montgomery N+', points.map(({ upperRun }) => upperRun), montgomery.cusum.Nplus, 0);
    list('Montgomery N−', points.map(({ lowerRun }) => lowerRun), montgomery.cusum.Nminus, 0);
    oracle('Montgomery first signal', (signals[0]?.index ?? -1) + 1, montgomery.cusum.first_signal, 0);
    oracle('Montgomery the change began', (signals[0]?.since ?? -1) + 1, 23, 0);
  });
  it('CUSUM of Montgomery with a head start of h/2 on both sides signals at 29 as well: nothing was wrong in the beginning', () => {
    const { montgomery } = readOracle('spc-charts', schema);
    let point: CusumPoint = { upper: CUSUM_DEFAULTS.h / 2, lower: CUSUM_DEFAULTS.h / 2, upperRun: 0, lowerRun: 0 };
    const points = montgomery.x.map((x) => (point = stepCusum(point, x - 10)));
    oracle('Montgomery first signal with a head start', 1 + points.findIndex(({ upper, lower }) => Math.max(upper, lower) > CUSUM_DEFAULTS.h), montgomery.cusum_fir, 0);
  });
  it('EWMA of Montgomery with the exact limits of the start, λ 0.1, L 2.7', () => {
    const { montgomery } = readOracle('spc-charts', schema);
    const settings = { target: 10, sigma: 1, lambda: 0.1, width: 2.7 };
    const { points, signals } = ewma(montgomery.x, settings);
    list('Montgomery EWMA z', points.map(({ value }) => value), montgomery.ewma.z, 1e-8);
    list('Montgomery EWMA upper limit', points.map(({ high }) => high), montgomery.ewma.ucl, 1e-8);
    list('Montgomery EWMA lower limit', points.map(({ low }) => low), montgomery.ewma.lcl, 1e-8);
    oracle('Montgomery EWMA limit for i → ∞', ewmaLimits(settings).high, montgomery.ewma.ucl_inf, 1e-8);
    oracle('Montgomery EWMA first signal', (signals[0]?.index ?? -1) + 1, montgomery.ewma.first_signal, 0);
  });
  it('Shewhart of Montgomery: no value is outside of 3 σ', () => {
    const { montgomery } = readOracle('spc-charts', schema);
    oracle('Montgomery Shewhart signals', shewhart(montgomery.x, { target: 10, sigma: 1 }).length, 0, 0);
  });
  it('EWMA of the NIST handbook: no signal', () => {
    const { nist_ewma: nist } = readOracle('spc-charts', schema);
    const settings = { target: 50, sigma: 2.0539, lambda: 0.3, width: 3 };
    const { points, signals } = ewma(nist.x, settings);
    list('NIST EWMA z', points.map(({ value }) => value), nist.z, 1e-2);
    oracle('NIST EWMA upper limit', ewmaLimits(settings).high, nist.ucl_inf, 1e-4);
    oracle('NIST EWMA lower limit', ewmaLimits(settings).low, nist.lcl_inf, 1e-4);
    oracle('NIST EWMA signals', signals.length, 0, 0);
  });
  // 100,000 runs each stand in the soak; here 4,000 keep the standard error at 1.6 % of the smaller ones.
  it('simulated run lengths of CUSUM (k 0.5, h 5) and EWMA (0.2, 2.962) are those of the R package spc', () => {
    const { arl } = readOracle('spc-charts', schema);
    const random = new SeededRandom(20_260_101);
    for (const shift of [1, 2]) {
      oracle(`ARL CUSUM h 5, shift ${shift} (4,000 runs)`, meanRun(4_000, () => cusumRun(random, shift)), arl['cusum_k.5_h5'][SHIFTS.indexOf(shift)], 0.05, 'relative');
      oracle(`ARL EWMA, shift ${shift} (4,000 runs)`, meanRun(4_000, () => ewmaRun(random, shift)), arl['ewma_l.2_L2.962'][[0, 0.25, 0.5, 1, 2].indexOf(shift)], 0.05, 'relative');
    }
    oracle('ARL₀ CUSUM h 5 (3,000 runs)', meanRun(3_000, () => cusumRun(random, 0)), arl['cusum_k.5_h5'][0], 0.06, 'relative');
  });
});

const meanRun = (runs: number, run: () => number): number => Array.from({ length: runs }, run).reduce((sum, length) => sum + length, 0) / runs;

function cusumRun(random: SeededRandom, shift: number): number {
  let [upper, lower] = [0, 0];
  for (let period = 1; ; period += 1) {
    const value = shift + random.normal();
    [upper, lower] = [Math.max(0, upper + value - 0.5), Math.max(0, lower - value - 0.5)];
    if (upper > 5 || lower > 5) return period;
  }
}

function ewmaRun(random: SeededRandom, shift: number): number {
  const { high } = ewmaLimits();
  for (let value = 0, period = 1; ; period += 1) {
    value = 0.2 * (shift + random.normal()) + 0.8 * value;
    if (Math.abs(value) > high) return period;
  }
}
