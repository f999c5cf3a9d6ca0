import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History } from '../../platform/storage/history.ts';
import { type AnswerScope, inScope, responsesSql, scopeParams } from './gap-figures.analytics.ts';
import { EVERYBODY, type PlaceSize } from './protection.logic.ts';

const sizes = `toUInt32(uniqExactIf(customer, pairs > 0)) as pairCustomers, toUInt32(uniqExactIf(customer, lived is not null)) as livedCustomers`;

/** Customers of each target group at each touchpoint; whoever changed the group counts in both. */
export async function listGroupSizesByTouchpoint(history: History, { from, to }: AnswerScope): Promise<Map<string, PlaceSize[]>> {
  const rows = await history.query<PlaceSize & { touchpoint: string }>(groupSizesByTouchpoint, scopeParams({ from, to, group: '' }), { lane: 'analysis' });
  return Map.groupBy(rows, ({ touchpoint }) => touchpoint);
}

const groupSizesByTouchpoint = `
select toString(touchpoint) as touchpoint, 'total' as part, '' as key, toString(target_group) as group, ${sizes}
from (${responsesSql(`a.touchpoint != ''`)})
group by touchpoint, target_group
having pairCustomers > 0 or livedCustomers > 0
limit 200000`;

/** Customers of each target group, and of all, in each part of one touchpoint's figures. */
export const listPlaceSizes = (history: History, touchpoint: string, { from, to }: AnswerScope): Promise<PlaceSize[]> =>
  history.query(placeSizes, { ...scopeParams({ from, to, group: '' }), touchpoint, everybody: EVERYBODY }, { lane: 'analysis', timeoutMs: 15_000 });

const placeSizes = `
with units as (
  select arrayJoin([('total', ''), ('month', formatDateTime(at, '%Y-%m')), ('quarter', formatDateTime(toStartOfQuarter(at), '%Y-%m'))]) as place, toString(target_group) as own, customer, pairs, lived
  from (${responsesSql('a.touchpoint = {touchpoint:String}')})
  union all
  select ('dimension', dimension) as place, own, customer, toUInt64(expected is not null and experienced is not null) as pairs, experienced as lived
  from (
    select a.response_id, toString(a.dimension) as dimension, any(toString(a.target_group)) as own, any(${customerIdOf('a')}) as customer,
      avgIf(a.value, a.role = 'expectation') as expected, avgIf(a.value, a.role = 'experience') as experienced
    from answers a ${ownersJoin('a')}
    where a.role in ('expectation', 'experience') and ${inScope} and a.touchpoint = {touchpoint:String}
    group by a.response_id, dimension
  )
)
select place.1 as part, place.2 as key, group, ${sizes}
from (select place, arrayJoin([own, {everybody:String}]) as group, customer, pairs, lived from units)
group by place, group
having pairCustomers > 0 or livedCustomers > 0
order by part, key, group
limit 50000`;
