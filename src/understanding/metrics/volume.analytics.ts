import { historyTime } from '../../kernel/clock.ts';
import type { History } from '../../platform/storage/history.ts';
import { type Question, questionParams } from './filters.analytics.ts';

/** Types of rows that say who somebody is instead of that something happened. */
const isContact = `type not in ('identify', 'group', 'alias')`;

export interface VolumeRow {
  isCurrent: 0 | 1;
  week: string;
  channel: string;
  n: number;
}

/** Contacts by channel and week (Monday, UTC), of the period and of the time between the question's `from` and the period's. */
export function readVolume(history: History, question: Question, currentFrom: Date): Promise<VolumeRow[]> {
  return history.query(`
    select toUInt8(at >= {currentFrom:DateTime64(3, 'UTC')}) as isCurrent, toString(toMonday(at)) as week, channel, count() as n
    from interactions
    where ${isContact}
      and at >= {from:DateTime64(3, 'UTC')} and at < {to:DateTime64(3, 'UTC')}
      and ({touchpoint:String} = '' or touchpoint = {touchpoint:String})
      and ({channel:String} = '' or channel = {channel:String})
      and ({department:String} = '' or department = {department:String})
      and ({isLimited:UInt8} = 0 or touchpoint in {touchpoints:Array(String)})
    group by isCurrent, week, channel
    order by week, channel
    limit 100000`, { ...questionParams(question), currentFrom: historyTime(currentFrom) }, { lane: 'analysis' });
}

export interface NewKindRow {
  kind: string;
  channel: string;
  n: number;
  firstAt: string;
}

/** Kinds of events that nobody had sent before `since` and that no touchpoint catches yet; what our own desk writes is no news. */
export function listNewKinds(history: History, since: Date, limit: number): Promise<NewKindRow[]> {
  return history.query(`
    select kind, any(channel) as channel, count() as n, formatDateTime(min(at), '%Y-%m-%dT%H:%i:%SZ') as firstAt
    from interactions
    where type in ('track', 'page', 'screen') and kind not in ('case_message', 'case_reply') and not startsWith(kind, 'message.')
    group by kind
    having min(at) >= {since:DateTime64(3, 'UTC')} and countIf(touchpoint != '') = 0
    order by n desc, kind
    limit {limit:UInt32}`, { since: historyTime(since), limit }, { lane: 'analysis' });
}
