import { historyTime } from '../../kernel/clock.ts';
import type { History } from '../../platform/storage/history.ts';
import { isoOf } from '../../platform/storage/history-instant.ts';
import { type AnswerScope, inScope, responsesSql, scopeParams } from './gap-figures.analytics.ts';

export interface ScoreCount {
  score: number;
  expectation: number;
  experience: number;
}

/** How many responses gave which score, rounded to whole points; 11 rows at most. */
export async function listDistribution(history: History, touchpoint: string, scope: AnswerScope): Promise<ScoreCount[]> {
  return history.query(
    `with responses as (${responsesSql('a.touchpoint = {touchpoint:String}')})
     select toUInt8(floor(least(greatest(assumeNotNull(side.2), 0), 10) + 0.5)) as score, toUInt32(countIf(side.1 = 'expectation')) as expectation, toUInt32(countIf(side.1 = 'experience')) as experience
     from (select arrayJoin([('expectation', if(pairs > 0, expectation, null)), ('experience', lived)]) as side from responses)
     where side.2 is not null
     group by score
     order by score
     limit 11`,
    { ...scopeParams(scope), touchpoint }, { lane: 'analysis', timeoutMs: 15_000 });
}

export interface QuoteRow {
  responseId: string;
  customerId: string;
  at: string;
  text: string;
  language: string;
  group: string;
  experience: number | null;
  gap: number | null;
}

/** What customers wrote whose experience was lowest, the newest first among equals. */
export async function listLowestQuotes(history: History, touchpoint: string, scope: AnswerScope, limit: number): Promise<QuoteRow[]> {
  return history.query(
    `with
       responses as (${responsesSql('a.touchpoint = {touchpoint:String}')}),
       comments as (
         select a.response_id as response_id, any(a.at) as commented_at, any(a.text) as comment, any(a.language) as spoken, any(a.target_group) as target
         from answers a
         where a.touchpoint = {touchpoint:String} and a.role = 'comment' and a.text != '' and ${inScope}
         group by response_id
       )
     select toString(comments.response_id) as responseId, toString(responses.customer) as customerId, ${isoOf('commented_at')} as at, substring(comment, 1, 1000) as text, spoken as language, toString(target) as group,
       responses.lived as experience, if(responses.pairs > 0, responses.experience - responses.expectation, null) as gap
     from comments left join responses on comments.response_id = responses.response_id
     order by responses.lived asc nulls last, commented_at desc, responseId
     limit {limit:UInt32}`,
    { ...scopeParams(scope), touchpoint, limit }, { lane: 'analysis', timeoutMs: 15_000 });
}

export interface ResponseRow {
  responseId: string;
  at: string;
  customerId: string;
  expectation: number | null;
  experience: number | null;
  gap: number | null;
  score: number | null;
  comment: string;
  group: string;
  channel: string;
  language: string;
}

export interface ResponseFilter {
  /** '' = all dimensions together. */
  dimension: string;
  experienceFrom: number | null;
  experienceTo: number | null;
  onlyShortfall: boolean;
  /** Instant and id of the last response of the page before; null = from the newest. */
  after: { at: string; id: string } | null;
  limit: number;
}

/** The responses behind a figure, the newest first. With a dimension both sides are those of this dimension alone. */
export async function listResponses(history: History, touchpoint: string, scope: AnswerScope, filter: ResponseFilter): Promise<ResponseRow[]> {
  return history.query(
    `with
       responses as (${responsesSql(`a.touchpoint = {touchpoint:String} and ({dimension:String} = '' or a.dimension = {dimension:String} or a.role in ('nps', 'overall'))`, ['channel', 'language'])}),
       comments as (
         select a.response_id as response_id, any(a.text) as comment
         from answers a
         where a.touchpoint = {touchpoint:String} and a.role = 'comment' and ${inScope}
         group by response_id
       )
     select toString(responses.response_id) as responseId, ${isoOf('responses.at')} as at, toString(responses.customer) as customerId,
       if(responses.pairs > 0, responses.expectation, null) as expectation, responses.lived as experience,
       if(responses.pairs > 0, responses.experience - responses.expectation, null) as gap,
       responses.score as score, comments.comment as comment, toString(responses.target_group) as group, toString(responses.channel) as channel, toString(responses.language) as language
     from responses left join comments on comments.response_id = responses.response_id
     where responses.lived is not null
       and responses.lived >= {experienceFrom:Float64} and responses.lived <= {experienceTo:Float64}
       and ({onlyShortfall:UInt8} = 0 or (responses.pairs > 0 and responses.experience < responses.expectation))
       and (responses.at, responses.response_id) < ({afterAt:DateTime64(3, 'UTC')}, {afterId:UUID})
     order by responses.at desc, responses.response_id desc
     limit {limit:UInt32}`,
    {
      ...scopeParams(scope), touchpoint,
      dimension: filter.dimension,
      experienceFrom: String(filter.experienceFrom ?? -1), experienceTo: String(filter.experienceTo ?? 11),
      onlyShortfall: Number(filter.onlyShortfall),
      afterAt: historyTime(filter.after?.at ?? '2200-01-01T00:00:00Z'),
      afterId: filter.after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      limit: filter.limit,
    },
    { lane: 'analysis', timeoutMs: 15_000 });
}
