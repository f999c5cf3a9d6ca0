import { DAY_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { LoopPreview, LoopRule, LoopRuleChange, LoopRuleInput } from './closed-loop.contract.ts';
import { countHits, findHits, type Span } from './find-hits.analytics.ts';
import { type CountedRule, findRule, insertRule, listRules, removeRuleRow, updateRule } from './loop-rules.queries.ts';
import { countBrokenPromises } from './preview-promises.queries.ts';

export async function listLoopRules(context: Context): Promise<LoopRule[]> {
  return (await listRules(context.db)).map(present);
}

/** It looks at what comes from now on; nothing that lies there already opens a case. */
export async function addLoopRule(context: Context, input: LoopRuleInput): Promise<LoopRule> {
  const now = context.clock.now();
  const id = newId(now.getTime());
  await insertRule(context.db, id, input, now);
  return present(await getRule(context, id));
}

/** Switched on again, it begins anew: what came meanwhile opens no cases. @throws loop_rule.not_found */
export async function changeLoopRule(context: Context, id: string, { isOn, ...change }: LoopRuleChange): Promise<LoopRule> {
  const rule = await getRule(context, id);
  const now = context.clock.now();
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const switchedOffAt = isOn === undefined ? rule.switchedOffAt : isOn ? null : (rule.switchedOffAt ?? now);
  await updateRule(context.db, { ...rule, ...given, switchedOffAt, beganAt: rule.switchedOffAt !== null && switchedOffAt === null ? now : rule.beganAt, updatedAt: now });
  return present(await getRule(context, id));
}

/** What it caught stays. @throws loop_rule.not_found */
export async function removeLoopRule(context: Context, id: string): Promise<void> {
  if (!(await removeRuleRow(context.db, id, context.clock.now()))) throw ruleNotFound();
}

const EXAMPLES = 5;

/** What a rule would have caught in the last days, had it been there; the customers' words only for those who may read personal data. */
export async function previewLoopRule(context: Context, actor: Pick<Actor, 'can'>, { condition, touchpoints, days }: Pick<LoopRuleInput, 'condition' | 'touchpoints'> & { days: number }): Promise<LoopPreview> {
  const now = context.clock.now();
  const from = new Date(now.getTime() - days * DAY_MS);
  const perWeek = (n: number) => Math.round((n / days) * 70) / 10;
  if (condition.kind === 'broken_promise') {
    const { n, customers } = await countBrokenPromises(context.db, { from, touchpoints });
    return { days, n, customers, perWeek: perWeek(n), byTouchpoint: [], examples: [] };
  }
  // Here what was loaded counts by when it happened: whoever tries a rule on the first day wants to see something.
  const span: Span = { afterBatch: 0, upToBatch: Number.MAX_SAFE_INTEGER, receivedFrom: from, withinHours: 24 * 36_500, touchpoints, happenedFrom: from };
  const [counts, hits] = await Promise.all([countHits(context.history, condition, span), findHits(context.history, condition, span, { after: { batch: 0, key: '' }, limit: EXAMPLES })]);
  return {
    days, ...counts, perWeek: perWeek(counts.n),
    examples: hits.map(({ at, touchpoint, score, words }) => ({ at: `${at.replace(' ', 'T')}Z`, touchpoint, score, words: actor.can('read', 'personal_data') ? words.slice(0, 300) : '' })),
  };
}

async function getRule(context: Context, id: string): Promise<CountedRule> {
  const rule = await findRule(context.db, id);
  if (!rule) throw ruleNotFound();
  return rule;
}

const ruleNotFound = () => new Problem('loop_rule.not_found', 'There is no such rule.');
const present = ({ beganAt, switchedOffAt, updatedAt, ...rule }: CountedRule): LoopRule => ({ ...rule, beganAt: beganAt.toISOString(), switchedOffAt: switchedOffAt?.toISOString() ?? null, updatedAt: updatedAt.toISOString() });
