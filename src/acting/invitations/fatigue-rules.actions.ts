import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { deleteRule, type FatigueRuleRow, insertRule, listMissingSurveys, listRules, MOST_RULES, updateRule, wakeDelayed } from './fatigue-rules.queries.ts';
import type { FatigueRule, FatigueRuleInput } from './invitations.contract.ts';

export async function listFatigueRules({ db }: Context): Promise<FatigueRule[]> {
  return (await listRules(db)).map(present);
}

/** @throws request.invalid for a survey that does not exist, or when there are too many rules */
export async function addFatigueRule(context: Context, actor: Actor, input: FatigueRuleInput): Promise<FatigueRule> {
  const now = context.clock.now();
  const id = newId(now.getTime());
  await context.db.transaction().execute(async (tx) => {
    await refuseUnknownSurveys(tx, input);
    if ((await listRules(tx)).length >= MOST_RULES) throw new Problem('request.invalid', `At most ${MOST_RULES} rules.`);
    await insertRule(tx, { ...rowOf(id, input, now), createdAt: now, createdBy: actor.label });
    await wakeDelayed(tx, now);
  });
  return get(context, id);
}

/** @throws fatigue_rule.not_found, request.invalid */
export async function changeFatigueRule(context: Context, id: string, input: FatigueRuleInput): Promise<FatigueRule> {
  const now = context.clock.now();
  await context.db.transaction().execute(async (tx) => {
    await refuseUnknownSurveys(tx, input);
    if (!(await updateRule(tx, rowOf(id, input, now), now))) throw notFound();
    await wakeDelayed(tx, now);
  });
  return get(context, id);
}

/** @throws fatigue_rule.not_found */
export async function removeFatigueRule(context: Context, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    if (!(await deleteRule(tx, id))) throw notFound();
    await wakeDelayed(tx, context.clock.now());
  });
}

async function get(context: Context, id: string): Promise<FatigueRule> {
  const rule = (await listFatigueRules(context)).find((one) => one.id === id);
  if (!rule) throw notFound();
  return rule;
}

async function refuseUnknownSurveys(tx: Db, { survey, exceptions }: FatigueRuleInput): Promise<void> {
  const missing = await listMissingSurveys(tx, [...(survey === null ? [] : [survey]), ...exceptions]);
  if (missing.length > 0) throw new Problem('request.invalid', 'There is no such survey.', {}, missing.map((code) => ({ at: code === survey ? 'body.survey' : `body.exceptions[${exceptions.indexOf(code)}]`, reason: 'there is no such survey' })));
}

const rowOf = (id: string, { isOn, ...input }: FatigueRuleInput, now: Date): Omit<FatigueRuleRow, 'createdAt' | 'createdBy'> => ({ ...input, id, exceptions: [...new Set(input.exceptions)], switchedOffAt: isOn ? null : now });
const present = ({ switchedOffAt, createdAt, ...row }: FatigueRuleRow): FatigueRule => ({ ...row, createdAt: createdAt.toISOString(), isOn: switchedOffAt === null });
const notFound = () => new Problem('fatigue_rule.not_found', 'There is no such rule.');
