import type { Context } from '../../../platform/context.ts';
import { noteInAudit } from '../../audit/audit.actions.ts';
import type { SessionMethod, User } from '../users.contract.ts';
import { findUserByEmail } from '../users.queries.ts';

/** For the audit log: who came in, and how. The session was not there yet when the request began, so the actor is named. */
export async function noteOpened(context: Context, { id, email, role }: User, how: { method: SessionMethod; withSecondFactor: boolean }): Promise<void> {
  await noteInAudit(context, { action: 'session.opened', subject: 'user', subjectId: id, after: { ...how }, actor: { kind: 'user', id, label: email, role } });
}

/**
 * For the audit log: somebody was refused. Only who it was about if that is one of us: what a stranger typed may be a password in the
 * wrong field. The same statements for known and unknown addresses.
 */
export async function noteRefused(context: Context, email: string, method: SessionMethod): Promise<void> {
  const user = await findUserByEmail(context.db, email);
  await noteRefusedUser(context, user?.id ?? null, method);
}

export async function noteRefusedUser(context: Context, userId: string | null, method: SessionMethod, why?: string): Promise<void> {
  await noteInAudit(context, { action: 'session.refused', subject: 'user', subjectId: userId, after: { method, ...(why === undefined ? {} : { why }) }, actor: { kind: 'visitor', id: null, label: '' } });
}

/** For the audit log: somebody changed how a sign-in is secured. */
export async function noteSecurity(context: Context, action: `second_factor.${string}` | `passkey.${string}` | `session.${string}` | `email.${string}` | `single_sign_on.${string}`, userId: string | null, after: Record<string, unknown> = {}): Promise<void> {
  await noteInAudit(context, { action, subject: 'user', subjectId: userId, after });
}
