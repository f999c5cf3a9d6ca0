import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import type { Context } from '../../platform/context.ts';
import { countContacts, listScores, listTimeline, type Ownership, summariseContacts } from './timeline.analytics.ts';
import type { TimelineItem, TimelineQuery } from './timeline.contract.ts';

export type { Ownership };

/** A page of a customer's contacts, newest first. @throws request.cursor_invalid */
export async function readTimeline(context: Context, ownership: Ownership, query: TimelineQuery): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const entries = await listTimeline(context.history, ownership, query, after);
  const last = entries.at(-1);
  return {
    items: entries.map(({ sortKey: _, ...item }) => item),
    nextCursor: last && entries.length === query.limit ? encodeCursor(last.sortKey) : null,
  };
}

function readCursor(cursor: string): [number, string] {
  const [atMs, messageId] = decodeCursor(cursor, 2);
  return [Number(atMs), /^[0-9a-f-]{36}$/.test(String(messageId)) ? String(messageId) : '00000000-0000-0000-0000-000000000000'];
}

/** The figures of the customer page that come from history, read side by side. */
export async function readContactFigures(context: Context, ownership: Ownership, departments: readonly string[] | null = null) {
  const [contacts, scores] = await Promise.all([summariseContacts(context.history, ownership, 20, departments), listScores(context.history, ownership, 10, departments)]);
  return { ...contacts, scores };
}

export async function countContactsOf(context: Context, ownership: Ownership): Promise<number> {
  return countContacts(context.history, ownership);
}
