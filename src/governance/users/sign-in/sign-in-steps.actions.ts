import { MINUTE_MS } from '../../../kernel/clock.ts';
import { newSecret, secretHash } from '../../../kernel/ids.ts';
import type { Context } from '../../../platform/context.ts';
import { deleteStepsOf, findStep, insertStep, replaceStepContent, type StepPurpose, type StoredStep, takeStep } from './sign-in-steps.queries.ts';

const STEP_VALID_MS = 10 * MINUTE_MS;

/** Something begun that can be finished once, within ten minutes unless said otherwise. */
export interface Step<Content> {
  userId: string | null;
  content: Content;
}

/** @returns the secret with which it can be finished; kept nowhere in clear */
export async function beginStep(context: Context, purpose: StepPurpose, { userId, content }: Step<object>, options: { token?: string; validMs?: number } = {}): Promise<string> {
  const token = options.token ?? newSecret('');
  const createdAt = context.clock.now();
  const expiresAt = new Date(createdAt.getTime() + (options.validMs ?? STEP_VALID_MS));
  await insertStep(context.db, secretHash(token), purpose, { userId, sealed: seal(context, purpose, token, content), createdAt, expiresAt });
  return token;
}

/** Looks without finishing; null when there is none, it has run out or was finished. */
export async function readStep<Content>(context: Context, purpose: StepPurpose, token: string): Promise<Step<Content> | null> {
  return open<Content>(context, purpose, token, await findStep(context.db, secretHash(token), purpose, context.clock.now()));
}

/** Finishes it: nobody gets it a second time. */
export async function finishStep<Content>(context: Context, purpose: StepPurpose, token: string): Promise<Step<Content> | null> {
  return open<Content>(context, purpose, token, await takeStep(context.db, secretHash(token), purpose, context.clock.now()));
}

export async function changeStep(context: Context, purpose: StepPurpose, token: string, content: object): Promise<void> {
  await replaceStepContent(context.db, secretHash(token), seal(context, purpose, token, content));
}

export async function forgetSteps({ db }: Context, userId: string, purpose: StepPurpose): Promise<void> {
  await deleteStepsOf(db, userId, purpose);
}

const seal = ({ vault }: Context, purpose: StepPurpose, token: string, content: object) => vault.seal(JSON.stringify(content), `sign_in_steps ${purpose} ${secretHash(token)}`);

function open<Content>({ vault }: Context, purpose: StepPurpose, token: string, stored: StoredStep | null): Step<Content> | null {
  if (!stored) return null;
  const content = JSON.parse(vault.unseal(stored.sealed, `sign_in_steps ${purpose} ${secretHash(token)}`)) as Content; // what beginStep has sealed for the same purpose
  return { userId: stored.userId, content };
}
