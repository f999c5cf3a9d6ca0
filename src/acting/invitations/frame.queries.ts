import { type RawBuilder, sql } from 'kysely';
import type { CustomerFilter } from './invitations.contract.ts';

/**
 * Customers of a selection. @param affected - statement: customer_id, subject of those whom a rule finds; null = the filter has none
 * @param contacted - identifiers with a contact as the filter wants it; null = the filter asks for none
 */
export function filterFrameSql({ traits = [] }: CustomerFilter, { affected, contacted }: { affected: RawBuilder<unknown> | null; contacted: readonly string[] | null }): RawBuilder<unknown> {
  const found = affected === null
    ? sql`select c.id as customer_id, (select i.id from identifiers i where i.customer_id = c.id order by i.id limit 1) as subject from customers c`
    : sql`select a.customer_id, a.subject from (${affected}) a`;
  const wanted = [
    ...traits.map(({ name, isOneOf }) => sql`k.traits ->> ${name} = any(${isOneOf}::text[])`),
    ...(contacted === null ? [] : [sql`k.id in (select i.customer_id from identifiers i where i.id = any(${contacted}::uuid[]))`]),
  ];
  return sql`
    select 'customer:' || f.customer_id as key, f.customer_id, f.subject, null::timestamptz as event_at
    from (${found}) f join customers k on k.id = f.customer_id
    where f.subject is not null${wanted.length === 0 ? sql`` : sql` and ${sql.join(wanted, sql` and `)}`}`;
}

/** An uploaded list; whom we do not know stays in it, with a place of their own. */
export const listFrameSql = (distributionId: string): RawBuilder<unknown> => sql`
  select distinct on (key) found.key, found.customer_id, found.subject, null::timestamptz as event_at
  from (
    select coalesce('customer:' || i.customer_id, 'unknown:' || l.place) as key, i.customer_id, l.subject, l.place
    from distribution_list l left join identifiers i on i.id = l.subject where l.distribution_id = ${distributionId} and l.subject is not null
  ) found order by key, found.place`;

/** Invitations whose time has come; of a customer with several the first. */
export const dueFrameSql = (invitationIds: readonly string[]): RawBuilder<unknown> => sql`
  select v.id::text as key, i.customer_id, v.subject, v.event_at from survey_invitations v left join identifiers i on i.id = v.subject where v.id = any(${invitationIds}::uuid[])`;

/** Events that a trigger would have taken, for its preview. */
export const eventFrameSql = (events: readonly { key: string; subject: string }[]): RawBuilder<unknown> => sql`
  select 'event:' || e.key as key, i.customer_id, e.subject, null::timestamptz as event_at
  from unnest(${events.map(({ key }) => key)}::text[], ${events.map(({ subject }) => subject)}::uuid[]) as e (key, subject) left join identifiers i on i.id = e.subject`;
