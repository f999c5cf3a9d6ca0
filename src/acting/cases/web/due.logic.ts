export type DueState = { kind: 'none' } | { kind: 'later' | 'soon' | 'late'; at: string };
const SOON_MS = 4 * 3_600_000;

/** Where a case stands against the earliest of its due times. Nothing is due any more once it is solved. */
export function judgeDue({ nextDueAt, status }: { nextDueAt: string | null; status: string }, nowMs: number): DueState {
  if (nextDueAt === null || status === 'solved' || status === 'closed') return { kind: 'none' };
  const leftMs = Date.parse(nextDueAt) - nowMs;
  if (leftMs < 0) return { kind: 'late', at: nextDueAt };
  return { kind: leftMs <= SOON_MS ? 'soon' : 'later', at: nextDueAt };
}
