import type { Definition, Question } from '../definition.contract.ts';
import { walk, wordsIn } from '../flow/flow.logic.ts';
import { wordCount } from './wording.logic.ts';

/**
 * How long people take, in seconds: reading at 200 words a minute, which is slower than silent reading of prose (238 in
 * English, about 180–260 in German: Brysbaert 2019), and a few seconds for each thing to decide. Rough on purpose; real
 * durations are in the results.
 */
const SECONDS_PER_WORD = 60 / 200;
const PAGE_TURN_SECONDS = 1.5;

/** Seconds to decide and to touch, without reading. */
function secondsToAnswer(question: Question): number {
  switch (question.kind) {
    case 'statement':
      return 0;
    case 'nps': case 'csat': case 'ces': case 'rating':
      return 4;
    case 'choice':
      return 3;
    case 'dropdown':
      return 5;
    case 'choices': case 'pictures':
      return 5;
    case 'consent':
      return 3;
    case 'slider':
      return 5;
    case 'number': case 'date':
      return 6;
    case 'matrix':
      return 3.5 * question.rows.length;
    case 'importance':
      return 3.5 * question.items.length;
    case 'pairs':
      return 7 * question.items.length;
    case 'ranking':
      return 3 * Math.min(question.top ?? question.options.length, question.options.length);
    case 'contact':
      return 5 * question.fields.length;
    case 'file':
      return 20;
    case 'text':
      // Who may leave it empty often does.
      return question.lines === 'one' ? 8 : question.isRequired ? 35 : 18;
  }
}

function secondsToRead(question: Question, say: (words: Question['title'] | undefined) => string): number {
  const texts = [say(question.title), say(question.help)];
  if ('options' in question && question.kind !== 'dropdown') texts.push(...question.options.map(({ label }) => say(label)));
  if ('rows' in question) texts.push(...question.rows.map(({ text }) => say(text)));
  if ('items' in question) texts.push(...question.items.map(({ text }) => say(text)));
  if (question.kind === 'consent') texts.push(say(question.label));
  return wordCount(texts.join(' ')) * SECONDS_PER_WORD;
}

export interface TimeToAnswer {
  /** Of somebody who takes the way of no answers: every condition that asks for one is false. */
  shortSeconds: number;
  /** Of somebody who is asked everything. */
  longSeconds: number;
}

export function timeToAnswer(definition: Definition, language: string): TimeToAnswer {
  const say = (words: Question['title'] | undefined) => wordsIn(words, language, definition.languages);
  const secondsOf = (question: Question) => secondsToRead(question, say) + secondsToAnswer(question);
  const sum = (pages: readonly { questions: readonly Question[] }[]) => pages.reduce((seconds, { questions }) => seconds + questions.reduce((all, question) => all + secondsOf(question), questions.length > 0 ? PAGE_TURN_SECONDS : 0), wordCount(say(definition.intro)) * SECONDS_PER_WORD);
  const [short, long] = [sum(walk(definition, {}, { language }).steps), sum(definition.pages)];
  return { shortSeconds: Math.round(short), longSeconds: Math.round(long) };
}
