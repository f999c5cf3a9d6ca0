import { SECOND_MS } from '../../kernel/clock.ts';

const FAILURES_BEFORE_REST = 3;
const FIRST_REST_MS = 30 * SECOND_MS;
const LONGEST_REST_MS = 600 * SECOND_MS;

/** How long a source is left alone after so many failures in a row; 0 = ask again. */
export function restMs(failures: number): number {
  return failures < FAILURES_BEFORE_REST ? 0 : Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(10, failures - FAILURES_BEFORE_REST));
}
