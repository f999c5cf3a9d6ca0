import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import { actorOf, getOwnSession } from './caller.actions.ts';
import { refuseStale } from './confirmation.actions.ts';
import { type FoundSession, hasAnyPassword, hasSingleSignOn } from './sessions.queries.ts';

export type KnownSession = FoundSession;

/**
 * Before an administrator changes how others come in. A key cannot be asked again; what it may do was decided when it was made.
 * @throws session.confirmation_required
 */
export async function refuseStaleManager(context: Context, request: FastifyRequest): Promise<void> {
  if (actorOf(request).kind === 'user') await refuseStale(context, await getOwnSession(context, request));
}

export async function hasPasswordOrLink({ db }: Context, userId: string): Promise<{ hasPassword: boolean; singleSignOn: boolean }> {
  return { hasPassword: await hasAnyPassword(db, userId), singleSignOn: await hasSingleSignOn(db, userId) };
}
