import { countKano, kanoFromCounts, type KanoPair } from '../../kernel/stats/gaps/kano.ts';
import { shareFromCounts } from '../../kernel/stats/scores/share.ts';
import type { Words } from '../surveys/definition.contract.ts';
import type { Counted } from './coded-cells.logic.ts';
import { type Certainty, countOf, meanScore, npsScore, type PointCounts, satisfiedOf, shareScore, summaryOf, totalOf } from './figures.logic.ts';
import { type AskedQuestion, isMultiple, type Part } from './parts.logic.ts';
import type { Bucket, PartResult, QuestionResult, Score } from './results.contract.ts';

/** What was counted, each as it came from one statement. */
export interface Counts {
  answers: readonly Counted[];
  pairs: readonly { part: Part; version: number; first: number; second: number; n: number }[];
  answering: readonly { version: number; question: string; n: number }[];
  numbers: readonly { question: string; n: number; mean: number; variance: number | null; median: number; lowest: number; highest: number; bins: readonly number[] }[];
  months: readonly { version: number; question: string; month: string; n: number }[];
}

/** Whether counts are shown below the minimum (the reader may open each answer), and what is left out to protect. */
export interface Showing extends Certainty {
  isProtected: boolean;
}

export function buildQuestions(asked: readonly AskedQuestion[], counts: Counts, showing: Showing, onlyVersion: number | null): QuestionResult[] {
  return asked.map((one) => buildQuestion(one, counts, showing, onlyVersion));
}

function buildQuestion({ question, isInNewest, fromVersion, notCompared, parts }: AskedQuestion, counts: Counts, showing: Showing, onlyVersion: number | null): QuestionResult {
  const from = onlyVersion ?? fromVersion;
  const mine = counts.answers.filter((one) => one.part.question === question.id && one.version >= from);
  const answering = isMultiple(question.kind) ? totalOf(counts.answering.filter((one) => one.question === question.id && one.version >= from)) : null;
  const lines = linesOf(parts);
  const results = lines.map((line) => buildPart(line, mine, counts, { ...showing, from, answering }));
  return {
    question: question.id,
    kind: question.kind,
    title: question.title,
    isInNewest,
    fromVersion: from,
    notCompared: onlyVersion === null ? notCompared : [],
    n: answering ?? Math.max(0, ...results.map(({ n, cannotSay }) => n + cannotSay)),
    voices: parts.some(({ role, options }) => role === 'text' || role === 'comment' || options.some(({ withText }) => withText)) || (question.kind === 'choices' && question.options.some(({ withText }) => withText)),
    parts: question.kind === 'choices' || question.kind === 'pictures' ? [onePart(results, answering ?? 0, showing)] : results,
  };
}

/** Both columns of an item are one line. */
interface Line {
  main: Part;
  first: Part | null;
}

function linesOf(parts: readonly Part[]): Line[] {
  const firsts = new Map(parts.filter(({ role }) => role === 'expectation' || role === 'functional').map((part) => [part.part, part]));
  return parts.filter(({ role }) => role !== 'expectation' && role !== 'functional').map((main) => ({ main, first: main.role === 'experience' || main.role === 'dysfunctional' ? (firsts.get(main.part) ?? null) : null }));
}

type About = Showing & { from: number; answering: number | null };

function buildPart({ main, first }: Line, mine: readonly Counted[], counts: Counts, about: About): PartResult {
  const own = mine.filter(({ part }) => part.item === main.item);
  const points = pointsOf(own);
  const cannotSay = totalOf(own.filter((one) => one.cannotSay));
  const n = totalOf(own) - cannotSay;
  const numbers = main.role === 'number' ? counts.numbers.find(({ question }) => question === main.question) : undefined;
  const result: PartResult = { part: main.part, label: main.label, dimension: main.dimension, n, cannotSay, buckets: bucketsOf(main, { own, points, n }, counts, about), firstBuckets: null, scores: scoresOf(main, points, n, about), kano: null };
  if (numbers && !isHidden(n, about)) result.scores = numberScores(main, numbers, about);
  if (!first) return result;
  const firstPoints = pointsOf(mine.filter(({ part }) => part.item === first.item));
  const pairs = counts.pairs.filter(({ part, version }) => part.item === main.item && version >= about.from);
  result.firstBuckets = bucketsOf(first, { own: mine.filter(({ part }) => part.item === first.item), points: firstPoints, n: countOf(firstPoints) }, counts, about);
  if (main.role === 'dysfunctional') result.kano = isHidden(totalOf(pairs), about) ? { class: null, counts: {} } : kanoOf(main, pairs);
  else result.scores = [meanScore(summaryOf(firstPoints), { role: 'expectation', scale: first.scale }, about), meanScore(summaryOf(points), { role: 'experience', scale: main.scale }, about), gapScore(main, pairs, about)];
  return result;
}

/** A scale of other than five points has no table of Kano. */
function kanoOf({ scale }: Part, pairs: readonly KanoPair[]): { class: string | null; counts: Record<string, number> } {
  if (scale?.low !== 1 || scale.high !== 5) return { class: null, counts: {} };
  const counts = countKano(pairs);
  return { class: kanoFromCounts(counts).mostSeen, counts };
}

