import { encodeCursor } from '../../../kernel/cursor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { placeOf } from '../imap/accounts.actions.ts';
import { findForm, type FormRow, listFormRows, removeForm, saveForm } from './forms.queries.ts';
import type { Form, FormInput, ListQuery } from '../mailbox.contract.ts';

export async function listForms(context: Context, { limit, cursor }: ListQuery): Promise<{ items: Form[]; nextCursor: string | null }> {
  const rows = await listFormRows(context.db, placeOf(cursor), limit);
  const last = rows.at(-1);
  return { items: rows.map((row) => present(context, row)), nextCursor: last && rows.length === limit ? encodeCursor([last.name.toLowerCase(), last.id]) : null };
}

/** @throws web_form.not_found */
export async function getForm(context: Context, id: string): Promise<Form> {
  return present(context, await getRow(context, id));
}

/** @throws web_form.code_taken */
export async function createForm(context: Context, author: string, { isPaused, ...form }: FormInput): Promise<Form> {
  const now = context.clock.now();
  const id = newId();
  await orTaken(saveForm(context.db, { ...form, id, createdAt: now, createdBy: author, pausedAt: isPaused ? now : null, updatedAt: now }));
  return getForm(context, id);
}

/** @throws web_form.not_found, web_form.code_taken */
export async function changeForm(context: Context, id: string, { isPaused, ...form }: FormInput): Promise<Form> {
  const { createdAt, createdBy, pausedAt } = await getRow(context, id);
  const now = context.clock.now();
  await orTaken(saveForm(context.db, { ...form, id, createdAt, createdBy, pausedAt: isPaused ? (pausedAt ?? now) : null, updatedAt: now }));
  return getForm(context, id);
}

/** @throws web_form.not_found */
export async function dropForm({ db, clock }: Context, id: string): Promise<void> {
  if (!(await removeForm(db, id, clock.now()))) throw noSuchForm();
}

export const noSuchForm = () => new Problem('web_form.not_found', 'There is no such form.');

async function getRow({ db }: Context, id: string): Promise<FormRow> {
  const row = await findForm(db, id);
  if (!row) throw noSuchForm();
  return row;
}

async function orTaken(saving: Promise<void>): Promise<void> {
  try {
    await saving;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505') throw new Problem('web_form.code_taken', 'Another form has this address.');
    throw error;
  }
}

function present({ settings }: Context, { pausedAt, createdAt, ...row }: FormRow): Form {
  return { ...row, isPaused: pausedAt !== null, createdAt: createdAt.toISOString(), url: `${settings.publicUrl}/form/${row.code}` };
}
