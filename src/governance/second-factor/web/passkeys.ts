import { browserSupportsWebAuthn, startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import { api } from '../../../ui/api.ts';

type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];

export const canUsePasskeys = (): boolean => browserSupportsWebAuthn();

/** Lets the browser answer a question of the server with a passkey. */
export async function askPasskey(questionPath: string) {
  return startAuthentication({ optionsJSON: await api.post<AuthenticationOptions>(questionPath, { expect401: true }) });
}

/** Lets the browser make a passkey. */
export async function makePasskey(questionPath: string) {
  return startRegistration({ optionsJSON: await api.post<RegistrationOptions>(questionPath) });
}

/** Closing the browser's own dialog is a decision, not a failure. */
export function wasCancelled(error: unknown): boolean {
  return (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) || (error instanceof WebAuthnError && error.code === 'ERROR_CEREMONY_ABORTED');
}
