import type { WarningList } from '../warnings.contract.ts';

/** What the page of warnings may say about everything that is watched. */
export type WarningsSentence =
  | { kind: 'not_yet' }
  | { kind: 'nothing_watched' }
  /** No series has the weeks it needs: no news is no good news. */
  | { kind: 'unjudged'; watched: number; weeks: number }
  /** `unjudged` series of all that are watched are not among those that could have told anything. */
  | { kind: 'judged'; open: number; watched: number; unjudged: number };

/** That all is calm is said only of what could be judged. */
export function summariseWarnings({ open, watched, judgeable, longestWeeks, countedTo }: Pick<WarningList, 'open' | 'watched' | 'judgeable' | 'longestWeeks' | 'countedTo'>): WarningsSentence {
  if (open === 0 && watched === 0) return { kind: 'nothing_watched' };
  if (countedTo === null) return { kind: 'not_yet' };
  if (open === 0 && judgeable === 0) return { kind: 'unjudged', watched, weeks: longestWeeks };
  return { kind: 'judged', open, watched, unjudged: watched - judgeable };
}
