import type { FastifyRequest } from 'fastify';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { getKeyActor } from '../../keys/api-keys.actions.ts';
import { restrictActor } from '../../roles/actor.logic.ts';
import { actorOfUser } from '../../roles/roles.actions.ts';
import { VIEW_AS_HEADER, viewAs } from '../../roles/view-as.actions.ts';
import { isFactorRequired } from '../../second-factor/factors.actions.ts';
import { sessionCookie } from './cookies.logic.ts';
import { sessionMemory } from '../sessions/session-memory.queries.ts';
import { findSession, type FoundSession, noteSessionUse } from '../sessions/sessions.queries.ts';

/**
 * Finds out who asks: a program by its key, or a person by the cookie of a session. A key that is sent counts alone.
 * @returns null when neither was sent or the session has ended
 * @throws key.invalid
 */
export function authenticate(context: Context): (request: Pick<FastifyRequest, 'headers'>) => Promise<Actor | null> {
  return async ({ headers }) => {
    const actor = await findActor(context, headers);
    return actor && viewAs(context, actor, headers[VIEW_AS_HEADER]);
  };
}

async function findActor(context: Context, headers: FastifyRequest['headers']): Promise<Actor | null> {
  const bearer = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '');
  if (bearer?.[1]) return getKeyActor(context, bearer[1]);
  const cookie = sessionCookie(headers.cookie);
  return cookie === null ? null : findSessionActor(context, cookie);
}

async function findSessionActor(context: Context, cookie: string): Promise<Actor | null> {
  const nowMs = context.clock.now().getTime();
  const memory = sessionMemory(context);
  const known = memory.recall(cookie, nowMs);
  if (known) return known;
  const session = await findSession(context, cookie);
  if (!session) return null;
  await noteSessionUse(context, session);
  const full = await actorOfUser(context, session.user);
  // Until the second factor is there, the session is good for setting it up and for nothing else.
  const actor: Actor = (await lacksSecondFactor(context, session)) ? Object.defineProperty(restrictActor(full, []), 'secondFactorMissing', { value: true, enumerable: true }) : full;
  memory.remember(cookie, actor, nowMs);
  return actor;
}

/** The role asks for a second factor and this session came without. The company's provider asks for what it finds right itself. */
export async function lacksSecondFactor(context: Context, { method, secondFactorAt, user }: FoundSession): Promise<boolean> {
  return method !== 'single_sign_on' && secondFactorAt === null && isFactorRequired(context, user.role);
}
