import type { Address, Contract, Device } from '../../customers.contract.ts';

/** What holds now, what begins later, and what is over; newest first within each. */
export interface ByTime<Item> {
  now: Item[];
  later: Item[];
  earlier: Item[];
}

interface Span {
  from: string | null;
  /** Last day on which it holds; null = open. */
  to: string | null;
}

/** @param today - calendar day as YYYY-MM-DD, where the reader sits */
export function splitByTime<Item>(items: readonly Item[], today: string, spanOf: (item: Item) => Span): ByTime<Item> {
  const sorted = [...items].sort((a, b) => (spanOf(b).from ?? '').localeCompare(spanOf(a).from ?? ''));
  const split: ByTime<Item> = { now: [], later: [], earlier: [] };
  for (const item of sorted) {
    const { from, to } = spanOf(item);
    if (to !== null && to < today) split.earlier.push(item);
    else if (from !== null && from > today) split.later.push(item);
    else split.now.push(item);
  }
  return split;
}

export const contractSpan = ({ startsOn, endsOn }: Contract): Span => ({ from: startsOn, to: endsOn });
export const deviceSpan = ({ ownedFrom, ownedTo }: Device): Span => ({ from: ownedFrom, to: ownedTo });
export const addressSpan = ({ validFrom, validTo }: Address): Span => ({ from: validFrom, to: validTo });
