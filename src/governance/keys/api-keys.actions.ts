import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { newId, newSecret, secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { ShortMemory } from '../../kernel/short-memory.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { actorOfKey, isRoleLimited, permissionsOfRole, refuseUnknownRole } from '../roles/roles.actions.ts';
import { narrow, restrictActor } from '../roles/actor.logic.ts';
import type { Permission } from '../roles/roles.contract.ts';
import { findApiKey, findApiKeyForUpdate, insertApiKey, listApiKeys, markApiKeyRevoked, markApiKeyUsed, replaceApiKeySecret, revokeEnvironmentApiKeys, saveEnvironmentApiKey, type StoredApiKey, updateApiKey } from './api-keys.queries.ts';
import type { ApiKey, ApiKeyChange, ApiKeyInput, IssuedApiKey, KeyListQuery } from './keys.contract.ts';
import { listEndOf, nextCursorOf } from './list-end.logic.ts';

/** A key revoked by another process works here for at most this long. */
const KEY_KEPT_MS = 5 * SECOND_MS;
const LONGEST_KEY = 512;
/** The key of the environment is the owner's own: bring in a million customers with it, or a whole bench. */
const ENVIRONMENT_REQUESTS_PER_MINUTE = 600_000;

const memories = new WeakMap<Db, ShortMemory<Actor>>();

function memoryOf({ db }: Context): ShortMemory<Actor> {
  const known = memories.get(db);
  if (known) return known;
  const memory = new ShortMemory<Actor>(KEY_KEPT_MS, 1_000);
  memories.set(db, memory);
  return memory;
}

/** The program behind a key. @throws key.invalid for one that is unknown or revoked */
export async function getKeyActor(context: Context, key: string): Promise<Actor> {
  const at = context.clock.now();
  const keyHash = key.length <= LONGEST_KEY ? secretHash(key) : '';
  const known = memoryOf(context).recall(keyHash, at.getTime());
  if (known) return known;
  const stored = keyHash === '' ? null : await findApiKey(context.db, keyHash, at);
  if (!stored) throw new Problem('key.invalid', 'This API key is not known, has ended or was revoked.');
  // To the minute is enough to see which keys are still in use, and spares a write for each request.
  if (!stored.lastUsedAt || at.getTime() - stored.lastUsedAt.getTime() >= MINUTE_MS) await markApiKeyUsed(context.db, stored.id, at);
  const whole = await actorOfKey(context, stored);
  const actor: Actor = Object.assign(stored.scopes === null ? whole : restrictActor(whole, permissionsOf(stored.scopes)), { requestsPerMinute: stored.requestsPerMinute, expiresAt: stored.expiresAt });
  memoryOf(context).remember(keyHash, actor, at.getTime());
  return actor;
}

/** The key itself is in the answer and nowhere else. @throws request.invalid, permission.denied for a key that may more than its maker */
export async function issueApiKey(context: Context, creator: Actor, { name, role, departments, scopes, expiresAt, requestsPerMinute }: ApiKeyInput): Promise<IssuedApiKey> {
  const { db, clock } = context;
  await refuseUnknownRole(db, role);
  await refuseMoreThanOwn(context, creator, { role, scopes, departments });
  const key = newSecret('mom_');
  const stored = { id: newId(), name, hint: hintOf(key), role, departments, scopes, expiresAt: laterThan(clock.now(), expiresAt), requestsPerMinute, createdAt: clock.now() };
  await insertApiKey(db, { ...stored, keyHash: secretHash(key), createdBy: creator.kind === 'user' ? creator.id : null });
  return { ...present({ ...stored, origin: 'page', lastUsedAt: null, revokedAt: null, rotatedAt: null, oldKeyUntil: null }), key };
}

export async function listPageOfApiKeys({ db }: Context, { limit, cursor }: KeyListQuery): Promise<{ items: ApiKey[]; nextCursor: string | null }> {
  const stored = await listApiKeys(db, listEndOf(cursor), limit);
  return { items: stored.map(present), nextCursor: nextCursorOf(stored, limit) };
}

/** @throws api_key.not_found, request.invalid, permission.denied */
export async function changeApiKey(context: Context, changer: Actor, id: string, change: ApiKeyChange): Promise<ApiKey> {
  const changed = await context.db.transaction().execute(async (tx) => {
    const before = await getApiKeyForUpdate(tx, id);
    await refuseMoreThanOwn(context, changer, before);
    const expiresAt = change.expiresAt === undefined ? before.expiresAt : laterThan(context.clock.now(), change.expiresAt);
    const after = { name: change.name ?? before.name, scopes: change.scopes === undefined ? before.scopes : change.scopes, expiresAt, requestsPerMinute: change.requestsPerMinute ?? before.requestsPerMinute };
    if (change.scopes !== undefined) await refuseMoreThanOwn(context, changer, { ...before, scopes: after.scopes });
    await updateApiKey(tx, id, { ...after, expiresAt: expiresAt?.toISOString() ?? null });
    return { ...before, ...after };
  });
  memoryOf(context).forgetAll();
  return present(changed);
}

/**
 * A new secret for a key that stays what it is; the old one goes on working for the overlap, so that programs can be
 * changed one after the other.
 * @throws api_key.not_found, request.invalid for the key of the environment, permission.denied for a key that may more than who asks
 */
export async function rotateApiKey(context: Context, changer: Actor, id: string, overlapHours: number): Promise<IssuedApiKey> {
  const rotatedAt = context.clock.now();
  const key = newSecret('mom_');
  const rotated = await context.db.transaction().execute(async (tx) => {
    const before = await getApiKeyForUpdate(tx, id);
    await refuseMoreThanOwn(context, changer, before); // the secret is all it takes to act as the key
    if (before.origin === 'environment') throw new Problem('request.invalid', 'This key comes from the environment of the server; give another value there.');
    const change = { hint: hintOf(key), rotatedAt, oldKeyUntil: overlapHours === 0 ? null : new Date(rotatedAt.getTime() + overlapHours * HOUR_MS) };
    await replaceApiKeySecret(tx, id, { ...change, keyHash: secretHash(key) });
    return { ...before, ...change };
  });
  memoryOf(context).forgetAll();
  return { ...present(rotated), key };
}

/** @throws api_key.not_found */
export async function revokeApiKey(context: Context, id: string): Promise<void> {
  if (!(await markApiKeyRevoked(context.db, id, context.clock.now()))) throw noSuchKey();
  memoryOf(context).forgetAll();
}

/** MOMENTE_API_KEY is not set: a key that stood there before ends, as it would by another value. */
export async function endKeysFromEnvironment(context: Context): Promise<void> {
  await revokeEnvironmentApiKeys(context.db, context.clock.now());
  memoryOf(context).forgetAll();
}

/** MOMENTE_API_KEY: an administrator's key with exactly this value. Safe at every start; another value replaces the last one. */
export async function ensureKeyFromEnvironment(context: Context, key: string): Promise<void> {
  if (/\s/.test(key) || key === '' || key.length > LONGEST_KEY) throw new Error(`MOMENTE_API_KEY has to have 1 to ${LONGEST_KEY} characters without spaces.`);
  if (key.length < 20) context.log.warn('MOMENTE_API_KEY is short enough to be guessed; use at least 32 random characters');
  // At most a quarter of it may be seen in the list.
  const hint = key.slice(0, Math.min(8, Math.floor(key.length / 4)));
  await context.db.transaction().execute((tx) => saveEnvironmentApiKey(tx, { id: newId(), name: 'MOMENTE_API_KEY', keyHash: secretHash(key), hint, role: 'administrator', requestsPerMinute: ENVIRONMENT_REQUESTS_PER_MINUTE, createdAt: context.clock.now() }));
  memoryOf(context).forgetAll();
}

async function getApiKeyForUpdate(tx: Db, id: string): Promise<StoredApiKey> {
  const stored = await findApiKeyForUpdate(tx, id);
  if (!stored) throw noSuchKey();
  return stored;
}

/** Whoever may make keys, change them or give them a new secret must not rise by one, neither in rights nor in departments. */
async function refuseMoreThanOwn(context: Context, maker: Actor, { role, scopes, departments }: Pick<StoredApiKey, 'role' | 'scopes' | 'departments'>): Promise<void> {
  const ofRole = await permissionsOfRole(context, role);
  const wanted = scopes === null ? ofRole : narrow(ofRole, permissionsOf(scopes));
  const beyond = wanted.find(({ action, subject }) => !maker.can(action, subject));
  if (beyond) throw new Problem('permission.denied', 'A key may not be allowed more than you are.', { ...beyond });
  const own = maker.departments;
  if (own === null) return;
  if (!(await isRoleLimited(context, role)) || departments.some((code) => !own.includes(code))) throw new Problem('permission.denied', 'Your role is limited to departments, so a key of yours is limited to the same ones.');
}

const permissionsOf = (scopes: readonly string[]): Permission[] => scopes.map((scope) => ({ action: scope.split(':')[0] ?? '', subject: scope.split(':')[1] ?? '' }));

function laterThan(now: Date, expiresAt: string | null): Date | null {
  if (expiresAt === null) return null;
  if (new Date(expiresAt) <= now) throw new Problem('request.invalid', 'The end of a key must lie in the future.', {}, [{ at: 'body.expiresAt', reason: 'lies in the past' }]);
  return new Date(expiresAt);
}

const hintOf = (key: string) => key.slice(0, 8);
const noSuchKey = () => new Problem('api_key.not_found', 'There is no working API key like this.');

function present({ id, name, hint, role, departments, scopes, requestsPerMinute, origin, createdAt, expiresAt, lastUsedAt, revokedAt, rotatedAt, oldKeyUntil }: StoredApiKey): ApiKey {
  return {
    id, name, hint, role, departments, scopes, requestsPerMinute, origin,
    createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null, lastUsedAt: lastUsedAt?.toISOString() ?? null, revokedAt: revokedAt?.toISOString() ?? null,
    rotatedAt: rotatedAt?.toISOString() ?? null, oldKeyUntil: oldKeyUntil?.toISOString() ?? null,
  };
}
