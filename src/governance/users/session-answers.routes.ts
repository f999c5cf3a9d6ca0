import type { FastifyRequest } from 'fastify';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { permissionsOfRole } from '../roles/roles.actions.ts';
import type { Caller } from './sign-in.actions.ts';
import type { SessionAnswer, User } from './users.contract.ts';

export const SMALL_BODY_BYTES = 16_384;
/** Per network address. An office shares one, so this only protects the processor from floods; guessing is slowed per account. */
export const doorLimit = { rateLimit: { max: 300, timeWindow: 60_000 } };

export function callerOf(request: FastifyRequest): Caller {
  return { address: request.ip, userAgent: String(request.headers['user-agent'] ?? '') };
}

export function actorOf({ actor }: FastifyRequest): Actor {
  if (!actor) throw new Problem('session.required', 'Please sign in.');
  return actor;
}

export async function presentSession(context: Context, user: User): Promise<SessionAnswer> {
  return { user, permissions: [...(await permissionsOfRole(context, user.role))] };
}

export async function presentKey(context: Context, { id, label, role, departments, permissions }: Actor): Promise<SessionAnswer> {
  return { user: { id, name: label, email: '', role, departments: [...(departments ?? [])], language: 'en' }, permissions: [...(permissions ?? (await permissionsOfRole(context, role)))] };
}
