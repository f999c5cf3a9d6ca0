import type { History } from '../../platform/storage/history.ts';

/** Rows of both history tables; the engine keeps these counts and reads no rows. */
export async function countHistory(history: History): Promise<{ contacts: number; answers: number }> {
  const rows = await history.query<{ contacts: number; answers: number }>('select (select count() from interactions) as contacts, (select count() from answers) as answers');
  return rows[0] ?? { contacts: 0, answers: 0 };
}
