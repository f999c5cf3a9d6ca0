import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { CustomField } from './customers.contract.ts';

export async function listCustomFields(db: Db): Promise<CustomField[]> {
  const { rows } = await sql<CustomField>`select key, label_de, label_en, type, choices, is_personal from custom_fields order by position, key limit 200`.execute(db);
  return rows;
}

export async function saveCustomField(tx: Db, field: CustomField): Promise<void> {
  await sql`
    insert into custom_fields (key, label_de, label_en, type, choices, is_personal, position)
    values (${field.key}, ${field.labelDe}, ${field.labelEn}, ${field.type}, ${field.choices === null ? null : JSON.stringify(field.choices)}::jsonb, ${field.isPersonal}, (select count(*) from custom_fields))
    on conflict (key) do update set label_de = excluded.label_de, label_en = excluded.label_en, type = excluded.type, choices = excluded.choices, is_personal = excluded.is_personal`.execute(tx);
}

export async function deleteCustomField(tx: Db, key: string): Promise<void> {
  await sql`delete from custom_fields where key = ${key}`.execute(tx);
}
