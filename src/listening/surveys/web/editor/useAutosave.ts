import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../../../ui/api.ts';
import { ProblemError } from '../../../../ui/problem.ts';
import type { Definition } from '../../definition.contract.ts';
import type { DraftSaved } from '../../drafts/drafts.contract.ts';
import { keepSaving, pathOf } from '../survey-queries.ts';

const PAUSE_MS = 700;
const RETRY_MS = 5_000;

export type SaveState = 'saved' | 'dirty' | 'saving' | 'failed' | 'refused' | 'conflict';
export interface Autosave {
  state: SaveState;
  savedAt: string | null;
  /** Why it failed or was refused. */
  error: unknown;
  /** Saves what is there now. @returns the revision that holds it */
  flush: () => Promise<number>;
  /** Goes on from a revision of somebody else: the document that is being edited replaces it with the next save. */
  adopt: (revision: number, saved: Definition | null) => void;
  /** Somebody else has saved, as was seen elsewhere. */
  clash: (error: unknown) => void;
}

/**
 * Saves the whole document a moment after the last change, one request at a time, each based on the revision of the one
 * before. When somebody else has saved, nothing is sent any more until that is settled.
 */
export function useAutosave(code: string, definition: Definition, start: { revision: number; savedAt: string }): Autosave {
  const [phase, setPhase] = useState<'idle' | 'saving' | 'failed' | 'refused' | 'conflict'>('idle');
  const [savedDoc, setSavedDoc] = useState<Definition | null>(definition);
  const [savedAt, setSavedAt] = useState<string | null>(start.savedAt);
  const [error, setError] = useState<unknown>(null);
  const now = useRef(definition);
  const saved = useRef<Definition | null>(definition);
  const revision = useRef(start.revision);
  const running = useRef<Promise<void> | null>(null);
  const isStuck = useRef(false);
  /** Failed or was refused: it is sent again after a while or after a change, not at once. */
  const tried = useRef<Definition | null>(null);

  const save = useCallback((): Promise<void> => {
    if (running.current) return running.current;
    const sent = now.current;
    setPhase('saving');
    running.current = api
      .put<DraftSaved>(`${pathOf(code)}/draft`, { body: { revision: revision.current, definition: sent } })
      .then((answer) => {
        revision.current = answer.revision;
        saved.current = sent;
        tried.current = null;
        setSavedDoc(sent);
        setSavedAt(answer.savedAt);
        setError(null);
        setPhase('idle');
      })
      .catch((cause: unknown) => {
        const problem = cause instanceof ProblemError ? cause : null;
        const isConflict = problem?.code === 'survey.changed_meanwhile';
        isStuck.current = isConflict;
        tried.current = sent;
        setError(cause);
        setPhase(isConflict ? 'conflict' : problem && problem.status >= 400 && problem.status < 500 && problem.status !== 429 ? 'refused' : 'failed');
        throw cause;
      })
      .finally(() => { running.current = null; });
    return running.current;
  }, [code]);

  const flush = useCallback(async () => {
    await running.current?.catch(() => {});
    while (now.current !== saved.current) await save();
    return revision.current;
  }, [save]);

  const adopt = useCallback((next: number, theirs: Definition | null) => {
    revision.current = next;
    saved.current = theirs;
    tried.current = null; // mine may come back by undo, and is saved then
    isStuck.current = false;
    setError(null);
    setSavedDoc(theirs);
    setPhase('idle');
  }, []);

  const clash = useCallback((cause: unknown) => {
    isStuck.current = true;
    setError(cause);
    setPhase('conflict');
  }, []);

  useEffect(() => {
    now.current = definition;
    if (phase === 'saving' || isStuck.current) return; // what is typed while a save is under way is saved after it
    if (definition === saved.current || definition === tried.current) return;
    const timer = setTimeout(() => void save().catch(() => {}), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [definition, save, phase]);

  useEffect(() => {
    if (phase !== 'failed') return;
    const timer = setInterval(() => void save().catch(() => {}), RETRY_MS);
    return () => clearInterval(timer);
  }, [phase, save]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => { if (now.current !== saved.current) event.preventDefault(); };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      // What waits for a choice between two of them waits on.
      if (now.current !== saved.current) keepSaving(code, isStuck.current ? Promise.reject(new Error('two drafts')) : flush(), () => ({ definition: now.current, revision: revision.current }));
    };
  }, [code, flush]);

  const isSaved = definition === savedDoc && phase !== 'saving' && phase !== 'conflict';
  return { state: isSaved ? 'saved' : phase === 'idle' ? 'dirty' : phase, savedAt, error, flush, adopt, clash };
}
