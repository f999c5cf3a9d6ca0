import { countKano, kanoClasses, kanoFromCounts, type KanoPair } from '../../kernel/stats/gaps/kano.ts';
import { hasEnough } from '../../kernel/stats/scores/minimum.ts';
import type { KanoFeature } from './kano.contract.ts';

/** One feature with its answers, as listening delivers it. */
interface Answered {
  question: string;
  part: string;
  label: Readonly<Record<string, string>>;
  pairs: readonly KanoPair[];
}

const nothing = { value: null, low: null, high: null };

/**
 * Classes a feature, or withholds it where too few have answered both questions.
 * @param about - fewest answers behind a figure, and how many of them are independent, see listening's figures.logic.ts
 */
export function judgeFeature({ question, part, label, pairs }: Answered, { minimum, independence }: { minimum: number; independence: number }): KanoFeature {
  const counts = countKano(pairs);
  const { n, mostSeen, byRule, isDecided, lead, strength, totalStrength, better, worse } = kanoFromCounts(counts, { independence });
  const place = { question, part, label: { ...label }, n };
  if (n === 0 || !hasEnough(n, minimum)) {
    return { ...place, withheld: true, counts: null, class: null, runnerUp: null, byRule: null, isDecided: null, lead: null, strength: null, totalStrength: null, better: nothing, worse: nothing };
  }
  const runnerUp = kanoClasses.filter((name) => name !== mostSeen && counts[name] > 0).toSorted((a, b) => counts[b] - counts[a])[0] ?? null;
  return { ...place, withheld: false, counts: { ...counts }, class: mostSeen, runnerUp, byRule, isDecided, lead, strength, totalStrength, better, worse };
}

/** First and last day of a quarter: 2026-Q3 → 2026-07-01 and 2026-09-30. */
export function quarterPeriod(quarter: string): { from: string; to: string } {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  const day = (month: number, date: number): string => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
  return { from: day(number * 3 - 3, 1), to: day(number * 3, 0) };
}
