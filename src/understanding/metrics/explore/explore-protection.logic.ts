import { hasEnough } from '../../../kernel/stats/scores/minimum.ts';

/**
 * How figures keep small groups unrecognisable from readers who may not read single answers (capability G6).
 *
 * A group with fewer customers than the minimum is withheld. That is not enough: who sees the whole and all groups but one
 * has the last one by subtraction. So wherever a group is withheld, the smallest one that could be shown is withheld too: what
 * subtraction gives then is always a union with a part of at least 30 customers in it. Which groups these are depends
 * only on the groups, not on which of them was asked for, so asking for each by itself adds nothing: a figure for one group is
 * judged among its siblings.
 *
 * Periods are whole calendar months (weeks whose Monday lies in them), so that "since the 3rd" minus "since the 4th" cannot be asked.
 * @source complementary cell suppression: Cox (1980), JASA 75, 377–385; Denning (1982), Cryptography and Data Security, 6.4
 */

export interface SizedPart {
  key: string;
  customers: number;
}

/** Keys of the parts that must be withheld: too small ones, and the one that hides them. Parts without anybody hide nothing. */
export function withheldParts(parts: readonly SizedPart[]): Set<string> {
  const small = parts.filter(({ customers }) => customers > 0 && !hasEnough(customers));
  const withheld = new Set(small.map(({ key }) => key));
  if (small.length === 0) return withheld;
  const smallest = smallestOf(parts.filter(({ customers }) => hasEnough(customers)));
  if (smallest) withheld.add(smallest.key);
  return withheld;
}

/** The part whose withholding costs least; among equals the same one for everybody. */
export const smallestOf = (parts: readonly SizedPart[]): SizedPart | undefined => parts.toSorted((a, b) => a.customers - b.customers || (a.key < b.key ? -1 : 1))[0];

export interface SizedCell {
  part: string;
  bucket: string;
  customers: number;
}

/**
 * The same for groups over time, where wholes of groups and of periods are shown as well: in every period and in every group
 * with a withheld cell another one of at least 30 customers is withheld, again until nothing is alone any more.
 */
export function withheldCells(cells: readonly SizedCell[], keyOf: (part: string, bucket: string) => string): Set<string> {
  const sized = cells.map((cell) => ({ ...cell, key: keyOf(cell.part, cell.bucket) }));
  return withheldInLines([...Map.groupBy(sized, ({ bucket }) => bucket).values(), ...Map.groupBy(sized, ({ part }) => part).values()]);
}

/** The same for any lines of parts that add up to something which is shown, where a part may stand in several lines. */
export function withheldInLines(lines: readonly (readonly SizedPart[])[]): Set<string> {
  const sized = lines.map((line) => line.filter(({ customers }) => customers > 0));
  const withheld = new Set(sized.flat().filter(({ customers }) => !hasEnough(customers)).map(({ key }) => key));
  for (let before = -1; before !== withheld.size; ) {
    before = withheld.size;
    for (const line of sized) {
      const hidden = line.filter(({ key }) => withheld.has(key));
      const isSafe = hidden.length === 0 || (hidden.length > 1 && hidden.some(({ customers }) => hasEnough(customers)));
      if (isSafe) continue;
      const next = smallestOf(line.filter(({ key }) => !withheld.has(key)));
      if (next) withheld.add(next.key);
    }
  }
  return withheld;
}
