import type { Link } from '../identity.contract.ts';

/** Why two identifiers are (not) one customer, as a key of the words: the page adds source, time and person. */
export type LinkReason = Link['rule'];
export const refusals = ['limit', 'another_owner', 'too_weak', 'too_many'] as const;

/** The key of the words for a refusal; refusals of a newer server are shown as they came. */
export function refusalKey(refusedBecause: string | null): (typeof refusals)[number] | 'other' {
  return refusals.find((known) => known === refusedBecause) ?? 'other';
}

export interface SortedLinks {
  active: Link[];
  refused: Link[];
  removed: Link[];
}

/** Links by what they do, newest first in each. */
export function sortLinks(links: readonly Link[]): SortedLinks {
  const newestFirst = [...links].sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id));
  const of = (state: Link['state']): Link[] => newestFirst.filter((link) => link.state === state);
  return { active: of('active'), refused: of('refused'), removed: of('removed') };
}

/** The sources that links come from, most frequent first; `user` stands for people. */
export function countSources(links: readonly Link[]): { source: string; n: number }[] {
  const counts = new Map<string, number>();
  for (const { source } of links) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].map(([source, n]) => ({ source, n })).sort((a, b) => b.n - a.n || a.source.localeCompare(b.source));
}

/** The link that a merge has just made: the newest one by hand that was not there before. Undoing the merge removes it. */
export function findNewLink(after: readonly Link[], idsBefore: ReadonlySet<string>): Link | null {
  return sortLinks(after).active.find((link) => link.rule === 'manual' && !idsBefore.has(link.id)) ?? null;
}
