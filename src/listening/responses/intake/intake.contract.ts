import type { Problem } from '../../../kernel/problem.ts';
import type { SavedResponse } from '../responses.contract.ts';

/** What a save led to; a problem is for its sender only, the others of the same transaction stay. */
export type Outcome = { saved: SavedResponse } | { problem: Problem };
