import { sql } from 'kysely';
import type { CodeNames } from '../governance/privacy/export-words.logic.ts';
import type { Context } from '../platform/context.ts';

/** What the codes in a customer's data are called: touchpoints, departments and surveys. */
export async function readCodeNames({ db }: Context): Promise<CodeNames> {
  const { rows } = await sql<{ key: string; de: string; en: string }>`
    select 'touchpoint:' || code as key, name_de as de, name_en as en from touchpoints
    union all select 'department:' || code, name_de, name_en from departments
    union all select 'survey:' || code, name_de, name_en from surveys
    limit 50000`.execute(db);
  return new Map(rows.map(({ key, de, en }) => [key, [de, en]]));
}
