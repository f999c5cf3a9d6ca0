import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { permissionsOfRole } from '../roles/roles.actions.ts';
import { isFactorRequired } from '../second-factor/factors.actions.ts';
import { readCookie, writeCookie } from './cookies.logic.ts';
import type { Caller } from './pace.actions.ts';
import type { SignedIn } from './sign-in.actions.ts';
import type { SessionAnswer, User } from './users.contract.ts';

export const SMALL_BODY_BYTES = 16_384;
/** Per network address. An office shares one, so this only protects the processor from floods; guessing is slowed per account. */
export const doorLimit = { rateLimit: { max: 300, timeWindow: 60_000 } };

export function callerOf(request: FastifyRequest): Caller {
  return { address: request.ip, userAgent: String(request.headers['user-agent'] ?? ''), device: readCookie(request.headers.cookie, 'momente.device') };
}

export function actorOf({ actor }: FastifyRequest): Actor {
  if (!actor) throw new Problem('session.required', 'Please sign in.');
  return actor;
}

/** @param actor - when somebody is signed in already: what this session may do, which can be less than the role */
export async function presentSession(context: Context, user: User, actor?: Actor): Promise<SessionAnswer> {
  if (actor?.permissions) {
    const isHeldBack = actor.permissions.length === 0 && (await isFactorRequired(context, user.role));
    return { user, permissions: [...actor.permissions], ...(isHeldBack ? { secondFactorMissing: true } : {}) };
  }
  const permissions = [...(await permissionsOfRole(context, user.role))];
  return { user, permissions };
}

/** Just signed in: the session, or the second factor that is still missing. */
export async function answerSignedIn(context: Context, reply: FastifyReply, signedIn: SignedIn, status: 200 | 201): Promise<FastifyReply> {
  void reply.header('cache-control', 'no-store');
  if (signedIn.kind === 'secondFactorNeeded') {
    return reply.status(202).header('set-cookie', writeStepCookie(context, signedIn.step)).send({ secondFactor: { factors: signedIn.factors } });
  }
  const isHeldBack = signedIn.method === 'password' && !signedIn.withSecondFactor && (await isFactorRequired(context, signedIn.user.role));
  const session = await presentSession(context, signedIn.user);
  return reply.status(status).header('set-cookie', signedIn.setCookies).send(isHeldBack ? { ...session, permissions: [], secondFactorMissing: true } : session);
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

export async function presentKey(context: Context, { id, label, role, departments, permissions }: Actor): Promise<SessionAnswer> {
  return { user: { id, name: label, email: '', role, departments: [...(departments ?? [])], language: 'en' }, permissions: [...(permissions ?? (await permissionsOfRole(context, role)))] };
}
