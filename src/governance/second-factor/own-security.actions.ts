import type { Context } from '../../platform/context.ts';
import { refuseUnknownRole } from '../roles/roles.actions.ts';
import { hasPasswordOrLink, type KnownSession } from '../users/sign-in/manage-sign-in.actions.ts';
import { admitSecondFactor } from '../users/sign-in/pace.actions.ts';
import { endSessionsOf } from '../users/sessions/session-list.actions.ts';
import { noteSecurity } from '../users/sign-in/sign-in-notes.actions.ts';
import { changeRequiredRoles, confirmApp, isFactorRequired, readFactors, removeApp, renewRecoveryCodes, resetFactors } from './factors.actions.ts';
import { finishRegistration, removePasskey } from './passkeys.actions.ts';
import type { Security } from './second-factor.contract.ts';

/** How somebody's own sign-in is secured. */
export async function readSecurity(context: Context, { user }: KnownSession): Promise<Security> {
  return { ...(await readFactors(context, user.id)), ...(await hasPasswordOrLink(context, user.id)), isRequired: await isFactorRequired(context, user.role) };
}

/** @throws second_factor.wrong, request.rate_limited */
export async function confirmOwnApp(context: Context, { user }: KnownSession, code: string): Promise<string[]> {
  const attempt = await admitSecondFactor(context, user.id, null);
  const codes = await confirmApp(context, user.id, code);
  await attempt.succeed();
  await noteSecurity(context, 'second_factor.app_added', user.id);
  return codes;
}

export async function removeOwnApp(context: Context, { user }: KnownSession): Promise<void> {
  await removeApp(context, user.id);
  await noteSecurity(context, 'second_factor.app_removed', user.id);
}

/** @throws second_factor.none */
export async function renewOwnRecoveryCodes(context: Context, { user }: KnownSession): Promise<string[]> {
  const codes = await renewRecoveryCodes(context, user.id);
  await noteSecurity(context, 'second_factor.recovery_codes_renewed', user.id);
  return codes;
}

/** @throws passkey.refused */
export async function addPasskey(context: Context, { user }: KnownSession, step: string | null, made: { name: string; response: unknown }): Promise<string[]> {
  const codes = await finishRegistration(context, user.id, step, made);
  await noteSecurity(context, 'passkey.added', user.id, { name: made.name });
  return codes;
}

/** @throws passkey.not_found */
export async function removeOwnPasskey(context: Context, { user }: KnownSession, id: string): Promise<void> {
  await removePasskey(context, user.id, id);
  await noteSecurity(context, 'passkey.removed', user.id);
}

/** For somebody who lost phone and codes; the sessions end, because whoever has the phone may have one. @throws user.not_found */
export async function resetUser(context: Context, userId: string): Promise<void> {
  await endSessionsOf(context, userId);
  await resetFactors(context, userId);
  await noteSecurity(context, 'second_factor.reset', userId);
}

/** @throws request.invalid for roles that do not exist */
export async function changeSettings(context: Context, roles: readonly string[]): Promise<string[]> {
  for (const [place, role] of roles.entries()) await refuseUnknownRole(context.db, role, `body.secondFactorRoles[${place}]`);
  await changeRequiredRoles(context, roles);
  return [...new Set(roles)].toSorted();
}
