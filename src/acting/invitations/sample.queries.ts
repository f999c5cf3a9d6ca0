import { type RawBuilder, sql } from 'kysely';
import type { Sample } from './invitations.contract.ts';
import { judgedSql, type Question } from './judge.queries.ts';

/**
 * The number that decides, from a fingerprint of distribution and person or event: evenly spread, the same whenever it is
 * asked, and nobody's choice. `key` is the column with what identifies the person or event within the distribution.
 */
export const drawnNumberSql = (distributionId: string, key: RawBuilder<unknown>) => sql<number>`('x' || left(md5(${distributionId}::text || ':' || ${key}), 8))::bit(32)::bigint`;
const OF_ALL = 4_294_967_296;

/** Whether an event or a member of staff is in a sample of this share. */
export const isInShareSql = (distributionId: string, key: RawBuilder<unknown>, sample: Sample) => (sample.kind === 'share' ? sql<boolean>`${drawnNumberSql(distributionId, key)} < ${sample.share}::float8 * ${OF_ALL}::float8` : sql<boolean>`true`);

/**
 * Everybody judged, and who of those that may be asked is drawn: the columns of judgedSql, stratum and is_drawn.
 * share: each with this probability · count: the n with the lowest numbers · strata: n shared out over the values of a trait,
 * in proportion to how many there are (largest remainders; Hare–Niemeyer) or the same for each, within each the lowest numbers.
 */
export function sampledSql(question: Question, sample: Sample): RawBuilder<unknown> {
  const { distributionId } = question;
  const number = drawnNumberSql(distributionId, sql`j.key`);
  switch (sample.kind) {
    case 'all':
    case 'share':
      return sql`select j.*, null::text as stratum, j.reason is null and ${isInShareSql(distributionId, sql`j.key`, sample)} as is_drawn from (${judgedSql(question)}) j`;
    case 'count':
      return sql`
        select j.*, null::text as stratum, j.reason is null and row_number() over (partition by j.reason is null order by ${number}, j.key) <= ${sample.n} as is_drawn
        from (${judgedSql(question)}) j`;
    case 'strata':
      return sql`
        with j as materialized (
          select judged.*, coalesce(k.traits ->> ${sample.by}, '') as stratum from (${judgedSql(question)}) judged left join customers k on k.id = judged.customer_id
        ), size as materialized (
          select stratum, count(*) as people from j where reason is null group by 1
        ), exact as materialized (
          select stratum, people, case when ${sample.allocation} = 'equal' then ${sample.n}::numeric / count(*) over () else ${sample.n}::numeric * people / sum(people) over () end as share from size
        ), quota as materialized (
          select stratum, least(people, floor(share) + case when row_number() over (order by share - floor(share) desc, stratum collate "C") <= ${sample.n} - sum(floor(share)) over () then 1 else 0 end) as places from exact
        ), numbered as (
          select j.*, row_number() over (partition by j.stratum, j.reason is null order by ${number}, j.key) as place from j
        )
        select j.key, j.customer_id, j.subject, j.language, j.channel, j.address, j.reason, j.delayed_because, j.due_at, j.stratum, j.reason is null and j.place <= q.places as is_drawn
        from numbered j left join quota q on q.stratum = j.stratum`;
  }
}
