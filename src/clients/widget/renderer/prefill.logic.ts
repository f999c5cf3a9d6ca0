import type { Answers, AnswerValue, Definition, Option, Question } from '../../../listening/surveys/definition.contract.ts';
import { checkAnswer } from '../../../listening/surveys/flow/answer-check.logic.ts';

/** Words of the address that mean something to the page itself: no question and no hidden field may be given by them. */
const OURS = new Set(['lang', 't', 'a', 'embed', 'source', 'pin', 'preview', 'skip_prefilled', 'website']);
const HIDDEN_LIMIT = 500;

/** What an address brings along: `?campaign=spring&nps=9&reason=price,network&a=nps:9`. */
export interface Prefill {
  answers: Answers;
  hidden: Record<string, string>;
  /** Answered by a click in a mail (`a`): saved as soon as the page is open. */
  clicked: string | null;
}

/**
 * Answers and hidden values from the address. Whatever does not fit the survey is left out without a word: links are
 * copied, cut and decorated by many hands.
 */
export function prefillFrom(search: URLSearchParams, definition: Definition, today: string): Prefill {
  const questions = new Map(definition.pages.flatMap((page) => page.questions.map((question) => [question.id, question] as const)));
  const answers: Record<string, AnswerValue> = {};
  const put = (id: string, text: string): boolean => {
    const question = questions.get(id);
    const value = question && readValue(question, text.trim());
    if (!question || value === undefined || checkAnswer(question, value, { today, isFinal: false }).length > 0) return false;
    answers[id] = value;
    return true;
  };
  for (const [name, text] of search) if (!OURS.has(name)) put(name, text);
  const [id = '', ...rest] = (search.get('a') ?? '').split(':');
  const clicked = rest.length > 0 && put(id, rest.join(':')) ? id : null;
  const hidden: Record<string, string> = {};
  for (const { id: field } of definition.hidden) {
    const text = search.get(field);
    if (text !== null && text !== '') hidden[field] = text.slice(0, HIDDEN_LIMIT);
  }
  return { answers, hidden, clicked };
}

function readValue(question: Question, text: string): AnswerValue | undefined {
  switch (question.kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'rating':
    case 'slider':
    case 'number':
      return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
    case 'choice':
    case 'dropdown':
      return optionOf(question.options, text);
    case 'choices':
    case 'pictures':
    case 'ranking':
      return text.split(',').map((one) => optionOf(question.options, one.trim()) ?? one.trim());
    case 'consent':
      return /^(accepted|true|1|ja|yes)$/i.test(text) ? true : /^(dismissed|false|0|nein|no)$/i.test(text) ? false : undefined;
    case 'text':
    case 'date':
      return text;
    case 'matrix':
    case 'pairs':
    case 'importance':
    case 'contact':
    case 'file':
    case 'statement':
      return undefined;
  }
}

/** By its id or by its wording in any language. */
function optionOf(options: readonly Option[], text: string): string | undefined {
  const lower = text.toLowerCase();
  return options.find(({ id, label }) => id === text || Object.values(label).some((word) => word.trim().toLowerCase() === lower))?.id;
}
