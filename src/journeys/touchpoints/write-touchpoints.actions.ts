import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { forgetMatcher, prepareForSaving } from './touchpoints.actions.ts';
import type { Touchpoint, TouchpointValues } from './touchpoints.contract.ts';
import { deleteTouchpoint, listAllTouchpoints, upsertTouchpoints } from './touchpoints.queries.ts';
import { markChanged } from './reapplication.queries.ts';

/** The inventory as a transaction sees it. */
export async function readTouchpointsIn(tx: Db): Promise<Touchpoint[]> {
  return listAllTouchpoints(tx);
}

/**
 * Adds or replaces touchpoints inside a transaction of the caller, by the rules of the inventory; contacts move with them.
 * @throws department.not_found, rule.invalid, touchpoint.code_taken
 */
export async function writeTouchpointsIn(context: Context, tx: Db, touchpoints: readonly TouchpointValues[]): Promise<void> {
  if (touchpoints.length === 0) return;
  const { tidied, moved } = await prepareForSaving(tx, touchpoints);
  await upsertTouchpoints(tx, tidied);
  if (moved.length > 0) await markChanged(tx, moved, context.clock.now());
  forgetMatcher(context);
}

/** Takes touchpoints out of the inventory inside a transaction of the caller. */
export async function removeTouchpointsIn(context: Context, tx: Db, codes: readonly string[]): Promise<void> {
  for (const code of codes) await deleteTouchpoint(tx, code);
  if (codes.length > 0) await markChanged(tx, [...codes], context.clock.now());
  forgetMatcher(context);
}
