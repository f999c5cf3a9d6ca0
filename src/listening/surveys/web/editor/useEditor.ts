import { useEffect, useMemo, useReducer, useRef } from 'react';
import type { Definition } from '../../definition.contract.ts';
import { changePage, changeQuestion } from '../editing/edit-definition.logic.ts';
import type { Edit } from './edit-context.ts';
import { editorReducer, type EditorState, startEditor, type View } from './editor-state.logic.ts';

/** The document under work with all that was done to it, and the ways to change it. */
export function useEditor(start: Definition, { wanted, show }: { wanted: string; show: (view: View) => void }): { state: EditorState; edit: Edit } {
  const [state, dispatch] = useReducer(editorReducer, null, () => startEditor(start, wanted));
  const present = useRef(state.history.present);
  const showing = useRef(show);
  useEffect(() => {
    present.current = state.history.present;
    showing.current = show;
  });
  const edit = useMemo<Edit>(() => {
    const change: Edit['change'] = (label, on, deed, mergeKey) => dispatch({ do: 'change', label, on, change: deed, mergeKey, atMs: performance.now() });
    return {
      now: () => present.current,
      change,
      question: (id, deed, field) => change('step.question', { kind: 'question', id }, (definition) => changeQuestion(definition, id, deed), field && `question ${id} ${field}`),
      page: (id, deed, field) => change('step.page', { kind: 'page', id }, (definition) => changePage(definition, id, deed), field && `page ${id} ${field}`),
      select: (selected) => dispatch({ do: 'select', selected }),
      show: (view) => showing.current(view),
      speak: (language) => dispatch({ do: 'speak', language }),
      undo: () => dispatch({ do: 'undo' }),
      redo: () => dispatch({ do: 'redo' }),
      replace: (definition, label) => dispatch({ do: 'replace', definition, label, atMs: performance.now() }),
    };
  }, []);
  return { state, edit };
}

/** ⌘Z and ⇧⌘Z (Ctrl on other machines, Ctrl-Y too), wherever the caret is: a field's own undo knows nothing of the rest. */
export function useUndoKeys({ undo, redo }: Edit, isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return;
    const press = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('[role="dialog"]')) return;
      const key = event.key.toLowerCase();
      const wantsRedo = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey);
      if (!wantsRedo && key !== 'z') return;
      event.preventDefault();
      if (wantsRedo) redo();
      else undo();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isActive, undo, redo]);
}
