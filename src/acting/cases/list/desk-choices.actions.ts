import { listDepartments } from '../../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { DeskChoices } from '../cases.contract.ts';
import { listCategories, listStaff } from '../live/watchers.queries.ts';

/** What can be chosen on the desk: colleagues, categories in use, departments. */
export async function readDeskChoices(context: Context, actor: Actor): Promise<DeskChoices> {
  const [people, categories, departments] = await Promise.all([listStaff(context.db), listCategories(context.db), listDepartments(context)]);
  return { people, categories, departments: departments.map(({ code }) => code).filter((code) => actor.departments === null || actor.departments.includes(code)) };
}
