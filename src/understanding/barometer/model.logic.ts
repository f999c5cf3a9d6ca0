import type { PathModel } from '../../kernel/stats/barometer/path-model.ts';
import type { Definition, Question } from '../../listening/surveys/definition.contract.ts';
import { titleIn } from '../../listening/surveys/flow/flow.logic.ts';
import { type Factor, factors } from './barometer.contract.ts';

/** An item of the model: one question, or the branches of one ("how was your complaint handled?" for those who had one, "how would it be?" for the others). */
export interface ModelItem {
  key: string;
  factor: Factor;
  /** As history calls its answers (column `item`). */
  answers: string[];
  text: string;
}

export interface BarometerModel {
  items: ModelItem[];
  factors: Factor[];
}

/** Which factor acts on which. @source ECSI Technical Committee (1998); Tenenhaus et al. (2005), figure 1 */
const acts: Readonly<Partial<Record<Factor, readonly Factor[]>>> = {
  image: ['expectations', 'satisfaction', 'loyalty'],
  expectations: ['quality', 'value', 'satisfaction'],
  quality: ['value', 'satisfaction'],
  value: ['satisfaction'],
  satisfaction: ['complaints', 'loyalty'],
  complaints: ['loyalty'],
};

/** The factor that is the index. */
export const INDEX_FACTOR: Factor = 'satisfaction';
/** Fewer of the seven are no barometer, but a survey that happens to ask about value. */
const FEWEST_FACTORS = 3;

/**
 * What a survey measures of the barometer: its questions with a scale, by factor. Numbers without one ("from what
 * difference would you switch?") are no part of an index, because whoever would never switch leaves them empty.
 * @returns null for a survey that is no barometer: without the index, or with fewer than three factors
 */
export function modelOf(definition: Definition, language: string): BarometerModel | null {
  const items = definition.pages.flatMap((page) => page.questions).flatMap((question) => itemsOf(question, language, definition.languages));
  const merged = mergeBranches(items);
  const present = factors.filter((factor) => merged.some((item) => item.factor === factor));
  return present.includes(INDEX_FACTOR) && present.length >= FEWEST_FACTORS ? { items: merged, factors: present } : null;
}

interface FoundItem extends ModelItem {
  isBranch: boolean;
}

function itemsOf(question: Question, language: string, languages: readonly string[]): FoundItem[] {
  const isBranch = question.when !== undefined;
  const item = (answers: string, dimension: string | undefined, text: string): FoundItem[] => {
    const factor = factors.find((one) => one === dimension);
    return factor === undefined ? [] : [{ key: answers, factor, answers: [answers], text, isBranch }];
  };
  const title = titleIn(question.title, language, languages);
  switch (question.kind) {
    case 'matrix': return question.rows.flatMap((row) => item(`${question.id}.${row.id}`, row.dimension ?? question.dimension, titleIn(row.text, language, languages)));
    case 'rating': case 'nps': case 'csat': case 'ces': case 'slider': return item(question.id, question.dimension, title);
    default: return [];
  }
}

/** Nobody is asked both branches: together they are one item, answered by everybody. */
function mergeBranches(items: readonly FoundItem[]): ModelItem[] {
  return items.flatMap(({ isBranch, ...item }, at) => {
    if (!isBranch) return [item];
    const branches = items.filter((other) => other.isBranch && other.factor === item.factor);
    return items.findIndex((other) => other === branches[0]) === at ? [{ ...item, answers: branches.flatMap(({ answers }) => answers), text: branches.map(({ text }) => text).join(' / ') }] : [];
  });
}

export function pathModelOf({ items, factors: present }: BarometerModel, scheme: PathModel['scheme']): PathModel {
  return {
    scheme,
    blocks: present.map((factor) => ({ name: factor, items: items.filter((item) => item.factor === factor).map(({ key }) => key) })),
    paths: present.flatMap((from) => (acts[from] ?? []).filter((to) => present.includes(to)).map((to) => ({ from, to }))),
  };
}
