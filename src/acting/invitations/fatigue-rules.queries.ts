import { sql } from 'kysely';
import type { SurveyKind } from '../../listening/surveys/drafts/drafts.contract.ts';
import type { Db } from '../../platform/storage/records.ts';

export interface FatigueRuleRow {
  id: string;
  scope: 'all' | 'kind' | 'survey';
  surveyKind: SurveyKind | null;
  survey: string | null;
  most: number;
  days: number;
  effect: 'skip' | 'delay';
  exceptions: string[];
  createdAt: Date;
  createdBy: string;
  switchedOffAt: Date | null;
}

export const MOST_RULES = 200;

export async function listRules(db: Db): Promise<FatigueRuleRow[]> {
  const { rows } = await sql<FatigueRuleRow>`
    select id, scope, survey_kind, survey, most, days, effect, exceptions, created_at, coalesce((select u.name from users u where u.email = created_by), created_by) as created_by, switched_off_at
    from fatigue_rules order by array_position(array['all', 'kind', 'survey'], scope), days, id limit ${MOST_RULES}`.execute(db);
  return rows;
}

export async function insertRule(db: Db, rule: FatigueRuleRow): Promise<void> {
  await sql`
    insert into fatigue_rules (id, scope, survey_kind, survey, most, days, effect, exceptions, created_at, created_by, changed_at, switched_off_at)
    values (${rule.id}, ${rule.scope}, ${rule.surveyKind}, ${rule.survey}, ${rule.most}, ${rule.days}, ${rule.effect}, ${rule.exceptions}::text[], ${rule.createdAt}, ${rule.createdBy}, ${rule.createdAt}, ${rule.switchedOffAt})`.execute(db);
}

/** @returns false when there is none of this id */
export async function updateRule(db: Db, rule: Omit<FatigueRuleRow, 'createdAt' | 'createdBy'>, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update fatigue_rules set scope = ${rule.scope}, survey_kind = ${rule.surveyKind}, survey = ${rule.survey}, most = ${rule.most}, days = ${rule.days}, effect = ${rule.effect}, exceptions = ${rule.exceptions}::text[], changed_at = ${at},
      switched_off_at = case when ${rule.switchedOffAt}::timestamptz is null then null else coalesce(switched_off_at, ${rule.switchedOffAt}) end
    where id = ${rule.id}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function deleteRule(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from fatigue_rules where id = ${id}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function listMissingSurveys(db: Db, codes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select c.code from unnest(${codes}::text[]) as c (code) where not exists (select from surveys s where s.code = c.code) order by 1`.execute(db);
  return rows.map(({ code }) => code);
}

/** Whose turn it is changes with the rules: who waits because of one is decided about again at once. */
export async function wakeDelayed(tx: Db, now: Date): Promise<void> {
  await sql`update survey_invitations set due_at = ${now} where due_at > ${now} and delayed_because = 'fatigue'`.execute(tx);
}
