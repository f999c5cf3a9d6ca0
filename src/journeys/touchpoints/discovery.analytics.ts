import type { History } from '../../platform/storage/history.ts';

export interface ContactCount {
  touchpoint: string;
  n: number;
  lastAt: string;
}

/** Contacts of all time by touchpoint; answers to surveys are about a contact and are not counted as one. */
export async function listContactCounts(history: History): Promise<ContactCount[]> {
  return history.query(
    `select touchpoint, toUInt64(count()) as n, formatDateTime(max(at), '%FT%TZ') as lastAt
     from interactions
     where touchpoint != '' and type != 'survey'
     group by touchpoint
     limit 10000`,
    {}, { lane: 'analysis' });
}

export interface UnplacedEvent {
  kind: string;
  channel: string;
  source: string;
  n: number;
  lastAt: string;
}

/** Kinds of contacts that no rule catches, the most frequent first. Who somebody is (identify, group, alias) is no contact. */
export async function listUnplacedEvents(history: History, limit: number): Promise<UnplacedEvent[]> {
  return history.query(
    `select kind, channel, source, toUInt64(count()) as n, formatDateTime(max(at), '%FT%TZ') as lastAt
     from interactions
     where touchpoint = '' and type not in ('identify', 'group', 'alias', 'survey')
     group by kind, channel, source
     order by n desc, kind, channel, source
     limit {limit:UInt32}`,
    { limit }, { lane: 'analysis' });
}
