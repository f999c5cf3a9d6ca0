import { newId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CaseFacts, CaseMoment } from './case-facts.contract.ts';
import { choosePolicy } from './choose-policy.logic.ts';
import { advanceClocks, nextDueOf, type Wanted } from './clocks.logic.ts';
import type { CasePriority, Policy } from './service-levels.contract.ts';
import { findTraits, insertEvent, listCalendars, listClocksForUpdate, listPolicies, moveClocks, saveClock } from './service-levels.queries.ts';

/**
 * Moves the clocks of a case: to be called inside of the transaction that changes it, after the case is locked.
 * @returns nextDueAt - earliest end of a running clock, also when it has passed; null while none runs
 */
export async function applyServiceLevels(context: Context, tx: Db, facts: CaseFacts, moment: CaseMoment): Promise<{ nextDueAt: Date | null }> {
  const before = await listClocksForUpdate(tx, facts.caseId);
  const [policies, calendars] = [await listPolicies(tx), await listCalendars(tx)];
  const traits = facts.subject !== null && policies.some(({ conditions }) => conditions.trait) ? await findTraits(tx, facts.subject) : null;
  const policy = choosePolicy(policies, facts, traits ?? {});
  const { clocks, events } = advanceClocks(before, facts, moment, {
    wanted: policy && wantedOf(policy, facts.priority),
    calendarOf: (id) => calendars.find((calendar) => calendar.id === id) ?? null,
    newId: () => newId(context.clock.now().getTime()),
  });
  const touched = new Set(events.map(({ clockId }) => clockId));
  for (const clock of clocks) if (touched.has(clock.id)) await saveClock(tx, clock, facts);
  for (const event of events) await insertEvent(tx, facts.caseId, event, context.clock.now());
  if (moment === 'changed' && before.length > 0) await moveClocks(tx, facts);
  return { nextDueAt: nextDueOf(clocks) };
}

function wantedOf({ id, calendarId, pausesForPartner, targets }: Policy, priority: CasePriority): Wanted {
  const { firstReplyMinutes, nextReplyMinutes, solutionMinutes } = targets[priority];
  return { policyId: id, calendarId, pausesForPartner, targetMinutes: { first_reply: firstReplyMinutes, next_reply: nextReplyMinutes, solution: solutionMinutes } };
}
