import { addMonths } from '../buckets.logic.ts';

/** What the page shows, as it stands in the address; '' = all. `months` is a number, `all`, or `own` with from and to. */
export const exploreDefaults = {
  score: 'nps', question: '', by: 'touchpoint', over: 'month', months: '12', from: '', to: '',
  touchpoint: '', stage: '', channel: '', department: '', group: '', dimension: '', attribute: '', weighting: '',
  versus: 'period', first: '', second: '', againstFrom: '', againstTo: '',
};
export type ExploreState = typeof exploreDefaults;

export const monthChoices = ['3', '6', '12', '24', 'all', 'own'] as const;
export const filterKeys = ['touchpoint', 'stage', 'channel', 'department', 'group', 'dimension'] as const;

type Query = Record<string, string | undefined>;

/** Months of the choice: the last n whole ones and the running one. */
export function monthsOf({ months, from, to }: Pick<ExploreState, 'months' | 'from' | 'to'>, today: string): { from: string | undefined; to: string | undefined } {
  if (months === 'own') return { from: isMonth(from) ? from : undefined, to: isMonth(to) ? to : undefined };
  const n = Number(months);
  if (!Number.isInteger(n) || n < 1) return { from: undefined, to: undefined };
  return { from: addMonths(`${today.slice(0, 7)}-01`, -n).slice(0, 7), to: undefined };
}

/** What both questions of the page ask alike. `question` is `survey/item`, `attribute` is `key=value`. */
export function scopeQuery(state: ExploreState, lang: 'de' | 'en'): Query {
  const [survey, item] = splitAt(state.question, '/');
  const [attribute, attributeValue] = splitAt(state.attribute, '=');
  const filters = Object.fromEntries(filterKeys.map((key) => [key, state[key] || undefined]));
  return {
    score: state.score, lang, ...filters, weighting: state.weighting || undefined,
    ...(state.score === 'question' ? { survey, item } : {}), ...(attributeValue === '' ? {} : { attribute, attributeValue }),
  };
}

export const isAsked = ({ score, question }: ExploreState): boolean => score !== 'question' || question.includes('/');

/** Where time begins for who asks without a beginning. */
const FIRST_MONTH = '1970-01';

/** The last `n` whole months against as many before, or what was chosen. */
export function compareQuery(state: ExploreState, lang: 'de' | 'en', today: string): Query {
  const scope = scopeQuery(state, lang);
  const { from, to } = monthsOf(state, today);
  // Without an end it would be the last three months, beside groups of all time.
  if (state.versus === 'group') return { ...scope, from: from ?? FIRST_MONTH, to, by: state.by, first: state.first || undefined, second: state.second || undefined };
  const thisMonth = `${today.slice(0, 7)}-01`;
  const n = Number(state.months);
  // Halves of a choice without an end would not be comparable; whole months are.
  const own = state.months === 'own' && from !== undefined ? { from, to } : { from: addMonths(thisMonth, -(Number.isInteger(n) && n > 0 ? n : 12)).slice(0, 7), to: addMonths(thisMonth, -1).slice(0, 7) };
  const isOwnAgainst = isMonth(state.againstFrom) && isMonth(state.againstTo);
  return { ...scope, ...own, ...(isOwnAgainst ? { againstFrom: state.againstFrom, againstTo: state.againstTo } : {}) };
}

/** Role under which the list of answers finds a score; '' = no single one. */
const roleOfScore: Record<string, string> = { nps: 'nps', csat: 'csat', csat_mean: 'csat', ces: 'ces', overall: 'overall', experience: 'experience', expectation: 'expectation' };

/**
 * The answers behind a figure, with the same filters; null where the list of answers has no such filter (attributes of
 * customers). @param place - the group and the first and last day of a figure
 */
export function answersAddress(state: ExploreState, { by, key, from, to }: { by?: string; key?: string; from?: string | undefined; to?: string | undefined } = {}): string | null {
  if (state.attribute !== '' || (by?.startsWith('attribute.') && key !== undefined)) return null;
  const [survey] = splitAt(state.question, '/');
  const filters: Query = {
    ...Object.fromEntries(filterKeys.map((name) => [name, state[name]])), role: roleOfScore[state.score] ?? '', survey: state.score === 'question' ? survey : '',
    ...(by !== undefined && key !== undefined ? { [by]: key } : {}), from, to,
  };
  if (by !== undefined && key === '') return null; // answers without a group cannot be asked for
  const search = new URLSearchParams(Object.entries(filters).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])));
  return `/listening/answers?${search.toString()}`;
}

/** First and last day of a choice of months; undefined = open. */
export interface Days {
  from: string | undefined;
  to: string | undefined;
}
export const daysOf = ({ from, to }: Days): Days => ({ from: from === undefined ? undefined : `${from}-01`, to: to === undefined ? undefined : lastDayOf(`${to}-01`, 'month') });

/** Last day of the week, month or quarter that begins on a day. */
export function lastDayOf(day: string, over: string): string {
  const next = over === 'week' ? new Date(Date.parse(day) + 7 * DAY_MS).toISOString().slice(0, 10) : addMonths(day, over === 'quarter' ? 3 : 1);
  return dayBefore(next);
}
export const dayBefore = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
const DAY_MS = 86_400_000;

export const isMonth = (text: string): boolean => /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/.test(text);

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
