import { type AuthenticationResponseJSON, generateAuthenticationOptions, generateRegistrationOptions, type RegistrationResponseJSON, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { beginStep, finishStep } from '../users/sign-in/sign-in-steps.actions.ts';
import { ensureRecoveryCodes, forgetCodesWithoutFactor } from './factors.actions.ts';
import { deletePasskey, findPasskey, insertPasskey, listPasskeys, markPasskeyUsed, type StoredPasskey } from './second-factor.queries.ts';

const MAX_PASSKEYS = 20;
const isTransport = (text: string) => ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'].includes(text);

interface Challenge {
  challenge: string;
}

/** A question to the browser and the secret of the step that its answer finishes. */
export interface Question {
  options: Challenge;
  step: string;
}

/** @throws passkey.too_many */
export async function beginRegistration(context: Context, { id, name, email }: { id: string; name: string; email: string }): Promise<Question> {
  const passkeys = await listPasskeys(context.db, id, MAX_PASSKEYS);
  if (passkeys.length >= MAX_PASSKEYS) throw new Problem('passkey.too_many', `Nobody needs more than ${MAX_PASSKEYS} passkeys. Remove one first.`);
  const options = await generateRegistrationOptions({
    rpName: 'Momente', rpID: hostOf(context), userID: new Uint8Array(Buffer.from(id)), userName: email, userDisplayName: name, attestationType: 'none',
    excludeCredentials: passkeys.map(asCredential),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
  return { options, step: await beginStep(context, 'passkey_registration', { userId: id, content: { challenge: options.challenge } }) };
}

/** @returns recovery codes when this is the first second factor. @throws passkey.refused */
export async function finishRegistration(context: Context, userId: string, step: string | null, { name, response }: { name: string; response: unknown }): Promise<string[]> {
  const begun = step === null ? null : await finishStep<Challenge>(context, 'passkey_registration', step);
  if (!begun || begun.userId !== userId) throw refused();
  const info = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON, // the library checks its insides
    expectedChallenge: begun.content.challenge, expectedOrigin: originOf(context), expectedRPID: hostOf(context), requireUserVerification: false,
  }).then(({ registrationInfo }) => registrationInfo, () => undefined);
  if (!info) throw refused();
  const { id: credentialId, publicKey, counter, transports = [] } = info.credential;
  return context.db.transaction().execute(async (tx) => {
    const at = context.clock.now();
    if (!(await insertPasskey(tx, { id: newId(at.getTime()), userId, credentialId, publicKey: Buffer.from(publicKey), counter, transports: transports.filter(isTransport), name, createdAt: at }))) throw refused();
    return ensureRecoveryCodes(context, tx, userId);
  });
}

/** Asks for any passkey of this address: the browser shows whose it has. The same question for everybody. */
export async function beginPasskeySignIn(context: Context): Promise<Question> {
  const options = await generateAuthenticationOptions({ rpID: hostOf(context), userVerification: 'required' });
  return { options, step: await beginStep(context, 'passkey_sign_in', { userId: null, content: { challenge: options.challenge } }) };
}

/** @returns whose passkey it is; null when it is nobody's, forged or too late */
export async function finishPasskeySignIn(context: Context, step: string | null, response: unknown): Promise<string | null> {
  const begun = step === null ? null : await finishStep<Challenge>(context, 'passkey_sign_in', step);
  if (!begun) return null;
  // Alone it stands for password and second factor, so the device must have asked for finger, face or PIN.
  return (await verify(context, begun.content.challenge, response, true))?.userId ?? null;
}

/** Asks for one of somebody's own passkeys. */
export async function askForPasskey(context: Context, userId: string): Promise<Challenge> {
  const passkeys = await listPasskeys(context.db, userId, MAX_PASSKEYS);
  return generateAuthenticationOptions({ rpID: hostOf(context), allowCredentials: passkeys.map(asCredential), userVerification: 'preferred' });
}

export async function checkPasskey(context: Context, userId: string, challenge: string, response: unknown): Promise<boolean> {
  return (await verify(context, challenge, response, false))?.userId === userId;
}

async function verify(context: Context, challenge: string, given: unknown, requireUserVerification: boolean): Promise<StoredPasskey | null> {
  const response = given as AuthenticationResponseJSON; // its shape was checked by the route, its insides are checked below
  const passkey = await findPasskey(context.db, response.id);
  if (!passkey) return null;
  const info = await verifyAuthenticationResponse({
    response, expectedChallenge: challenge, expectedOrigin: originOf(context), expectedRPID: hostOf(context), requireUserVerification,
    credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
  }).then(({ verified, authenticationInfo }) => (verified ? authenticationInfo : null), () => null);
  if (!info) return null;
  await markPasskeyUsed(context.db, passkey.id, info.newCounter, context.clock.now());
  return passkey;
}

/** @throws passkey.not_found */
export async function removePasskey({ db }: Context, userId: string, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await deletePasskey(tx, userId, id))) throw new Problem('passkey.not_found', 'You have no passkey like this.');
    await forgetCodesWithoutFactor(tx, userId);
  });
}

const asCredential = ({ credentialId, transports }: StoredPasskey) => ({ id: credentialId, transports });
const hostOf = ({ settings }: Context) => new URL(settings.publicUrl).hostname;
const originOf = ({ settings }: Context) => new URL(settings.publicUrl).origin;
const refused = () => new Problem('passkey.refused', 'This passkey could not be checked. Please try again.');
