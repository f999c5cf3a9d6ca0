import { DAY_MS, HOUR_MS } from '../../../kernel/clock.ts';
import { newId, newSecret, secretHash } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { canMail, queueMail } from '../../../platform/mail/mail-queue.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { refuseBeyondOwn } from '../../roles/own-roles.actions.ts';
import { nameOfOwnRole, refuseUnknownRole } from '../../roles/roles.actions.ts';
import { deleteInvitationsEndedBefore, findInvitation, findInvitationForUpdate, type ListedInvitation, listOpenInvitations, markInvitationAccepted, markInvitationRevoked, replaceInvitation, type StoredInvitation } from './invitations.queries.ts';
import { invitationMail, newPasswordMail } from '../mails.logic.ts';
import { forgetSessions } from '../sessions/session-memory.queries.ts';
import type { Caller } from '../sign-in/pace.actions.ts';
import { deleteSessionsOf, savePassword } from '../sessions/sessions.queries.ts';
import { enterByPassword, isKeptOut, refuseWeakPassword, type SignedIn } from '../sign-in/sign-in.actions.ts';
import type { Acceptance, Invitation, InvitationInput, IssuedInvitation, User, UserLanguage } from '../users.contract.ts';
import { countAdministrators, findActiveUser, findUser, findUserByEmail, insertUser, lockUsers, updateUser } from '../users.queries.ts';

const INVITATION_VALID_MS = 7 * DAY_MS;
/** Asked for by whoever waits for it. */
const OWN_LINK_VALID_MS = HOUR_MS;
/** So long an ended link can still be told from one that never was. */
const ENDED_KEPT_MS = 30 * DAY_MS;
const MAX_LISTED = 500;

type Inviter = Pick<Actor, 'kind' | 'id' | 'can' | 'departments'>;

/** Invites somebody new. The link is in the answer, goes out by mail where mails can go out, and is kept nowhere. @throws user.email_taken, request.invalid */
export async function invite(context: Context, inviter: Inviter, { email, role, departments }: InvitationInput): Promise<IssuedInvitation> {
  await refuseUnknownRole(context.db, role);
  await refuseBeyondOwn(context, inviter, role, departments);
  if (await findUserByEmail(context.db, email)) throw new Problem('user.email_taken', 'Somebody with this e-mail address is a user already. To let them choose a new password, give them a new link from the list of users.', { email });
  const issued = await issueLink(context, inviter, { email, role, departments, userId: null });
  if (issued.isMailed) await queueMail(context, invitationMail(email, await languageOf(context, inviter), { link: issued.link, inviter: issued.invitedBy }));
  return issued;
}

/** A link with which an existing user chooses a new password; the old one works until then. @throws user.not_found */
export async function issuePasswordLink(context: Context, inviter: Inviter, userId: string): Promise<IssuedInvitation> {
  const user = await findActiveUser(context.db, userId);
  if (!user) throw new Problem('user.not_found', 'This user does not exist or was removed.');
  await refuseBeyondOwn(context, inviter, user.role, user.departments);
  const issued = await issueLink(context, inviter, { email: user.email, role: user.role, departments: user.departments, userId });
  if (issued.isMailed) await queueMail(context, newPasswordMail(user, issued.link));
  return issued;
}

/** A link that somebody asked for who forgot the password; it is mailed and shown to nobody. @throws user.not_found */
export async function issueOwnPasswordLink(context: Context, userId: string): Promise<string> {
  const user = await findActiveUser(context.db, userId);
  if (!user) throw new Problem('user.not_found', 'This user does not exist or was removed.');
  return (await issueLink(context, null, { email: user.email, role: user.role, departments: user.departments, userId }, OWN_LINK_VALID_MS)).link;
}

async function languageOf({ db, settings }: Context, inviter: Inviter): Promise<UserLanguage> {
  const user = inviter.kind === 'user' ? await findUser(db, inviter.id) : null;
  return user?.language ?? (['DE', 'AT', 'CH', 'LI'].includes(settings.defaultCountry) ? 'de' : 'en');
}

/** The link of the first administrator, in place of an unused one of an earlier start. */
export async function issueFirstLink(context: Context): Promise<string> {
  const token = newSecret('');
  const createdAt = context.clock.now();
  await context.db.transaction().execute((tx) => replaceInvitation(tx, {
    id: newId(), tokenHash: secretHash(token), email: null, role: 'administrator', departments: [], userId: null, invitedBy: null,
    createdAt, expiresAt: new Date(createdAt.getTime() + INVITATION_VALID_MS),
  }));
  return linkOf(context, token);
}

