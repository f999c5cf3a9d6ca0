import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { PromisePolicy, PromisePolicyInput } from './promise-settings.contract.ts';

const MAX_POLICIES = 100;

export async function listPromisePolicies(db: Db): Promise<PromisePolicy[]> {
  const { rows } = await sql<PromisePolicy>`
    select id, position, name, conditions, remind_minutes_before, escalate_minutes_late, escalate_to from promise_policies order by position, id limit ${MAX_POLICIES}`.execute(db);
  return rows;
}

/** Puts all policies in place of those that were there, in their order. */
export async function replacePromisePolicies(tx: Db, policies: readonly (PromisePolicyInput & { id: string })[], at: Date): Promise<void> {
  await sql`delete from promise_policies where id <> all(${policies.map(({ id }) => id)}::uuid[])`.execute(tx);
  for (const [place, policy] of policies.entries()) {
    await sql`
      insert into promise_policies (id, position, name, conditions, remind_minutes_before, escalate_minutes_late, escalate_to, updated_at)
      values (${policy.id}, ${place + 1}, ${policy.name}, ${JSON.stringify(policy.conditions)}::jsonb, ${policy.remindMinutesBefore}, ${policy.escalateMinutesLate}, ${JSON.stringify(policy.escalateTo)}::jsonb, ${at})
      on conflict (id) do update set position = excluded.position, name = excluded.name, conditions = excluded.conditions, remind_minutes_before = excluded.remind_minutes_before,
        escalate_minutes_late = excluded.escalate_minutes_late, escalate_to = excluded.escalate_to, updated_at = excluded.updated_at`.execute(tx);
  }
}
