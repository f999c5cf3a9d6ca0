import { historyTime } from '../../../kernel/clock.ts';
import type { History } from '../../../platform/storage/history.ts';
import type { KeptRow } from './answers-from-history.logic.ts';

/** What history knows of some responses. The moments narrow down where to look. */
export async function listKeptAnswers(history: History, survey: string, responses: readonly { id: string; at: Date }[]): Promise<Map<string, KeptRow[]>> {
  if (responses.length === 0) return new Map();
  const times = responses.map(({ at }) => at.getTime());
  const rows = await history.query<KeptRow & { responseId: string }>(`
    select toString(a.response_id) as responseId, a.question as question, a.role as role, a.option as option, a.raw as raw, a.text as text
    from answers a
    where a.survey = {survey:String} and a.at >= {from:DateTime64(3, 'UTC')} and a.at <= {to:DateTime64(3, 'UTC')} and a.response_id in {ids:Array(UUID)}
    order by a.response_id, a.item`, { survey, from: historyTime(Math.min(...times)), to: historyTime(Math.max(...times)), ids: responses.map(({ id }) => id) }, { lane: 'analysis' });
  return Map.groupBy(rows, ({ responseId }) => responseId);
}

/** Longest text of each question in bytes. */
export async function measureTexts(history: History, survey: string): Promise<Map<string, number>> {
  const rows = await history.query<{ question: string; bytes: number }>(`select a.question as question, max(length(a.text)) as bytes from answers a where a.survey = {survey:String} and a.text != '' group by question limit 1000`, { survey }, { lane: 'analysis' });
  return new Map(rows.map(({ question, bytes }) => [question, bytes]));
}
