import { timingSafeEqual } from 'node:crypto';
import { authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, type Configuration, fetchUserInfo, randomNonce, randomPKCECodeVerifier } from 'openid-client';
import { newSecret, secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { admitFromProvider } from '../users/accounts/linked-accounts.actions.ts';
import type { Caller } from '../users/sign-in/pace.actions.ts';
import { enter } from '../users/sign-in/sign-in.actions.ts';
import { noteRefusedUser } from '../users/sign-in/sign-in-notes.actions.ts';
import { beginStep, finishStep } from '../users/sign-in/sign-in-steps.actions.ts';
import type { UserLanguage } from '../users/users.contract.ts';
import { readClaims } from './admission.logic.ts';
import { discoverProvider, reasonOf } from './provider.actions.ts';
import { findProvider, redirectAddressOf } from './settings.actions.ts';
import { ownPathOf } from './way-back.logic.ts';

interface Journey {
  /** SHA-256 of the cookie of the browser that set out: only that one may come back. */
  browser: string;
  nonce: string;
  codeVerifier: string;
  issuer: string;
  wayBack: string;
}

/** Where to send the browser, and the cookie by which it is known when it comes back. @throws single_sign_on.not_found, single_sign_on.unreachable */
export async function setOut(context: Context, wanted: string | undefined): Promise<{ address: string; browser: string }> {
  const provider = await findProvider(context);
  if (!provider) throw new Problem('single_sign_on.not_found', 'Single sign-on is not set up here.');
  const configuration = await discoverProvider(context, provider);
  const [browser, nonce, codeVerifier] = [newSecret(''), randomNonce(), randomPKCECodeVerifier()];
  const journey: Journey = { browser: secretHash(browser), nonce, codeVerifier, issuer: provider.issuer, wayBack: ownPathOf(wanted, context.settings.publicUrl) };
  const state = await beginStep(context, 'single_sign_on', { userId: null, content: journey });
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectAddressOf(context), scope: 'openid email profile', state, nonce,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier), code_challenge_method: 'S256',
  });
  return { address: address.href, browser };
}

export type CameBack =
  | { kind: 'in'; wayBack: string; setCookies: string[] }
  /** not_admitted covers every reason that lies with the person: who asks is told nothing about accounts here. */
  | { kind: 'out'; why: 'over' | 'cancelled' | 'failed' | 'not_admitted' };

/** The browser is back from the provider. Whatever was wrong, nobody is signed in and the journey is over. */
export async function comeBack(context: Context, query: Record<string, string>, browser: string | null, caller: Caller & { language: UserLanguage }): Promise<CameBack> {
  const state = query['state'] ?? '';
  const journey = state === '' || state.length > 100 ? null : (await finishStep<Journey>(context, 'single_sign_on', state))?.content;
  const provider = await findProvider(context);
  if (!journey || !provider || browser === null || !isSame(journey.browser, secretHash(browser)) || journey.issuer !== provider.issuer) return refuse(context, 'over', 'state');
  if (query['error'] !== undefined) return refuse(context, 'cancelled', 'provider');
  const configuration = await discoverProvider(context, provider).catch(() => null);
  if (!configuration) return refuse(context, 'failed', 'unreachable');
  const claims = await askProvider(context, configuration, query, journey);
  if (!claims) return refuse(context, 'failed', 'token');
  const admitted = await admitFromProvider(context, readClaims(claims, provider.groupsClaim), { ...provider, language: caller.language });
  if (admitted.kind === 'refused') return refuse(context, 'not_admitted', admitted.why, admitted.userId);
  const opened = await enter(context, admitted.user, { method: 'single_sign_on', withSecondFactor: false }, caller);
  return { kind: 'in', wayBack: journey.wayBack, setCookies: opened.setCookies };
}

/** Exchanges the code; issuer, audience, expiry, nonce, PKCE and signature are checked by the library. @returns null when anything is wrong */
async function askProvider(context: Context, configuration: Configuration, query: Record<string, string>, { nonce, codeVerifier }: Journey): Promise<Record<string, unknown> | null> {
  const address = new URL(redirectAddressOf(context)); // ours, never the one of the request
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  try {
    const tokens = await authorizationCodeGrant(configuration, address, { pkceCodeVerifier: codeVerifier, expectedState: query['state'] ?? '', expectedNonce: nonce, idTokenExpected: true });
    const claims = tokens.claims();
    if (!claims) return null;
    if (claims['email'] !== undefined || !configuration.serverMetadata().userinfo_endpoint) return claims;
    // Many providers put e-mail and groups behind userinfo; its subject must be that of the signed token.
    return { ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
  } catch (error) {
    context.log.warn({ reason: reasonOf(error) }, 'a sign-in through the provider was refused');
    return null;
  }
}

async function refuse(context: Context, why: Extract<CameBack, { kind: 'out' }>['why'], inside: string, userId: string | null = null): Promise<CameBack> {
  await noteRefusedUser(context, userId, 'single_sign_on', inside);
  return { kind: 'out', why };
}

const isSame = (one: string, other: string) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
