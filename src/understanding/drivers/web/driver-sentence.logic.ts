import type { Driver, DriverDifference, Refusal } from '../drivers.contract.ts';

const CHANCE = 0.05;

/** Whether a driver does something of its own, and in which direction; 'at' where it cannot be told from nothing. */
export function directionOf({ p, beta }: Pick<Driver, 'p' | 'beta'>): 'above' | 'at' | 'below' {
  if (p === null || p >= CHANCE) return 'at';
  return beta > 0 ? 'above' : 'below';
}

/** What may be said of an order of drivers: who leads, and who comes next; several where their places are open. */
export interface DriverOrder {
  /** One where its place is sure, else all that may come first. */
  leading: Driver[];
  /** After a single leader: one where its place is sure too, else all that may come second. Empty behind a leading group. */
  next: Driver[];
}

/** Drivers stand by their shares, the largest first. */
export function orderOf(drivers: readonly Driver[]): DriverOrder {
  const leading = shareThePlace(drivers, 1);
  return { leading, next: leading.length === 1 ? shareThePlace(drivers.slice(1), 2) : [] };
}

/** Who may stand at a place: the first alone where hardly a draw puts it lower or its interval lies above the next one's. */
function shareThePlace(drivers: readonly Driver[], place: number): Driver[] {
  const [first, second, ...others] = drivers;
  if (!first) return [];
  if (!second || first.rankHigh <= place || second.shareHigh <= first.shareLow) return [first];
  return [first, second, ...others.filter(({ rankLow }) => rankLow <= place)];
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
