import type { ScoreGroup } from '../explore.contract.ts';

type Figure = Pick<ScoreGroup, 'value' | 'low' | 'high'>;

/** One end of an order of groups: a single group where it stands there for certain, else all that may. */
export interface GroupEnds<Group> {
  highest: Group[];
  lowest: Group[];
}

/**
 * Who stands highest and lowest as far as intervals tell: a group stands alone at an end where its interval overlaps no other's,
 * which is rather too careful than not careful enough, however many groups there are. Best values first, as they are shown.
 */
export function endsOf<Group extends Figure>(groups: readonly Group[]): GroupEnds<Group> {
  const shown = groups.filter(({ value }) => value !== null).toSorted((a, b) => valueOf(b) - valueOf(a));
  const [best, worst] = [shown[0], shown.at(-1)];
  if (!best || !worst) return { highest: [], lowest: [] };
  return {
    highest: shown.filter((group) => group === best || highOf(group) >= lowOf(best)),
    lowest: shown.filter((group) => group === worst || lowOf(group) <= highOf(worst)).toReversed(),
  };
}

const MOST_NAMED = 3;

/** As many as a sentence has room for; "and one more" takes as much room as its name. */
export function namedOf<Group>(groups: readonly Group[]): { named: Group[]; more: number } {
  const named = groups.slice(0, groups.length <= MOST_NAMED + 1 ? groups.length : MOST_NAMED);
  return { named, more: groups.length - named.length };
}

const valueOf = ({ value }: Figure): number => value ?? 0;
/** A value without an interval may lie anywhere. */
const lowOf = ({ low }: Figure): number => low ?? Number.NEGATIVE_INFINITY;
const highOf = ({ high }: Figure): number => high ?? Number.POSITIVE_INFINITY;
