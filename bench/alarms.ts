import { ewmaLimits } from '../src/kernel/stats/watching/ewma.ts';
import { SeededRandom } from '../src/kernel/stats/random.ts';
import { watchMany } from '../src/kernel/stats/watching/watch-many.ts';
import type { WatchedPeriod } from '../src/kernel/stats/watching/watch-series.ts';

/** Average run lengths as the R package spc computes them; a simulated one must lie within 1 %. */
const published: readonly { name: string; shift: number; arl: number; run: (random: SeededRandom, shift: number) => number }[] = [
  ...([[0, 465.44], [0.25, 139.49], [0.5, 38.0], [0.75, 17.05], [1, 10.376], [1.5, 5.747], [2, 4.009]] as const).map(([shift, arl]) => ({ name: 'CUSUM k 0.5, h 5', shift, arl, run: (random: SeededRandom) => cusumRun(random, shift, 5) })),
  { name: 'CUSUM k 0.5, h 5.0707', shift: 0, arl: 500, run: (random) => cusumRun(random, 0, 5.0707) },
  ...([[0, 499.74], [0.25, 150.22], [0.5, 41.76], [1, 10.542], [2, 3.743]] as const).map(([shift, arl]) => ({ name: 'EWMA 0.2, L 2.962', shift, arl, run: (random: SeededRandom) => ewmaRun(random, shift) })),
];
const TOLERANCE = 0.01;
const RUNS = 100_000;
const SERIES = 1_000;
const WEEKS = 20 + 104;

/**
 * Whether charts keep their word: run lengths against the published ones, and two years of 1,000 weekly series without any change, of which at
 * most 2 a week may be alarmed.
 * @param effort - share of the full number of runs
 * @returns whether all of it holds
 */
export function soakAlarms(effort: number): boolean {
  const random = new SeededRandom(20_260_509);
  // With fewer runs chance alone exceeds one percent.
  const tolerance = TOLERANCE * Math.max(1, 1 / Math.sqrt(effort));
  let holds = true;
  for (const { name, shift, arl, run } of published) {
    const runs = Math.max(100, Math.round(RUNS * effort));
    let sum = 0;
    for (let at = 0; at < runs; at += 1) sum += run(random, shift);
    const off = sum / runs / arl - 1;
    holds &&= Math.abs(off) <= tolerance;
    process.stdout.write(`${name}, shift ${shift}: ${(sum / runs).toFixed(3)}, published ${arl}, off by ${(100 * off).toFixed(2)} %${Math.abs(off) <= tolerance ? '' : '  TOO FAR'}\n`);
  }
  const perWeek = new Array<number>(WEEKS).fill(0);
  for (const { at } of watchMany(Array.from({ length: SERIES }, (_, index) => ({ minimumEffect: 5, periods: Array.from({ length: WEEKS }, () => week(random, [5, 12, 40, 120][index % 4] ?? 5)) }))).signals) perWeek[at] = (perWeek[at] ?? 0) + 1;
  const most = Math.max(...perWeek);
  holds &&= most <= 2;
  process.stdout.write(`${SERIES} series without change, ${WEEKS - 20} weeks judged: ${perWeek.reduce((sum, n) => sum + n, 0)} false alarms, at most ${most} in a week\n`);
  return holds;
}

function cusumRun(random: SeededRandom, shift: number, h: number): number {
  let [upper, lower] = [0, 0];
  for (let period = 1; ; period += 1) {
    const value = shift + random.normal();
    [upper, lower] = [Math.max(0, upper + value - 0.5), Math.max(0, lower - value - 0.5)];
    if (upper > h || lower > h) return period;
  }
}

/** With the limits for i → ∞, as the published numbers have them. */
function ewmaRun(random: SeededRandom, shift: number): number {
  const { high } = ewmaLimits();
  for (let value = 0, period = 1; ; period += 1) {
    value = 0.2 * (shift + random.normal()) + 0.8 * value;
    if (Math.abs(value) > high) return period;
  }
}

/** NPS answers of a week: 40 % promoters, 30 % detractors. */
function week(random: SeededRandom, n: number): WatchedPeriod {
  let [sum, sumSq] = [0, 0];
  for (let answer = 0; answer < n; answer += 1) {
    const drawn = random.next();
    const value = drawn < 0.4 ? 100 : drawn < 0.7 ? -100 : 0;
    sum += value;
    sumSq += value * value;
  }
  return { n, sum, sumSq };
}
