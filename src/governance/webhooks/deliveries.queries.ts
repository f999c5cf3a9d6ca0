import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { DeliveryState, EventKind } from './webhooks.contract.ts';

export interface StoredEvent {
  id: string;
  kind: EventKind;
  customerIds: readonly string[];
  body: string;
  at: Date;
}

/** Events and one delivery of each to every endpoint that is on and asked for its kind. @returns how many deliveries */
export async function insertEvents(tx: Db, events: readonly StoredEvent[]): Promise<number> {
  const { rows } = await sql<{ deliveries: number }>`
    with fresh as (
      insert into webhook_events (id, kind, customer_ids, body, at)
      select e.id, e.kind, array(select jsonb_array_elements_text(e.customer_ids))::uuid[], e.body, e.at
      from unnest(${events.map((e) => e.id)}::text[], ${events.map((e) => e.kind)}::text[], ${events.map((e) => JSON.stringify(e.customerIds))}::jsonb[], ${events.map((e) => e.body)}::text[], ${events.map((e) => e.at)}::timestamptz[]) as e (id, kind, customer_ids, body, at)
      where exists (select 1 from webhook_endpoints w where w.switched_off_at is null and e.kind = any (w.event_kinds))
      returning id, kind, at
    ), due as (
      insert into webhook_deliveries (id, event_id, endpoint_id, created_at, next_attempt_at)
      select gen_random_uuid(), fresh.id, w.id, fresh.at, fresh.at
      from fresh join webhook_endpoints w on w.switched_off_at is null and fresh.kind = any (w.event_kinds)
      returning 1
    )
    select count(*) as deliveries from due`.execute(tx);
  return rows[0]?.deliveries ?? 0;
}

/** One event for one endpoint, whatever it asked for: the test. */
export async function insertEventFor(tx: Db, { id, kind, body, at }: StoredEvent, endpointId: string): Promise<void> {
  await sql`insert into webhook_events (id, kind, body, at) values (${id}, ${kind}, ${body}, ${at})`.execute(tx);
  await sql`insert into webhook_deliveries (id, event_id, endpoint_id, created_at, next_attempt_at) values (gen_random_uuid(), ${id}, ${endpointId}, ${at}, ${at})`.execute(tx);
}

export interface DueDelivery {
  id: string;
  endpointId: string;
  eventId: string;
  body: string;
  attempts: number;
  url: string;
  secret: string;
  oldSecret: string | null;
  oldSecretUntil: Date | null;
}

/**
 * Takes deliveries that are due, a few of each endpoint; of one that fails only one, so that it costs the others no time.
 * A claim that a crash left behind ends by itself.
 */
export async function claimDueDeliveries(db: Db, at: Date, claimedUntil: Date, limit: number): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    with ranked as (
      select d.id, row_number() over (partition by d.endpoint_id order by d.next_attempt_at, d.id) as place, (w.failing_since is not null) as is_failing
      from webhook_deliveries d join webhook_endpoints w on w.id = d.endpoint_id and w.switched_off_at is null
      where d.next_attempt_at <= ${at} and (d.claimed_until is null or d.claimed_until < ${at})
    ), due as (
      select d.id from webhook_deliveries d join ranked on ranked.id = d.id
      where ranked.place <= case when ranked.is_failing then 1 else 10 end
        and d.next_attempt_at <= ${at} and (d.claimed_until is null or d.claimed_until < ${at})
      limit ${limit}
      for update of d skip locked
    )
    update webhook_deliveries d set claimed_until = ${claimedUntil}
    from due, webhook_events e, webhook_endpoints w
    where d.id = due.id and e.id = d.event_id and w.id = d.endpoint_id
    returning d.id, d.endpoint_id, d.event_id, e.body, d.attempts, w.url, w.secret, w.old_secret, w.old_secret_until`.execute(db);
  return rows;
}

export interface DoneAttempt {
  deliveryId: string;
  number: number;
  at: Date;
  status: number | null;
  durationMs: number;
  problem: string | null;
  answerStart: string;
}

export async function insertAttempt(tx: Db, { deliveryId, number, at, status, durationMs, problem, answerStart }: DoneAttempt): Promise<void> {
  await sql`
    insert into webhook_attempts (delivery_id, number, at, status, duration_ms, problem, answer_start)
    values (${deliveryId}, ${number}, ${at}, ${status}, ${durationMs}, ${problem}, ${answerStart})
    on conflict (delivery_id, number) do nothing`.execute(tx);
}

/** @returns false when the delivery is gone, with its endpoint or its event */
export async function saveDelivery(tx: Db, id: string, { attempts, nextAttemptAt, deliveredAt, deadAt }: { attempts: number; nextAttemptAt: Date | null; deliveredAt: Date | null; deadAt: Date | null }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries
    set attempts = ${attempts}, next_attempt_at = ${nextAttemptAt}, claimed_until = null, delivered_at = ${deliveredAt}, dead_at = ${deadAt}
    where id = ${id}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** What waits for an endpoint that is switched off waits for nobody. @returns how many were given up */
export async function giveUpDeliveries(tx: Db, endpointId: string, at: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set next_attempt_at = null, claimed_until = null, dead_at = ${at}
    where endpoint_id = ${endpointId} and next_attempt_at is not null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** @returns null when nothing waits */
export async function findNextAttempt(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(greatest(d.next_attempt_at, d.claimed_until)) as at
    from webhook_deliveries d join webhook_endpoints w on w.id = d.endpoint_id and w.switched_off_at is null
    where d.next_attempt_at is not null`.execute(db);
  return rows[0]?.at ?? null;
}

