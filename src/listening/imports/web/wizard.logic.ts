import type { Import, ImportState } from '../imports.contract.ts';

export const steps = ['file', 'assign', 'check', 'bring'] as const;
export type Step = (typeof steps)[number];

/** The step that an import stands at. Where it may, somebody can look back: `asked` is what the address says. */
export function stepOf({ state, startedAt }: Pick<Import, 'state' | 'startedAt'>, asked: string): Step {
  const own = ownStep(state, startedAt);
  return asked === 'assign' && mayAssign({ state, startedAt }) ? 'assign' : own;
}

function ownStep(state: ImportState, startedAt: string | null): Step {
  if (state === 'uploaded') return 'assign';
  if (state === 'checking' || state === 'checked') return 'check';
  // A check that was cancelled or failed has brought nothing in: what it stumbled over is in the assignment.
  if ((state === 'cancelled' || state === 'failed') && startedAt === null) return 'assign';
  return 'bring';
}

/** Once rows came in, what they mean is settled: only undoing leads back. */
export const mayAssign = ({ state, startedAt }: Pick<Import, 'state' | 'startedAt'>): boolean => state === 'uploaded' || state === 'checked' || state === 'undone' || (state === 'failed' && startedAt === null);

/** Seconds that the rest will take at the present speed; null where nothing is known yet. */
export function remainingSeconds({ counts, share, rowsPerSecond }: Pick<Import, 'counts' | 'share' | 'rowsPerSecond'>): number | null {
  if (rowsPerSecond === null || rowsPerSecond <= 0 || share <= 0 || counts.rows === 0) return null;
  const rows = counts.rows / share;
  return Math.max(0, (rows - counts.rows) / rowsPerSecond);
}

/** How long a wait is said to be: exact seconds would jump about. */
export type Wait = { unit: 'moment' } | { unit: 'seconds' | 'minutes' | 'hours'; n: number };
export function sayWait(seconds: number): Wait {
  if (seconds < 5) return { unit: 'moment' };
  if (seconds < 55) return { unit: 'seconds', n: Math.ceil(seconds / 10) * 10 };
  if (seconds < 55 * 60) return { unit: 'minutes', n: Math.ceil(seconds / 60) };
  return { unit: 'hours', n: Math.ceil(seconds / 3600) };
}
