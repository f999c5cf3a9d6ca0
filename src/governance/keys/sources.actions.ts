import { SECOND_MS } from '../../kernel/clock.ts';
import { newId, newSecret } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { ShortMemory } from '../../kernel/short-memory.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { EventSource, KeyListQuery, Source, SourceInput } from './keys.contract.ts';
import { listEndOf, nextCursorOf } from './list-end.logic.ts';
import { findSource, insertSource, listSources, markSourceRevoked, saveEnvironmentSource, type StoredSource } from './sources.queries.ts';

/** A write key revoked (or made) by another process is noticed here after at most this time. */
const SOURCE_KEPT_MS = 5 * SECOND_MS;
const LONGEST_KEY = 200;

const memories = new WeakMap<Db, ShortMemory<EventSource | null>>();

function memoryOf({ db }: Context): ShortMemory<EventSource | null> {
  const known = memories.get(db);
  if (known) return known;
  const memory = new ShortMemory<EventSource | null>(SOURCE_KEPT_MS, 1_000);
  memories.set(db, memory);
  return memory;
}

/** Whose events come with this write key; null for unknown and revoked ones. Asked for every request of the event API. */
export async function findSourceByWriteKey(context: Context, writeKey: string): Promise<EventSource | null> {
  if (writeKey.length > LONGEST_KEY || !/^[\x21-\x7e]+$/.test(writeKey)) return null;
  const nowMs = context.clock.now().getTime();
  const memory = memoryOf(context);
  const known = memory.recall(writeKey, nowMs);
  if (known !== undefined) return known;
  const source = await findSource(context.db, writeKey);
  memory.remember(writeKey, source, nowMs);
  return source;
}

export async function createSource(context: Context, creator: Pick<Actor, 'kind' | 'id'>, { name, defaultChannel }: SourceInput): Promise<Source> {
  const source = { id: newId(), name, writeKey: newSecret('momw_'), defaultChannel, createdAt: context.clock.now() };
  await insertSource(context.db, { ...source, createdBy: creator.kind === 'user' ? creator.id : null });
  memoryOf(context).forgetAll();
  return present({ ...source, origin: 'page', revokedAt: null });
}

export async function listPageOfSources({ db }: Context, { limit, cursor }: KeyListQuery): Promise<{ items: Source[]; nextCursor: string | null }> {
  const stored = await listSources(db, listEndOf(cursor), limit);
  return { items: stored.map(present), nextCursor: nextCursorOf(stored, limit) };
}

/** Events with its key are refused from now on; those that came stay. @throws write_key.not_found */
export async function revokeSource(context: Context, id: string): Promise<void> {
  if (!(await markSourceRevoked(context.db, id, context.clock.now()))) throw new Problem('write_key.not_found', 'There is no working source like this.');
  memoryOf(context).forgetAll();
}

/** MOMENTE_WRITE_KEY: a source with exactly this key. Safe at every start; another value replaces the last one. */
export async function ensureWriteKeyFromEnvironment(context: Context, writeKey: string): Promise<void> {
  if (writeKey.length > LONGEST_KEY || !/^[\x21-\x39\x3b-\x7e]+$/.test(writeKey)) throw new Error(`MOMENTE_WRITE_KEY has to have 1 to ${LONGEST_KEY} letters, digits or signs, without spaces and colons.`);
  await context.db.transaction().execute((tx) => saveEnvironmentSource(tx, { id: newId(), name: 'MOMENTE_WRITE_KEY', writeKey, defaultChannel: 'other', createdAt: context.clock.now() }));
  memoryOf(context).forgetAll();
}

function present({ id, name, writeKey, defaultChannel, origin, createdAt, revokedAt }: StoredSource): Source {
  return { id, name, writeKey, defaultChannel, origin, createdAt: createdAt.toISOString(), revokedAt: revokedAt?.toISOString() ?? null };
}
