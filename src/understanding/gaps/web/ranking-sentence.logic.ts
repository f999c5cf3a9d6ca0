import type { RankedTouchpoint } from '../gaps.contract.ts';

/** What the list says, in the form of a sentence. Names at most two touchpoints. */
export type RankingSentence =
  | { kind: 'short'; names: string[]; expected: number; lived: number; reach: number | null; more: number }
  | { kind: 'met'; count: number }
  | { kind: 'no_soll'; count: number }
  | { kind: 'too_few'; name: string; customers: number }
  | { kind: 'no_answers' };

/**
 * The touchpoints that matter most among those that certainly fall short: whose whole interval lies below the
 * expectation. Their figures are means weighted by answers. Where none is certain, it says so instead.
 */
export function summariseRanking(items: readonly RankedTouchpoint[]): RankingSentence {
  const known = items.filter((item) => item.gap !== null);
  const short = known
    .filter((item) => item.gapHigh !== null && item.gapHigh < 0)
    .sort((a, b) => (b.priority ?? -1) - (a.priority ?? -1) || (a.gap ?? 0) - (b.gap ?? 0));
  const worst = short.slice(0, 2);
  const [first] = worst;
  if (first) {
    const n = worst.reduce((sum, item) => sum + item.n, 0);
    const mean = (value: (item: RankedTouchpoint) => number | null) => worst.reduce((sum, item) => sum + (value(item) ?? 0) * item.n, 0) / n;
    return { kind: 'short', names: worst.map((item) => item.name), expected: mean((item) => item.expectation), lived: mean((item) => item.experience), reach: worst.length === 1 ? first.reach : null, more: short.length - worst.length };
  }
  if (known.length > 0) return { kind: 'met', count: known.length };
  const withoutSoll = items.filter((item) => item.lacksExpectation).length;
  if (withoutSoll > 0) return { kind: 'no_soll', count: withoutSoll };
  const most = [...items].sort((a, b) => b.customers - a.customers)[0];
  return most && most.customers > 0 ? { kind: 'too_few', name: most.name, customers: most.customers } : { kind: 'no_answers' };
}
