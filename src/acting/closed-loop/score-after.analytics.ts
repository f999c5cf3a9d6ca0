import { historyTime } from '../../kernel/clock.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History } from '../../platform/storage/history.ts';

export interface ScoreBefore {
  /** Of the catch. */
  id: string;
  customerId: string;
  touchpoint: string;
  metric: string;
  solvedAt: Date;
}

/** Days after the case in which the next answer counts. */
const WITHIN_DAYS = 180;

/** The first score that the same customer gave to the same question at the same touchpoint after the case; per catch. */
export async function listScoresAfter(history: History, before: readonly ScoreBefore[]): Promise<Map<string, number>> {
  if (before.length === 0) return new Map();
  const rows = await history.query<{ id: string; score: number }>(
    `select toString(solved.id) as id, argMin(given.score, given.at) as score
     from (
       select tupleElement(one, 1) as id, tupleElement(one, 2) as customer_id, tupleElement(one, 3) as touchpoint, tupleElement(one, 4) as metric, tupleElement(one, 5) as solved_at
       from (select arrayJoin(arrayZip({ids:Array(UUID)}, {customers:Array(UUID)}, {touchpoints:Array(String)}, {metrics:Array(String)}, {solved:Array(DateTime64(3))})) as one)
     ) as solved
     inner join (
       select ${customerIdOf('a')} as customer_id, a.touchpoint as touchpoint, toString(a.role) as metric, a.response_id, min(a.value) as score, any(a.at) as at
       from answers a ${ownersJoin('a')}
       where a.touchpoint in {touchpoints:Array(String)} and a.role in {metrics:Array(String)} and a.at >= {from:DateTime64(3)} and a.value is not null
       group by customer_id, touchpoint, metric, a.response_id
     ) as given on given.customer_id = solved.customer_id and given.touchpoint = solved.touchpoint and given.metric = solved.metric
     where given.at > solved.solved_at and given.at <= solved.solved_at + toIntervalDay(${WITHIN_DAYS})
     group by solved.id`,
    {
      ids: before.map(({ id }) => id), customers: before.map(({ customerId }) => customerId), touchpoints: before.map(({ touchpoint }) => touchpoint), metrics: before.map(({ metric }) => metric), solved: before.map(({ solvedAt }) => historyTime(solvedAt)),
      from: historyTime(Math.min(...before.map(({ solvedAt }) => solvedAt.getTime()))),
    },
    { lane: 'read' },
  );
  return new Map(rows.map(({ id, score }) => [id, score]));
}
