import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';

/** What open pages are told. It goes to every process and from there to those who may see it. */
export interface DeskNews {
  /** e.g. `call`; the page knows what to do with it. */
  kind: 'case.changed' | 'views.changed' | 'presence' | 'mention' | 'call' | 'call.taken';
  /** Ids and codes rather than names and words; at most some 7,000 characters as JSON. */
  data: Record<string, unknown>;
  /** Only for those who see one of these departments; null: the thing has none, so limited people do not see it; left out: for everybody on the desk. */
  department?: string | null | undefined;
  /** Only for these users. */
  userIds?: readonly string[] | undefined;
}

export const DESK_CHANNEL = 'momente_desk';

/** Tells all open pages, after the commit of `tx`, in all processes; never when it is rolled back. */
export async function notifyDesk(tx: Db, news: DeskNews): Promise<void> {
  await sql`select pg_notify(${DESK_CHANNEL}, ${JSON.stringify(news)})`.execute(tx);
}
