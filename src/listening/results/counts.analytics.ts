import type { History } from '../../platform/storage/history.ts';
import { codeOf, type CodedRow, type Coding, codingParams, firstOf } from './coded-cells.logic.ts';
import { answersOf, laneOf, PLAIN_SETS, type Slice, sliceParams, tableOf } from './slice.analytics.ts';

/** How many answered what, and pairs with which first answer: one pass over the answers, whatever the survey asks. */
export function countAnswers(history: History, slice: Slice, coding: Coding): Promise<CodedRow[]> {
  return history.query<CodedRow>(`
    select a.version as version, ${codeOf('a')} as code, isNull(a.raw) as isNa, ${firstOf('a')} as first, count() as n
    from ${tableOf(slice)} a
    where ${answersOf(slice, 'a')}
    group by version, code, isNa, first
    limit 200000 ${PLAIN_SETS}`, { ...sliceParams(slice), ...codingParams(coding) }, laneOf(slice));
}

/** How many responses answered questions of which several options may be chosen. Exact below 65,536, then within a percent. */
export async function countAnswering(history: History, slice: Slice, questions: readonly string[]): Promise<{ version: number; question: string; n: number }[]> {
  if (questions.length === 0) return [];
  return history.query(`
    select a.version as version, a.question as question, uniq(a.response_id) as n
    from ${tableOf(slice)} a
    where a.question in {questions:Array(String)} and ${answersOf(slice, 'a')}
    group by version, question
    limit 10000 ${PLAIN_SETS}`, { ...sliceParams(slice), questions }, laneOf(slice));
}

export interface NumberRow {
  question: string;
  n: number;
  mean: number;
  variance: number | null;
  median: number;
  lowest: number;
  highest: number;
  /** Counts of 12 bins of equal width from the lowest to the highest. */
  bins: number[];
}

const BINS = 12;
const bins = Array.from({ length: BINS }, (_, bin) => `countIf(least(${BINS - 1}, toInt32(floor((v.value - e.lowest) / greatest(e.highest - e.lowest, 1e-9) * ${BINS}))) = ${bin})`).join(', ');

/** Free numbers: mean, spread and a histogram. */
export async function readNumbers(history: History, slice: Slice, questions: readonly { question: string; fromVersion: number }[]): Promise<NumberRow[]> {
  if (questions.length === 0) return [];
  return history.query<NumberRow>(`
    with numbers as (
      select a.question as question, assumeNotNull(a.raw) as value
      from ${tableOf(slice)} a
      where a.role = 'number' and a.raw is not null and a.version >= transform(a.question, {numberQuestions:Array(String)}, {numberVersions:Array(UInt32)}, 4294967295) and ${answersOf(slice, 'a')}
    ), ends as (select question, min(value) as lowest, max(value) as highest from numbers group by question)
    select v.question as question, count() as n, avg(v.value) as mean, varSampStable(v.value) as variance, quantileExactInclusive(0.5)(v.value) as median, any(e.lowest) as lowest, any(e.highest) as highest,
      [${bins}] as bins
    from numbers v inner join ends e on e.question = v.question
    group by v.question
    limit 300 ${PLAIN_SETS}`, {
    ...sliceParams(slice), numberQuestions: questions.map(({ question }) => question), numberVersions: questions.map(({ fromVersion }) => fromVersion),
  }, laneOf(slice));
}

/** Days that were named, by month. */
export async function countMonths(history: History, slice: Slice, questions: readonly string[]): Promise<{ version: number; question: string; month: string; n: number }[]> {
  if (questions.length === 0) return [];
  return history.query(`
    select a.version as version, a.question as question, substring(a.text, 1, 7) as month, count() as n
    from ${tableOf(slice)} a
    where a.role = 'date' and a.question in {questions:Array(String)} and ${answersOf(slice, 'a')}
    group by version, question, month
    order by month desc
    limit 2000 ${PLAIN_SETS}`, { ...sliceParams(slice), questions }, laneOf(slice));
}
