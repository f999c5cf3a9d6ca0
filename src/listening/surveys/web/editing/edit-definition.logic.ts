import type { Definition, Ending, Page, Question, Words } from '../../definition.contract.ts';
import { freshId, newEnding, newPage, takenIds } from './new-question.logic.ts';

/** Changes to the document. Each gives a new one in which untouched parts are the same objects: drawing stays quick. */

/** Sets the text of one language; an empty one is left out, so that the fallback shows. */
export function withText(words: Words | undefined, language: string, text: string): Words {
  const { [language]: _before, ...others } = words ?? {};
  return text === '' ? others : { ...words, [language]: text };
}

/** Leaves optional fields out that were emptied: the document knows no "nothing". */
export function withoutEmpty<T extends object>(part: T): T {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as T; // only absent fields are gone
}

export function placeOf({ pages }: Definition, questionId: string): { page: number; at: number } | null {
  for (const [page, { questions }] of pages.entries()) {
    const at = questions.findIndex(({ id }) => id === questionId);
    if (at >= 0) return { page, at };
  }
  return null;
}

const withPage = (definition: Definition, at: number, page: Page): Definition => ({ ...definition, pages: definition.pages.with(at, page) });

export function changeQuestion(definition: Definition, id: string, change: (question: Question) => Question): Definition {
  const place = placeOf(definition, id);
  const page = place && definition.pages[place.page];
  const question = place && page?.questions[place.at];
  if (!place || !page || !question) return definition;
  const after = change(question);
  return after === question ? definition : withPage(definition, place.page, { ...page, questions: page.questions.with(place.at, after) });
}

export function insertQuestion(definition: Definition, question: Question, { page, at }: { page: number; at: number }): Definition {
  const target = definition.pages[page];
  return target ? withPage(definition, page, { ...target, questions: target.questions.toSpliced(at, 0, question) }) : definition;
}

export function removeQuestion(definition: Definition, id: string): Definition {
  const place = placeOf(definition, id);
  const page = place && definition.pages[place.page];
  return place && page ? withPage(definition, place.page, { ...page, questions: page.questions.toSpliced(place.at, 1) }) : definition;
}

/** A copy right behind the original, under an id of its own. */
export function duplicateQuestion(definition: Definition, id: string): { definition: Definition; id: string } {
  const place = placeOf(definition, id);
  const question = place && definition.pages[place.page]?.questions[place.at];
  if (!place || !question) return { definition, id };
  const copyId = freshId(id.replace(/_\d+$/, ''), takenIds(definition));
  return { definition: insertQuestion(definition, { ...question, id: copyId }, { page: place.page, at: place.at + 1 }), id: copyId };
}

/** @param to - place counted without the question itself */
export function moveQuestion(definition: Definition, id: string, to: { page: number; at: number }): Definition {
  const place = placeOf(definition, id);
  const question = place && definition.pages[place.page]?.questions[place.at];
  if (!place || !question || (place.page === to.page && place.at === to.at)) return definition;
  return insertQuestion(removeQuestion(definition, id), question, to);
}

/** One place up or down; beyond the end of its page it enters the next one. */
export function nudgeQuestion(definition: Definition, id: string, by: -1 | 1): Definition {
  const place = placeOf(definition, id);
  const page = place && definition.pages[place.page];
  if (!place || !page) return definition;
  const at = place.at + by;
  if (at >= 0 && at < page.questions.length) return moveQuestion(definition, id, { page: place.page, at });
  const neighbour = definition.pages[place.page + by];
  return neighbour ? moveQuestion(definition, id, { page: place.page + by, at: by === 1 ? 0 : neighbour.questions.length }) : definition;
}

export function changePage(definition: Definition, id: string, change: (page: Page) => Page): Definition {
  const at = definition.pages.findIndex((page) => page.id === id);
  const page = definition.pages[at];
  return page ? withPage(definition, at, change(page)) : definition;
}

export function insertPage(definition: Definition, at: number): { definition: Definition; id: string } {
  const page = newPage(definition);
  return { definition: { ...definition, pages: definition.pages.toSpliced(at, 0, page) }, id: page.id };
}

/** The last page stays: a survey has one. */
export function removePage(definition: Definition, id: string): Definition {
  if (definition.pages.length < 2) return definition;
  return { ...definition, pages: definition.pages.filter((page) => page.id !== id) };
}

export function duplicatePage(definition: Definition, id: string): { definition: Definition; id: string } {
  const at = definition.pages.findIndex((page) => page.id === id);
  const page = definition.pages[at];
  if (!page) return { definition, id };
  const taken = takenIds(definition);
  const fresh = (wish: string) => {
    const chosen = freshId(wish.replace(/_\d+$/, ''), taken);
    taken.add(chosen);
    return chosen;
  };
  const copy: Page = { ...page, id: fresh(page.id), questions: page.questions.map((question) => ({ ...question, id: fresh(question.id) })) };
  return { definition: { ...definition, pages: definition.pages.toSpliced(at + 1, 0, copy) }, id: copy.id };
}

export function movePage(definition: Definition, id: string, to: number): Definition {
  const at = definition.pages.findIndex((page) => page.id === id);
  const page = definition.pages[at];
  if (!page || at === to || to < 0 || to >= definition.pages.length) return definition;
  return { ...definition, pages: definition.pages.toSpliced(at, 1).toSpliced(to, 0, page) };
}

export function changeEnding(definition: Definition, id: string, change: (ending: Ending) => Ending): Definition {
  return { ...definition, endings: definition.endings.map((ending) => (ending.id === id ? change(ending) : ending)) };
}

export function insertEnding(definition: Definition): { definition: Definition; id: string } {
  const ending = newEnding(definition);
  return { definition: { ...definition, endings: [...definition.endings, ending] }, id: ending.id };
}

export function removeEnding(definition: Definition, id: string): Definition {
  if (definition.endings.length < 2) return definition;
  return { ...definition, endings: definition.endings.filter((ending) => ending.id !== id) };
}

/** The order matters: the first ending whose condition holds is shown. */
export function moveEnding(definition: Definition, id: string, by: -1 | 1): Definition {
  const at = definition.endings.findIndex((ending) => ending.id === id);
  const ending = definition.endings[at];
  if (!ending || at + by < 0 || at + by >= definition.endings.length) return definition;
  return { ...definition, endings: definition.endings.toSpliced(at, 1).toSpliced(at + by, 0, ending) };
}
