import type { FastifyRequest } from 'fastify';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { refuseBeyondOwn } from '../../roles/own-roles.actions.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import { getOwnSession } from '../sessions/caller.actions.ts';
import { refuseStale } from '../passwords/confirmation.actions.ts';
import { type FoundSession, hasAnyPassword, hasSingleSignOn } from '../sessions/sessions.queries.ts';
import { findUser } from '../users.queries.ts';

export type KnownSession = FoundSession;

/**
 * Before an administrator changes how others come in. A key cannot be asked again; what it may do was decided when it was made.
 * @throws session.confirmation_required
 */
export async function refuseStaleManager(context: Context, request: FastifyRequest): Promise<void> {
  if (actorOf(request).kind === 'user') await refuseStale(context, await getOwnSession(context, request));
}

/**
 * Before somebody changes how another person comes in: nobody takes over the account of somebody who may do more.
 * @throws user.not_found, role.beyond_own, session.confirmation_required
 */
export async function refuseManaging(context: Context, request: FastifyRequest, userId: string): Promise<void> {
  const user = await findUser(context.db, userId);
  if (!user) throw new Problem('user.not_found', 'This user does not exist or was removed.');
  await refuseBeyondOwn(context, actorOf(request), user.role, user.departments);
  await refuseStaleManager(context, request);
}

export async function hasPasswordOrLink({ db }: Context, userId: string): Promise<{ hasPassword: boolean; singleSignOn: boolean }> {
  return { hasPassword: await hasAnyPassword(db, userId), singleSignOn: await hasSingleSignOn(db, userId) };
}
