import { sql } from 'kysely';
import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';

/** Letters, calls and notices that wait or were done; the texts of letters lie in the files. */
export const handedInHolder: PersonalDataHolder = {
  name: 'acting.handed_in',
  tables: ['records.letters', 'records.phone_tasks', 'records.notices', 'files.letters'],
  category: {
    key: 'handed_in', labelDe: 'Briefe, Anrufe und Hinweise', labelEn: 'Letters, calls and notices',
    purposeDe: 'Kunden auf dem Weg erreichen, den sie wünschen', purposeEn: 'Reaching customers on the way they wish',
  },
  async count({ db }, { subjects }) {
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from letters where subject = any(${subjects}::uuid[])) + (select count(*) from phone_tasks where subject = any(${subjects}::uuid[])) + (select count(*) from notices where subject = any(${subjects}::uuid[])) as n`.execute(db);
    return rows[0]?.n ?? 0;
  },
  async *export({ db }, { subjects }) {
    const { rows } = await sql<{ line: Record<string, unknown> }>`
      select line from (
        select queued_at, jsonb_strip_nulls(to_jsonb(l) - array['id', 'message_id', 'subject', 'file_id', 'printed_by']) || '{"kind": "letter"}' as line from letters l where subject = any(${subjects}::uuid[])
        union all select queued_at, jsonb_strip_nulls(to_jsonb(t) - array['id', 'message_id', 'subject', 'settled_by']) || '{"kind": "call"}' from phone_tasks t where subject = any(${subjects}::uuid[])
        union all select queued_at, jsonb_strip_nulls(to_jsonb(n) - array['id', 'message_id', 'subject']) || '{"kind": "notice"}' from notices n where subject = any(${subjects}::uuid[])
      ) as one order by queued_at limit 10000`.execute(db);
    for (const { line } of rows) yield line;
  },
  async erase(context, tx, { subjects }) {
    const { rows: letters } = await sql<{ fileId: string }>`delete from letters where subject = any(${subjects}::uuid[]) returning file_id`.execute(tx);
    const { rows } = await sql<{ n: number }>`
      with calls as (delete from phone_tasks where subject = any(${subjects}::uuid[]) returning 1), shown as (delete from notices where subject = any(${subjects}::uuid[]) returning 1)
      select (select count(*) from calls) + (select count(*) from shown) as n`.execute(tx);
    for (const { fileId } of letters) await context.files.remove('letters', fileId);
    return { erased: letters.length + (rows[0]?.n ?? 0) };
  },
};
