import type { FastifyReply } from 'fastify';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { permissionsOfRole } from '../../roles/roles.actions.ts';
import { isFactorRequired } from '../../second-factor/factors.actions.ts';
import { writeStepCookie } from './caller.actions.ts';
import type { SignedIn } from '../sign-in/sign-in.actions.ts';
import type { SessionAnswer, User } from '../users.contract.ts';

/** @param actor - when somebody is signed in already: what this session may do, which can be less than the role */
export async function presentSession(context: Context, user: User, actor?: Actor): Promise<SessionAnswer> {
  if (actor?.viewsAs) {
    const { role, departments } = actor.viewsAs;
    return { user: { ...user, role, departments: [...departments] }, permissions: [...(actor.permissions ?? [])], viewsAs: { role, departments: [...departments] } };
  }
  if (actor?.permissions) return { user, permissions: [...actor.permissions], ...(actor.secondFactorMissing ? { secondFactorMissing: true } : {}) };
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

export async function presentKey(context: Context, { id, label, role, departments, permissions }: Actor): Promise<SessionAnswer> {
  return { user: { id, name: label, email: '', role, departments: [...(departments ?? [])], language: 'en' }, permissions: [...(permissions ?? (await permissionsOfRole(context, role)))] };
}
