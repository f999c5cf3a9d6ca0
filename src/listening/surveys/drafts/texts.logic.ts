import { listWords } from './check-definition.logic.ts';
import type { Definition, Words } from '../definition.contract.ts';
import type { Completeness } from './drafts.contract.ts';

/** One text of a survey under a name that stays when questions are moved: `nps.title`, `pairs.items.speed.text`, `endings.thanks.title`. */
export interface KeyedText {
  key: string;
  words: Words;
  /** The same object as in the definition, at this path. */
  at: string;
}

/** All texts that say something in at least one language, in the order of the survey. */
export function listTexts(definition: Definition): KeyedText[] {
  return listWords(definition)
    .filter(({ words }) => Object.values(words).some((text) => text.trim() !== ''))
    .map(({ at, words }) => ({ at, words, key: keyOf(definition, at) }));
}

/** How much of a survey is there in each of its languages. */
export function completenessOf(definition: Definition): Completeness[] {
  const texts = listTexts(definition);
  return definition.languages.map((language) => {
    const missing = texts.filter(({ words }) => (words[language] ?? '').trim() === '').length;
    return { language, texts: texts.length, missing, share: texts.length === 0 ? 1 : (texts.length - missing) / texts.length };
  });
}

/** Ids instead of places, and questions without their page: whoever drags a question does not lose its translations. */
function keyOf(definition: Definition, at: string): string {
  let here: unknown = definition;
  const parts: string[] = [];
  for (const [, name, index] of at.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    here = typeof here === 'object' && here !== null ? Reflect.get(here, name ?? Number(index)) : undefined;
    if (name !== undefined) parts.push(name);
    else parts.push(typeof here === 'object' && here !== null ? String(Reflect.get(here, 'id') ?? index) : String(index));
  }
  const questions = parts.indexOf('questions');
  return parts.slice(parts[0] === 'pages' && questions >= 0 ? questions + 1 : 0).join('.');
}
