import { historyTime } from '../../kernel/clock.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History } from '../../platform/storage/history.ts';
import type { WatchScore } from './warnings.contract.ts';

/** Which weeks of which series: whole weeks from one Monday to before another. `places` are touchpoint and group with a tab between. */
export interface SumsQuestion {
  from: Date;
  to: Date;
  places: readonly string[];
}

export interface WeekSums {
  score: WatchScore;
  touchpoint: string;
  targetGroup: string;
  /** Monday, UTC. */
  week: string;
  n: number;
  sum: number;
  sumSq: number;
}

export const placeOf = (touchpoint: string, targetGroup: string): string => `${touchpoint}\t${targetGroup}`;

const TIMEOUT_MS = 120_000;
const ROWS_AT_MOST = 2_000_000;

/**
 * Recommendation (+100, 0, −100), experience and gap of every watched place in every week: one statement, whatever is watched.
 * A customer counts once a week, with the mean of what they said.
 */
export function readScoreWeeks(history: History, { from, to, places }: SumsQuestion): Promise<WeekSums[]> {
  return history.query<WeekSums>(scoreWeeksStatement, { from: historyTime(from), to: historyTime(to), places: [...places] }, { lane: 'analysis', timeoutMs: TIMEOUT_MS });
}

const scoreWeeksStatement = `
with
  units as (
    select a.touchpoint as touchpoint, a.response_id as response_id, a.dimension as dimension,
      toMonday(any(a.at)) as week, any(a.target_group) as target_group, any(${customerIdOf('a')}) as customer,
      avgIf(a.value, a.role = 'expectation') as expected,
      avgIf(a.value, a.role = 'experience') as experienced,
      avgIf(if(a.value is null, null, multiIf(assumeNotNull(a.value) >= 9, 100., assumeNotNull(a.value) < 7, -100., 0.)), a.role = 'nps') as recommended
    from answers a ${ownersJoin('a')}
    where a.role in ('expectation', 'experience', 'nps') and a.at >= {from:DateTime64(3, 'UTC')} and a.at < {to:DateTime64(3, 'UTC')}
    group by touchpoint, response_id, dimension
  ),
  by_customer as (
    select arrayJoin(arrayDistinct([concat(touchpoint, '\\t', target_group), concat(touchpoint, '\\t'), concat('\\t', target_group), '\\t'])) as place, week, customer,
      avg(recommended) as nps, avg(experienced) as experience, avg(experienced - expected) as gap
    from units
    group by place, week, customer
    having place in {places:Array(String)}
  )
select scored.1 as score, splitByChar('\\t', place)[1] as touchpoint, splitByChar('\\t', place)[2] as targetGroup, toString(week) as week,
  toUInt32(count()) as n, sum(assumeNotNull(scored.2)) as sum, sum(assumeNotNull(scored.2) * assumeNotNull(scored.2)) as sumSq
from (select place, week, arrayJoin([('nps', nps), ('experience', experience), ('gap', gap)]) as scored from by_customer)
where scored.2 is not null
group by score, place, week
order by place, score, week
limit ${ROWS_AT_MOST}`;

/** Contacts of every watched touchpoint in every week. One number a week: n is 1, the sum is the number. */
export function readVolumeWeeks(history: History, { from, to, places }: SumsQuestion): Promise<WeekSums[]> {
  return history.query<WeekSums>(volumeWeeksStatement, { from: historyTime(from), to: historyTime(to), touchpoints: places.map((place) => place.split('\t')[0] ?? '') }, { lane: 'analysis', timeoutMs: TIMEOUT_MS });
}

const volumeWeeksStatement = `
select 'volume' as score, place as touchpoint, '' as targetGroup, toString(week) as week, toUInt32(1) as n, toFloat64(contacts) as sum, toFloat64(contacts) * contacts as sumSq
from (
  select arrayJoin(arrayDistinct(['', toString(touchpoint)])) as place, toMonday(at) as week, count() as contacts
  from interactions
  where type not in ('identify', 'group', 'alias') and at >= {from:DateTime64(3, 'UTC')} and at < {to:DateTime64(3, 'UTC')}
  group by place, week
  having place in {touchpoints:Array(String)}
)
order by place, week
limit ${ROWS_AT_MOST}`;

/** The oldest moment in a span that came in since: a file with two years of history must not end up in the last weeks only. Null where nothing did. */
export async function readOldestArrival(history: History, { from, to, since }: { from: Date; to: Date; since: Date }): Promise<Date | null> {
  const [row] = await history.query<{ n: number; oldest: string }>(oldestArrivalStatement, { from: historyTime(from), to: historyTime(to), since: historyTime(since) }, { lane: 'analysis', timeoutMs: TIMEOUT_MS });
  return row === undefined || row.n === 0 ? null : new Date(Number(row.oldest));
}

const oldestArrivalStatement = `
select toUInt32(sum(arrived) > 0) as n, toString(toUnixTimestamp64Milli(minIf(earliest, arrived > 0))) as oldest
from (
  select count() as arrived, min(at) as earliest from answers
  where received_at >= {since:DateTime64(3, 'UTC')} and at >= {from:DateTime64(3, 'UTC')} and at < {to:DateTime64(3, 'UTC')} and role in ('expectation', 'experience', 'nps')
  union all
  select count() as arrived, min(at) as earliest from interactions
  where received_at >= {since:DateTime64(3, 'UTC')} and at >= {from:DateTime64(3, 'UTC')} and at < {to:DateTime64(3, 'UTC')}
)`;
