import { historyTime } from '../../kernel/clock.ts';
import { ROWS_PER_RESPONSE } from '../../listening/responses/intake/history-rows.logic.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History } from '../../platform/storage/history.ts';
import { isoOf } from '../../platform/storage/history-instant.ts';
import { answersOf, type Question, questionParams } from './filters.analytics.ts';
import type { AnswersQuery } from './metrics.contract.ts';

export interface AnsweredRow {
  responseId: string;
  at: string;
  survey: string;
  touchpoint: string;
  channel: string;
  department: string;
  targetGroup: string;
  language: string;
  customerId: string;
  /** role, dimension, value, text, mood of each answer */
  answers: [string, string, number | null, string, number | null][];
}

/** An answer that makes its response one of those asked for. A question for comments wants such with words in them. */
const isWanted = (alias: string): string => `
      ({role:String} = '' or ${alias}.role = {role:String})
      and ({role:String} != 'comment' or ${alias}.text != '')
      and ({dimension:String} = '' or ${alias}.dimension = {dimension:String})
      and ({search:String} = '' or positionCaseInsensitiveUTF8(${alias}.text, {search:String}) > 0)
      and multiIf(
        {standing:String} = 'promoter', ${alias}.role = 'nps' and ${alias}.value >= 9,
        {standing:String} = 'passive', ${alias}.role = 'nps' and ${alias}.value >= 7 and ${alias}.value < 9,
        {standing:String} = 'detractor', ${alias}.role = 'nps' and ${alias}.value < 7,
        {standing:String} = 'satisfied', ${alias}.role = 'csat' and ${alias}.value >= 4,
        {standing:String} = 'unsatisfied', ${alias}.role = 'csat' and ${alias}.value < 4,
        true)`;

/** Wanted, asked for, and behind the end of the page before. */
const isPicked = `${isWanted('a')} and ${answersOf('a')}
        and ({afterId:String} = '' or (a.at, a.response_id) < (toDateTime64({afterAt:String}, 3, 'UTC'), toUUIDOrZero({afterId:String})))`;

const wantedParams = ({ role, dimension, standing, search }: Partial<AnswersQuery>) => ({ role: role ?? '', dimension: dimension ?? '', standing: standing ?? '', search: search ?? '' });

export interface PickedRow {
  responseId: string;
  /** UTC, milliseconds, as the engine writes it. */
  at: string;
  touchpoint: string;
  subject: string;
}

/** Where a page begins and how much it holds. */
export interface Place {
  after: { at: string; id: string } | null;
  limit: number;
}

/**
 * The newest responses of a question, one row each. First the instant back to which it must look: behind so many answers
 * there are enough responses, because all answers of a response, at most ROWS_PER_RESPONSE, are of one moment. So the
 * wide columns are read for a few thousand rows instead of all.
 */
export function pickAnswered(history: History, question: Question, query: Partial<AnswersQuery>, { after, limit }: Place): Promise<PickedRow[]> {
  return history.query(`
    with (
      select min(at) from (
        select a.at as at
        from answers a
        where ${isPicked}
        order by at desc
        limit {limit:UInt32} * ${ROWS_PER_RESPONSE}
      )
    ) as oldest
    select a.response_id as responseId, toString(a.at) as at, a.touchpoint as touchpoint, a.subject as subject
    from answers a
    where a.at >= oldest and ${isPicked}
    order by a.at desc, a.response_id desc
    limit 1 by a.response_id
    limit {limit:UInt32}`, {
    ...questionParams(question), ...wantedParams(query), afterAt: historyTime(after?.at ?? 0), afterId: after?.id ?? '', limit,
  });
}

/** Picked responses, newest first, with all their answers and the customer they belong to now. */
export function readAnswered(history: History, picked: readonly PickedRow[]): Promise<AnsweredRow[]> {
  return history.query(`
    select
      a.response_id as responseId, ${isoOf('any(a.at)')} as at, any(a.survey) as survey, any(a.touchpoint) as touchpoint, any(a.channel) as channel,
      any(a.department) as department, any(a.target_group) as targetGroup, any(a.language) as language, any(${customerIdOf('a')}) as customerId,
      groupArray((a.role, a.dimension, a.value, a.text, a.mood)) as answers
    from answers a ${ownersJoin('a', `select arrayJoin({subjects:Array(UUID)})`)}
    where a.touchpoint in {touchpoints:Array(String)} and a.at in {ats:Array(DateTime64(3, 'UTC'))} and a.response_id in {ids:Array(UUID)}
    group by a.response_id
    order by at desc, responseId desc`, {
    touchpoints: [...new Set(picked.map(({ touchpoint }) => touchpoint))],
    ats: [...new Set(picked.map(({ at }) => at))],
    subjects: [...new Set(picked.map(({ subject }) => subject))],
    ids: picked.map(({ responseId }) => responseId),
  });
}

/** Roles that a response holds once at most, so that their rows are responses. */
const singleRoles = new Set(['nps', 'csat', 'ces', 'comment', 'overall']);

export async function countAnswered(history: History, question: Question, query: Partial<AnswersQuery>): Promise<number> {
  const rows = await history.query<{ n: number }>(`
    select ${singleRoles.has(query.role ?? '') ? 'count()' : 'uniqExact(a.response_id)'} as n
    from answers a
    where ${isWanted('a')} and ${answersOf('a')}`, { ...questionParams(question), ...wantedParams(query) });
  return rows[0]?.n ?? 0;
}
