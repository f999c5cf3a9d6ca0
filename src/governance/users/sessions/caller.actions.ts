import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import { readCookie, sessionCookie, writeCookie } from '../sign-in/cookies.logic.ts';
import type { Caller } from '../sign-in/pace.actions.ts';
import { findSession, type FoundSession } from './sessions.queries.ts';

export const SMALL_BODY_BYTES = 16_384;
/** Per network address. An office shares one, so this only protects the processor from floods; guessing is slowed per account. */
export const doorLimit = { rateLimit: { max: 300, timeWindow: 60_000 } };

export function callerOf(request: FastifyRequest): Caller {
  return { address: request.ip, userAgent: String(request.headers['user-agent'] ?? ''), device: readCookie(request.headers.cookie, 'momente.device') };
}

/** The open session of a person; keys have none. @throws permission.denied, session.required */
export async function getOwnSession(context: Context, request: FastifyRequest): Promise<FoundSession> {
  if (actorOf(request).kind !== 'user') throw new Problem('permission.denied', 'A key has no sign-in of its own.');
  const cookie = sessionCookie(request.headers.cookie);
  const session = cookie === null ? null : await findSession(context, cookie);
  if (!session) throw new Problem('session.required', 'Please sign in.');
  return session;
}

const STEP_COOKIE = 'momente.step';
const STEP_SECONDS = 600;

/** Binds what was begun to the browser that began it. */
export function writeStepCookie({ settings }: Context, step: string): string {
  return writeCookie(STEP_COOKIE, step, { maxAgeS: STEP_SECONDS, path: '/api', isSecure: settings.publicUrl.startsWith('https:') });
}

export function clearStepCookie({ settings }: Context): string {
  return writeCookie(STEP_COOKIE, '', { maxAgeS: 0, path: '/api', isSecure: settings.publicUrl.startsWith('https:') });
}

export const readStepCookie = (request: FastifyRequest): string | null => readCookie(request.headers.cookie, STEP_COOKIE);

export function tellWhenToRetry(error: unknown, reply: FastifyReply): never {
  if (error instanceof Problem && typeof error.details['retryAfterSeconds'] === 'number') void reply.header('retry-after', error.details['retryAfterSeconds']);
  throw error;
}
