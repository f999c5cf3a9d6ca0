import { historyTime } from '../../kernel/clock.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History } from '../../platform/storage/history.ts';

/** Which rows of history; instants as ISO text, null = not limited. `touchpoints` are the codes that the asker may see. */
export interface HistoryFilter {
  from: string | null;
  to: string | null;
  touchpoint: string | null;
  touchpoints: readonly string[] | null;
  channel: string | null;
  department: string | null;
  group: string | null;
}

export interface HistoryRow {
  customer: string;
  at: string;
  [column: string]: unknown;
}

/** Where the last page ended, in the order of the table. */
export type Place = Record<string, string>;

const paramsOf = ({ from, to, touchpoint, touchpoints, channel, department, group }: HistoryFilter) => ({
  from: historyTime(from ?? '1900-01-01T00:00:00Z'),
  to: historyTime(to ?? '2299-01-01T00:00:00Z'),
  touchpoint: touchpoint ?? '',
  touchpoints: touchpoints ?? [],
  isLimited: touchpoints === null ? 0 : 1,
  channel: channel ?? '',
  department: department ?? '',
  group: group ?? '',
});

const wanted = `at >= {from:DateTime64(3, 'UTC')} and at < {to:DateTime64(3, 'UTC')}
  and ({touchpoint:String} = '' or touchpoint = {touchpoint:String}) and ({isLimited:UInt8} = 0 or has({touchpoints:Array(String)}, toString(touchpoint)))
  and ({channel:String} = '' or channel = {channel:String}) and ({department:String} = '' or department = {department:String})`;

/** Contacts in the order of the table, one page after another: an order of their own would sort everything for each page. */
export async function listInteractionRows(history: History, filter: HistoryFilter, after: Place | null, limit: number): Promise<HistoryRow[]> {
  return history.query(interactionsStatement, { ...paramsOf(filter), afterSubject: after?.['subject'] ?? '00000000-0000-0000-0000-000000000000', afterAt: after?.['at'] ?? '1900-01-01 00:00:00.000', afterId: after?.['message_id'] ?? '00000000-0000-0000-0000-000000000000', isFirst: after === null ? 1 : 0, limit }, { lane: 'analysis' });
}

const interactionsStatement = `
with page as (
  select message_id, message_key, subject, at, type, kind, source, channel, direction, touchpoint, department, product, place, subject_line, text, language, score, mood, cost_cents, properties
  from interactions
  where subject >= {afterSubject:UUID} and ({isFirst:UInt8} = 1 or (subject, at, message_id) > ({afterSubject:UUID}, {afterAt:DateTime64(3, 'UTC')}, {afterId:UUID})) and ${wanted}
  order by subject, at, message_id
  limit {limit:UInt32}
)
select toString(${customerIdOf('i')}) as customer, toString(i.subject) as subject, toString(i.at) as at, toString(i.message_id) as message_id, i.message_key as message_key, i.type as type, i.kind as kind, i.source as source, i.channel as channel, i.direction as direction,
  i.touchpoint as touchpoint, i.department as department, i.product as product, i.place as place, i.subject_line as subject_line, i.text as text, i.language as language, i.score as score, i.mood as mood, i.cost_cents as cost_cents, i.properties as properties
from page i ${ownersJoin('i', 'select subject from page')}
order by i.subject, i.at, i.message_id`;

export async function listAnswerRows(history: History, filter: HistoryFilter, after: Place | null, limit: number): Promise<HistoryRow[]> {
  return history.query(answersStatement, { ...paramsOf(filter), afterTouchpoint: after?.['touchpoint'] ?? '', afterRole: after?.['role'] ?? '', afterAt: after?.['at'] ?? '1900-01-01 00:00:00.000', afterId: after?.['response_id'] ?? '00000000-0000-0000-0000-000000000000', afterItem: after?.['item'] ?? '', isFirst: after === null ? 1 : 0, limit }, { lane: 'analysis' });
}

const answersStatement = `
with page as (
  select response_id, subject, at, survey, touchpoint, channel, department, target_group, language, item, dimension, role, value, text, mood
  from answers
  where touchpoint >= {afterTouchpoint:String}
    and ({isFirst:UInt8} = 1 or (toString(touchpoint), toString(role), at, response_id, toString(item)) > ({afterTouchpoint:String}, {afterRole:String}, {afterAt:DateTime64(3, 'UTC')}, {afterId:UUID}, {afterItem:String}))
    and ({group:String} = '' or target_group = {group:String}) and ${wanted}
  order by touchpoint, role, at, response_id, item
  limit {limit:UInt32}
)
select toString(${customerIdOf('a')}) as customer, toString(a.response_id) as response_id, toString(a.at) as at, a.survey as survey, a.touchpoint as touchpoint, a.channel as channel, a.department as department, a.target_group as target_group,
  a.language as language, a.item as item, a.dimension as dimension, a.role as role, a.value as value, a.text as text, a.mood as mood
from page a ${ownersJoin('a', 'select subject from page')}
order by a.touchpoint, a.role, a.at, a.response_id, a.item`;
