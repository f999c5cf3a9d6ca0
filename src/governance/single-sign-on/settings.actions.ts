import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { refuseUnknownRole } from '../roles/roles.actions.ts';
import type { SingleSignOn, SingleSignOnInput } from './single-sign-on.contract.ts';
import { deleteSingleSignOn, findSingleSignOn, saveSingleSignOn, type StoredSingleSignOn } from './single-sign-on.queries.ts';

const SEALED_FOR = 'single_sign_on client_secret';

/** The provider as it is needed to talk to it. */
export type Provider = Omit<StoredSingleSignOn, 'sealedClientSecret'> & { clientSecret: string };

export const redirectAddressOf = ({ settings }: Pick<Context, 'settings'>): string => `${settings.publicUrl}/api/single-sign-on/callback`;

export async function isSingleSignOnOnly({ db }: Pick<Context, 'db'>): Promise<boolean> {
  return (await findSingleSignOn(db))?.onlySince != null;
}

export async function readSingleSignOn(context: Context): Promise<SingleSignOn | null> {
  const stored = await findSingleSignOn(context.db);
  if (!stored) return null;
  const { issuer, clientId, label, allowedDomains, defaultRole, groupsClaim, groupRoles, onlySince } = stored;
  return { issuer, clientId, label, allowedDomains, defaultRole, groupsClaim, groupRoles, onlySince: onlySince?.toISOString() ?? null, redirectAddress: redirectAddressOf(context) };
}

export async function findProvider({ db, vault }: Context): Promise<Provider | null> {
  const stored = await findSingleSignOn(db);
  return stored && { ...stored, clientSecret: vault.unseal(stored.sealedClientSecret, SEALED_FOR) };
}

/** @throws single_sign_on.invalid, request.invalid */
export async function changeSingleSignOn(context: Context, { clientSecret, isOnlyWay, ...input }: SingleSignOnInput): Promise<SingleSignOn> {
  const { db, clock, vault } = context;
  refusePlainAddress(context, input.issuer);
  for (const [place, role] of [input.defaultRole, ...input.groupRoles.map((one) => one.role)].entries()) {
    if (role !== null) await refuseUnknownRole(db, role, place === 0 ? 'body.defaultRole' : `body.groupRoles[${place - 1}].role`);
  }
  const before = await findSingleSignOn(db);
  // A secret is for the provider it was made by: it is not sent to another one, whoever changes the address.
  if (clientSecret === undefined && before?.issuer !== input.issuer) throw new Problem('request.invalid', 'The client secret is missing.', {}, [{ at: 'body.clientSecret', reason: 'is missing' }]);
  const sealedClientSecret = clientSecret === undefined ? (before?.sealedClientSecret ?? '') : vault.seal(clientSecret, SEALED_FOR);
  const at = clock.now();
  await saveSingleSignOn(db, { ...input, sealedClientSecret, onlySince: isOnlyWay ? (before?.onlySince ?? at) : null, changedAt: at });
  return { ...input, onlySince: isOnlyWay ? (before?.onlySince ?? at).toISOString() : null, redirectAddress: redirectAddressOf(context) };
}

export async function removeSingleSignOn({ db }: Context): Promise<void> {
  await deleteSingleSignOn(db);
}

/** The secret and every token travel to this address; without encryption only on the own machine. */
function refusePlainAddress({ settings }: Context, issuer: string): void {
  const { protocol, hostname, search, hash, username } = new URL(issuer);
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (search !== '' || hash !== '' || username !== '') throw new Problem('single_sign_on.invalid', 'The address of the provider holds more than an address.', { kind: 'address' });
  if (protocol === 'https:' || isLoopback || settings.allowsInternalAddresses === true) return;
  throw new Problem('single_sign_on.invalid', 'The address of the provider must begin with https://.', { kind: 'plain' });
}
