import { DAY_MS } from '../../../kernel/clock.ts';
import { newSecret } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { canMail, queueMail } from '../../../platform/mail/mail-queue.ts';
import { confirmEmailMail, emailChangedMail } from '../mails.logic.ts';
import { forgetSessions } from '../sessions/session-memory.queries.ts';
import { noteSecurity } from '../sign-in/sign-in-notes.actions.ts';
import { beginStep, finishStep, forgetSteps, readStep } from '../sign-in/sign-in-steps.actions.ts';
import type { EmailLink } from '../users.contract.ts';
import { changeEmail, findActiveUser, findUserByEmail } from '../users.queries.ts';

const LINK_VALID_MS = DAY_MS;

interface WantedEmail {
  email: string;
}

/**
 * A link that proves that the new address can be read; the old one holds until then. It goes out by mail and is shown to nobody;
 * only where no mail can go out, an administrator gets it to hand over.
 * @throws user.not_found, user.email_taken, email_change.no_mail
 */
export async function beginEmailChange(context: Context, userId: string, email: string, asker: { mayManageUsers: boolean }): Promise<EmailLink> {
  const user = await findActiveUser(context.db, userId);
  if (!user) throw new Problem('user.not_found', 'This user does not exist or was removed.');
  const isMailed = canMail(context);
  if (!isMailed && !asker.mayManageUsers) throw new Problem('email_change.no_mail', 'Momente cannot send mails here. Ask an administrator to change your address.');
  const isTaken = (await findUserByEmail(context.db, email)) !== null;
  if (isTaken && asker.mayManageUsers) throw new Problem('user.email_taken', 'Somebody with this e-mail address is a user already.', { email });
  await forgetSteps(context, userId, 'email_change'); // a newer wish replaces an older one
  const token = newSecret('');
  await beginStep(context, 'email_change', { userId, content: { email } satisfies WantedEmail }, { token, validMs: LINK_VALID_MS });
  const link = `${context.settings.publicUrl}/confirm-email/${token}`;
  await noteSecurity(context, 'email.change_begun', userId);
  if (!isMailed) return { link, isMailed };
  // Others are not told whose addresses are known here: the answer is the same, and the mail does not go out.
  if (!isTaken) await queueMail(context, confirmEmailMail(user, email, link));
  return { link: null, isMailed };
}

/** @throws email_change.not_found */
export async function readEmailChange(context: Context, token: string): Promise<{ email: string }> {
  const step = await readStep<WantedEmail>(context, 'email_change', token);
  if (!step) throw isGone();
  return { email: step.content.email };
}

/** Whoever holds the link can read the new address. The old address is told. @throws email_change.not_found, user.email_taken */
export async function finishEmailChange(context: Context, token: string): Promise<void> {
  const step = await finishStep<WantedEmail>(context, 'email_change', token);
  const user = step?.userId ? await findActiveUser(context.db, step.userId) : null;
  if (!step || !user) throw isGone();
  const { email } = step.content;
  if (!(await changeEmail(context.db, user.id, email))) throw new Problem('user.email_taken', 'Somebody with this e-mail address is a user already.');
  forgetSessions(context);
  await noteSecurity(context, 'email.changed', user.id);
  if (canMail(context)) await queueMail(context, emailChangedMail(user, email));
}

const isGone = () => new Problem('email_change.not_found', 'This link is not valid any more. Ask for a new one.');
