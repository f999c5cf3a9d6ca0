/** A Soll for a whole touchpoint, for everybody, as the API of touchpoints gives it. */
export interface HeldTarget {
  dimension: string | null;
  group: string | null;
  setAt: string;
}

/** The Soll that would be replaced: one for a dimension or a target group stands beside it and is none. */
export const wholeTarget = (items: readonly HeldTarget[]): HeldTarget | undefined => items.find(({ dimension, group }) => dimension === null && group === null);

/** The touchpoints at which a Soll set here still stands as it was set; what somebody changed since is theirs. */
export function stillAsSet(set: ReadonlyMap<string, string>, held: ReadonlyMap<string, readonly HeldTarget[]>): string[] {
  return [...set].flatMap(([code, setAt]) => (wholeTarget(held.get(code) ?? [])?.setAt === setAt ? [code] : []));
}
