import { Problem } from '../../kernel/problem.ts';
import { getTouchpoint } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { deleteExpectation, type ExpectationRow, listExpectationsOf, upsertExpectation } from './expectations.queries.ts';
import type { Expectation, ExpectationInput } from './gaps.contract.ts';

/** What was set by hand for a touchpoint. @throws touchpoint.not_found */
export async function listExpectationsFor(context: Context, code: string, actor: Actor): Promise<Expectation[]> {
  await getTouchpoint(context, code, actor.departments);
  return (await listExpectationsOf(context.db, code)).map(present);
}

/** Sets what customers may expect, for the whole touchpoint or one dimension, for everybody or one group. @throws touchpoint.not_found */
export async function setExpectation(context: Context, code: string, { dimension, group, value, note }: ExpectationInput, actor: Actor): Promise<Expectation> {
  await getTouchpoint(context, code, actor.departments);
  const row: ExpectationRow = { touchpoint: code, dimension: dimension ?? '', targetGroup: group ?? '', value, note, setBy: actor.label, setAt: context.clock.now() };
  await upsertExpectation(context.db, row);
  return present(row);
}

/** @throws touchpoint.not_found, expectation.not_found */
export async function removeExpectation(context: Context, code: string, { dimension = '', group = '' }: { dimension?: string | undefined; group?: string | undefined }, actor: Actor): Promise<void> {
  await getTouchpoint(context, code, actor.departments);
  if (!(await deleteExpectation(context.db, code, dimension, group))) throw new Problem('expectation.not_found', 'No expectation is set there.');
}

function present({ dimension, targetGroup, value, note, setBy, setAt }: ExpectationRow): Expectation {
  return { dimension: dimension === '' ? null : dimension, group: targetGroup === '' ? null : targetGroup, value, note, setBy, setAt: setAt.toISOString() };
}
