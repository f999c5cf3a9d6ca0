import { decodeCursor, encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import { shareFromCounts } from '../../kernel/stats/scores/share.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { listReadyChannels } from '../channels/channel-settings.actions.ts';
import { getDistribution, getRow } from './distributions.actions.ts';
import type { DistributionRow } from './distributions.queries.ts';
import { countStaff } from './draw.queries.ts';
import { frameOf } from './frame.actions.ts';
import type { CustomerInvitation, DistributionFigures, InvitationChannel, InvitationSkipReason, Invited, InvitedList, InvitedQuery } from './invitations.contract.ts';
import { countOutcomes, countStaffAnswers, listOfCustomer, listOutcomes, type OutcomeCount } from './outcome.queries.ts';
import { countPreview, listPreview } from './preview.queries.ts';
import { questionOf } from './work.actions.ts';

const empty = { sampled: 0, sent: 0, delivered: 0, bounced: 0, opened: 0, started: 0, finished: 0, reminded: 0, latestAt: null };

/** Who is asked on which channel, who is not and why, and what came of it: as it would be now, or since the start as it is. @throws distribution.not_found */
export async function readFigures(context: Context, actor: Actor, id: string): Promise<DistributionFigures> {
  await getDistribution(context, actor, id);
  const row = await getRow(context.db, id);
  const isPreview = row.startedAt === null;
  const counts = isPreview ? await previewCounts(context, row) : await countOutcomes(context.db, id);
  const staff = row.kind === 'staff' && !isPreview ? await countStaffAnswers(context.db, id) : null;
  const ready = await listReadyChannels(context);
  const reasons = sumBy(counts, ({ reason }) => reason);
  const total = (name: 'people' | 'sampled' | 'sent' | 'delivered' | 'bounced' | 'opened' | 'started' | 'finished' | 'reminded', of: readonly OutcomeCount[] = counts) => of.reduce((sum, count) => sum + count[name], 0);
  const inState = (...states: OutcomeCount['state'][]) => total('people', counts.filter(({ state }) => states.includes(state)));
  const finished = staff?.finished ?? total('finished');
  const arrived = Math.max(total('sent') - total('bounced'), finished);
  return {
    isPreview, of: total('people'), sampled: isPreview ? inState('waiting', 'delayed') : total('sampled'), waiting: inState('waiting'), delayed: inState('delayed'), queued: inState('queued'), unclear: inState('unclear'), skipped: inState('skipped'),
    sent: total('sent'), delivered: total('delivered'), bounced: total('bounced'), opened: staff?.opened ?? total('opened'), started: staff?.started ?? total('started'), finished, reminded: total('reminded'), passedOver: row.passedOver,
    response: shareFromCounts({ hits: finished, n: arrived }),
    channels: row.channels.flatMap((channel) => {
      const own = counts.filter((count) => count.channel === channel);
      return own.length === 0 ? [] : [{ channel, planned: total('people', own), sent: total('sent', own), delivered: total('delivered', own), bounced: total('bounced', own), finished: total('finished', own) }];
    }),
    reasons: [...reasons].map(([reason, people]) => ({ reason, people })).sort((a, b) => b.people - a.people || (a.reason < b.reason ? -1 : 1)),
    cannotSend: reasons.has('channel_not_ready') ? row.channels.filter((channel) => !ready.includes(channel)) : [],
    latestAt: counts.reduce<Date | null>((latest, { latestAt }) => (latestAt !== null && (latest === null || latestAt > latest) ? latestAt : latest), null)?.toISOString() ?? null,
  };
}

function sumBy(counts: readonly OutcomeCount[], keyOf: (count: OutcomeCount) => InvitationSkipReason | null): Map<InvitationSkipReason, number> {
  const sums = new Map<InvitationSkipReason, number>();
  for (const count of counts) {
    const key = keyOf(count);
    if (key !== null) sums.set(key, (sums.get(key) ?? 0) + count.people);
  }
  return sums;
}

async function previewCounts(context: Context, row: DistributionRow): Promise<OutcomeCount[]> {
  if (row.kind !== 'staff') {
    const counts = await countPreview(context.db, { ...(await questionOf(context, context.db, row)), ...(await frameOf(context, row)) }, row.sample);
    return counts.map((count) => ({ ...empty, ...count }));
  }
  const { of, drawn } = await countStaff(context.db, { distributionId: row.id, departments: row.staff?.departments ?? null, sample: row.sample });
  const mail: InvitationChannel = 'mail';
  return [{ ...empty, state: 'waiting' as const, reason: null, channel: mail, people: drawn }, { ...empty, state: 'skipped' as const, reason: 'not_sampled' as const, channel: null, people: of - drawn }].filter(({ people }) => people > 0);
}

/** The people behind a number; staff are nobody in particular. @throws distribution.not_found, request.cursor_invalid */
export async function listInvited(context: Context, actor: Actor, id: string, { state, reason, channel, limit, cursor }: InvitedQuery): Promise<InvitedList> {
  await getDistribution(context, actor, id);
  const row = await getRow(context.db, id);
  if (row.kind === 'staff') return { items: [], nextCursor: null };
  const [mark] = cursor ? decodeCursor(cursor, 1) : [];
  const wanted = { state: state ?? null, reason: reason ?? null, channel: channel ?? null, after: mark === undefined ? null : String(mark), limit };
  if (wanted.after?.includes('\0')) throw cursorInvalid();
  if (row.startedAt === null) {
    const people = await listPreview(context.db, { ...(await questionOf(context, context.db, row)), ...(await frameOf(context, row)) }, row.sample, wanted);
    return page(people.map(({ key, dueAt, ...person }): Invited => ({ ...nothingYet, ...person, id: key, dueAt: iso(dueAt) })), limit);
  }
  // A cursor of the preview means nothing any more.
  if (wanted.after !== null && !UUID.test(wanted.after)) throw cursorInvalid();
  const people = await listOutcomes(context.db, id, wanted);
  return page(people.map((person): Invited => ({
    ...person, sampledAt: iso(person.sampledAt), dueAt: iso(person.dueAt), skippedAt: iso(person.skippedAt), sentAt: iso(person.sentAt), deliveredAt: iso(person.deliveredAt), bouncedAt: iso(person.bouncedAt),
    openedAt: iso(person.openedAt), startedAt: iso(person.startedAt), finishedAt: iso(person.finishedAt), remindedAt: iso(person.remindedAt),
  })), limit);
}

/** What one customer was asked. @throws request.cursor_invalid */
export async function listInvitationsOf(context: Context, customerId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<{ items: CustomerInvitation[]; nextCursor: string | null }> {
  const rows = await listOfCustomer(context.db, customerId, { after: placeByInstant(cursor), limit });
  const last = rows.at(-1);
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })), nextCursor: last && rows.length === limit ? encodeCursor([last.at.toISOString(), last.id]) : null };
}

const cursorInvalid = () => new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const nothingYet = { detail: null, sampledAt: null, skippedAt: null, sentAt: null, deliveredAt: null, bouncedAt: null, openedAt: null, startedAt: null, finishedAt: null, remindedAt: null, reminders: 0 };
const iso = (at: Date | null) => at?.toISOString() ?? null;

function page(items: Invited[], limit: number): InvitedList {
  const last = items.at(-1);
  return { items, nextCursor: last && items.length === limit ? encodeCursor([last.id]) : null };
}
