import { DAY_MS, historyTime } from '../../kernel/clock.ts';
import type { HistoryOptions, HistoryParams } from '../../platform/storage/history.ts';
import type { AnswerFilter } from './results.contract.ts';

/** A survey with many responses takes its time on a machine that has much else to do. */
export const patient = { timeoutMs: 20_000 } as const;

/** Which responses a figure is about; '' and null = any. */
export interface Slice {
  survey: string;
  /** Answers of employees lie apart from those of customers. */
  isOfEmployees: boolean;
  /** 0 = all. */
  version: number;
  from: Date;
  to: Date;
  touchpoint: string;
  channel: string;
  department: string;
  group: string;
  language: string;
  source: string;
  hidden: readonly { field: string; value: string }[];
  answers: readonly AnswerFilter[];
  /** Identifiers of the customers in question. */
  subjects: readonly string[] | null;
  /** Whether some questions are about another touchpoint than their survey. */
  isMixed: boolean;
  /** Of whoever sees only their departments. */
  touchpoints: readonly string[] | null;
  /** What protected figures may use; null = everything. */
  open: { cells: readonly { version: number; value: string }[]; waitingIds: readonly string[]; by: ProtectedBy } | null;
}

/** The attribute by which protected results are told apart: the target group, or by version the name of a hidden field. */
export type ProtectedBy = 'group' | ReadonlyMap<number, string>;

/** The table that holds the answers of a slice. */
export const tableOf = ({ isOfEmployees }: Pick<Slice, 'isOfEmployees'>): 'answers' | 'staff_answers' => (isOfEmployees ? 'staff_answers' : 'answers');

const isMidnight = (instant: Date) => instant.getTime() % DAY_MS === 0;
const inPeriod = (alias: string): string => `${alias}.at >= {from:DateTime64(3, 'UTC')} and ${alias}.at < {to:DateTime64(3, 'UTC')}`;
/** Whole days are counted already, see the projection in 0089-counted-answers.sql. */
const inDays = (alias: string): string => `toDate(${alias}.at) >= toDate({from:DateTime64(3, 'UTC')}) and toDate(${alias}.at) < toDate(least({to:DateTime64(3, 'UTC')}, toDateTime64('2149-06-01 00:00:00', 3, 'UTC')))`;

/** Columns that answers and responses have, and that say the same in both. */
const shared = (alias: string, period = inPeriod(alias)): string => `
      ${alias}.survey = {survey:String}
      and ({version:UInt32} = 0 or ${alias}.version = {version:UInt32})
      and ${period}
      and ({group:String} = '' or ${alias}.target_group = {group:String})
      and ({language:String} = '' or ${alias}.language = {language:String})
      and ({isLimited:UInt8} = 0 or ${alias}.touchpoint in {touchpoints:Array(String)})`;

/** Where the response came about. An answer may be about another touchpoint than its response. */
const place = (alias: string): string => `
      and ({touchpoint:String} = '' or ${alias}.touchpoint = {touchpoint:String})
      and ({channel:String} = '' or ${alias}.channel = {channel:String})
      and ({department:String} = '' or ${alias}.department = {department:String})`;

/**
 * Finished responses of a slice. A response is finished once and for ever, so these rows need no merging.
 * The pieces are ours; whatever somebody typed is bound.
 */
export function responsesOf(slice: Slice, alias: string): string {
  return [
    `${shared(alias)} ${place(alias)} and ${alias}.state = 'finished'`,
    ...(slice.source === '' ? [] : [`${alias}.source = {source:String}`]),
    ...slice.hidden.map((_, place) => `${alias}.hidden[{hiddenField${place}:String}] = {hiddenValue${place}:String}`),
    ...(slice.subjects === null ? [] : [`${alias}.subject in {subjects:Array(UUID)}`]),
    ...answeredSo(slice, alias),
    ...(slice.open === null ? [] : [
      `(${alias}.version, ${cellOf(slice.open.by, alias)}) in (select cell.1, cell.2 from (select arrayJoin(arrayZip({openVersions:Array(UInt32)}, {openValues:Array(String)})) as cell))`,
      `${alias}.response_id not in {waitingIds:Array(UUID)}`,
    ]),
  ].join(' and ');
}