/** Mean of the differences within the same response, so that who expects much is compared with what they lived through. */
function gapScore(main: Part, pairs: readonly { first: number; second: number; n: number }[], about: Certainty): Score {
  const gaps = new Map<number, number>();
  for (const { first, second, n } of pairs) gaps.set(second - first, (gaps.get(second - first) ?? 0) + n);
  return meanScore(summaryOf(gaps), { kind: 'gap', role: 'experience', scale: main.scale }, about);
}

function scoresOf({ role, scale, options, part }: Part, points: PointCounts, n: number, about: About): Score[] {
  const mean = (kind: 'mean' | 'mean_rank' = 'mean') => meanScore(summaryOf(points), { kind, role, scale }, about);
  switch (role) {
    case 'nps': return [npsScore(points, about)];
    case 'csat': return [shareScore('satisfied', { hits: satisfiedOf(points, scale?.high ?? 5), n: countOf(points) }, role, about), mean()];
    case 'ces': case 'overall': case 'rating': case 'agreement': case 'importance': return [mean()];
    case 'rank': return [mean('mean_rank')];
    case 'consent': return [shareScore('share', { hits: points.get(1) ?? 0, n: countOf(points) }, role, about)];
    case 'choice': return options.length === 0 && part !== '' ? [shareScore('share', { hits: Math.min(n, about.answering ?? n), n: about.answering ?? n }, role, about)] : [];
    default: return [];
  }
}

function numberScores({ scale }: Part, { n, mean, variance, median }: Counts['numbers'][number], about: Certainty): Score[] {
  const summary = { n, mean, variance };
  const meanOf = meanScore(summary, { role: 'number', scale }, about);
  return [meanOf, { ...meanOf, kind: 'median', value: n < about.minimum ? null : median, low: null, high: null }];
}

/** Points of a scale, options, bins, months. Empty where counts would show single people. */
function bucketsOf(part: Part, { own, points, n }: { own: readonly Counted[]; points: PointCounts; n: number }, counts: Counts, about: About): Bucket[] {
  if (isHidden(n, about)) return [];
  if (part.role === 'number') return about.isProtected ? [] : numberBuckets(part, counts, about);
  if (part.role === 'date') return about.isProtected ? [] : monthBuckets(part, counts, n, about);
  if (part.options.length > 0) {
    const byOption = new Map<string, number>();
    for (const { option, n: times } of own) if (option !== null) byOption.set(option, (byOption.get(option) ?? 0) + times);
    return part.options.map(({ id, label }) => bucket({ key: id, label, times: byOption.get(id) ?? 0 }, n, about));
  }
  if (part.scale === null || part.role === 'choice') return [];
  const { low, high, labels } = part.scale;
  return Array.from({ length: high - low + 1 }, (_, place) => low + place).map((point) => bucket({ key: String(point), label: labels[String(point)] ?? null, times: points.get(point) ?? 0 }, n, about));
}

function numberBuckets({ question }: Part, { numbers }: Counts, about: Certainty): Bucket[] {
  const found = numbers.find((one) => one.question === question);
  if (!found) return [];
  const { lowest, highest, bins, n } = found;
  if (lowest === highest) return [{ ...bucket({ key: String(lowest), label: null, times: n }, n, about), low: lowest, high: highest }];
  const width = (highest - lowest) / bins.length;
  return bins.map((times, place) => ({ ...bucket({ key: String(place), label: null, times }, n, about), low: lowest + place * width, high: lowest + (place + 1) * width }));
}

const monthBuckets = ({ question }: Part, { months }: Counts, n: number, about: About): Bucket[] => {
  const byMonth = new Map<string, number>();
  for (const one of months) if (one.question === question && one.version >= about.from) byMonth.set(one.month, (byMonth.get(one.month) ?? 0) + one.n);
  return [...byMonth].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, times]) => bucket({ key: month, label: null, times }, n, about));
};

/** Options of a question with several answers, beside each other: their shares are of those who answered, and may exceed one together. */
function onePart(options: readonly PartResult[], answering: number, showing: Showing): PartResult {
  return {
    part: '', label: null, dimension: '', n: answering, cannotSay: 0, firstBuckets: null, kano: null, scores: [],
    buckets: isHidden(answering, showing) ? [] : options.map(({ part, label, n }) => bucket({ key: part, label, times: Math.min(n, answering) }, answering, showing)),
  };
}

function bucket({ key, label, times }: { key: string; label: Words | null; times: number }, n: number, { independence }: Certainty): Bucket {
  const { share, low, high } = shareFromCounts({ hits: times * independence, n: n * independence });
  return { key, label, low: null, high: null, n: times, share, shareLow: low, shareHigh: high };
}

/** Below the minimum nothing is shown, except to those who may read each answer anyway. */
const isHidden = (n: number, { minimum, isProtected }: Showing): boolean => isProtected && n < minimum;

function pointsOf(counted: readonly Counted[]): Map<number, number> {
  const points = new Map<number, number>();
  for (const { point, n } of counted) if (point !== null) points.set(point, (points.get(point) ?? 0) + n);
  return points;
}
