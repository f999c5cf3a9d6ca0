interface Figure {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Both ends of an order: a single one where it stands there for certain, else all that may. */
export interface Ends<Of> {
  highest: Of[];
  lowest: Of[];
}

/**
 * What stands highest and lowest as far as intervals tell: one stands alone at an end where its interval overlaps no other's,
 * which is rather too careful than not careful enough, however many there are. Best values first, as they are shown.
 */
export function endsOf<Of extends Figure>(figures: readonly Of[]): Ends<Of> {
  const shown = figures.filter(({ value }) => value !== null).toSorted((a, b) => valueOf(b) - valueOf(a));
  const [best, worst] = [shown[0], shown.at(-1)];
  if (!best || !worst) return { highest: [], lowest: [] };
  return {
    highest: shown.filter((one) => one === best || highOf(one) >= lowOf(best)),
    lowest: shown.filter((one) => one === worst || lowOf(one) <= highOf(worst)).toReversed(),
  };
}

const MOST_NAMED = 3;

/** As many as a sentence has room for; "and one more" takes as much room as its name. */
export function namedOf<Of>(all: readonly Of[]): { named: Of[]; more: number } {
  const named = all.slice(0, all.length <= MOST_NAMED + 1 ? all.length : MOST_NAMED);
  return { named, more: all.length - named.length };
}

/** The first and the last of an order that is too long for a picture: what stands lowest is what people look for. */
export function outermostOf<Of>(all: readonly Of[], most: number): { first: readonly Of[]; last: readonly Of[] } {
  if (all.length <= most) return { first: all, last: [] };
  const last = Math.floor(most / 2);
  return { first: all.slice(0, most - last), last: all.slice(all.length - last) };
}

const valueOf = ({ value }: Figure): number => value ?? 0;
/** A value without an interval may lie anywhere. */
const lowOf = ({ low }: Figure): number => low ?? Number.NEGATIVE_INFINITY;
const highOf = ({ high }: Figure): number => high ?? Number.POSITIVE_INFINITY;
