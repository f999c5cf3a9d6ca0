import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { LoopCondition, LoopRuleInput } from './closed-loop.contract.ts';

export interface RuleRow {
  id: string;
  name: string;
  condition: LoopCondition;
  /** Null = all. */
  touchpoints: string[] | null;
  department: string | null;
  priority: 'low' | 'normal' | 'high' | 'urgent';
  contactWithinHours: number;
  beganAt: Date;
  switchedOffAt: Date | null;
  updatedAt: Date;
}
export type CountedRule = RuleRow & { caught: number; open: number };

const columns = sql`r.id, r.name, r.condition, r.touchpoints, r.department, r.priority, r.contact_within_hours, r.began_at, r.switched_off_at, r.updated_at`;

export async function listRules(db: Db): Promise<CountedRule[]> {
  const { rows } = await sql<CountedRule>`
    select ${columns}, (select count(*) from loop_catches k where k.rule_id = r.id) as caught,
      (select count(*) from loop_catches k join cases c on c.id = k.case_id where k.rule_id = r.id and c.is_active) as open
    from loop_rules r where r.removed_at is null order by r.created_at, r.id limit 200`.execute(db);
  return rows;
}

export async function findRule(db: Db, id: string): Promise<CountedRule | null> {
  return (await listRules(db)).find((rule) => rule.id === id) ?? null;
}

/** Those that look for something now. */
export async function listActiveRules(db: Db, kinds: readonly LoopCondition['kind'][]): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`select ${columns} from loop_rules r where r.removed_at is null and r.switched_off_at is null and r.kind = any(${kinds}::text[]) order by r.created_at, r.id limit 200`.execute(db);
  return rows;
}

export async function insertRule(db: Db, id: string, rule: LoopRuleInput, at: Date): Promise<void> {
  await sql`
    insert into loop_rules (id, name, kind, condition, touchpoints, department, priority, contact_within_hours, began_at, created_at, updated_at)
    values (${id}, ${rule.name}, ${rule.condition.kind}, ${jsonText(rule.condition)}::jsonb, ${rule.touchpoints}::text[], ${rule.department}, ${rule.priority}, ${rule.contactWithinHours}, ${at}, ${at}, ${at})`.execute(db);
}

export async function updateRule(db: Db, rule: RuleRow): Promise<void> {
  await sql`
    update loop_rules set name = ${rule.name}, kind = ${rule.condition.kind}, condition = ${jsonText(rule.condition)}::jsonb, touchpoints = ${rule.touchpoints}::text[], department = ${rule.department}, priority = ${rule.priority},
      contact_within_hours = ${rule.contactWithinHours}, began_at = ${rule.beganAt}, switched_off_at = ${rule.switchedOffAt}, updated_at = ${rule.updatedAt}
    where id = ${rule.id}`.execute(db);
}

export async function removeRuleRow(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update loop_rules set removed_at = ${at}, switched_off_at = coalesce(switched_off_at, ${at}), updated_at = ${at} where id = ${id} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
