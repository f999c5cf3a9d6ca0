import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { finishPasskeySignIn } from '../../second-factor/passkeys.actions.ts';
import type { Caller } from './pace.actions.ts';
import { enter, isKeptOut, type SignedIn } from './sign-in.actions.ts';
import { noteRefusedUser } from './sign-in-notes.actions.ts';
import { findActiveUser } from '../users.queries.ts';

/** A passkey with finger, face or PIN is two factors in one. @throws session.wrong_credentials */
export async function signInByPasskey(context: Context, step: string | null, response: unknown, caller: Caller): Promise<SignedIn> {
  const userId = await finishPasskeySignIn(context, step, response);
  const user = userId === null ? null : await findActiveUser(context.db, userId);
  if (!user || (await isKeptOut(context, user))) {
    await noteRefusedUser(context, userId, 'passkey');
    throw new Problem('session.wrong_credentials', 'This passkey does not open anything here.');
  }
  const how = { method: 'passkey', withSecondFactor: true } as const;
  return { kind: 'opened', ...how, ...(await enter(context, user, how, caller)) };
}
