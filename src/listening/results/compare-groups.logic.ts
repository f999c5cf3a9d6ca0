import { compareMeans, type MeanSummary } from '../../kernel/stats/scores/mean.ts';
import { benjaminiHochberg } from '../../kernel/stats/multiple.ts';
import { compareNps } from '../../kernel/stats/scores/nps.ts';
import { compareShares } from '../../kernel/stats/scores/share.ts';
import { twoSidedPOfZ } from '../../kernel/stats/distributions.ts';
import type { Counted } from './coded-cells.logic.ts';
import { type Certainty, countOf, meanScore, npsCountsOf, npsScore, type PointCounts, shareScore, summaryOf, totalOf } from './figures.logic.ts';
import type { AskedQuestion, Part } from './parts.logic.ts';
import { isMultiple } from './parts.logic.ts';
import type { Compared, Score, verdicts } from './results.contract.ts';

/** Counts of one group, or of all others together. */
export interface GroupCounts {
  answers: readonly Counted[];
  pairs: readonly { part: Part; version: number; first: number; second: number; n: number }[];
  answering: readonly { version: number; question: string; n: number }[];
  /** Free numbers and sliders, from the first version that compares. */
  numbers: readonly ({ question: string } & MeanSummary)[];
}

export interface Group extends GroupCounts {
  name: string;
  n: number;
  others: GroupCounts;
}

const LEVEL = 0.05;

/**
 * Each group against all others together, for every figure of every question. Of so many comparisons some look large by
 * chance; the p values are adjusted, so that at most one in twenty of the differences called so is none.
 */
export function compareAll(asked: readonly AskedQuestion[], groups: readonly Group[], certainty: Certainty, onlyVersion: number | null): { items: Compared[]; tests: number; found: number } {
  const items = asked.flatMap((one) => comparedOf(one, groups, certainty, onlyVersion ?? one.fromVersion));
  const adjusted = benjaminiHochberg(items.flatMap((item) => item.groups.map(({ p }) => p)));
  let place = 0;
  for (const item of items) {
    for (const group of item.groups) {
      group.adjustedP = adjusted[place] ?? null;
      place += 1;
      if (group.verdict === 'no_difference' && group.adjustedP !== null && group.adjustedP < LEVEL && group.difference !== null) group.verdict = group.difference > 0 ? 'higher' : 'lower';
    }
  }
  const all = items.flatMap((item) => item.groups);
  return { items, tests: all.filter(({ p }) => p !== null).length, found: all.filter(({ verdict }) => verdict === 'higher' || verdict === 'lower').length };
}

type Verdict = (typeof verdicts)[number];
interface Difference { difference: number; low: number; high: number; p: number | null }
interface Measure {
  part: Part;
  option: string;
  label: Record<string, string>;
  score(counts: GroupCounts): Score;
  compare(group: GroupCounts, others: GroupCounts): Difference | null;
}

function comparedOf(asked: AskedQuestion, groups: readonly Group[], certainty: Certainty, from: number): Compared[] {
  return measuresOf(asked, certainty, from).map((measure) => {
    const scores = groups.map((group) => ({ group, score: measure.score(group), others: measure.score(group.others) }));
    const { kind, role, scaleLow, scaleHigh } = measure.score({ answers: [], pairs: [], answering: [], numbers: [] });
    return {
      question: asked.question.id, part: measure.part.part, option: measure.option, score: kind, role, scaleLow, scaleHigh, label: measure.label,
      groups: scores.map(({ group, score, others }) => {
        const isEnough = score.value !== null && others.value !== null;
        const compared = isEnough ? measure.compare(group, group.others) : null;
        const verdict: Verdict = isEnough ? 'no_difference' : 'too_few';
        return { group: group.name, n: score.n, value: score.value, low: score.low, high: score.high, difference: compared?.difference ?? null, differenceLow: compared?.low ?? null, differenceHigh: compared?.high ?? null, p: compared?.p ?? null, adjustedP: null, verdict };
      }),
    };
  });
}