async function issueLink(context: Context, inviter: Inviter | null, wanted: Pick<StoredInvitation, 'role' | 'departments' | 'userId'> & { email: string }, validMs = INVITATION_VALID_MS): Promise<IssuedInvitation> {
  const token = newSecret('');
  const createdAt = context.clock.now();
  const invitation = { id: newId(), ...wanted, createdAt, expiresAt: new Date(createdAt.getTime() + validMs) };
  const invitedBy = inviter?.kind === 'user' ? inviter.id : null;
  await context.db.transaction().execute(async (tx) => {
    await deleteInvitationsEndedBefore(tx, new Date(createdAt.getTime() - ENDED_KEPT_MS));
    await replaceInvitation(tx, { ...invitation, tokenHash: secretHash(token), invitedBy });
  });
  const inviterName = invitedBy === null ? null : ((await findUser(context.db, invitedBy))?.name ?? null);
  return { ...present({ ...invitation, invitedBy: inviterName, acceptedAt: null, revokedAt: null }), link: linkOf(context, token), isMailed: canMail(context) };
}

const linkOf = (context: Context, token: string) => `${context.settings.publicUrl}/welcome/${token}`;

export async function listInvitations({ db, clock }: Context): Promise<Invitation[]> {
  return (await listOpenInvitations(db, clock.now(), MAX_LISTED)).map(present);
}

function present({ id, email, role, departments, userId, invitedBy, createdAt, expiresAt }: ListedInvitation): Invitation {
  return { id, email, role, departments, invitedBy, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), newPasswordOnly: userId !== null };
}

/** @throws invitation.not_found */
export async function revokeInvitation({ db, clock }: Context, id: string): Promise<void> {
  if (!(await markInvitationRevoked(db, id, clock.now()))) throw new Problem('invitation.not_found', 'There is no open invitation like this.');
}

/** What a link is good for. @throws invitation.not_found, invitation.used, invitation.expired */
export async function readInvitation(context: Context, token: string) {
  const { db, clock } = context;
  const invitation = refuseEnded(await findInvitation(db, secretHash(token)), clock.now());
  const user = invitation.userId === null ? null : await findUser(db, invitation.userId);
  return { email: invitation.email, name: user?.name ?? null, role: invitation.role, roleName: await nameOfOwnRole(context, invitation.role), firstAdministrator: invitation.email === null, expiresAt: invitation.expiresAt.toISOString() };
}

/**
 * Turns a link into a user (or gives an existing one a new password) and opens a session.
 * @throws invitation.not_found, invitation.used, invitation.expired, setup.already_done, user.email_taken, user.password_weak, sign_in.single_sign_on_only
 */
export async function acceptInvitation(context: Context, token: string, acceptance: Acceptance, caller: Caller & { language: UserLanguage }): Promise<SignedIn> {
  const at = context.clock.now();
  const user = await context.db.transaction().execute(async (tx) => {
    await lockUsers(tx);
    const invitation = refuseEnded(await findInvitationForUpdate(tx, secretHash(token)), at);
    if (await isKeptOut(context, invitation)) throw new Problem('sign_in.single_sign_on_only', 'Here people come in through the company’s own sign-in, not with a password.');
    const email = invitation.email ?? (await refuseSecondFirst(tx, acceptance.email));
    await refuseWeakPassword(acceptance.password, { name: acceptance.name, email });
    const settled = invitation.userId === null
      ? await createInvited(tx, { name: acceptance.name, email, role: invitation.role, departments: invitation.departments, language: acceptance.language ?? caller.language })
      : await renewInvited(tx, invitation.userId, acceptance.name);
    await savePassword(tx, settled.id, acceptance.password);
    await markInvitationAccepted(tx, invitation.id, at);
    return settled;
  });
  forgetSessions(context);
  // Whoever has a second factor shows it here too: a link alone, found in a mailbox, does not open the account.
  return enterByPassword(context, user, caller);
}

async function createInvited(tx: Db, wanted: Omit<User, 'id'>): Promise<User> {
  const created = await insertUser(tx, wanted);
  if (!created) throw new Problem('user.email_taken', 'Somebody with this e-mail address is a user already.');
  return created;
}

async function renewInvited(tx: Db, userId: string, name: string): Promise<User> {
  const before = await findActiveUser(tx, userId);
  if (!before) throw new Problem('invitation.not_found', 'This link is not valid. Ask for a new one.');
  const user = { ...before, name };
  await updateUser(tx, user);
  await deleteSessionsOf(tx, userId);
  return user;
}

/** The first link is worth nothing once somebody administers, e.g. set up from the environment in the meantime. */
async function refuseSecondFirst(tx: Db, email: string | undefined): Promise<string> {
  if ((await countAdministrators(tx)) > 0) throw new Problem('setup.already_done', 'This installation has an administrator already. Ask there for an invitation.');
  if (email === undefined) throw new Problem('request.invalid', 'The first administrator has to name an e-mail address.', {}, [{ at: 'body.email', reason: 'is missing' }]);
  return email;
}

function refuseEnded(invitation: StoredInvitation | null, at: Date): StoredInvitation {
  if (!invitation || invitation.revokedAt) throw new Problem('invitation.not_found', 'This link is not valid. Ask for a new one.');
  if (invitation.acceptedAt) throw new Problem('invitation.used', 'This link has been used already. Sign in with the password that was chosen then.');
  if (invitation.expiresAt <= at) throw new Problem('invitation.expired', 'This link has run out. Ask for a new one.');
  return invitation;
}
