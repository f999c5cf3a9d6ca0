import { type RawBuilder, sql } from 'kysely';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

function of({ customerId, subjects, spans }: CustomerReach): RawBuilder<unknown> {
  const mine = sql`select i.id from identifiers i where i.id = any(${subjects}::uuid[]) or (i.customer_id = ${customerId} and i.id = any(${spans.map((span) => span.subject)}::uuid[]))`;
  return sql`(k.subject in (${mine}) or k.case_id in (select c.id from cases c where c.subject in (${mine})))`;
}

export async function countCaughtOf(db: Db, reach: CustomerReach): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from loop_catches k where ${of(reach)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listCaughtOf(db: Db, reach: CustomerReach, limit: number): Promise<{ happenedAt: Date; rule: string; touchpoint: string; score: number | null; toldHow: string | null; notToldBecause: string | null }[]> {
  const { rows } = await sql<{ happenedAt: Date; rule: string; touchpoint: string; score: number | null; toldHow: string | null; notToldBecause: string | null }>`
    select k.happened_at, r.name as rule, k.touchpoint, k.score, k.told_how, k.not_told_because from loop_catches k join loop_rules r on r.id = k.rule_id where ${of(reach)} order by k.happened_at limit ${limit}`.execute(db);
  return rows;
}

/** That something was caught stays, with its score and day; not whose it was. */
export async function forgetCaughtOf(tx: Db, reach: CustomerReach): Promise<number> {
  const { numAffectedRows } = await sql`update loop_catches k set subject = null, case_id = null, not_told_because = null, source_key = gen_random_uuid()::text where ${of(reach)}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
