import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import type { FormInput } from '../mailbox.contract.ts';

export interface FormRow extends Omit<FormInput, 'isPaused'> { id: string; createdAt: Date; createdBy: string; pausedAt: Date | null }
const columns = sql.raw('id, code, name, texts, fields, origins, department, touchpoint, category, priority, takes_attachments, acknowledge_template, created_at, created_by, paused_at');

export async function listFormRows(db: Db, after: { name: string; id: string } | null, limit: number): Promise<FormRow[]> {
  const { rows } = await sql<FormRow>`
    select ${columns} from web_forms
    where removed_at is null and (${after?.id ?? null}::uuid is null or (lower(name), id) > (${after?.name ?? null}::text, ${after?.id ?? null}::uuid))
    order by lower(name), id limit ${limit}`.execute(db);
  return rows;
}

export async function findForm(db: Db, id: string): Promise<FormRow | null> {
  const { rows } = await sql<FormRow>`select ${columns} from web_forms where id = ${id} and removed_at is null`.execute(db);
  return rows[0] ?? null;
}

/** A form that takes something in now. */
export async function findOpenForm(db: Db, code: string): Promise<FormRow | null> {
  const { rows } = await sql<FormRow>`select ${columns} from web_forms where code = ${code} and removed_at is null and paused_at is null`.execute(db);
  return rows[0] ?? null;
}

/** Inserts, or changes the one with this id. */
export async function saveForm(db: Db, form: FormRow & { updatedAt: Date }): Promise<void> {
  await sql`
    insert into web_forms (id, code, name, texts, fields, origins, department, touchpoint, category, priority, takes_attachments, acknowledge_template, created_by, created_at, updated_at, paused_at)
    values (${form.id}, ${form.code}, ${form.name}, ${JSON.stringify(form.texts)}::jsonb, ${JSON.stringify(form.fields)}::jsonb, ${form.origins}::text[], ${form.department}, ${form.touchpoint}, ${form.category}, ${form.priority}, ${form.takesAttachments},
      ${form.acknowledgeTemplate}, ${form.createdBy}, ${form.createdAt}, ${form.updatedAt}, ${form.pausedAt})
    on conflict (id) do update set code = excluded.code, name = excluded.name, texts = excluded.texts, fields = excluded.fields, origins = excluded.origins, department = excluded.department, touchpoint = excluded.touchpoint,
      category = excluded.category, priority = excluded.priority, takes_attachments = excluded.takes_attachments, acknowledge_template = excluded.acknowledge_template, updated_at = excluded.updated_at, paused_at = excluded.paused_at`.execute(db);
}

export async function removeForm(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update web_forms set removed_at = ${at} where id = ${id} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
