import type { ContactChannel, CustomerConsents, Purpose } from '../consent.contract.ts';

/** For each purpose, of the channels on which this customer has an address that works, those that are open and those that are not. */
export function reachOf({ standings, addresses }: Pick<CustomerConsents, 'standings' | 'addresses'>, purposes: readonly Purpose[]): { purpose: Purpose; open: ContactChannel[]; closed: ContactChannel[] }[] {
  const usable = new Set(addresses.filter(({ suppressedBecause }) => suppressedBecause === null).map(({ channel }) => channel));
  return purposes.filter(({ retiredAt }) => retiredAt === null).map((purpose) => {
    const own = standings.filter((standing) => standing.purpose === purpose.key && usable.has(standing.channel));
    return { purpose, open: own.filter(({ may }) => may).map(({ channel }) => channel), closed: own.filter(({ may }) => !may).map(({ channel }) => channel) };
  });
}

/** The channels in the wished order, those that were not named behind. */
export function inOrder(wished: readonly ContactChannel[], all: readonly ContactChannel[]): ContactChannel[] {
  return [...wished, ...all.filter((channel) => !wished.includes(channel))];
}

/** One place up. */
export function movedUp(channels: readonly ContactChannel[], channel: ContactChannel): ContactChannel[] {
  const place = channels.indexOf(channel);
  if (place < 1) return [...channels];
  return channels.toSpliced(place, 1).toSpliced(place - 1, 0, channel);
}
