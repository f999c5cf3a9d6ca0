import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { catalogue } from './catalogue/catalogue.logic.ts';
import type { CatalogueAnswer, Industry } from './inventory.contract.ts';
import { listTouchpoints, saveTouchpoints, type Scope } from './touchpoints.actions.ts';

/** The starter catalogue, with the number of touchpoints of each industry that the inventory does not have. */
export async function readCatalogue(context: Context): Promise<CatalogueAnswer> {
  const taken = new Set((await listTouchpoints(context)).map(({ code }) => code));
  return { industries: catalogue.map((entry) => ({ ...entry, missing: entry.touchpoints.filter(({ code }) => !taken.has(code)).length })) };
}

/**
 * Adds what the inventory does not have; what is there stays as it is. Whoever is limited to departments adds to the
 * own one: a touchpoint without a department would be out of their sight at once.
 */
export async function addFromCatalogue(context: Context, industry: Industry, scope: Scope = null): Promise<{ created: string[]; skipped: number }> {
  const taken = new Set((await listTouchpoints(context)).map(({ code }) => code));
  const offered = catalogue.find((entry) => entry.industry === industry)?.touchpoints ?? [];
  const missing = offered.filter(({ code }) => !taken.has(code));
  const department = scope?.[0];
  if (scope !== null && department === undefined) throw new Problem('permission.denied', 'Your role is limited to departments, and you belong to none yet.');
  await saveTouchpoints(context, department === undefined ? missing : missing.map((touchpoint) => ({ ...touchpoint, department })));
  return { created: missing.map(({ code }) => code), skipped: offered.length - missing.length };
}
