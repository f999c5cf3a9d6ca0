import type { FastifyRequest } from 'fastify';
import { Problem } from '../../kernel/problem.ts';
import type { Actor } from '../../platform/http/access.ts';
import { roleSchema } from '../roles/roles.contract.ts';
import { permissionsOf } from '../roles/roles.logic.ts';
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

export function presentSession(user: User): SessionAnswer {
  return { user, permissions: permissionsOf(user.role) };
}

export function presentKey({ id, label, role, departments }: Actor): SessionAnswer {
  const known = roleSchema.parse(role);
  return { user: { id, name: label, email: '', role: known, departments: [...(departments ?? [])], language: 'en' }, permissions: permissionsOf(known) };
}
