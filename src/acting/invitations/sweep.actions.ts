import type { Context } from '../../platform/context.ts';
import { listActive } from './distributions.queries.ts';
import { workOn } from './work.actions.ts';

/** Does whatever is due of all distributions. One that fails does not hold up the others, and is tried again with the next sweep. */
export async function sweepInvitations(context: Context, signal: AbortSignal): Promise<void> {
  for (const id of await listActive(context.db, context.clock.now())) {
    if (signal.aborted) return;
    await workOn(context, id, signal).catch((error: unknown) => context.log.error({ err: error, distribution: id }, 'invitations could not be worked on'));
  }
}
