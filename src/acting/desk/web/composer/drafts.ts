export type ComposerMode = 'reply' | 'note' | 'call';

/** What somebody was writing when the page went away. Only in this browser, only for a week, and gone when they sign out. */
export interface Draft {
  mode: ComposerMode;
  html: string;
  at: number;
}

const PREFIX = 'momente.draft.';
const KEPT_FOR_MS = 7 * 86_400_000;
const keyOf = (userId: string, caseId: string): string => `${PREFIX}${userId}.${caseId}`;

export function readDraft(userId: string, caseId: string, nowMs: number): Draft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId, caseId)) ?? 'null');
    if (!isDraft(kept)) return null;
    return nowMs - kept.at < KEPT_FOR_MS ? kept : null;
  } catch {
    return null; // a browser that keeps nothing, or something else under our name
  }
}

/** An empty text forgets the draft. */
export function keepDraft(userId: string, caseId: string, draft: Draft): void {
  try {
    if (draft.html === '') localStorage.removeItem(keyOf(userId, caseId));
    else localStorage.setItem(keyOf(userId, caseId), JSON.stringify(draft));
  } catch {
    // full or switched off: the text stays on the page
  }
}

export function forgetDraft(userId: string, caseId: string): void {
  keepDraft(userId, caseId, { mode: 'reply', html: '', at: 0 });
}

/** Cases with something unsent of this person, for the mark in the list. */
export function listDrafts(userId: string): Set<string> {
  try {
    const prefix = keyOf(userId, '');
    return new Set(Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)));
  } catch {
    return new Set();
  }
}

const isDraft = (kept: unknown): kept is Draft =>
  typeof kept === 'object' && kept !== null && 'mode' in kept && (kept.mode === 'reply' || kept.mode === 'note' || kept.mode === 'call') && 'html' in kept && typeof kept.html === 'string' && 'at' in kept && typeof kept.at === 'number';

/** When somebody signs out, nothing of theirs stays at this screen. */
export function forgetAllDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}
