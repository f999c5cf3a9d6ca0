import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History } from '../../platform/storage/history.ts';
import { cellOf, cellParams, laneOf, patient, PLAIN_SETS, type ProtectedBy, responsesOf, type Slice, sliceParams } from './slice.analytics.ts';

export interface ResponseCounts {
  n: number;
  customers: number;
  medianMs: number | null;
  /** The last days on which somebody finished. */
  byDay: { day: string; n: number }[];
}

const DAYS = 366;

/** Finished responses. Customers are exact below 65,536, then within a percent, and as they were told apart when they answered. */
export async function countResponses(history: History, slice: Slice): Promise<ResponseCounts> {
  const rows = await history.query<Omit<ResponseCounts, 'byDay'> & { days: Record<string, number> }>(`
    select count() as n, uniq(r.subject) as customers, if(countIf(r.duration_ms is not null) = 0, null, quantileTDigestIf(0.5)(assumeNotNull(r.duration_ms), r.duration_ms is not null)) as medianMs,
      sumMap(map(toDate(r.at), toUInt64(1))) as days
    from responses r
    where ${responsesOf(slice, 'r')}
    ${PLAIN_SETS}`, sliceParams(slice), laneOf(slice));
  const { days, ...counts } = rows[0] ?? { n: 0, customers: 0, medianMs: null, days: {} };
  return { ...counts, byDay: Object.entries(days).map(([day, n]) => ({ day, n })).sort((one, other) => (one.day < other.day ? -1 : 1)).slice(-DAYS) };
}

/** Whose responses they are today, after merges: for few, where each counts. */
export async function countCustomers(history: History, slice: Slice): Promise<{ customers: number; squares: number }> {
  const rows = await history.query<{ customers: number; squares: number }>(`
    select count() as customers, sum(k * k) as squares
    from (
      select ${customerIdOf('r')} as customer, count() as k
      from responses r ${ownersJoin('r', `select r.subject from responses r where ${responsesOf(slice, 'r')}`)}
      where ${responsesOf(slice, 'r')}
      group by customer
    )`, sliceParams(slice), patient);
  return rows[0] ?? { customers: 0, squares: 0 };
}

/** Σ k² over those who answered, k = responses of one: how much fewer than they look many answers of few are. */
export async function sumSquares(history: History, slice: Slice): Promise<number> {
  const rows = await history.query<{ squares: number }>(`
    select sum(k * k) as squares from (select r.subject, count() as k from responses r where ${responsesOf(slice, 'r')} group by r.subject)`, sliceParams(slice), { lane: 'analysis' });
  return rows[0]?.squares ?? 0;
}

export function countByVersion(history: History, slice: Slice): Promise<{ version: number; n: number }[]> {
  return history.query(`select r.version as version, count() as n from responses r where ${responsesOf(slice, 'r')} group by version order by version desc limit 1000`, sliceParams(slice), patient);
}

/** The cells of a survey with their newest responses, for protection.logic.ts. Order: as they arrived. */
export function listCells(history: History, survey: string, by: ProtectedBy, minimum: number): Promise<{ version: number; value: string; n: number; newest: string[] }[]> {
  return history.query(`
    select version, value, n, if(n < {minimum:UInt32}, [], arrayMap(one -> toString(one.2), newest)) as newest from (
      select r.version as version, ${cellOf(by, 'r')} as value, count() as n, groupArraySorted(${minimum - 1})((-toInt64(r.batch), r.response_id)) as newest
      from responses r
      where r.survey = {survey:String} and r.state = 'finished'
      group by version, value
    ) order by version, value limit 20000`, { survey, minimum, ...cellParams(by) }, patient);
}

/** What filters can be set to: the most frequent values of each attribute. */
export function listValues(history: History, slice: Slice, most: number): Promise<{ filter: string; value: string; n: number }[]> {
  return history.query(`
    select filter, value, sum(k) as n from (
      select r.version as version, r.touchpoint as touchpoint, r.channel as channel, r.department as department, r.target_group as target_group, r.language as language, r.source as source, r.hidden as hidden, count() as k
      from responses r where ${responsesOf(slice, 'r')}
      group by version, touchpoint, channel, department, target_group, language, source, hidden
    )
    array join arrayConcat(
      [('version', toString(version)), ('touchpoint', toString(touchpoint)), ('channel', toString(channel)), ('department', toString(department)), ('group', toString(target_group)), ('language', toString(language)), ('source', toString(source))],
      arrayMap((field, one) -> ('hidden.' || field, one), mapKeys(hidden), mapValues(hidden))
    ) as pair
    group by pair.1 as filter, pair.2 as value
    having value != ''
    order by filter, n desc, value
    limit {most:UInt32} by filter
    limit 2000`, { ...sliceParams(slice), most }, { lane: 'analysis' });
}
