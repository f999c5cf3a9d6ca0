import { MINUTE_MS } from '../../../kernel/clock.ts';
import { secretHash } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { checkAppCode, checkRecoveryCode, listFactors } from '../../second-factor/factors.actions.ts';
import { askForPasskey, checkPasskey } from '../../second-factor/passkeys.actions.ts';
import type { Confirmation, Proof } from '../../second-factor/second-factor.contract.ts';
import { admitConfirmation, admitSecondFactor, type Caller } from '../sign-in/pace.actions.ts';
import { forgetSessions } from '../sessions/session-memory.queries.ts';
import { type FoundSession, hasAnyPassword, hasPassword, markConfirmed, markSecondFactorShown } from '../sessions/sessions.queries.ts';
import { enter, type SignedIn } from '../sign-in/sign-in.actions.ts';
import { noteRefusedUser } from '../sign-in/sign-in-notes.actions.ts';
import { beginStep, changeStep, finishStep, readStep } from '../sign-in/sign-in-steps.actions.ts';
import { countStepFailure } from '../sign-in/sign-in-steps.queries.ts';
import type { FactorKind } from '../users.contract.ts';
import { findActiveUser } from '../users.queries.ts';

/** For so long after proving to be there, sensitive changes need no further proof. */
const FRESH_MS = 10 * MINUTE_MS;
const MAX_FAILURES_OF_STEP = 5;

/** Somebody whose password was right. */
interface Waiting {
  challenge?: string;
}

const isOver = () => new Problem('sign_in.step_over', 'This sign-in took too long or was finished already. Please begin again.');
const isWrong = () => new Problem('second_factor.wrong', 'This code is wrong or was used already. Enter the one shown now.');

/** The second half of a sign-in by password. @throws sign_in.step_over, second_factor.wrong, request.rate_limited */
export async function showSecondFactor(context: Context, step: string | null, proof: Proof, caller: Caller): Promise<SignedIn> {
  const waiting = step === null ? null : await readStep<Waiting>(context, 'second_factor', step);
  if (step === null || !waiting?.userId) throw isOver();
  const attempt = await admitSecondFactor(context, waiting.userId, caller.device);
  const failures = await countStepFailure(context.db, secretHash(step));
  if (failures === null || failures > MAX_FAILURES_OF_STEP) throw isOver();
  if (!(await checkProof(context, waiting.userId, proof, waiting.content.challenge))) {
    await noteRefusedUser(context, waiting.userId, 'password', 'second factor');
    throw isWrong();
  }
  // Whoever finishes it first has it; the same answer sent twice opens one session.
  if (!(await finishStep(context, 'second_factor', step))) throw isOver();
  const user = await findActiveUser(context.db, waiting.userId);
  if (!user) throw isOver();
  await attempt.succeed();
  const how = { method: 'password', withSecondFactor: true } as const;
  return { kind: 'opened', ...how, ...(await enter(context, user, how, caller)) };
}

/** What the browser is asked when a passkey is the second factor. @throws sign_in.step_over */
export async function askAtSecondStep(context: Context, step: string | null): Promise<{ challenge: string }> {
  const waiting = step === null ? null : await readStep<Waiting>(context, 'second_factor', step);
  if (step === null || !waiting?.userId) throw isOver();
  const options = await askForPasskey(context, waiting.userId);
  await changeStep(context, 'second_factor', step, { challenge: options.challenge } satisfies Waiting);
  return options;
}

/** A fresh proof within an open session. @throws user.password_wrong, second_factor.wrong, request.rate_limited */
export async function confirm(context: Context, session: FoundSession, confirmation: Confirmation, { device, step }: { device: string | null; step: string | null }): Promise<void> {
  const { user } = session;
  if ('password' in confirmation) {
    const attempt = await admitConfirmation(context, user.id);
    if (!(await hasPassword(context.db, user.id, confirmation.password))) throw new Problem('user.password_wrong', 'This password is wrong.');
    await attempt.succeed();
  } else {
    const attempt = await admitSecondFactor(context, user.id, device);
    const asked = 'passkey' in confirmation && step !== null ? await finishStep<Waiting>(context, 'passkey_confirmation', step) : null;
    if (!(await checkProof(context, user.id, confirmation, asked?.userId === user.id ? asked.content.challenge : undefined))) throw isWrong();
    await attempt.succeed();
  }
  await markConfirmed(context.db, session.id, context.clock.now());
}

export async function askForConfirmation(context: Context, { user }: FoundSession): Promise<{ options: { challenge: string }; step: string }> {
  const options = await askForPasskey(context, user.id);
  return { options, step: await beginStep(context, 'passkey_confirmation', { userId: user.id, content: { challenge: options.challenge } }) };
}

async function checkProof(context: Context, userId: string, proof: Proof, challenge: string | undefined): Promise<boolean> {
  if ('code' in proof) return checkAppCode(context, userId, proof.code);
  if ('recoveryCode' in proof) return checkRecoveryCode(context, userId, proof.recoveryCode);
  return challenge !== undefined && checkPasskey(context, userId, challenge, proof.passkey);
}

/** How somebody can prove to be there. */
export async function listProofs(context: Context, { user }: FoundSession): Promise<(FactorKind | 'password')[]> {
  const factors = await listFactors(context, user.id);
  return [...((await hasAnyPassword(context.db, user.id)) ? (['password'] as const) : []), ...factors];
}

/** Sensitive changes want somebody who is there now, not an open page at an empty desk. @throws session.confirmation_required */
export async function refuseStale(context: Context, session: FoundSession): Promise<void> {
  if (context.clock.now().getTime() - session.confirmedAt.getTime() < FRESH_MS) return;
  throw new Problem('session.confirmation_required', 'Please confirm that it is you.', { proofs: await listProofs(context, session), method: session.method });
}

/** The second factor was set up in this session, so it counts as shown. */
export async function settleSecondFactor(context: Context, session: FoundSession): Promise<void> {
  await markSecondFactorShown(context.db, session.id, context.clock.now());
  forgetSessions(context);
}
