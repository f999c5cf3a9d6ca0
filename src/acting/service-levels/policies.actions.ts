import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Policy, PolicyInput } from './service-levels.contract.ts';
import { insertPolicy, listCalendars, listPolicies, orderPolicies, removePolicyRow, updatePolicy } from './service-levels.queries.ts';

export function readPolicies({ db }: Context): Promise<Policy[]> {
  return listPolicies(db);
}

/** The new one is asked last. @throws business_calendar.not_found */
export async function createPolicy(context: Context, input: PolicyInput): Promise<Policy> {
  await refuseUnknownCalendar(context, input);
  const id = newId(context.clock.now().getTime());
  await insertPolicy(context.db, id, input, context.clock.now());
  return getPolicy(context, id);
}

/** Clocks that run keep their target until their case changes. @throws service_policy.not_found, service_policy.changed_meanwhile, business_calendar.not_found */
export async function changePolicy(context: Context, id: string, version: number, input: PolicyInput): Promise<Policy> {
  await refuseUnknownCalendar(context, input);
  await getPolicy(context, id);
  if (!(await updatePolicy(context.db, { id, version }, input, context.clock.now()))) throw new Problem('service_policy.changed_meanwhile', 'Somebody has changed this policy in the meantime. Look at it again.', { id });
  return getPolicy(context, id);
}

/** @throws service_policy.not_found */
export async function removePolicy(context: Context, id: string): Promise<void> {
  if (!(await removePolicyRow(context.db, id, context.clock.now()))) throw new Problem('service_policy.not_found', 'This policy does not exist.', { id });
}

/** @throws service_policy.changed_meanwhile when the list is not that of all policies */
export async function setPolicyOrder(context: Context, ids: readonly string[]): Promise<Policy[]> {
  await context.db.transaction().execute(async (tx) => {
    const known = await listPolicies(tx);
    if (known.length !== ids.length || known.some(({ id }) => !ids.includes(id))) throw new Problem('service_policy.changed_meanwhile', 'Somebody has added or removed a policy in the meantime. Look at the list again.');
    await orderPolicies(tx, ids);
  });
  return listPolicies(context.db);
}

async function getPolicy({ db }: Context, id: string): Promise<Policy> {
  const found = (await listPolicies(db)).find((policy) => policy.id === id);
  if (!found) throw new Problem('service_policy.not_found', 'This policy does not exist.', { id });
  return found;
}

async function refuseUnknownCalendar({ db }: Context, { calendarId }: PolicyInput): Promise<void> {
  if (calendarId === null) return;
  if (!(await listCalendars(db)).some(({ id }) => id === calendarId)) throw new Problem('business_calendar.not_found', 'This calendar does not exist.', { id: calendarId });
}
