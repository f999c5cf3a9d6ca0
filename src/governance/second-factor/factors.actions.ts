import { renderSVG } from 'uqr';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { FactorKind } from '../users/users.contract.ts';
import { appAddress, newSeed, stepOfCode } from './one-time-code.logic.ts';
import { hashRecoveryCode, newRecoveryCode, RECOVERY_CODES } from './recovery-code.logic.ts';
import type { AppSetup } from './second-factor.contract.ts';
import { countRecoveryCodes, deleteApp, deletePasskeysOf, deleteRecoveryCodes, findApp, listPasskeys, listRequiredRoles, markAppConfirmed, replaceRecoveryCodes, saveRequiredRoles, saveUnconfirmedApp, takeAppStep, takeRecoveryCode } from './second-factor.queries.ts';

/** What somebody has to show besides a password; empty when nothing was set up. */
export async function listFactors({ db }: Pick<Context, 'db'>, userId: string): Promise<FactorKind[]> {
  const [app, passkeys] = [await findApp(db, userId), await listPasskeys(db, userId, 1)];
  const own: FactorKind[] = [...(app?.confirmedAt ? ['app' as const] : []), ...(passkeys.length > 0 ? ['passkey' as const] : [])];
  return own.length > 0 && (await countRecoveryCodes(db, userId)) > 0 ? [...own, 'recovery_code'] : own;
}

export async function readFactors({ db }: Pick<Context, 'db'>, userId: string) {
  const app = await findApp(db, userId);
  const passkeys = await listPasskeys(db, userId, 50);
  return {
    appSince: app?.confirmedAt?.toISOString() ?? null,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null })),
    recoveryCodesLeft: await countRecoveryCodes(db, userId),
  };
}

/** A new seed for an authenticator app; it counts from the first right code on. @throws second_factor.exists */
export async function beginApp({ db, clock, vault }: Context, { id, email }: { id: string; email: string }): Promise<AppSetup> {
  const seed = newSeed();
  if (!(await saveUnconfirmedApp(db, id, vault.seal(seed, sealedFor(id)), clock.now()))) throw new Problem('second_factor.exists', 'An authenticator app is set up already. Remove it before setting up another one.');
  const address = appAddress(seed, email);
  return { secret: seed.replaceAll(/(.{4})(?=.)/g, '$1 '), address, qrSvg: renderSVG(address, { border: 2 }) };
}

/** The app has shown that it has the seed. @returns recovery codes when these are the first. @throws second_factor.wrong */
export async function confirmApp(context: Context, userId: string, code: string): Promise<string[]> {
  const app = await findApp(context.db, userId);
  if (!app || app.confirmedAt || !(await takeCode(context, userId, app.sealedSeed, code))) throw new Problem('second_factor.wrong', 'This code is wrong or has run out. Enter the one the app shows now.');
  return context.db.transaction().execute(async (tx) => {
    await markAppConfirmed(tx, userId, context.clock.now());
    return ensureRecoveryCodes(context, tx, userId);
  });
}

/** A code of the app, each one once. */
export async function checkAppCode(context: Context, userId: string, code: string): Promise<boolean> {
  const app = await findApp(context.db, userId);
  return app?.confirmedAt != null && takeCode(context, userId, app.sealedSeed, code);
}

async function takeCode({ db, clock, vault }: Context, userId: string, sealedSeed: string, code: string): Promise<boolean> {
  const step = stepOfCode(vault.unseal(sealedSeed, sealedFor(userId)), code, clock.now());
  return step !== null && takeAppStep(db, userId, step);
}

export async function checkRecoveryCode({ db, clock, vault }: Context, userId: string, code: string): Promise<boolean> {
  return takeRecoveryCode(db, userId, hashRecoveryCode(vault.deriveKey('recovery codes'), userId, code), clock.now());
}

/** New codes in place of all old ones. @throws second_factor.none */
export async function renewRecoveryCodes(context: Context, userId: string): Promise<string[]> {
  if ((await listFactors(context, userId)).length === 0) throw new Problem('second_factor.none', 'There is no second factor that these codes could stand in for.');
  return context.db.transaction().execute((tx) => makeRecoveryCodes(context, tx, userId));
}

/** With the first factor come recovery codes; later ones do not change them. */
export async function ensureRecoveryCodes(context: Context, tx: Db, userId: string): Promise<string[]> {
  return (await countRecoveryCodes(tx, userId)) > 0 ? [] : makeRecoveryCodes(context, tx, userId);
}

async function makeRecoveryCodes({ clock, vault }: Context, tx: Db, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const key = vault.deriveKey('recovery codes');
  await replaceRecoveryCodes(tx, userId, codes.map((code) => hashRecoveryCode(key, userId, code)), clock.now());
  return codes;
}

export async function removeApp({ db }: Context, userId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await deleteApp(tx, userId);
    await forgetCodesWithoutFactor(tx, userId);
  });
}

/** Recovery codes stand in for a factor; without one they open nothing and are thrown away. */
export async function forgetCodesWithoutFactor(tx: Db, userId: string): Promise<void> {
  const app = await findApp(tx, userId);
  if (!app?.confirmedAt && (await listPasskeys(tx, userId, 1)).length === 0) await deleteRecoveryCodes(tx, userId);
}

/** For somebody who lost phone and codes. */
export async function resetFactors({ db }: Context, userId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await deleteApp(tx, userId);
    await deletePasskeysOf(tx, userId);
    await deleteRecoveryCodes(tx, userId);
  });
}

export async function isFactorRequired({ db }: Pick<Context, 'db'>, role: string): Promise<boolean> {
  return (await listRequiredRoles(db)).includes(role);
}

export async function readRequiredRoles({ db }: Context): Promise<string[]> {
  return listRequiredRoles(db);
}

export async function changeRequiredRoles({ db, clock }: Context, roles: readonly string[]): Promise<void> {
  await saveRequiredRoles(db, [...new Set(roles)].toSorted(), clock.now());
}

const sealedFor = (userId: string) => `second_factors ${userId}`;
