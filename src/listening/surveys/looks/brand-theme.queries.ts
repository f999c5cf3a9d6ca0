import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';
import { asJson } from '../surveys.queries.ts';
import type { Theme } from './theme.contract.ts';

export interface BrandThemeRow {
  theme: Theme;
  changedAt: Date;
  changedBy: string;
}

export async function findBrandTheme(db: Db): Promise<BrandThemeRow | null> {
  const { rows } = await sql<BrandThemeRow>`select theme, changed_at, changed_by from brand_theme`.execute(db);
  return rows[0] ?? null;
}

export async function saveBrandTheme(db: Db, { theme, changedAt, changedBy }: BrandThemeRow): Promise<void> {
  await sql`
    insert into brand_theme (theme, changed_at, changed_by) values (${asJson(theme)}::jsonb, ${changedAt}, ${changedBy})
    on conflict (is_the_one) do update set theme = excluded.theme, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(db);
}
