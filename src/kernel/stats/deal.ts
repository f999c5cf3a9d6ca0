import { SeededRandom } from './random.ts';

/**
 * Deals units (rows, customers) to groups of the same size, by chance: a bootstrap may then draw groups instead of units, and the spread
 * of their means is that of the units. By turns would not do: in a sorted file every group would get the same mixture, and
 * intervals would come out several times too narrow.
 * @param units - whole number ≥ 0
 * @param groups - at most as many as units; with as many every unit is its own group, in order
 * @param seed - the same seed deals the same way
 * @returns the group of each unit, from 0
 * @source random groups: Wolter (2007), Introduction to Variance Estimation, ch. 2
 */
export function dealUnits(units: number, groups: number, seed?: number): Int32Array {
  const groupOf = Int32Array.from({ length: units }, (_, unit) => unit % groups);
  if (units === groups) return groupOf;
  const random = new SeededRandom(seed);
  for (let last = units - 1; last > 0; last -= 1) {
    const other = random.integer(last + 1);
    const kept = groupOf[last] ?? 0;
    groupOf[last] = groupOf[other] ?? 0;
    groupOf[other] = kept;
  }
  return groupOf;
}
