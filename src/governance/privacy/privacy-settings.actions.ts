import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { type PrivacySettings, privacySettingsSchema } from './privacy.contract.ts';

export async function readPrivacySettings(db: Db): Promise<PrivacySettings> {
  const { rows } = await sql<{ value: unknown }>`select value from privacy_settings limit 1`.execute(db);
  return privacySettingsSchema.parse(rows[0]?.value ?? {});
}

export async function savePrivacySettings({ db }: Context, settings: PrivacySettings): Promise<PrivacySettings> {
  await sql`insert into privacy_settings (value) values (${JSON.stringify(settings)}::jsonb) on conflict (id) do update set value = excluded.value`.execute(db);
  return settings;
}
