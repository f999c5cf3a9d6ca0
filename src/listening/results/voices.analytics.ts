import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History } from '../../platform/storage/history.ts';
import { isoOf } from '../../platform/storage/history-instant.ts';
import { answersOf, type Slice, sliceParams, tableOf } from './slice.analytics.ts';

export interface VoiceRow {
  responseId: string;
  item: string;
  question: string;
  text: string;
  at: string;
  /** As the engine writes it, for the next page. */
  mark: string;
  language: string;
  touchpoint: string;
  customerId: string;
  mood: number | null;
}

export interface VoicesQuestion {
  slice: Slice;
  /** '' = all. */
  question: string;
  search: string;
  limit: number;
}

/** What somebody wrote: comments, texts, and the words behind "other". */
const isVoice = `a.text != '' and a.role in ('comment', 'text', 'choice')
      and ({question:String} = '' or a.question = {question:String})
      and ({search:String} = '' or positionCaseInsensitiveUTF8(a.text, {search:String}) > 0)`;

/** Newest first, with the customer they belong to now. */
export function listVoiceRows(history: History, { slice, question, search, limit }: VoicesQuestion, after: { at: string; responseId: string; item: string } | null): Promise<VoiceRow[]> {
  return history.query(`
    with page as (
      select a.response_id as response_id, a.item as item, a.question as question, a.text as text, a.at as at, a.language as language, a.touchpoint as touchpoint, a.subject as subject, a.mood as mood
      from ${tableOf(slice)} a
      where ${isVoice} and ${answersOf(slice, 'a')}
        and ({afterId:String} = '' or (a.at, a.response_id, toString(a.item)) < (toDateTime64({afterAt:String}, 3, 'UTC'), toUUIDOrZero({afterId:String}), {afterItem:String}))
      order by a.at desc, a.response_id desc, toString(a.item) desc
      limit {limit:UInt32}
    )
    select toString(p.response_id) as responseId, p.item as item, p.question as question, p.text as text,
      ${isoOf('p.at')} as at, toString(p.at) as mark,
      p.language as language, p.touchpoint as touchpoint, toString(${customerIdOf('p')}) as customerId, p.mood as mood
    from page p ${ownersJoin('p', 'select subject from page')}
    order by p.at desc, p.response_id desc, p.item desc`, { ...sliceParams(slice), question, search, limit, afterAt: after?.at ?? '1970-01-01 00:00:00', afterId: after?.responseId ?? '', afterItem: after?.item ?? '' });
}

/** Without when and from whom, in an order that says nothing either. */
export function listNamelessRows(history: History, { slice, question, search, limit }: VoicesQuestion, after: string): Promise<{ place: string; question: string; text: string }[]> {
  return history.query(`
    select hex(sipHash128(a.response_id, a.item)) as place, a.question as question, a.text as text
    from ${tableOf(slice)} a
    where ${isVoice} and ${answersOf(slice, 'a')} and place > {after:String}
    order by place
    limit {limit:UInt32}`, { ...sliceParams(slice), question, search, limit, after });
}

export async function countVoices(history: History, { slice, question, search }: Omit<VoicesQuestion, 'limit'>): Promise<number> {
  const rows = await history.query<{ n: number }>(`select count() as n from ${tableOf(slice)} a where ${isVoice} and ${answersOf(slice, 'a')}`, { ...sliceParams(slice), question, search });
  return rows[0]?.n ?? 0;
}