/** Answers of a slice: of finished responses only, as history keeps no others. Without filters that only responses know, no response is looked at. */
export function answersOf(slice: Slice, alias: string): string {
  const period = isMidnight(slice.from) && isMidnight(slice.to) ? inDays(alias) : inPeriod(alias);
  if (needsResponses(slice)) return `${shared(alias, period)} and ${alias}.response_id in (select r.response_id from responses r where ${responsesOf(slice, 'r')})`;
  return [`${shared(alias, period)} ${slice.isMixed ? '' : place(alias)}`, ...answeredSo(slice, alias)].join(' and ');
}

/** Ends a statement with sets of responses: held against the marks of the index, half a million ids would cost more than reading all rows. */
export const PLAIN_SETS = 'settings use_index_for_in_with_subqueries = 0';

/** A pass over single answers takes both cores; what is counted already takes none to speak of. */
export const laneOf = (slice: Slice): HistoryOptions => (needsResponses(slice) || slice.answers.length > 0 ? { lane: 'analysis' } : patient);

/** Whose responses answered a question in a given way. */
const answeredSo = (slice: Slice, alias: string): string[] => slice.answers.map((filter, place) => `${alias}.response_id in (select f.response_id from ${tableOf(slice)} f where f.survey = {survey:String} and ${'option' in filter
  ? `((f.item = {answerItem${place}:String} and f.option = {answerOption${place}:String}) or f.item = {answerItem${place}:String} || '.' || {answerOption${place}:String})`
  : `f.item = {answerItem${place}:String} and f.raw >= {answerLow${place}:Float64} and f.raw <= {answerHigh${place}:Float64}`})`);

const needsResponses = ({ source, hidden, subjects, open, isMixed, touchpoint, channel, department }: Slice): boolean =>
  source !== '' || hidden.length > 0 || subjects !== null || open !== null || (isMixed && (touchpoint !== '' || channel !== '' || department !== ''));

/** In which cell a response lies. */
export function cellOf(by: ProtectedBy, alias: string): string {
  if (by === 'group') return `toString(${alias}.target_group)`;
  return `${alias}.hidden[transform(${alias}.version, {cellVersions:Array(UInt32)}, {cellFields:Array(String)}, '')]`;
}

export const cellParams = (by: ProtectedBy): HistoryParams => (by === 'group' ? {} : { cellVersions: by.size === 0 ? [0] : [...by.keys()], cellFields: by.size === 0 ? [''] : [...by.values()] });

export function sliceParams({ from, to, hidden, answers, touchpoints, subjects, open, isMixed: _, isOfEmployees: __, ...plain }: Slice): HistoryParams {
  return {
    ...plain,
    from: historyTime(from),
    to: historyTime(to),
    isLimited: touchpoints === null ? 0 : 1,
    touchpoints: touchpoints ?? [],
    ...(subjects === null ? {} : { subjects }),
    ...Object.fromEntries(hidden.flatMap(({ field, value }, place) => [[`hiddenField${place}`, field], [`hiddenValue${place}`, value]])),
    ...Object.fromEntries(answers.flatMap((filter, place) => [[`answerItem${place}`, filter.item], ...('option' in filter ? [[`answerOption${place}`, filter.option]] : [[`answerLow${place}`, filter.low], [`answerHigh${place}`, filter.high]])])),
    ...(open === null ? {} : { waitingIds: open.waitingIds, openVersions: open.cells.map(({ version }) => version), openValues: open.cells.map(({ value }) => value), ...cellParams(open.by) }),
  };
}
