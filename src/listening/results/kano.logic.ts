/** Classes of Kano: what a feature does to satisfaction, from two answers "how do you feel if it is there" / "… is not there". */
export const kanoClasses = ['must_be', 'performance', 'attractive', 'indifferent', 'reverse', 'questionable'] as const;
export type KanoClass = (typeof kanoClasses)[number];

/**
 * The class of one answer on scales of five points: 1 I like it, 2 it must be that way, 3 I do not care, 4 I can live with
 * it, 5 I dislike it.
 * @source evaluation table of Berger et al. (1993), Center for Quality of Management Journal 2(4), after Kano et al. (1984)
 */
export function kanoClassOf(functional: number, dysfunctional: number): KanoClass {
  if ((functional === 1 && dysfunctional === 1) || (functional === 5 && dysfunctional === 5)) return 'questionable';
  if (functional === 1) return dysfunctional === 5 ? 'performance' : 'attractive';
  if (functional === 5 || dysfunctional === 1) return 'reverse';
  return dysfunctional === 5 ? 'must_be' : 'indifferent';
}

/** How many see which class, and the one that most see; of equals the one that matters more (must-be before performance before attractive). */
export function countKano(pairs: readonly { first: number; second: number; n: number }[]): { class: KanoClass | null; counts: Record<KanoClass, number> } {
  const counts: Record<KanoClass, number> = { must_be: 0, performance: 0, attractive: 0, indifferent: 0, reverse: 0, questionable: 0 };
  for (const { first, second, n } of pairs) counts[kanoClassOf(first, second)] += n;
  const most = Math.max(...Object.values(counts));
  return { class: most === 0 ? null : (kanoClasses.find((one) => counts[one] === most) ?? null), counts };
}
