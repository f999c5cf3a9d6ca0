import type { Definition } from './definition.contract.ts';
import type { Completeness } from './drafts.contract.ts';

/** How much of a survey is there in each of its languages. */
export function completenessOf(definition: Definition): Completeness[] {
  return definition.languages.map((language) => ({ language, texts: 0, missing: 0, share: 1 }));
}
