import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';

/** Whether staff have written to this address in a case, or its customer wrote from there: who answers from it is no stranger. */
export async function isAddressOfCase(db: Db, caseId: string, address: string): Promise<boolean> {
  const { rows } = await sql`
    select from cases where id = ${caseId} and lower(reply_address) = lower(${address})
    union all
    select from case_entries where case_id = ${caseId} and direction = 'outbound' and lower(address) = lower(${address})
    limit 1`.execute(db);
  return rows.length > 0;
}
