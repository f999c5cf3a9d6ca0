import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import { listEmployeeSurveys } from '../surveys/manage-surveys.actions.ts';

const LOCK = 7_041_983;

/**
 * Answers of employees that an earlier version, or a backup of one, put among those of customers are brought to their
 * own table, and their contacts go. Bears being cut off and repeated; other processes wait.
 * @returns rows brought over
 */
export async function bringStaffOver(context: Context): Promise<number> {
  const surveys = await listEmployeeSurveys(context);
  if (surveys.length === 0) return 0;
  return context.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
    const { history } = context;
    const [found] = await history.query<{ n: number }>('select count() as n from answers where survey in {surveys:Array(String)}', { surveys }, { lane: 'analysis' });
    if (!found?.n) return 0;
    await history.command(`
      insert into staff_answers
      select * from answers
      where survey in {surveys:Array(String)}
        and (response_id, item, role, option, batch) not in (select response_id, item, role, option, batch from staff_answers where survey in {surveys:Array(String)})`, { surveys });
    await history.command(`alter table interactions delete where kind = 'survey_answered' and message_key in (select toString(response_id) from answers where survey in {surveys:Array(String)})`, { surveys });
    await history.command('alter table answers delete where survey in {surveys:Array(String)}', { surveys });
    return found.n;
  });
}
