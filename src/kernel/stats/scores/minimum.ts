/**
 * Fewest answers behind a shown figure. Below it a figure is withheld – never zero – for two reasons: intervals of
 * fewer answers are too wide to act on, and single customers could be recognised (capability G6).
 * Count customers, not answers, wherever one customer may answer more than once.
 */
export const MINIMUM_N = 30;

/**
 * A figure that is shown, or withheld with what the page needs to say "not enough answers yet (12 of 30)".
 * `value` is null exactly when the figure is withheld, so the shape can travel as JSON.
 */
export type Shown<T> =
  | { kind: 'shown'; n: number; value: T }
  | { kind: 'withheld'; n: number; minimum: number; value: null };

/**
 * Says whether there are enough answers to show a figure.
 * @param n - answers, or better customers, behind the figure
 */
export function hasEnough(n: number, minimum: number = MINIMUM_N): boolean {
  return n >= minimum;
}

/**
 * Shows a figure or withholds it. A figure that could not be computed (null) is withheld as well.
 * What this does not do: when a whole and all its parts but one are shown, the hidden part follows by subtraction;
 * who shows a breakdown beside its total has to withhold a second part too.
 * @param n - answers, or better customers, behind the figure
 */
export function showOrWithhold<T>(n: number, value: T | null, minimum: number = MINIMUM_N): Shown<T> {
  if (value === null || !hasEnough(n, minimum)) return { kind: 'withheld', n, minimum, value: null };
  return { kind: 'shown', n, value };
}
