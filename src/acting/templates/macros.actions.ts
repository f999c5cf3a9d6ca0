import { sql } from 'kysely';
import { encodeCursor } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { endOf } from './templates.actions.ts';
import type { Macro, MacroChange, MacroInput, MacroStep } from './templates.contract.ts';
import { findMacroRow, findTemplateRow, insertMacro, listMacroRows, type MacroRow, removeMacroRow, updateMacro } from './templates.queries.ts';

export async function listMacros({ db }: Context, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<{ items: Macro[]; nextCursor: string | null }> {
  const rows = await listMacroRows(db, endOf(cursor), limit);
  const last = rows.at(-1);
  return { items: rows.map(present), nextCursor: last && rows.length === limit ? encodeCursor([last.name.toLowerCase(), last.id]) : null };
}

/** @throws macro.not_found */
export async function getMacro(db: Db, id: string): Promise<Macro> {
  const row = await findMacroRow(db, id);
  if (!row) throw noSuchMacro();
  return present(row);
}

/** @throws macro.invalid with the steps, macro.name_taken */
export async function createMacro(context: Context, author: string, input: MacroInput): Promise<Macro> {
  await refuseFaults(context.db, input.steps);
  const id = newId();
  await orTaken(insertMacro(context.db, input, { id, at: context.clock.now(), by: author }));
  return getMacro(context.db, id);
}

/** @throws macro.not_found, macro.invalid with the steps, macro.name_taken, macro.changed_meanwhile */
export async function changeMacro(context: Context, author: string, id: string, { version, ...input }: MacroChange): Promise<Macro> {
  await refuseFaults(context.db, input.steps);
  if (!(await orTaken(updateMacro(context.db, input, { id, at: context.clock.now(), by: author }, version ?? null)))) {
    const { version: newer, updatedBy } = await getMacro(context.db, id);
    throw new Problem('macro.changed_meanwhile', `${updatedBy} has changed this macro meanwhile.`, { version: newer });
  }
  return getMacro(context.db, id);
}

/** @throws macro.not_found */
export async function dropMacro(context: Context, id: string): Promise<void> {
  if (!(await removeMacroRow(context.db, id, context.clock.now()))) throw noSuchMacro();
}

/** Steps that could not be done: what they name is not there, or one takes back what another did. */
async function refuseFaults(db: Db, steps: readonly MacroStep[]): Promise<void> {
  const faults: { at: string; reason: string }[] = [];
  const once = new Set<string>();
  for (const [index, step] of steps.entries()) {
    const reason = await faultOf(db, step) ?? (once.has(step.do) && step.do !== 'note' && step.do !== 'promise' ? 'is there twice' : null);
    if (reason !== null) faults.push({ at: `steps[${index}]`, reason });
    once.add(step.do);
  }
  if (faults[0]) throw new Problem('macro.invalid', `Step ${Number(/\d+/.exec(faults[0].at)?.[0]) + 1} ${faults[0].reason}.`, {}, faults);
}

async function faultOf(db: Db, step: MacroStep): Promise<string | null> {
  if (step.do === 'reply') return (await findTemplateRow(db, step.templateId)) ? null : 'replies with a text that is not there';
  if (step.do === 'assign' && step.to !== 'me' && step.to !== 'nobody') return (await isThere(db, sql`select from users where id::text = ${step.to} and deactivated_at is null`)) ? null : 'names somebody who is not there';
  if (step.do === 'set_department') return (await isThere(db, sql`select from departments where code = ${step.department}`)) ? null : 'names a department that is not there';
  return null;
}

async function isThere(db: Db, statement: ReturnType<typeof sql>): Promise<boolean> {
  return (await statement.execute(db)).rows.length > 0;
}

async function orTaken<T>(saving: Promise<T>): Promise<T> {
  try {
    return await saving;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505') throw new Problem('macro.name_taken', 'Another macro has this name.');
    throw error;
  }
}

const noSuchMacro = () => new Problem('macro.not_found', 'There is no such macro.');
const present = (row: MacroRow): Macro => ({ ...row, updatedAt: row.updatedAt.toISOString() });
