import { newId } from '../../../kernel/ids.ts';
import { Problem, type ProblemPlace } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { Definition } from '../../surveys/definition.contract.ts';
import { parseExpression } from '../../surveys/flow/expression.logic.ts';
import { findQuestion } from '../../surveys/flow/flow.logic.ts';
import { getSurvey } from '../../surveys/manage-surveys.actions.ts';
import { getPublished } from '../../surveys/versions/published.actions.ts';
import { type Quota, type QuotaChange, type QuotaInput, QUOTAS_PER_SURVEY } from './quotas.contract.ts';
import { deleteQuota, insertQuotas, listQuotas, lockSurvey, type NewQuota, type QuotaRow, updateQuota } from './quotas.queries.ts';

/** @throws survey.not_found */
export async function listQuotasOf(context: Context, actor: Actor, code: string): Promise<Quota[]> {
  await getSurvey(context, actor, code);
  return (await listQuotas(context.db, [code], QUOTAS_PER_SURVEY)).map(presentQuota);
}

/**
 * A quota, or a cell for each of a list with each of another one. What came before it was made does not count in it.
 * @returns all quotas of the survey
 * @throws survey.not_found, survey.quota_invalid, survey.quotas_too_many
 */
export async function createQuotas(context: Context, actor: Actor, code: string, input: QuotaInput): Promise<Quota[]> {
  await getSurvey(context, actor, code);
  const { definition } = await getPublished(context, code);
  refuseUnreadable(definition, input);
  const at = context.clock.now();
  // Ids that follow each other keep the cells in the order in which they were given.
  const cells = cellsOf(input).map((cell, place): NewQuota => ({ id: newId(at.getTime() + place), ...cell }));
  await context.db.transaction().execute(async (tx) => {
    await lockSurvey(tx, code);
    const known = await listQuotas(tx, [code], QUOTAS_PER_SURVEY);
    if (known.length + cells.length > QUOTAS_PER_SURVEY) throw new Problem('survey.quotas_too_many', `A survey has ${QUOTAS_PER_SURVEY} quotas at most.`, { most: QUOTAS_PER_SURVEY });
    await insertQuotas(tx, code, cells, { at, by: actor.label });
  });
  return listQuotasOf(context, actor, code);
}

function cellsOf(input: QuotaInput): Omit<NewQuota, 'id'>[] {
  if (!('group' in input)) return [{ name: input.name, condition: input.when, target: input.target, grouping: null }];
  return input.first.flatMap((row, down) => input.second.map((column, across) => ({ name: `${row.name} × ${column.name}`, condition: `(${row.when}) and (${column.when})`, target: input.targets[down]?.[across] ?? 0, grouping: input.group })));
}

/** A condition that cannot hold would let everybody in and count nobody. */
function refuseUnreadable(definition: Definition, input: QuotaInput): void {
  const conditions = 'group' in input ? [...input.first.map(({ when }, n) => ({ at: `first[${n}].when`, when })), ...input.second.map(({ when }, n) => ({ at: `second[${n}].when`, when }))] : input.when === null ? [] : [{ at: 'when', when: input.when }];
  const places = conditions.flatMap(({ at, when }): ProblemPlace[] => {
    const parsed = parseExpression(when);
    if (!parsed.ok) return [{ at, reason: `cannot be read at character ${parsed.at + 1}: ${parsed.reason}` }];
    const unknown = parsed.names.find((name) => !isKnown(definition, name));
    return unknown === undefined ? [] : [{ at, reason: `there is nothing called ${unknown}` }];
  });
  if (places.length > 0) throw new Problem('survey.quota_invalid', `A condition of the quota is not right: ${places[0]?.reason ?? ''}.`, {}, places);
}

function isKnown(definition: Definition, name: string): boolean {
  if (name === 'language' || name === 'source') return true;
  const [first = '', field = ''] = name.split('.');
  return first === 'hidden' ? definition.hidden.some(({ id }) => id === field) : findQuestion(definition, first) !== null;
}

/** @throws survey.not_found, survey.quota_not_found */
export async function changeQuota(context: Context, actor: Actor, { code, id }: { code: string; id: string }, change: QuotaChange): Promise<Quota[]> {
  await getSurvey(context, actor, code);
  if (!(await updateQuota(context.db, code, id, { name: change.name ?? null, target: change.target ?? null }))) throw quotaNotFound();
  return listQuotasOf(context, actor, code);
}

/** @throws survey.not_found, survey.quota_not_found */
export async function removeQuota(context: Context, actor: Actor, { code, id }: { code: string; id: string }): Promise<void> {
  await getSurvey(context, actor, code);
  if (!(await deleteQuota(context.db, code, id))) throw quotaNotFound();
}

const quotaNotFound = () => new Problem('survey.quota_not_found', 'There is no such quota.');

const presentQuota = ({ id, name, condition, target, accepted, grouping }: QuotaRow): Quota => ({ id, name, when: condition, target, accepted, group: grouping });
