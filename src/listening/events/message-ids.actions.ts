import { fingerprintId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';
import { hasMessageId, insertMessageIds } from './events.queries.ts';

/** For messages that are no events: remembered like the ids of events, for ever. `key` says all that makes one the same. */
export function isMessageKnown({ db }: Context, key: readonly unknown[]): Promise<boolean> {
  return hasMessageId(db, idOf(key));
}

export async function rememberMessage({ db }: Context, key: readonly unknown[]): Promise<void> {
  await insertMessageIds(db, [idOf(key)]);
}

const idOf = (key: readonly unknown[]) => fingerprintId(JSON.stringify(key));
