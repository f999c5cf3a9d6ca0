/** What one can do at the desk with one key. */
export const deskKeys = {
  j: 'next', k: 'previous', r: 'reply', n: 'note', a: 'assign', p: 'promise', e: 'solve', z: 'snooze', x: 'select', m: 'merge', c: 'new', u: 'back', '/': 'search', '?': 'help',
} as const;
export type DeskDeed = (typeof deskKeys)[keyof typeof deskKeys];

/** `g` and a letter jumps to a section of the house: the letter after it is not ours. */
const JUMP_WITHIN_MS = 1_200;

/**
 * What a key means at the desk; null where it means nothing here.
 * @param jumpAgeMs - since `g` was pressed; null when it was not
 */
export function readDeskKey(key: string, jumpAgeMs: number | null): DeskDeed | null {
  if (jumpAgeMs !== null && jumpAgeMs <= JUMP_WITHIN_MS) return null;
  return Object.entries(deskKeys).find(([letter]) => letter === key)?.[1] ?? null;
}

/** Where the next or previous row is; the first one when none is current. */
export function stepRow(count: number, current: number, step: 1 | -1): number | null {
  if (count === 0) return null;
  if (current < 0) return 0;
  return Math.min(count - 1, Math.max(0, current + step));
}
