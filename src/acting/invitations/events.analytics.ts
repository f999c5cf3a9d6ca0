import { historyTime } from '../../kernel/clock.ts';
import type { History } from '../../platform/storage/history.ts';
import type { Trigger } from './invitations.contract.ts';

/** An event that a trigger waits for. */
export interface Hit {
  key: string;
  batch: number;
  subject: string;
  happenedAt: string;
}

/** In the order of their batches, after a mark: what was received since the start, and happened since then. */
export async function findEvents(history: History, { event, touchpoints }: Pick<Trigger, 'event' | 'touchpoints'>, { afterBatch, upToBatch, since, mark, limit }: { afterBatch: number; upToBatch: number; since: Date; mark: { batch: number; key: string }; limit: number }): Promise<Hit[]> {
  return history.query<Hit>(
    `select toString(message_id) as key, batch, toString(subject) as subject, toString(at) as happenedAt from interactions
     where batch > {afterBatch:UInt64} and batch <= {upToBatch:UInt64} and kind = {event:String} and at >= {since:DateTime64(3)} and received_at >= {since:DateTime64(3)} and at <= received_at + toIntervalHour(1)
       and ({isEverywhere:UInt8} = 1 or touchpoint in {touchpoints:Array(String)}) and (batch, toString(message_id)) > ({markBatch:UInt64}, {markKey:String})
     order by batch, key limit {limit:UInt32}`,
    { afterBatch, upToBatch, event, touchpoints: [...touchpoints], isEverywhere: touchpoints.length === 0 ? 1 : 0, since: historyTime(since), markBatch: mark.batch, markKey: mark.key, limit }, { lane: 'read' });
}

/** What a trigger would have taken lately, the newest first. */
export async function listEvents(history: History, { event, touchpoints }: Pick<Trigger, 'event' | 'touchpoints'>, { since, limit }: { since: Date; limit: number }): Promise<{ key: string; subject: string }[]> {
  return history.query<{ key: string; subject: string }>(
    `select toString(message_id) as key, toString(subject) as subject from interactions
     where kind = {event:String} and at >= {since:DateTime64(3)} and ({isEverywhere:UInt8} = 1 or touchpoint in {touchpoints:Array(String)}) order by at desc, message_id limit {limit:UInt32}`,
    { event, touchpoints: [...touchpoints], isEverywhere: touchpoints.length === 0 ? 1 : 0, since: historyTime(since), limit }, { lane: 'read' });
}

/** Kinds of contacts of the last weeks that a trigger can wait for, the frequent ones first. */
export async function listKinds(history: History, { since, limit }: { since: Date; limit: number }): Promise<{ event: string; n: number }[]> {
  return history.query<{ event: string; n: number }>(
    `select kind as event, count() as n from interactions where at >= {since:DateTime64(3)} and source not in ('desk', 'survey') and not startsWith(kind, 'message.') group by kind order by n desc, kind limit {limit:UInt32}`,
    { since: historyTime(since), limit }, { lane: 'read' });
}

/** Identifiers with a contact at one of these touchpoints. */
export async function listContacted(history: History, { touchpoints, since, limit }: { touchpoints: readonly string[]; since: Date; limit: number }): Promise<string[]> {
  const rows = await history.query<{ subject: string }>(
    `select distinct toString(subject) as subject from interactions where touchpoint in {touchpoints:Array(String)} and at >= {since:DateTime64(3)} order by subject limit {limit:UInt32}`,
    { touchpoints: [...touchpoints], since: historyTime(since), limit }, { lane: 'analysis' });
  return rows.map(({ subject }) => subject);
}