function measuresOf({ question, parts }: AskedQuestion, certainty: Certainty, from: number): Measure[] {
  const { independence } = certainty;
  const pointsOf = (part: Part, { answers }: GroupCounts): PointCounts => {
    const points = new Map<number, number>();
    for (const one of answers) if (one.point !== null && one.version >= from && one.part.item === part.item) points.set(one.point, (points.get(one.point) ?? 0) + one.n);
    return points;
  };
  const gapsOf = (part: Part, { pairs }: GroupCounts): PointCounts => {
    const gaps = new Map<number, number>();
    for (const one of pairs) if (one.version >= from && one.part.item === part.item) gaps.set(one.second - one.first, (gaps.get(one.second - one.first) ?? 0) + one.n);
    return gaps;
  };
  const means = (part: Part, summary: (of: GroupCounts) => MeanSummary, kind: 'mean' | 'gap' | 'mean_rank' = 'mean'): Measure => ({
    part, option: '', label: part.label ?? question.title,
    score: (of) => meanScore(summary(of), { kind, role: part.role, scale: part.scale }, certainty),
    compare: (a, b) => compareMeans(independent(summary(a), independence), independent(summary(b), independence)),
  });
  const ofPoints = (part: Part) => (of: GroupCounts) => summaryOf(pointsOf(part, of));
  const ofNumbers = ({ numbers }: GroupCounts): MeanSummary => numbers.find((one) => one.question === question.id) ?? { n: 0, mean: null, variance: null };
  const shares = (part: Part, option: string, label: Record<string, string>, hits: (of: GroupCounts) => { hits: number; n: number }): Measure => ({
    part, option, label,
    score: (of) => shareScore('share', hits(of), part.role, certainty),
    compare: (a, b) => differenceOfShares(hits(a), hits(b), independence),
  });
  return parts.flatMap((part): Measure[] => {
    switch (part.role) {
      case 'nps': return [{
        part, option: '', label: question.title, score: (of) => npsScore(pointsOf(part, of), certainty),
        compare: (a, b) => compareNps(scaled(npsCountsOf(pointsOf(part, a)), independence), scaled(npsCountsOf(pointsOf(part, b)), independence)),
      }];
      case 'csat': case 'ces': case 'overall': case 'rating': case 'agreement': case 'importance': return [means(part, ofPoints(part))];
      case 'rank': return [means(part, ofPoints(part), 'mean_rank')];
      case 'experience': return [means(part, ofPoints(part)), means(part, (of) => summaryOf(gapsOf(part, of)), 'gap')];
      case 'number': return [means(part, ofNumbers)];
      case 'consent': return [shares(part, '', question.title, (of) => ({ hits: pointsOf(part, of).get(1) ?? 0, n: countOf(pointsOf(part, of)) }))];
      case 'choice': return isMultiple(question.kind)
        ? [shares(part, part.part, part.label ?? {}, ({ answers, answering }) => {
          const n = totalOf(answering.filter((one) => one.question === question.id && one.version >= from));
          return { hits: Math.min(n, totalOf(answers.filter((one) => one.version >= from && one.part.item === part.item))), n };
        })]
        : part.options.map(({ id, label }) => shares(part, id, label, ({ answers }) => {
          const own = answers.filter((one) => one.version >= from && one.part.item === part.item);
          return { hits: totalOf(own.filter(({ option }) => option === id)), n: totalOf(own) };
        }));
      default: return [];
    }
  });
}

/** Newcombe's interval for the difference; p from the pooled z test. */
function differenceOfShares(a: { hits: number; n: number }, b: { hits: number; n: number }, independence: number): Difference | null {
  const [first, second] = [a, b].map(({ hits, n }) => ({ hits: hits * independence, n: n * independence }));
  if (!first || !second) return null;
  const compared = compareShares(first, second);
  if (!compared) return null;
  const pooled = (first.hits + second.hits) / (first.n + second.n);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n));
  return { ...compared, p: deviation === 0 ? null : twoSidedPOfZ(compared.difference / deviation) };
}

const independent = ({ n, ...summary }: MeanSummary, independence: number) => ({ ...summary, n: n * independence });
const scaled = ({ promoters, passives, detractors }: ReturnType<typeof npsCountsOf>, factor: number) => ({ promoters: promoters * factor, passives: passives * factor, detractors: detractors * factor });
