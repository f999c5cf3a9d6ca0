import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CaseFacts, CaseMoment } from './case-facts.contract.ts';

/**
 * Moves the clocks of a case: to be called inside of the transaction that changes it, after `case` is locked.
 * @returns nextDueAt - earliest end of a running clock, also when it has passed; null while none runs
 */
export async function applyServiceLevels(context: Context, tx: Db, facts: CaseFacts, moment: CaseMoment): Promise<{ nextDueAt: Date | null }> {
  await Promise.resolve([context, tx, facts, moment]);
  return { nextDueAt: null };
}
