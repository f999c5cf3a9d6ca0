import type { Definition } from '../../definition.contract.ts';
import { type EditHistory, redo, remember, startHistory, undo } from '../editing/edit-history.logic.ts';

export const views = ['build', 'logic', 'languages', 'look', 'preview', 'settings'] as const;
export type View = (typeof views)[number];

/** What is open for editing. */
export interface Selection {
  kind: 'survey' | 'page' | 'question' | 'ending';
  id: string;
}

export interface EditorState {
  history: EditHistory<Definition>;
  selected: Selection;
  /** Of the texts in the forms. */
  language: string;
}

/** A change to the document; one that makes something new names it, and it is opened. */
export type Change = (definition: Definition) => Definition | { definition: Definition; id: string };

export type Deed =
  | { do: 'change'; label: string; change: Change; on: Selection; mergeKey?: string | undefined; atMs: number }
  | { do: 'undo' | 'redo' }
  | { do: 'select'; selected: Selection }
  | { do: 'speak'; language: string }
  /** Another document takes the place of this one: theirs after a conflict, an older version. Can be taken back. */
  | { do: 'replace'; definition: Definition; label: string; atMs: number };

export function startEditor(definition: Definition, wanted: string): EditorState {
  const language = definition.languages.includes(wanted) ? wanted : (definition.languages[0] ?? 'en');
  const first = definition.pages[0]?.questions[0];
  return { history: startHistory(definition), selected: first ? { kind: 'question', id: first.id } : { kind: 'page', id: definition.pages[0]?.id ?? '' }, language };
}

export function editorReducer(state: EditorState, deed: Deed): EditorState {
  switch (deed.do) {
    case 'select':
      return { ...state, selected: deed.selected, history: { ...state.history, running: null } };
    case 'speak':
      return { ...state, language: deed.language };
    case 'change': {
      const made = deed.change(state.history.present);
      const [next, selected] = 'definition' in made ? [made.definition, { ...deed.on, id: made.id }] : [made, deed.on];
      return settle({ ...state, history: remember(state.history, { next, label: deed.label, focus: writeFocus(selected), mergeKey: deed.mergeKey, atMs: deed.atMs }), selected });
    }
    case 'replace':
      return settle({ ...state, history: remember(state.history, { next: deed.definition, label: deed.label, focus: null, atMs: deed.atMs }) });
    case 'undo':
      return settle({ ...state, history: undo(state.history), selected: readFocus(state.history.past.at(-1)?.focus) ?? state.selected });
    case 'redo':
      return settle({ ...state, history: redo(state.history), selected: readFocus(state.history.future.at(-1)?.focus) ?? state.selected });
  }
}

const writeFocus = ({ kind, id }: Selection): string => `${kind}:${id}`;

function readFocus(focus: string | null | undefined): Selection | null {
  const [kind, id = ''] = focus?.split(':') ?? [];
  return kind === 'survey' || kind === 'page' || kind === 'question' || kind === 'ending' ? { kind, id } : null;
}

/** What is open may have gone: then something near it is opened. */
function settle(state: EditorState): EditorState {
  const { present } = state.history;
  const language = present.languages.includes(state.language) ? state.language : (present.languages[0] ?? 'en');
  if (exists(present, state.selected)) return language === state.language ? state : { ...state, language };
  const page = present.pages.find(({ questions }) => questions.length > 0) ?? present.pages[0];
  const question = page?.questions[0];
  return { ...state, language, selected: question ? { kind: 'question', id: question.id } : { kind: 'page', id: page?.id ?? '' } };
}

function exists({ pages, endings }: Definition, { kind, id }: Selection): boolean {
  if (kind === 'survey') return true;
  if (kind === 'page') return pages.some((page) => page.id === id);
  if (kind === 'ending') return endings.some((ending) => ending.id === id);
  return pages.some(({ questions }) => questions.some((question) => question.id === id));
}

/** What is opened after a question is gone: the next one, else the one before, else its page. */
export function neighbourOf({ pages }: Definition, questionId: string): Selection {
  for (const page of pages) {
    const at = page.questions.findIndex(({ id }) => id === questionId);
    if (at < 0) continue;
    const next = page.questions[at + 1] ?? page.questions[at - 1];
    return next ? { kind: 'question', id: next.id } : { kind: 'page', id: page.id };
  }
  return { kind: 'survey', id: '' };
}
