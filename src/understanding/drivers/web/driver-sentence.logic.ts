import type { Driver, DriverDifference, Refusal } from '../drivers.contract.ts';

const CHANCE = 0.05;

/** Whether a driver does something of its own, and in which direction; 'at' where it cannot be told from nothing. */
export function directionOf({ p, beta }: Pick<Driver, 'p' | 'beta'>): 'above' | 'at' | 'below' {
  if (p === null || p >= CHANCE) return 'at';
  return beta > 0 ? 'above' : 'below';
}

/** The two of which either may come first: the intervals of their shares overlap. Null where the first is clear. */
export function openFirst(drivers: readonly Driver[]): [Driver, Driver] | null {
  const [first, second] = drivers;
  return first && second && second.shareHigh > first.shareLow && first.rankHigh > 1 ? [first, second] : null;
}

/** The one reason that is told; the first one is what stands in the way most. */
export const mainReason = (refusals: readonly Refusal[]): Refusal | null => refusals[0] ?? null;

/** The clearest difference between two groups that is more than chance. */
export const clearest = (differences: readonly DriverDifference[]): DriverDifference | null => differences.find(({ isMoreThanChance }) => isMoreThanChance) ?? null;

/** "2–4", or one place. */
export const writeRanks = ({ rankLow, rankHigh }: Pick<Driver, 'rankLow' | 'rankHigh'>): string => (rankLow === rankHigh ? String(rankLow) : `${rankLow}–${rankHigh}`);

/** A driver taken in or out of the choice, in the order of `known`. */
export function toggle(chosen: readonly string[], key: string, known: readonly string[]): string[] {
  return known.filter((one) => (one === key ? !chosen.includes(one) : chosen.includes(one)));
}
