import type { History } from '../../platform/storage/history.ts';
import { codeOf, type CodedRow, type Coding, codingParams, firstOf } from './coded-cells.logic.ts';
import { answersOf, cellOf, cellParams, PLAIN_SETS, responsesOf, type Slice, sliceParams, tableOf } from './slice.analytics.ts';

/** By what responses are told apart: a column, a hidden field, or what was answered to one question. */
export type GroupBy = { column: 'version' | 'touchpoint' | 'channel' | 'department' | 'target_group' | 'language' | 'source' } | { field: string } | { item: string } | 'cell' | 'month';

/** The group of a row of `responses`, as text. */
const groupOfResponse = (by: GroupBy, slice: Slice): string => {
  if (by === 'month') return `formatDateTime(r.at, '%Y-%m')`;
  if (by === 'cell') return cellOf(slice.open?.by ?? 'group', 'r');
  if ('column' in by) return `toString(r.${by.column})`;
  return 'field' in by ? 'r.hidden[{groupField:String}]' : `''`;
};

/** Every response of the slice with its group. */
function grouped(by: GroupBy, slice: Slice): string {
  if (typeof by === 'object' && 'item' in by) {
    return `select f.response_id as response_id, if(any(f.option) != '' and any(f.role) = 'choice', any(f.option), toString(any(f.raw))) as name
      from ${tableOf(slice)} f
      where f.survey = {survey:String} and f.item = {groupItem:String} and (f.option != '' or f.raw is not null) and f.response_id in (select r.response_id from responses r where ${responsesOf(slice, 'r')})
      group by f.response_id`;
  }
  return `select r.response_id as response_id, ${groupOfResponse(by, slice)} as name from responses r where ${responsesOf(slice, 'r')}`;
}

const groupParams = (by: GroupBy, slice: Slice) => ({
  ...sliceParams(slice),
  ...(by === 'cell' ? cellParams(slice.open?.by ?? 'group') : by === 'month' ? {} : 'field' in by ? { groupField: by.field } : 'item' in by ? { groupItem: by.item } : {}),
});

export function countGroups(history: History, slice: Slice, by: GroupBy): Promise<{ name: string; n: number }[]> {
  return history.query(`select name, count() as n from (${grouped(by, slice)}) where name != '' group by name order by n desc, name limit 1000 ${PLAIN_SETS}`, groupParams(by, slice), { lane: 'analysis' });
}

/** Columns that answers have themselves need no look at the responses. */
const ownColumns = new Set(['version', 'target_group', 'language']);
const placeColumns = new Set(['touchpoint', 'channel', 'department']);
function ownColumn(by: GroupBy, { isMixed }: Slice): string | null {
  if (typeof by === 'string' || !('column' in by)) return null;
  return ownColumns.has(by.column) || (placeColumns.has(by.column) && !isMixed) ? by.column : null;
}

/** Which of `names` (counted from 1) an answer belongs to; 0 = another. */
function placed(by: GroupBy, slice: Slice): { place: string; join: string } {
  if (by === 'month') return { place: `transform(formatDateTime(toDate(a.at), '%Y-%m'), {names:Array(String)}, {places:Array(UInt8)}, 0)`, join: '' };
  const column = ownColumn(by, slice);
  if (column !== null) return { place: `transform(toString(a.${column}), {names:Array(String)}, {places:Array(UInt8)}, 0)`, join: '' };
  return { place: `transform(g.name, {names:Array(String)}, {places:Array(UInt8)}, 0)`, join: `inner join (${grouped(by, slice)}) g on g.response_id = a.response_id` };
}

const placeParams = (names: readonly string[]) => ({ names: names.length === 0 ? [''] : names, places: names.length === 0 ? [0] : names.map((_, index) => index + 1) });

/** Groups that are told apart; all others are one more. */
export interface Groups {
  by: GroupBy;
  names: readonly string[];
}

/** As countAnswers, for each of some groups and for all others together. */
export function countAnswersByGroup(history: History, slice: Slice, coding: Coding, { by, names }: Groups): Promise<(CodedRow & { place: number })[]> {
  const { place, join } = placed(by, slice);
  return history.query(`
    select toUInt8(${place}) as place, a.version as version, ${codeOf('a')} as code, isNull(a.raw) as isNa, ${firstOf('a')} as first, count() as n
    from ${tableOf(slice)} a ${join}
    where ${answersOf(slice, 'a')}
    group by place, version, code, isNa, first
    limit 500000 ${PLAIN_SETS}`, { ...groupParams(by, slice), ...codingParams(coding), ...placeParams(names) }, { lane: 'analysis' });
}

/** How many responses of each group answered questions of which several options may be chosen. */
export async function countAnsweringByGroup(history: History, slice: Slice, questions: readonly string[], { by, names }: Groups): Promise<{ place: number; version: number; question: string; n: number }[]> {
  if (questions.length === 0) return [];
  const { place, join } = placed(by, slice);
  return history.query(`
    select toUInt8(${place}) as place, a.version as version, a.question as question, uniq(a.response_id) as n
    from ${tableOf(slice)} a ${join}
    where a.question in {questions:Array(String)} and ${answersOf(slice, 'a')}
    group by place, version, question
    limit 50000 ${PLAIN_SETS}`, { ...groupParams(by, slice), questions, ...placeParams(names) }, { lane: 'analysis' });
}

/** What SQL knows of some numbers; mean and variance are null where there are too few for them. */
export interface NumberSummary {
  n: number;
  mean: number | null;
  variance: number | null;
}
/** Numbers of one question: of each group in the order of `names`, and beside it of all who are not in it. */
export interface NumbersByGroup {
  question: string;
  own: NumberSummary[];
  others: NumberSummary[];
  medians: (number | null)[];
}
type Columns = [n: number, mean: number | null, variance: number | null];

/** Free numbers and sliders, for each of some groups and for all others together: one pass, and no group is got by subtracting. */
export async function readNumbersByGroup(history: History, slice: Slice, questions: readonly { question: string; fromVersion: number }[], { by, names }: Groups): Promise<NumbersByGroup[]> {
  if (questions.length === 0 || names.length === 0) return [];
  const { place, join } = placed(by, slice);
  const ofEach = (columns: (index: number) => string) => `[${names.map((_, index) => columns(index + 1)).join(', ')}]`;
  const summary = (condition: string) => `(countIf(${condition}), avgIf(value, ${condition}), varSampStableIf(value, ${condition}))`;
  const rows = await history.query<{ question: string; own: Columns[]; others: Columns[]; medians: (number | null)[] }>(`
    select question, ${ofEach((index) => summary(`place = ${index}`))} as own, ${ofEach((index) => summary(`place != ${index}`))} as others, ${ofEach((index) => `quantileExactInclusiveIf(0.5)(value, place = ${index})`)} as medians
    from (
      select a.question as question, assumeNotNull(a.raw) as value, toUInt8(${place}) as place
      from ${tableOf(slice)} a ${join}
      where a.role = 'number' and a.raw is not null and a.version >= transform(a.question, {numberQuestions:Array(String)}, {numberVersions:Array(UInt32)}, 4294967295) and ${answersOf(slice, 'a')}
    )
    group by question
    limit 300 ${PLAIN_SETS}`, {
    ...groupParams(by, slice), ...placeParams(names), numberQuestions: questions.map(({ question }) => question), numberVersions: questions.map(({ fromVersion }) => fromVersion),
  }, { lane: 'analysis' });
  const known = ([n, mean, variance]: Columns): NumberSummary => ({ n, mean, variance });
  return rows.map(({ question, own, others, medians }) => ({ question, own: own.map(known), others: others.map(known), medians }));
}
