import { createContext, useContext } from 'react';
import type { Definition, Page, Question, Words } from '../../definition.contract.ts';
import type { Change, Selection, View } from './editor-state.logic.ts';

/** What parts of the editor can do. Stays the same object as long as the editor is open, so that nothing is drawn again for it. */
export interface Edit {
  /** The document at this moment, for what happens on a click. */
  now: () => Definition;
  change: (label: string, on: Selection, change: Change, mergeKey?: string) => void;
  /** Changes one question; `field` makes typing in one field one step. */
  question: (id: string, change: (question: Question) => Question, field?: string) => void;
  page: (id: string, change: (page: Page) => Page, field?: string) => void;
  select: (selected: Selection) => void;
  show: (view: View) => void;
  speak: (language: string) => void;
  undo: () => void;
  redo: () => void;
  replace: (definition: Definition, label: string) => void;
}

/** What forms need to know about the whole. */
export interface Tongue {
  /** In which one writes now. */
  language: string;
  languages: readonly string[];
}

export const EditContext = createContext<Edit | null>(null);
export const TongueContext = createContext<Tongue>({ language: 'en', languages: ['en'] });

export function useEdit(): Edit {
  const edit = useContext(EditContext);
  if (!edit) throw new Error('outside of the editor');
  return edit;
}
export const useTongue = (): Tongue => useContext(TongueContext);

/** The first language is the one that others fall back to. */
export const fallbackOf = (words: Words | undefined, { language, languages }: Tongue): string => {
  const tag = languages.find((one) => one !== language && (words?.[one] ?? '').trim() !== '');
  return tag === undefined ? '' : (words?.[tag] ?? '');
};
