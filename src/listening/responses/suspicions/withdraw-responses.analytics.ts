import type { History } from '../../../platform/storage/history.ts';

/** Finished responses that history holds, each with the delivery that brought it. */
export async function listDelivered(history: History, surveys: readonly string[], ids: readonly string[]): Promise<{ id: string; batch: number }[]> {
  return history.query(`
    select toString(response_id) as id, max(batch) as batch from responses
    where survey in {surveys:Array(String)} and response_id in {ids:Array(UUID)} and state = 'finished'
    group by response_id`, { surveys, ids });
}

/** As if they had never been counted: answers, progress, the contact in the timeline. */
export async function deleteResponses(history: History, { surveys, ids, subjects }: { surveys: readonly string[]; ids: readonly string[]; subjects: readonly string[] }): Promise<void> {
  await history.command('delete from interactions where subject in {subjects:Array(UUID)} and message_key in {ids:Array(String)}', { subjects, ids });
  await history.command('delete from answers where survey in {surveys:Array(String)} and response_id in {ids:Array(UUID)}', { surveys, ids });
  await history.command('delete from responses where survey in {surveys:Array(String)} and response_id in {ids:Array(UUID)}', { surveys, ids });
}
