import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { getKeyActor } from '../keys/api-keys.actions.ts';
import { actorOfUser } from '../roles/roles.actions.ts';
import { sessionMemory } from './session-memory.queries.ts';
import { findSessionUser } from './sessions.queries.ts';

/**
 * Finds out who asks: a program by its key, or a person by the cookie of a session. A key that is sent counts alone.
 * @returns null when neither was sent or the session has ended
 * @throws key.invalid
 */
export function authenticate(context: Context): (request: Pick<FastifyRequest, 'headers'>) => Promise<Actor | null> {
  return async ({ headers }) => {
    const bearer = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '');
    if (bearer?.[1]) return getKeyActor(context, bearer[1]);
    const cookie = sessionCookie(headers.cookie);
    return cookie === null ? null : findSessionActor(context, cookie);
  };
}

async function findSessionActor(context: Context, cookie: string): Promise<Actor | null> {
  const nowMs = context.clock.now().getTime();
  const memory = sessionMemory(context);
  const known = memory.recall(cookie, nowMs);
  if (known) return known;
  const user = await findSessionUser(context, cookie);
  if (!user) return null;
  const actor = await actorOfUser(context, user);
  memory.remember(cookie, actor, nowMs);
  return actor;
}

/** Only our own cookie out of all that a browser sends; null when it is absent or longer than ours ever are. */
export function sessionCookie(header: string | undefined): string | null {
  const pair = header?.split(';').map((part) => part.trim()).find((part) => /^(__Secure-)?momente\.session_token=/.test(part));
  return pair && pair.length <= 300 ? pair : null;
}
