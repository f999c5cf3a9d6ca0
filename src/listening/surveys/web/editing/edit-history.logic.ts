/**
 * What was done, and how to take it back. Every step keeps the whole document before it: parts that did not change are
 * the same objects, so two hundred steps weigh little and going back is exact.
 */
export interface Step {
  /** Key of the words that name the step: "Frage gelöscht". */
  label: string;
  /** The part that was worked on, to be shown again when the step is taken back. */
  focus: string | null;
}

export interface EditHistory<Doc> {
  present: Doc;
  past: readonly (Step & { before: Doc })[];
  future: readonly (Step & { after: Doc })[];
  /** Typing in one field is one step: what this is, and when it was last touched. */
  running: { key: string; atMs: number } | null;
}

export const STEPS_KEPT = 200;
/** A pause in typing longer than this begins a new step. */
export const PAUSE_MS = 1_500;

export const startHistory = <Doc>(present: Doc): EditHistory<Doc> => ({ present, past: [], future: [], running: null });

export interface Deed<Doc> extends Step {
  next: Doc;
  /** Set for typing: deeds with the same key that follow each other quickly are one step. */
  mergeKey?: string | undefined;
  atMs: number;
}

/** Remembers a change. One that changes nothing is none. */
export function remember<Doc>(history: EditHistory<Doc>, { next, label, focus, mergeKey, atMs }: Deed<Doc>): EditHistory<Doc> {
  if (next === history.present) return history;
  const running = mergeKey === undefined ? null : { key: mergeKey, atMs };
  const goesOn = running !== null && history.running?.key === running.key && atMs - history.running.atMs <= PAUSE_MS && history.past.length > 0;
  if (goesOn) return { ...history, present: next, future: [], running };
  return { present: next, past: [...history.past.slice(1 - STEPS_KEPT), { label, focus, before: history.present }], future: [], running };
}

export function undo<Doc>(history: EditHistory<Doc>): EditHistory<Doc> {
  const last = history.past.at(-1);
  if (!last) return history;
  const { before, ...step } = last;
  return { present: before, past: history.past.slice(0, -1), future: [...history.future, { ...step, after: history.present }], running: null };
}

export function redo<Doc>(history: EditHistory<Doc>): EditHistory<Doc> {
  const next = history.future.at(-1);
  if (!next) return history;
  const { after, ...step } = next;
  return { present: after, past: [...history.past, { ...step, before: history.present }], future: history.future.slice(0, -1), running: null };
}
