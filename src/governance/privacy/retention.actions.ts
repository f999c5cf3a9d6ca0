import { sql } from 'kysely';
import { DAY_MS } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { PersonalDataHolder, PrivacyParts } from './personal-data.actions.ts';
import type { RetentionAction } from './personal-data.contract.ts';
import type { RetentionDryRun, RetentionKind } from './privacy.contract.ts';
import { requestErasure, SCRUB_JOB } from './erasure.actions.ts';

interface RuleRow {
  kind: string;
  action: RetentionAction;
  afterDays: number;
  setBy: string;
  setAt: Date;
  lastRunAt: Date | null;
  lastCount: number | null;
  lastFailure: string | null;
}

async function listRules({ db }: Pick<Context, 'db'>): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`select kind, action, after_days, set_by, set_at, last_run_at, last_count, last_failure from privacy_retention order by kind limit 200`.execute(db);
  return rows;
}

/** What can grow old: one kind of data of a slice, or customers as a whole. */
type Ageing = Pick<PersonalDataHolder, 'name' | 'expires' | 'usualDays' | 'countByYear'> & Required<Pick<PersonalDataHolder, 'expire'>> & { category: Pick<PersonalDataHolder['category'], 'labelDe' | 'labelEn'> };

const MOST_CUSTOMERS_A_NIGHT = 500;
const MOST_COUNTED = 1_000_000;

/** Who has gone silent is erased like anybody else, with a proof of its own; the rest of very many waits for the next night. */
const inactiveCustomers = (parts: PrivacyParts): Ageing => ({
  name: 'people.inactive_customers',
  category: { labelDe: 'Kunden ohne Kontakt und ohne laufenden Vertrag', labelEn: 'Customers without contact and without a running contract' },
  async expire(context, _action, before, isDryRun) {
    let n = 0;
    for await (const customerId of parts.people.listInactive(context, before, isDryRun ? MOST_COUNTED : MOST_CUSTOMERS_A_NIGHT)) {
      if (!isDryRun) await requestErasure(context, parts, { customerId, identifiers: null, reason: 'retention', note: '' }, { id: 'retention', label: 'momente' }).catch(unlessRequested);
      n += 1;
    }
    return n;
  },
});

function unlessRequested(error: unknown): string {
  if (error instanceof Problem && (error.code === 'privacy.already_requested' || error.code === 'privacy.legal_hold' || error.code === 'customer.not_found')) return '';
  throw error;
}

const ageing = (parts: PrivacyParts): Ageing[] => [...parts.holders.flatMap((holder) => (holder.expire ? [{ ...holder, expire: holder.expire }] : [])), inactiveCustomers(parts)];
const actionsOf = (holder: Pick<PersonalDataHolder, 'expires'>): RetentionAction[] => [...(holder.expires ?? ['delete' as const])];

/** All kinds of data that can age, with the rule in force. */
export async function listRetention(context: Context, parts: PrivacyParts): Promise<RetentionKind[]> {
  const rules = new Map((await listRules(context)).map((rule) => [rule.kind, rule]));
  return ageing(parts).map((holder) => {
    const rule = rules.get(holder.name);
    return {
      kind: holder.name, labelDe: holder.category.labelDe, labelEn: holder.category.labelEn, actions: actionsOf(holder), usualDays: holder.usualDays ?? null,
      rule: rule ? { action: rule.action, afterDays: rule.afterDays, setBy: rule.setBy, setAt: rule.setAt.toISOString(), lastRunAt: rule.lastRunAt?.toISOString() ?? null, lastCount: rule.lastCount, lastFailure: rule.lastFailure } : null,
    };
  });
}

/** @throws resource.not_found, request.invalid */
function getAgeing(parts: PrivacyParts, kind: string, action: RetentionAction): Ageing {
  const holder = ageing(parts).find((candidate) => candidate.name === kind);
  if (!holder) throw new Problem('resource.not_found', 'There is no such kind of data that ages.', { kind });
  if (!actionsOf(holder).includes(action)) throw new Problem('request.invalid', 'This kind of data cannot be treated like that.', {}, [{ at: 'body.action', reason: `must be one of ${actionsOf(holder).join(', ')}` }]);
  return holder;
}

export async function saveRetentionRule(context: Context, parts: PrivacyParts, rule: { kind: string; action: RetentionAction; afterDays: number; setBy: string }): Promise<void> {
  getAgeing(parts, rule.kind, rule.action);
  await sql`
    insert into privacy_retention (kind, action, after_days, set_by, set_at) values (${rule.kind}, ${rule.action}, ${rule.afterDays}, ${rule.setBy}, ${context.clock.now()})
    on conflict (kind) do update set action = excluded.action, after_days = excluded.after_days, set_by = excluded.set_by, set_at = excluded.set_at`.execute(context.db);
}

export async function deleteRetentionRule({ db }: Context, kind: string): Promise<void> {
  await sql`delete from privacy_retention where kind = ${kind}`.execute(db);
}

const beforeOf = ({ clock }: Context, afterDays: number) => new Date(clock.now().getTime() - afterDays * DAY_MS);

/** What a rule would do now. */
export async function dryRunRetention(context: Context, parts: PrivacyParts, kind: string, { action, afterDays }: { action: RetentionAction; afterDays: number }): Promise<RetentionDryRun> {
  const holder = getAgeing(parts, kind, action);
  const before = beforeOf(context, afterDays);
  return { before: before.toISOString(), n: await holder.expire(context, action, before, true), byYear: (await holder.countByYear?.(context, before)) ?? [] };
}

/** What holds where nobody has set a rule. */
function usualRules(parts: PrivacyParts, rules: readonly Pick<RuleRow, 'kind'>[]): Pick<RuleRow, 'kind' | 'action' | 'afterDays'>[] {
  const set = new Set(rules.map(({ kind }) => kind));
  return ageing(parts).flatMap((holder) => (holder.usualDays === undefined || set.has(holder.name) ? [] : actionsOf(holder).slice(0, 1).map((action) => ({ kind: holder.name, action, afterDays: holder.usualDays ?? 0 }))));
}

/** Applies all rules; one that fails does not hold up the others, and says so on the page. */
export async function runRetention(context: Context, parts: PrivacyParts): Promise<void> {
  let touched = 0;
  const rules = await listRules(context);
  for (const rule of [...rules, ...usualRules(parts, rules)]) {
    const holder = ageing(parts).find((candidate) => candidate.name === rule.kind);
    if (!holder) continue;
    try {
      const n = await holder.expire(context, rule.action, beforeOf(context, rule.afterDays), false);
      touched += n;
      await sql`update privacy_retention set last_run_at = ${context.clock.now()}, last_count = ${n}, last_failure = null where kind = ${rule.kind}`.execute(context.db);
    } catch (error) {
      context.log.error({ err: error, kind: rule.kind }, 'a retention rule failed');
      await sql`update privacy_retention set last_run_at = ${context.clock.now()}, last_failure = ${error instanceof Error ? error.message.slice(0, 500) : 'failed'} where kind = ${rule.kind}`.execute(context.db);
    }
  }
  if (touched > 0) await context.jobs.enqueue(SCRUB_JOB, { isWanted: true }, { key: 'scrub-after-retention' });
}
