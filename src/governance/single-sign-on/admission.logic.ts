import type { GroupRole } from './single-sign-on.contract.ts';

/** What a provider says about somebody, once its signature was checked. */
export interface Claims {
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  name: string | null;
  groups: readonly string[];
}

/** The user with the claimed e-mail address, if there is one. */
export interface Candidate {
  id: string;
  /** Linked with another account at this provider already. */
  isLinkedElsewhere: boolean;
}

export type Admission =
  | { kind: 'link'; userId: string }
  | { kind: 'create'; email: string; name: string; role: string; departments: readonly string[]; byInvitation: boolean }
  | { kind: 'refuse'; why: 'email_unverified' | 'domain' | 'linked_elsewhere' | 'not_invited' };

interface House {
  allowedDomains: readonly string[];
  defaultRole: string | null;
  groupRoles: readonly GroupRole[];
  user: Candidate | null;
  invitation: { role: string; departments: readonly string[] } | null;
}

/**
 * Whether somebody who came from the provider for the first time is let in, and as whom. Only an e-mail address the provider
 * has verified counts: with any other, whoever may write their own profile there could become anybody here.
 */
export function decideAdmission(claims: Claims, { allowedDomains, defaultRole, groupRoles, user, invitation }: House): Admission {
  const { email } = claims;
  if (email === null || !claims.isEmailVerified) return { kind: 'refuse', why: 'email_unverified' };
  if (allowedDomains.length > 0 && !allowedDomains.includes(email.slice(email.lastIndexOf('@') + 1))) return { kind: 'refuse', why: 'domain' };
  // An address that was given to somebody new at the provider must not open the old owner's account here.
  if (user?.isLinkedElsewhere) return { kind: 'refuse', why: 'linked_elsewhere' };
  if (user) return { kind: 'link', userId: user.id };
  const name = claims.name ?? email.split('@')[0] ?? email;
  const byGroup = roleOfGroups(claims.groups, groupRoles);
  if (invitation) return { kind: 'create', email, name, ...(byGroup ?? invitation), byInvitation: true };
  if (byGroup) return { kind: 'create', email, name, ...byGroup, byInvitation: false };
  if (defaultRole !== null) return { kind: 'create', email, name, role: defaultRole, departments: [], byInvitation: false };
  return { kind: 'refuse', why: 'not_invited' };
}

/** The first line of the mapping whose group somebody is in; null when none fits. */
export function roleOfGroups(groups: readonly string[], mapping: readonly GroupRole[]): { role: string; departments: readonly string[] } | null {
  const line = mapping.find(({ group }) => groups.includes(group));
  return line ? { role: line.role, departments: line.departments } : null;
}

/** Reads the claims of an ID token (and of userinfo beside it) without trusting their shape. */
export function readClaims(claims: Record<string, unknown>, groupsClaim: string | null): Claims {
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
  const groups = groupsClaim === null ? [] : [claims[groupsClaim]].flat().filter((group) => typeof group === 'string').slice(0, 1_000);
  return {
    subject: String(claims['sub']),
    email: text(claims['email'])?.toLowerCase() ?? null,
    isEmailVerified: claims['email_verified'] === true,
    name: text(claims['name'])?.replaceAll(/\p{Cc}/gu, '').slice(0, 120) ?? null,
    groups,
  };
}
