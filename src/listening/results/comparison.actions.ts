import { Problem } from '../../kernel/problem.ts';
import { maySeePersonalData } from '../../people/customers/masked-customers.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { codingOf, type Coding, type CodedRow, decode } from './coded-cells.logic.ts';
import { compareAll, type Group, type GroupCounts } from './compare-groups.logic.ts';
import { countAnsweringByGroup, countAnswersByGroup, countGroups, type GroupBy, readNumbersByGroup } from './groups.analytics.ts';
import { type OpenedResults, openResults } from './open-results.actions.ts';
import { isMultiple } from './parts.logic.ts';
import { countResponses } from './responses.analytics.ts';
import { certaintyOf, keyOf, numberQuestions, remembered } from './results.actions.ts';
import type { Comparison, ComparisonQuery } from './results.contract.ts';

/** Groups beside each other; more than a person can compare are left out, the smallest first. */
const GROUPS = 8;

/** @throws survey.not_found, survey.results_protected, request.invalid */
export async function compareGroups(context: Context, actor: Actor, code: string, { groupBy, ...filter }: ComparisonQuery): Promise<Comparison> {
  const opened = await openResults(context, actor, { code, about: 'figures' }, filter);
  const { protection } = opened;
  if (protection.kind === 'protected' && groupBy !== 'version' && groupBy !== protection.by) throw new Problem('survey.results_protected', `These results are protected, so that nobody is recognised by comparing filters: they can be compared by version${protection.by === null ? '' : ` and ${protection.by}`} only.`, {}, [{ at: 'querystring.groupBy', reason: 'not possible where answers are protected' }]);
  // Values of hidden fields may say who it was; below the minimum no group is named, see below.
  return remembered(context, ['comparison', groupBy, keyOf(opened), maySeePersonalData(actor)], () => compute(context, opened, groupBy, filter.version ?? null));
}

async function compute(context: Context, opened: OpenedResults, groupBy: string, onlyVersion: number | null): Promise<Comparison> {
  const { asked, slice, protection } = opened;
  const { history } = context;
  const by = readGroupBy(groupBy, protection.kind === 'protected');
  const [sizes, responses] = await Promise.all([countGroups(history, slice, by), countResponses(history, slice)]);
  const certainty = await certaintyOf(context, slice, responses, protection.minimum);
  const shown = sizes.filter(({ n }) => n >= protection.minimum).slice(0, GROUPS);
  const names = shown.map(({ name }) => name);
  const tooSmall = sizes.filter(({ n }) => n < protection.minimum).length;
  if (names.length === 0) return { groupBy, protection, groups: [], tooSmall, tests: 0, found: 0, items: [] };
  const coding = codingOf(asked.flatMap(({ parts }) => parts));
  const multiple = asked.filter(({ question }) => isMultiple(question.kind)).map(({ question }) => question.id);
  const answers = await countAnswersByGroup(history, slice, coding, { by, names });
  const answering = await countAnsweringByGroup(history, slice, multiple, { by, names });
  const numbers = await readNumbersByGroup(history, slice, numberQuestions(asked, slice), { by, names });
  const groups = shown.map(({ name, n }, index): Group => {
    const isOwn = ({ place }: { place: number }) => place === index + 1;
    const numbersOf = (side: 'own' | 'others') => numbers.flatMap(({ question, [side]: all }) => (all[index] ? [{ question, ...all[index] }] : []));
    return { name, n, ...countsOf(coding, { answers, answering }, isOwn), numbers: numbersOf('own'), others: { ...countsOf(coding, { answers, answering }, (row) => !isOwn(row)), numbers: numbersOf('others') } };
  });
  return { groupBy, protection, groups: shown.map(({ name, n }) => ({ group: name, n })), tooSmall, ...compareAll(asked, groups, certainty, onlyVersion) };
}

interface Placed { place: number }
function countsOf(coding: Coding, all: { answers: readonly (CodedRow & Placed)[]; answering: readonly (Placed & { version: number; question: string; n: number })[] }, isWanted: (row: Placed) => boolean): Omit<GroupCounts, 'numbers'> {
  return {
    ...decode(coding, all.answers.filter(isWanted)),
    answering: all.answering.filter(isWanted),
  };
}

function readGroupBy(groupBy: string, isProtected: boolean): GroupBy {
  if (groupBy === 'version') return { column: 'version' };
  if (isProtected) return 'cell';
  if (groupBy.startsWith('hidden.')) return { field: groupBy.slice('hidden.'.length) };
  if (groupBy.startsWith('answer.')) return { item: groupBy.slice('answer.'.length) };
  return { column: groupBy === 'group' ? 'target_group' : groupBy as 'touchpoint' }; // the contract lets only names of columns pass
}
