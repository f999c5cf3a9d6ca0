import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { MacroStep, Template, TemplateInput } from './templates.contract.ts';

export type TemplateRow = Omit<Template, 'updatedAt'> & { updatedAt: Date };
export interface MacroRow { id: string; name: string; department: string | null; steps: MacroStep[]; version: number; updatedAt: Date; updatedBy: string }

export interface TemplateFilter { kind: string | null; search: string | null; category: string | null; touchpoint: string | null; channel: string | null; after: { name: string; id: string } | null; limit: number }

/** By name. A category, touchpoint or channel asked for also finds the templates that are for all of them. */
export async function listTemplateRows(db: Db, { kind, search, category, touchpoint, channel, after, limit }: TemplateFilter): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select t.id, t.kind, t.name, t.shortcut, t.category, t.touchpoint, t.department, t.channel, t.version, t.updated_at, t.updated_by,
      (select json_agg(json_build_object('language', x.language, 'subjectLine', x.subject_line, 'source', x.source) order by x.language) from template_texts x where x.template_id = t.id) as texts
    from templates t
    where t.removed_at is null
      and (${kind}::text is null or t.kind = ${kind})
      and (${search}::text is null or t.name ilike ${search} or t.shortcut ilike ${search} or exists (select from template_texts x where x.template_id = t.id and x.source ilike ${search}))
      and (${category}::text is null or t.category is null or t.category = ${category})
      and (${touchpoint}::text is null or t.touchpoint is null or t.touchpoint = ${touchpoint})
      and (${channel}::text is null or t.channel is null or t.channel = ${channel})
      and (${after?.id ?? null}::uuid is null or (lower(t.name), t.id) > (${after?.name ?? null}::text, ${after?.id ?? null}::uuid))
    order by lower(t.name), t.id
    limit ${limit}`.execute(db);
  return rows;
}

export async function findTemplateRow(db: Db, id: string): Promise<TemplateRow | null> {
  const { rows } = await sql<TemplateRow>`
    select t.id, t.kind, t.name, t.shortcut, t.category, t.touchpoint, t.department, t.channel, t.version, t.updated_at, t.updated_by,
      (select json_agg(json_build_object('language', x.language, 'subjectLine', x.subject_line, 'source', x.source) order by x.language) from template_texts x where x.template_id = t.id) as texts
    from templates t where t.id = ${id} and t.removed_at is null`.execute(db);
  return rows[0] ?? null;
}

export interface Saved { id: string; at: Date; by: string }

export async function insertTemplate(tx: Db, template: TemplateInput, { id, at, by }: Saved): Promise<void> {
  await sql`
    insert into templates (id, kind, name, shortcut, category, touchpoint, department, channel, created_at, updated_at, updated_by)
    values (${id}, ${template.kind}, ${template.name}, ${template.shortcut}, ${template.category}, ${template.touchpoint}, ${template.department}, ${template.channel}, ${at}, ${at}, ${by})`.execute(tx);
  await writeTexts(tx, id, template);
}

/** @returns false when there is none, or another version than the one looked at */
export async function updateTemplate(tx: Db, template: TemplateInput, { id, at, by }: Saved, version: number | null): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update templates set kind = ${template.kind}, name = ${template.name}, shortcut = ${template.shortcut}, category = ${template.category}, touchpoint = ${template.touchpoint},
      department = ${template.department}, channel = ${template.channel}, version = version + 1, updated_at = ${at}, updated_by = ${by}
    where id = ${id} and removed_at is null and (${version}::int is null or version = ${version})`.execute(tx);
  if ((numAffectedRows ?? 0n) === 0n) return false;
  await sql`delete from template_texts where template_id = ${id} and language <> all(${template.texts.map(({ language }) => language)}::text[])`.execute(tx);
  await writeTexts(tx, id, template);
  return true;
}

async function writeTexts(tx: Db, id: string, { texts }: TemplateInput): Promise<void> {
  for (const { language, subjectLine, source } of texts) {
    await sql`
      insert into template_texts (template_id, language, subject_line, source) values (${id}, ${language}, ${subjectLine}, ${source})
      on conflict (template_id, language) do update set subject_line = excluded.subject_line, source = excluded.source
      where (template_texts.subject_line, template_texts.source) is distinct from (excluded.subject_line, excluded.source)`.execute(tx);
  }
}

export async function removeTemplateRow(tx: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update templates set removed_at = ${at} where id = ${id} and removed_at is null`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Macros that reply with this template. */
export async function listMacrosUsing(db: Db, templateId: string): Promise<{ name: string }[]> {
  const { rows } = await sql<{ name: string }>`
    select name from macros where removed_at is null and steps @> ${JSON.stringify([{ do: 'reply', templateId }])}::jsonb order by lower(name) limit 5`.execute(db);
  return rows;
}

export async function listMacroRows(db: Db, after: { name: string; id: string } | null, limit: number): Promise<MacroRow[]> {
  const { rows } = await sql<MacroRow>`
    select id, name, department, steps, version, updated_at, updated_by from macros
    where removed_at is null and (${after?.id ?? null}::uuid is null or (lower(name), id) > (${after?.name ?? null}::text, ${after?.id ?? null}::uuid))
    order by lower(name), id
    limit ${limit}`.execute(db);
  return rows;
}

export async function findMacroRow(db: Db, id: string): Promise<MacroRow | null> {
  const { rows } = await sql<MacroRow>`select id, name, department, steps, version, updated_at, updated_by from macros where id = ${id} and removed_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function insertMacro(db: Db, macro: { name: string; department: string | null; steps: readonly MacroStep[] }, { id, at, by }: Saved): Promise<void> {
  await sql`
    insert into macros (id, name, department, steps, created_at, updated_at, updated_by)
    values (${id}, ${macro.name}, ${macro.department}, ${JSON.stringify(macro.steps)}::jsonb, ${at}, ${at}, ${by})`.execute(db);
}

/** @returns false when there is none, or another version than the one looked at */
export async function updateMacro(db: Db, macro: { name: string; department: string | null; steps: readonly MacroStep[] }, { id, at, by }: Saved, version: number | null): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update macros set name = ${macro.name}, department = ${macro.department}, steps = ${JSON.stringify(macro.steps)}::jsonb, version = version + 1, updated_at = ${at}, updated_by = ${by}
    where id = ${id} and removed_at is null and (${version}::int is null or version = ${version})`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function removeMacroRow(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update macros set removed_at = ${at} where id = ${id} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
