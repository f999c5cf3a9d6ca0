import { type BinaryRows, logisticRegression } from '../../src/kernel/stats/drivers/logistic.ts';
import type { SeededRandom } from '../../src/kernel/stats/random.ts';
import { contentOfFive, drawPoint, evenOfEleven, times } from './populations.ts';
import type { CoverageCase, Drawn } from './simulate.ts';

/** ln(p / (1 − p)) of staying = −3 + 0.7 · speed + 0.15 · price. */
const TRUE = { constant: -3, speed: 0.7, price: 0.15 };

interface Answer {
  speed: number;
  price: number;
  stays: number;
  weight: number;
}

/** Who finds the price good gets another weight than the others, as after weighting to a structure. */
function answer(random: SeededRandom): Answer {
  const [speed, price] = [drawPoint(random, contentOfFive), drawPoint(random, evenOfEleven)];
  const chance = 1 / (1 + Math.exp(-(TRUE.constant + TRUE.speed * speed + TRUE.price * price)));
  return { speed, price, stays: Number(random.next() < chance), weight: price > 5 ? 1.6 : 0.7 };
}

function oddsOf(answers: readonly Answer[], beside: Pick<BinaryRows, 'weights' | 'clusters'>): Drawn[] {
  const column = (of: 'speed' | 'price' | 'stays') => Float64Array.from(answers, (one) => one[of]);
  const fit = logisticRegression({ columns: [column('speed'), column('price')], outcome: column('stays'), ...beside }, ['speed', 'price']);
  // What is refused is not shown.
  return fit.kind === 'refused' ? [] : fit.drivers.map(({ low, high }, place) => ({ low, high, truth: Math.exp(place === 0 ? TRUE.speed : TRUE.price) }));
}

const SAMPLES = 4_000;

const plain = [40, 100, 400].map((n): CoverageCase => ({
  kind: 'odds of a driver', situation: 'two drivers', n, samples: SAMPLES, draw: (random) => oddsOf(times(n, () => answer(random)), {}),
}));

const weighted = [100, 400].map((n): CoverageCase => ({
  kind: 'odds of a driver', situation: 'two drivers, weighted', n, samples: SAMPLES,
  draw: (random) => {
    const answers = times(n, () => answer(random));
    return oddsOf(answers, { weights: Float64Array.from(answers, ({ weight }) => weight) });
  },
}));

/** One to three answers a customer; each later one is the first again in half of all cases. */
const repeated = [100, 400].map((n): CoverageCase => ({
  kind: 'odds of a driver', situation: 'two drivers, several answers of a customer', n, samples: SAMPLES,
  draw: (random) => {
    const customers = times(n, () => {
      const first = answer(random);
      return [first, ...times(random.integer(3), () => (random.next() < 0.5 ? first : answer(random)))];
    });
    return oddsOf(customers.flat(), { clusters: Int32Array.from(customers.flatMap((own, customer) => own.map(() => customer))) });
  },
}));

export const oddsCases: readonly CoverageCase[] = [...plain, ...weighted, ...repeated];
