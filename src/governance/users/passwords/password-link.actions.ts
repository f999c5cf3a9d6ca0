import { HOUR_MS } from '../../../kernel/clock.ts';
import { secretHash } from '../../../kernel/ids.ts';
import type { Context } from '../../../platform/context.ts';
import { canMail, queueMail } from '../../../platform/mail/mail-queue.ts';
import { issueOwnPasswordLink } from '../accounts/invitations.actions.ts';
import { newPasswordMail } from '../mails.logic.ts';
import { admitMailRequest } from '../sign-in/pace.actions.ts';
import { isKeptOut } from '../sign-in/sign-in.actions.ts';
import { findActiveUserByEmail } from '../users.queries.ts';

export const PASSWORD_LINK_JOB = 'users.password_link';
const STALE_AFTER_MS = HOUR_MS;

/** Somebody forgot the password. The answer is the same whether anybody has this address. @throws request.rate_limited */
export async function askForPasswordLink(context: Context, email: string, address: string): Promise<void> {
  await admitMailRequest(context, address, email);
  if (!canMail(context)) return;
  await context.jobs.enqueue(PASSWORD_LINK_JOB, { sealed: context.vault.seal(JSON.stringify({ email, askedAt: context.clock.now().getTime() }), PASSWORD_LINK_JOB) }, { key: secretHash(email) });
}

export async function sendPasswordLink(context: Context, sealed: string): Promise<void> {
  const { email, askedAt } = JSON.parse(context.vault.unseal(sealed, PASSWORD_LINK_JOB)) as { email: string; askedAt: number }; // sealed above
  if (context.clock.now().getTime() - askedAt > STALE_AFTER_MS) return; // the queue stood still: nobody waits for it any more
  const user = await findActiveUserByEmail(context.db, email);
  if (!user || (await isKeptOut(context, user))) return;
  await queueMail(context, newPasswordMail(user, await issueOwnPasswordLink(context, user.id)));
}
