import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { type Admission, type Claims, decideAdmission, roleOfGroups } from '../../single-sign-on/admission.logic.ts';
import type { GroupRole } from '../../single-sign-on/single-sign-on.contract.ts';
import { markInvitationAccepted } from './invitations.queries.ts';
import { deleteLinks, findCandidate, findLinkedUser, findOpenInvitationOf, insertLink } from './linked-accounts.queries.ts';
import { forgetSessions } from '../sessions/session-memory.queries.ts';
import { deleteSessionsOf } from '../sessions/sessions.queries.ts';
import type { User, UserLanguage } from '../users.contract.ts';
import { countAdministrators, findUser, insertUser, lockUsers, updateUser } from '../users.queries.ts';

export interface HouseRules {
  issuer: string;
  allowedDomains: readonly string[];
  defaultRole: string | null;
  groupRoles: readonly GroupRole[];
  language: UserLanguage;
}

export type Admitted = { kind: 'admitted'; user: User } | { kind: 'refused'; why: string; userId: string | null };

/** Finds, links or makes the user whom a provider has vouched for. Who is linked stays who they are, whatever their address there is now. */
export async function admitFromProvider(context: Context, claims: Claims, rules: HouseRules): Promise<Admitted> {
  const providerId = `oidc:${rules.issuer}`;
  const admitted = await context.db.transaction().execute(async (tx): Promise<Admitted> => {
    await lockUsers(tx);
    const linked = await findLinkedUser(tx, providerId, claims.subject);
    if (linked?.deactivatedAt) return { kind: 'refused', why: 'deactivated', userId: linked.id };
    if (linked) {
      const user = await followGroups(linked, roleOfGroups(claims.groups, rules.groupRoles), () => countAdministrators(tx));
      await updateUser(tx, user);
      return { kind: 'admitted', user };
    }
    const candidate = claims.email === null ? null : await findCandidate(tx, providerId, claims.email);
    const invitation = claims.email === null || candidate ? null : await findOpenInvitationOf(tx, claims.email, context.clock.now());
    const admission: Admission = decideAdmission(claims, { ...rules, user: candidate, invitation });
    if (admission.kind === 'refuse') return { kind: 'refused', why: admission.why, userId: candidate?.id ?? null };
    if (candidate?.deactivatedAt) return { kind: 'refused', why: 'deactivated', userId: candidate.id };
    const user = admission.kind === 'link' ? await findUser(tx, admission.userId)
      : await insertUser(tx, { name: admission.name, email: admission.email, role: admission.role, departments: admission.departments, language: rules.language });
    if (!user) return { kind: 'refused', why: 'gone', userId: null };
    if (admission.kind === 'create' && invitation) await markInvitationAccepted(tx, invitation.id, context.clock.now());
    await insertLink(tx, user.id, providerId, claims.subject);
    return { kind: 'admitted', user };
  });
  forgetSessions(context);
  return admitted;
}

/** Role and departments follow the groups at each sign-in, where a line of the mapping fits; the last administrator stays one. */
async function followGroups({ id, name, email, role, departments, language }: User, wanted: { role: string; departments: readonly string[] } | null, countAdministrators: () => Promise<number>): Promise<User> {
  const user = { id, name, email, role, departments, language };
  if (!wanted) return user;
  if (role === 'administrator' && wanted.role !== 'administrator' && (await countAdministrators()) <= 1) return user;
  return { ...user, role: wanted.role, departments: [...wanted.departments] };
}

/** Cuts the link with the provider, e.g. because somebody got a new account there. @throws user.not_found */
export async function unlinkProvider(context: Context, userId: string): Promise<void> {
  if (!(await findUser(context.db, userId))) throw new Problem('user.not_found', 'This user does not exist or was removed.');
  await deleteLinks(context.db, userId);
  await deleteSessionsOf(context.db, userId);
  forgetSessions(context);
}
