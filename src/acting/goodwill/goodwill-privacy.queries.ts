import { type RawBuilder, sql } from 'kysely';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

/** Given to a customer, or in a case that is theirs by now. */
function given({ customerId, subjects, spans }: CustomerReach): RawBuilder<unknown> {
  const mine = sql`select i.id from identifiers i where i.id = any(${subjects}::uuid[]) or (i.customer_id = ${customerId} and i.id = any(${spans.map((span) => span.subject)}::uuid[]))`;
  return sql`(b.subject in (${mine}) or b.case_id in (select c.id from cases c where c.subject in (${mine})))`;
}

export async function countGiven(db: Db, reach: CustomerReach): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from goodwill_bookings b where ${given(reach)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listGiven(db: Db, reach: CustomerReach, limit: number): Promise<{ askedAt: Date; what: string; amount: number; unit: string; valueCents: number; reason: string; executedAt: Date | null }[]> {
  const { rows } = await sql<{ askedAt: Date; what: string; amount: number; unit: string; valueCents: number; reason: string; executedAt: Date | null }>`
    select b.asked_at, k.name_de as what, b.amount, k.unit_de as unit, b.value_cents, b.reason, b.executed_at from goodwill_bookings b join goodwill_kinds k on k.code = b.kind
    where ${given(reach)} order by b.asked_at limit ${limit}`.execute(db);
  return rows;
}

/** What it cost stays as a figure, without to whom and why; what is not carried out yet is not carried out any more. */
export async function forgetGiven(tx: Db, reach: CustomerReach, at: Date): Promise<number> {
  await sql`delete from goodwill_attempts where booking_id in (select b.id from goodwill_bookings b where ${given(reach)})`.execute(tx);
  const { numAffectedRows } = await sql`
    update goodwill_bookings b set subject = null, case_id = null, reason = '', refused_because = null, cancelled_because = null, failure = null, next_attempt_at = null,
      cancelled_at = case when executed_at is null and refused_at is null then coalesce(cancelled_at, ${at}) else cancelled_at end
    where ${given(reach)}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
