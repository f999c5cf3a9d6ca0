import { SECOND_MS } from '../../../kernel/clock.ts';
import { ShortMemory } from '../../../kernel/short-memory.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { Db } from '../../../platform/storage/records.ts';

/** A session ended by another process works here for at most this long. */
const SESSION_KEPT_MS = 5 * SECOND_MS;

const memories = new WeakMap<Db, ShortMemory<Actor>>();

/** Who is behind which cookie, so that a page of twenty requests asks the database once. */
export function sessionMemory({ db }: Pick<Context, 'db'>): ShortMemory<Actor> {
  const known = memories.get(db);
  if (known) return known;
  const memory = new ShortMemory<Actor>(SESSION_KEPT_MS, 5_000);
  memories.set(db, memory);
  return memory;
}

/** After a change of users, roles or sessions: everybody is looked up again. */
export function forgetSessions(context: Pick<Context, 'db'>): void {
  sessionMemory(context).forgetAll();
}
