import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Context } from '../../platform/context.ts';
import { listPromisePolicies, replacePromisePolicies } from './policies.queries.ts';
import type { Absence, AbsenceInput, PromisePolicy, PromisePolicyInput } from './promise-settings.contract.ts';
import { findAbsenceForUpdate, findColleague, insertAbsence, listAbsences, lookAgainAt, removeAbsenceRow } from './staff.queries.ts';

const MAX_ABSENCES = 500;

export function readPromisePolicies({ db }: Context): Promise<PromisePolicy[]> {
  return listPromisePolicies(db);
}

export async function savePromisePolicies(context: Context, items: readonly (PromisePolicyInput & { id?: string | undefined })[]): Promise<PromisePolicy[]> {
  const now = context.clock.now();
  await context.db.transaction().execute((tx) => replacePromisePolicies(tx, items.map((policy) => ({ ...policy, id: policy.id ?? newId(now.getTime()) })), now));
  return listPromisePolicies(context.db);
}

export async function readAbsences(context: Context): Promise<Absence[]> {
  const rows = await listAbsences(context.db, context.clock.now(), MAX_ABSENCES);
  return rows.map(({ fromAt, untilAt, ...row }) => ({ ...row, fromAt: fromAt.toISOString(), untilAt: untilAt.toISOString() }));
}

/** Says that somebody is away: also a colleague, who may lie ill. The audit log knows who said so. Open promises are looked at again. @throws user.not_found */
export async function addAbsence(context: Context, actor: Actor, input: AbsenceInput): Promise<Absence> {
  const id = newId(context.clock.now().getTime());
  const [fromAt, untilAt] = [new Date(input.fromAt), new Date(input.untilAt)];
  await context.db.transaction().execute(async (tx) => {
    for (const userId of [input.userId, ...(input.substitute === null ? [] : [input.substitute])]) {
      if (!(await findColleague(tx, userId))) throw new Problem('user.not_found', 'This person does not work here (any more).', { userId });
    }
    await insertAbsence(tx, { id, userId: input.userId, fromAt, untilAt, substitute: input.substitute, note: input.note, madeByLabel: actor.label, madeAt: context.clock.now() });
    await lookAgainAt(tx, input.userId, { fromAt, untilAt }, context.clock.now());
  });
  const added = (await readAbsences(context)).find((absence) => absence.id === id);
  return added ?? { id, userId: input.userId, userName: '', fromAt: fromAt.toISOString(), untilAt: untilAt.toISOString(), substitute: input.substitute, substituteName: null, note: input.note };
}

/** @throws absence.not_found */
export async function removeAbsence(context: Context, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const absence = await findAbsenceForUpdate(tx, id);
    if (!absence) throw new Problem('absence.not_found', 'This absence does not exist or was removed.', { id });
    await removeAbsenceRow(tx, id, context.clock.now());
  });
}
