import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { newId, newSecret, secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { ShortMemory } from '../../kernel/short-memory.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { actorOfKey, refuseUnknownRole } from '../roles/roles.actions.ts';
import { findApiKey, insertApiKey, listApiKeys, markApiKeyRevoked, markApiKeyUsed, saveEnvironmentApiKey, type StoredApiKey } from './api-keys.queries.ts';
import type { ApiKey, ApiKeyInput, IssuedApiKey } from './keys.contract.ts';

/** A key revoked by another process works here for at most this long. */
const KEY_KEPT_MS = 5 * SECOND_MS;
const MAX_LISTED = 500;
const LONGEST_KEY = 512;

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
  const stored = keyHash === '' ? null : await findApiKey(context.db, keyHash);
  if (!stored) throw new Problem('key.invalid', 'This API key is not known or was revoked.');
  // To the minute is enough to see which keys are still in use, and spares a write for each request.
  if (!stored.lastUsedAt || at.getTime() - stored.lastUsedAt.getTime() >= MINUTE_MS) await markApiKeyUsed(context.db, stored.id, at);
  const actor = await actorOfKey(context, stored);
  memoryOf(context).remember(keyHash, actor, at.getTime());
  return actor;
}

/** The key itself is in the answer and nowhere else. @throws request.invalid */
export async function issueApiKey({ db, clock }: Context, creator: Pick<Actor, 'kind' | 'id'>, { name, role, departments }: ApiKeyInput): Promise<IssuedApiKey> {
  await refuseUnknownRole(db, role);
  const key = newSecret('mom_');
  const stored = { id: newId(), name, hint: key.slice(0, 8), role, departments, createdAt: clock.now() };
  await insertApiKey(db, { ...stored, keyHash: secretHash(key), createdBy: creator.kind === 'user' ? creator.id : null });
  return { ...present({ ...stored, origin: 'page', lastUsedAt: null, revokedAt: null }), key };
}

export async function listAllApiKeys({ db }: Context): Promise<ApiKey[]> {
  return (await listApiKeys(db, MAX_LISTED)).map(present);
}

/** @throws api_key.not_found */
export async function revokeApiKey(context: Context, id: string): Promise<void> {
  if (!(await markApiKeyRevoked(context.db, id, context.clock.now()))) throw new Problem('api_key.not_found', 'There is no working API key like this.');
  memoryOf(context).forgetAll();
}

/** MOMENTE_API_KEY: an administrator's key with exactly this value. Safe at every start; another value replaces the last one. */
export async function ensureKeyFromEnvironment(context: Context, key: string): Promise<void> {
  if (/\s/.test(key) || key === '' || key.length > LONGEST_KEY) throw new Error(`MOMENTE_API_KEY has to have 1 to ${LONGEST_KEY} characters without spaces.`);
  if (key.length < 20) context.log.warn('MOMENTE_API_KEY is short enough to be guessed; use at least 32 random characters');
  // At most a quarter of it may be seen in the list.
  const hint = key.slice(0, Math.min(8, Math.floor(key.length / 4)));
  await context.db.transaction().execute((tx) => saveEnvironmentApiKey(tx, { id: newId(), name: 'MOMENTE_API_KEY', keyHash: secretHash(key), hint, role: 'administrator', createdAt: context.clock.now() }));
  memoryOf(context).forgetAll();
}

function present({ id, name, hint, role, departments, origin, createdAt, lastUsedAt, revokedAt }: StoredApiKey): ApiKey {
  return {
    id, name, hint, role, departments, origin,
    createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, revokedAt: revokedAt?.toISOString() ?? null,
  };
}