export async function replayDelivery(db: Db, endpointId: string, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set next_attempt_at = ${at}, claimed_until = null, delivered_at = null, dead_at = null
    where endpoint_id = ${endpointId} and id = ${id}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function replayDeadDeliveries(db: Db, endpointId: string, at: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set next_attempt_at = ${at}, claimed_until = null, dead_at = null
    where endpoint_id = ${endpointId} and dead_at is not null`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export interface ListedDelivery {
  id: string;
  eventId: string;
  kind: EventKind;
  body: string;
  createdAt: Date;
  nextAttemptAt: Date | null;
  deliveredAt: Date | null;
  deadAt: Date | null;
  attempts: { number: number; at: string; status: number | null; durationMs: number; problem: string | null; answerStart: string }[];
}

export async function listDeliveries(db: Db, endpointId: string, { state, after, limit }: { state: DeliveryState | null; after: { createdAt: string; id: string } | null; limit: number }): Promise<ListedDelivery[]> {
  const { rows } = await sql<ListedDelivery>`
    select d.id, d.event_id, e.kind, e.body, d.created_at, d.next_attempt_at, d.delivered_at, d.dead_at,
      coalesce((
        select jsonb_agg(jsonb_build_object('number', a.number, 'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', a.status, 'durationMs', a.duration_ms, 'problem', a.problem, 'answerStart', a.answer_start) order by a.number desc)
        from (select * from webhook_attempts where delivery_id = d.id order by number desc limit 10) a), '[]') as attempts
    from webhook_deliveries d join webhook_events e on e.id = d.event_id
    where d.endpoint_id = ${endpointId}
      and (${state}::text is null
        or (${state} = 'waiting' and d.next_attempt_at is not null)
        or (${state} = 'delivered' and d.delivered_at is not null and d.next_attempt_at is null)
        or (${state} = 'dead' and d.dead_at is not null))
      and (${after?.id ?? null}::uuid is null or (d.created_at, d.id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by d.created_at desc, d.id desc
    limit ${limit}`.execute(db);
  return rows;
}

/** Events that nobody waits for any more, with their deliveries and log. @returns how many */
export async function deleteOldEvents(db: Db, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_events where id in (
      select e.id from webhook_events e
      where e.at < ${before} and not exists (select 1 from webhook_deliveries d where d.event_id = e.id and d.next_attempt_at is not null)
      limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export async function countEventsOf(db: Db, customerIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ events: number }>`select count(*) as events from webhook_events where customer_ids && ${customerIds}::uuid[]`.execute(db);
  return rows[0]?.events ?? 0;
}

export async function listEventsOf(db: Db, customerIds: readonly string[], limit: number): Promise<{ kind: string; at: Date; body: string }[]> {
  const { rows } = await sql<{ kind: string; at: Date; body: string }>`select kind, at, body from webhook_events where customer_ids && ${customerIds}::uuid[] order by at limit ${limit}`.execute(db);
  return rows;
}

export async function deleteEventsOf(tx: Db, customerIds: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from webhook_events where customer_ids && ${customerIds}::uuid[]`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** That somebody was erased must not stay here as a trace of them: gone as soon as everybody was told. */
export async function deleteToldErasure(tx: Db, eventId: string): Promise<void> {
  await sql`
    delete from webhook_events
    where id = ${eventId} and kind = 'customer.erased' and not exists (select 1 from webhook_deliveries where event_id = ${eventId} and delivered_at is null)`.execute(tx);
}
