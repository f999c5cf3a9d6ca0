import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History } from '../../platform/storage/history.ts';
import { type AnswerScope, scopeParams } from './gap-figures.analytics.ts';

export interface TouchpointReach {
  /** Code of the touchpoint; '*' = all contacts together, '' = contacts without touchpoint. */
  key: string;
  contacts: number;
  /** Different customers. Up to some ten thousand exact, above that an estimate good to half a percent. */
  customers: number;
}

/**
 * Who was where: one statement over all contacts of the period. Answers to surveys tell of a contact, so they count
 * for the customers, but are no contact themselves; who somebody is (identify, group, alias) is none either.
 *
 * Most identifiers are their own customer. Only the contacts of the others – merged customers, shared devices – take
 * the way through the join, which would cost five times as much for all of them (decision 0050).
 */
export async function listReach(history: History, { from, to }: AnswerScope): Promise<TouchpointReach[]> {
  return history.query(reachStatement, scopeParams({ from, to, group: '' }), { lane: 'analysis' });
}

const contactsOfPeriod = `type not in ('identify', 'group', 'alias') and at >= {from:DateTime64(3, 'UTC')} and at < {to:DateTime64(3, 'UTC')}`;

const reachStatement = `
with visits as (
  select touchpoint, type, subject as customer
  from interactions
  where ${contactsOfPeriod} and subject not in (select subject from subject_owners)
  union all
  select i.touchpoint, i.type, ${customerIdOf('i')} as customer
  from (select touchpoint, type, subject, at from interactions where ${contactsOfPeriod} and subject in (select subject from subject_owners)) i ${ownersJoin('i')}
)
select if(grouping(touchpoint) = 1, '*', toString(touchpoint)) as key, toUInt64(countIf(type != 'survey')) as contacts, toUInt64(uniqCombined(customer)) as customers
from visits
group by grouping sets ((touchpoint), ())
limit 20000`;
