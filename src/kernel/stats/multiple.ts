/**
 * Adjusts p values so that among the findings below a level, at most that share is expected to be false: the default
 * for dashboards and rankings, where many touchpoints are tested at once.
 * @param pValues - two-sided p in [0, 1]; null (no test possible) stays null and does not count as a comparison
 * @returns adjusted p in [0, 1] in the same order, never below the given p
 * @source Benjamini & Hochberg (1995), JRSS B 57, 289–300: q₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎ · m / j
 * @throws RangeError when a p lies outside of [0, 1]
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const ascending = ascendingPositions(pValues);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let smallest = 1;
  for (const [index, { position, p }] of [...ascending.entries()].reverse()) {
    smallest = Math.min(smallest, p * (ascending.length / (index + 1)));
    adjusted[position] = smallest;
  }
  return adjusted;
}

/**
 * Adjusts p values so that the chance of even one false finding stays below the level: for a few planned comparisons.
 * @param pValues - as in {@link benjaminiHochberg}
 * @returns adjusted p in [0, 1] in the same order, never below the Benjamini–Hochberg value
 * @source Holm (1979), Scandinavian J. of Statistics 6, 65–70: p̃₍ᵢ₎ = max over j ≤ i of p₍ⱼ₎ · (m − j + 1), at most 1
 * @throws RangeError when a p lies outside of [0, 1]
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const ascending = ascendingPositions(pValues);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let largest = 0;
  for (const [index, { position, p }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, p * (ascending.length - index)));
    adjusted[position] = largest;
  }
  return adjusted;
}

function ascendingPositions(pValues: readonly (number | null)[]): { position: number; p: number }[] {
  return pValues
    .flatMap((p, position) => (p === null ? [] : [{ position, p: requireP(p) }]))
    .sort((a, b) => a.p - b.p);
}

function requireP(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie between 0 and 1, got ${p}`);
  return p;
}
