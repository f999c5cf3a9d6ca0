import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import { reachRows } from '../../governance/privacy/reach-rows.logic.ts';
import type { History } from '../../platform/storage/history.ts';

export interface RecentContacts {
  contacts90Days: number;
  moodNow: number | null;
  moodNowN: number;
  moodBefore: number | null;
  last: { at: string; channel: string; direction: 'inbound' | 'outbound'; touchpoint: string | null; department: string; kind: string; text: string | null; mood: number | null }[];
}

type LastRow = [negativeAtMs: number, channel: string, direction: 'inbound' | 'outbound', touchpoint: string, department: string, kind: string, text: string, mood: number | null];

/**
 * What happened lately, in one pass. Views of pages and measurements of the network are no contacts here, and what we sent is
 * not counted: an agent asks how often somebody had to turn to us.
 */
export async function readRecentContacts(history: History, reach: Pick<CustomerReach, 'subjects' | 'spans'>, nowMs: number): Promise<RecentContacts> {
  const { clause, params } = reachRows({ ...reach, customerId: '', identifiers: [], beforeBatch: null });
  const [row] = await history.query<{ contacts: number; moodNow: number | null; moodNowN: number; moodBefore: number | null; last: LastRow[] }>(
    `with fromUnixTimestamp64Milli({nowMs:Int64}) as present, present - interval 90 day as since, present - interval 180 day as before
     select countIf(direction = 'inbound' and at > since and at <= present) as contacts,
       avgOrNullIf(mood, at > since and at <= present) as moodNow, countIf(mood is not null and at > since and at <= present) as moodNowN, avgOrNullIf(mood, at > before and at <= since) as moodBefore,
       groupArraySorted(6)((-toUnixTimestamp64Milli(at), toString(channel), toString(direction), toString(touchpoint), toString(department), toString(kind), substringUTF8(text, 1, 300), mood)) as last
     from interactions where ${clause} and type not in ('page', 'screen', 'identify', 'group', 'alias') and channel <> 'network'`,
    { ...params, nowMs },
  );
  return {
    contacts90Days: row?.contacts ?? 0, moodNow: row?.moodNow ?? null, moodNowN: row?.moodNowN ?? 0, moodBefore: row?.moodBefore ?? null,
    last: (row?.last ?? []).map(([negativeAtMs, channel, direction, touchpoint, department, kind, text, mood]) => ({ at: new Date(-negativeAtMs).toISOString(), channel, direction, touchpoint: touchpoint || null, department, kind, text: text || null, mood })),
  };
}
