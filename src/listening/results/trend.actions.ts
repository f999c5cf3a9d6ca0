import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { buildQuestions, type Counts } from './build-questions.logic.ts';
import { codingOf, decode } from './coded-cells.logic.ts';
import { countAnsweringByGroup, countAnswersByGroup, countGroups, type NumbersByGroup, readNumbersByGroup } from './groups.analytics.ts';
import { openResults } from './open-results.actions.ts';
import { isMultiple } from './parts.logic.ts';
import { countResponses } from './responses.analytics.ts';
import { certaintyOf, keyOf, numberQuestions, readCounts, remembered } from './results.actions.ts';
import type { QuestionTrend, ResultFilter } from './results.contract.ts';

/** Months that a trend shows, the newest ones. */
const MONTHS = 36;

/** One question, whole and by month. @throws survey.not_found, survey.results_protected, resource.not_found */
export async function readTrend(context: Context, actor: Actor, { code, question }: { code: string; question: string }, filter: ResultFilter): Promise<QuestionTrend> {
  const whole = await openResults(context, actor, { code, about: 'figures' }, filter);
  const opened = { ...whole, asked: whole.asked.filter((one) => one.question.id === question) };
  if (opened.asked.length === 0) throw new Problem('resource.not_found', 'This survey has no such question.', { question });
  return remembered(context, ['trend', question, keyOf(opened)], async () => {
    const { asked, slice, protection, isProtected } = opened;
    const { history } = context;
    const certainty = await certaintyOf(context, slice, await countResponses(history, slice), protection.minimum);
    const build = (counts: Counts) => buildQuestions(asked, counts, { ...certainty, isProtected }, filter.version ?? null)[0];
    const all = build(await readCounts(context, opened));
    if (!all) throw new Problem('resource.not_found', 'This survey has no such question.', { question });
    // A month that ends today would be a filter by time.
    if (protection.kind === 'protected') return { question: all, months: null };
    const names = (await countGroups(history, slice, 'month')).map(({ name }) => name).sort().slice(-MONTHS);
    const coding = codingOf(asked.flatMap(({ parts }) => parts));
    const answers = await countAnswersByGroup(history, slice, coding, { by: 'month', names });
    const answering = await countAnsweringByGroup(history, slice, asked.filter((one) => isMultiple(one.question.kind)).map((one) => one.question.id), { by: 'month', names });
    const numbers = await readNumbersByGroup(history, slice, numberQuestions(asked, slice), { by: 'month', names });
    const months = names.map((month, index) => {
      const isOwn = ({ place }: { place: number }) => place === index + 1;
      const own = build({ ...decode(coding, answers.filter(isOwn)), answering: answering.filter(isOwn), numbers: numbers.flatMap((one) => numbersOfMonth(one, index)), months: [] });
      return { month, scores: own?.parts.flatMap(({ part, scores }) => scores.map((score) => ({ ...score, part }))) ?? [] };
    });
    return { question: all, months };
  });
}

/** Bins are of the whole time only. */
function numbersOfMonth({ question, own, medians }: NumbersByGroup, index: number): Counts['numbers'][number][] {
  const { n, mean, variance } = own[index] ?? { n: 0, mean: null, variance: null };
  return n === 0 || mean === null ? [] : [{ question, n, mean, variance, median: medians[index] ?? mean, lowest: mean, highest: mean, bins: [] }];
}
