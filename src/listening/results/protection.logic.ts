/**
 * How results keep single answers unrecognisable (capability G6).
 *
 * Withholding small groups is not enough: who may ask for "all" and for "all without the shop" subtracts, and who looks
 * twice a minute apart subtracts as well. So protected results know only blocks. The responses of a survey fall into
 * cells – version and one attribute that the survey fixes –, and in each cell into blocks of `minimum` responses in the
 * order in which they arrived. A block that is not full yet is in no figure at all, whatever is asked, and a full block
 * never changes. Every figure is about a set of cells, hence about whole blocks; so is whatever can be made of several
 * figures by adding and subtracting, in any number and over any time: nothing but whole blocks, each of at least
 * `minimum` people.
 * @source partitioning of statistical databases: Denning (1982), Cryptography and Data Security, 6.4; trackers, which
 *   undo mere minimum sizes: Denning, Denning & Schwartz (1979), ACM TODS 4(1)
 */

/** Fewest employees behind a figure, and behind a list of their comments: words are easier to recognise than ticks. */
export const EMPLOYEE_MINIMUM = 10;
export const EMPLOYEE_COMMENT_MINIMUM = 20;

/** A cell with its newest responses, newest first: at least `minimum` − 1 of them, or all that there are. */
export interface Cell {
  version: number;
  value: string;
  n: number;
  newest: readonly string[];
}

/** What of a cell figures may use. */
export interface OpenCell {
  version: number;
  value: string;
  /** Responses in full blocks. */
  n: number;
}

export interface Opened {
  cells: OpenCell[];
  /** Responses of these cells that wait for their block to fill. */
  waitingIds: string[];
  /** All responses that are in no figure. */
  waiting: number;
}

/** Which responses protected figures may use. */
export function openBlocks(cells: readonly Cell[], minimum: number): Opened {
  const opened = cells.flatMap(({ version, value, n }) => (n < minimum ? [] : [{ version, value, n: n - (n % minimum) }]));
  const waitingIds = cells.flatMap(({ n, newest }) => (n < minimum ? [] : newest.slice(0, n % minimum)));
  const all = cells.reduce((sum, { n }) => sum + n, 0);
  return { cells: opened, waitingIds, waiting: all - opened.reduce((sum, { n }) => sum + n, 0) };
}

/** Counts without content, e.g. of those who left: down to a multiple of the minimum, so that nobody is seen leaving. */
export const roundDown = (n: number, minimum: number): number => n - (n % minimum);
