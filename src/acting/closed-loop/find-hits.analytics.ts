import { historyTime } from '../../kernel/clock.ts';
import type { History, HistoryParams } from '../../platform/storage/history.ts';
import type { LoopCondition } from './closed-loop.contract.ts';

/** Something in history that a rule looks for. */
export interface Hit {
  /** Response or message. */
  key: string;
  /** Of a contact: the key under which it came. */
  messageKey: string;
  batch: number;
  subject: string;
  at: string;
  touchpoint: string;
  department: string;
  channel: string;
  language: string;
  metric: string;
  score: number | null;
  words: string;
}

export interface Span {
  /** Batches after the first and up to the second; for previews everything. */
  afterBatch: number;
  upToBatch: number;
  /** Received from then on. */
  receivedFrom: Date;
  /** Happened at most so long before it was received: what is loaded from the past opens no cases. */
  withinHours: number;
  touchpoints: readonly string[] | null;
  /** Of a preview: happened from then on, whenever it was received. */
  happenedFrom?: Date;
}

/** Where a page ended: the next one comes after it. */
export interface Mark {
  batch: number;
  key: string;
}

type Wanted = Exclude<LoopCondition, { kind: 'broken_promise' }>;

/** In the order of their batches, after a mark. */
export async function findHits(history: History, condition: Wanted, span: Span, { after, limit }: { after: Mark; limit: number }): Promise<Hit[]> {
  const { statement, params } = condition.kind === 'score' ? scoreHits(condition) : contactHits(condition);
  return history.query<Hit>(
    `select * from (${statement}) where (batch, key) > ({lastBatch:UInt64}, {lastKey:String}) order by batch, key limit {limit:UInt32}`,
    { ...params, ...spanParams(span), lastBatch: after.batch, lastKey: after.key, limit }, { lane: 'read' },
  );
}

const spanParams = ({ afterBatch, upToBatch, receivedFrom, withinHours, touchpoints, happenedFrom }: Span): HistoryParams => ({ afterBatch, upToBatch, receivedFrom: historyTime(happenedFrom ? 0 : receivedFrom), happenedFrom: historyTime(happenedFrom ?? 0), withinHours, touchpoints: touchpoints ?? [], isEverywhere: touchpoints === null ? 1 : 0 });

const inSpan = `batch > {afterBatch:UInt64} and batch <= {upToBatch:UInt64} and received_at >= {receivedFrom:DateTime64(3)} and at >= received_at - toIntervalHour({withinHours:UInt32}) and at >= {happenedFrom:DateTime64(3)}
  and ({isEverywhere:UInt8} = 1 or touchpoint in {touchpoints:Array(String)})`;

/** One hit per response, with its worst value and what was written beside it. Answers of nobody in particular are left out: nobody could hear back. */
function scoreHits({ metric, atMost }: Extract<Wanted, { kind: 'score' }>): { statement: string; params: HistoryParams } {
  return {
    statement: `
      select toString(a.response_id) as key, '' as messageKey, max(a.batch) as batch, toString(any(a.subject)) as subject, toString(any(a.at)) as at, any(a.touchpoint) as touchpoint, any(a.department) as department, any(a.channel) as channel,
        any(a.language) as language, {metric:String} as metric, minIf(a.value, a.role = {metric:String}) as score, anyIf(a.text, a.role = 'comment') as words
      from (
        select response_id, batch, subject, at, touchpoint, department, channel, language, role, value, text from answers
        where ${inSpan} and subject <> response_id and role in ({metric:String}, 'comment')) as a
      group by a.response_id having countIf(a.role = {metric:String} and a.value <= {atMost:Float64}) > 0`,
    params: { metric, atMost },
  };
}

/** Contacts by customers that did not happen on the desk itself: those are in a case already. */
function contactHits(condition: Exclude<Wanted, { kind: 'score' }>): { statement: string; params: HistoryParams } {
  const isReview = condition.kind === 'review';
  const wanted = isReview
    ? `match(kind, '(?i)review|rating|bewertung') and (score <= {atMost:Float64} or (score is null and mood <= -1))`
    : `(mood <= {moodAtMost:Float64} or (notEmpty({words:Array(String)}) and multiSearchAnyCaseInsensitiveUTF8(concat(subject_line, ' ', text), {words:Array(String)})))`;
  return {
    statement: `
      select toString(i.message_id) as key, i.message_key as messageKey, i.batch as batch, toString(i.subject) as subject, toString(i.at) as at, i.touchpoint as touchpoint, i.department as department, i.channel as channel, i.language as language, {metric:String} as metric,
        ${isReview ? 'i.score' : 'i.mood'} as score, if(i.text = '', i.subject_line, i.text) as words
      from (
        select message_id, message_key, batch, subject, at, touchpoint, department, channel, language, score, mood, text, subject_line from interactions
        where ${inSpan} and direction = 'inbound' and source not in ('desk', 'goodwill') and kind not in ('case_message', 'case_reply') and ${wanted}) as i`,
    params: isReview ? { metric: 'review', atMost: condition.atMost } : { metric: 'mood', moodAtMost: condition.moodAtMost, words: condition.words.length > 0 ? condition.words : [] },
  };
}

export interface HitCounts {
  n: number;
  customers: number;
  byTouchpoint: { touchpoint: string; n: number }[];
}

/** How much a rule would have caught; customers are counted by the identifiers they wrote with. */
export async function countHits(history: History, condition: Wanted, span: Span): Promise<HitCounts> {
  const { statement, params } = condition.kind === 'score' ? scoreHits(condition) : contactHits(condition);
  const values = { ...params, ...spanParams(span) };
  const [total] = await history.query<{ n: number; customers: number }>(`select count() as n, uniq(subject) as customers from (${statement})`, values, { lane: 'read' });
  const byTouchpoint = await history.query<{ touchpoint: string; n: number }>(`select touchpoint, count() as n from (${statement}) group by touchpoint order by n desc, touchpoint limit 200`, values, { lane: 'read' });
  return { n: total?.n ?? 0, customers: total?.customers ?? 0, byTouchpoint };
}
