import type { Context } from '../../platform/context.ts';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { listReadyChannels } from '../channels/channel-settings.actions.ts';
import { audienceOf } from './audience.actions.ts';
import { countJudged, listJudged } from './judge-audience.queries.ts';
import type { ExclusionReason, OutreachFigures, People, PeopleQuery } from './outreach.contract.ts';
import { getRow } from './outreach.actions.ts';
import { countReplies, countResult, listResult } from './result.queries.ts';

/** How many are told, on which channel, and how many not and why: as it would be now, or since the start as it is. @throws outreach.not_found */
export async function readFigures(context: Context, id: string): Promise<OutreachFigures> {
  const row = await getRow(context.db, id);
  const ready = await listReadyChannels(context);
  const notReady = row.channels.filter((channel) => !ready.includes(channel));
  const counts = row.lookedAt === null
    ? (await countJudged(context.db, await audienceOf(context, context.db, row))).map(({ reason, channel, hasCase, customers }) => ({ standing: reason !== null ? 'left_out' as const : hasCase ? 'answered' as const : 'waiting' as const, reason, channel, customers, handed: 0, delivered: 0, opened: 0, bounced: 0 }))
    : await countResult(context.db, id);
  const sum = (standing: string) => counts.filter((count) => count.standing === standing).reduce((total, { customers }) => total + customers, 0);
  const reasons = new Map<ExclusionReason, number>();
  for (const { reason, customers } of counts) if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + customers);
  return {
    isPreview: row.lookedAt === null,
    affected: counts.reduce((total, { customers }) => total + customers, 0),
    told: sum('told'), answered: sum('answered'), waiting: sum('waiting'), unclear: sum('unclear'), leftOut: sum('left_out'),
    channels: row.channels.flatMap((channel) => {
      const own = counts.filter((count) => count.channel === channel);
      const total = (name: 'customers' | 'handed' | 'delivered' | 'opened' | 'bounced') => own.reduce((all, count) => all + count[name], 0);
      return own.length === 0 ? [] : [{ channel, planned: total('customers'), handed: total('handed'), delivered: total('delivered'), opened: total('opened'), bounced: total('bounced') }];
    }),
    reasons: [...reasons].map(([reason, customers]) => ({ reason, customers })).sort((a, b) => b.customers - a.customers || (a.reason < b.reason ? -1 : 1)),
    // Somebody is lost without them; of the others everybody has another channel.
    cannotSend: notReady.filter((channel) => reasons.has('channel_not_ready') || counts.some((count) => count.channel === channel && count.standing === 'waiting')),
    passedOver: reasons.has('channel_not_ready') ? [] : notReady,
    replies: row.lookedAt === null ? 0 : await countReplies(context.db, id),
  };
}

/** The people behind a number. @throws outreach.not_found, request.cursor_invalid */
export async function listPeople(context: Context, id: string, { standing, reason, channel, limit, cursor }: PeopleQuery): Promise<People> {
  const row = await getRow(context.db, id);
  const [mark] = cursor ? decodeCursor(cursor, 1) : [];
  const wanted = { standing: standing ?? null, reason: reason ?? null, channel: channel ?? null, after: mark === undefined ? null : String(mark), limit };
  if (row.lookedAt === null) {
    const items = await listJudged(context.db, await audienceOf(context, context.db, row), wanted);
    return page(items.map((item) => ({ ...item, standing: item.reason !== null ? 'left_out' as const : item.caseId !== null ? 'answered' as const : 'waiting' as const, detail: null, at: null, messageId: null })), items.at(-1)?.customerId, limit);
  }
  const items = await listResult(context.db, id, wanted);
  return page(items.map(({ mark: _, at, ...item }) => ({ ...item, at: at?.toISOString() ?? null })), items.at(-1)?.mark, limit);
}

function page(items: People['items'], last: string | undefined, limit: number): People {
  return { items, nextCursor: last !== undefined && items.length === limit ? encodeCursor([last]) : null };
}
