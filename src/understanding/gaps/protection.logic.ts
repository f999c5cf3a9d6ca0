import { revealedLeaves } from '../../kernel/stats/scores/differencing.ts';
import { hasEnough, MINIMUM_N } from '../../kernel/stats/scores/minimum.ts';
import { withheldInLines, withheldParts } from '../metrics/explore/explore-protection.logic.ts';

/**
 * How many customers of one target group stand behind one figure of a touchpoint; `key` as in the parts of a gap, '' for the
 * touchpoint as a whole. Pairs and experiences are two families of figures: the first where customers said what they
 * expected, the second where a Soll is set.
 */
export interface PlaceSize {
  part: 'total' | 'month' | 'quarter' | 'dimension';
  key: string;
  /** Target group; '' = customers without one, {@link EVERYBODY} = all together. */
  group: string;
  pairCustomers: number;
  livedCustomers: number;
}

/** No target group is called that: names hold no control characters. */
export const EVERYBODY = '\u0001';

export const sizeKey = ({ part, key, group }: Pick<PlaceSize, 'part' | 'key' | 'group'>): string => [part, key, group].join('\u001F');

/**
 * Figures of one touchpoint that readers without single answers may not see, because they would give a smaller group away:
 * target groups beside everybody, months and quarters beside their wholes, dimensions beside the touchpoint (decision 0084).
 * Which groups are hidden as a whole depends on the groups alone, so that every list says the same.
 */
export function hiddenPlaces(sizes: readonly PlaceSize[]): Set<string> {
  // In one order, because which of several is hidden must not depend on who counted.
  const places = sizes.toSorted((a, b) => (sizeKey(a) < sizeKey(b) ? -1 : 1));
  return new Set((['pairCustomers', 'livedCustomers'] as const).flatMap((family) => [...hiddenIn(places.map((size) => ({ ...size, place: sizeKey(size), customers: size[family] })))]));
}

interface Place extends PlaceSize {
  place: string;
  customers: number;
}

function hiddenIn(places: readonly Place[]): Set<string> {
  const named = (line: readonly Place[]) => line.map(({ place, customers }) => ({ key: place, customers }));
  const groups = places.filter(({ part, group }) => part === 'total' && group !== EVERYBODY);
  const parts = places.filter(({ part }) => part !== 'total');
  const lines = [
    // A month is what its quarter leaves without the two others.
    ...Map.groupBy(parts.filter(({ part }) => part !== 'dimension'), ({ key, group }) => `${quarterOf(key)} ${group}`).values(),
    ...Map.groupBy(parts, ({ part, key }) => `${part} ${key}`).values(),
    ...Map.groupBy(parts, ({ part, group }) => `${part} ${group}`).values(),
  ];
  const hidden = new Set([...withheldParts(named(groups)), ...withheldInLines(lines.map(named))]);
  for (const finest of ['month', 'dimension'] as const) hideUntilSafe(places, finest, hidden);
  return hidden;
}

/** Lines that are safe one by one may still be solved together: then the smallest figure of what comes out is hidden too. */
function hideUntilSafe(places: readonly Place[], finest: 'month' | 'dimension', hidden: Set<string>): void {
  const leaves = places.filter(({ part, group }) => part === finest && group !== EVERYBODY);
  if (leaves.every(({ customers }) => customers === 0 || hasEnough(customers))) return;
  const placed = leaves.map((leaf, at) => ({ ...leaf, at }));
  const lists = new Map([
    ...Map.groupBy(placed, ({ key }) => `${finest} ${key} ${EVERYBODY}`), ...Map.groupBy(placed, ({ key, group }) => `${finest} ${key} ${group}`),
    ...Map.groupBy(placed, ({ key }) => `quarter ${quarterOf(key)} ${EVERYBODY}`), ...Map.groupBy(placed, ({ key, group }) => `quarter ${quarterOf(key)} ${group}`),
    ...Map.groupBy(placed, () => `total  ${EVERYBODY}`), ...Map.groupBy(placed, ({ group }) => `total  ${group}`),
  ]);
  const leavesOf = ({ part, key, group }: Place): number[] => (lists.get(`${part} ${part === 'quarter' ? quarterOf(key) : key} ${group}`) ?? []).map(({ at }) => at);
  const figures = places
    .filter(({ part }) => part === finest || part === 'total' || (part === 'quarter' && finest === 'month'))
    .map((figure) => ({ ...figure, leaves: leavesOf(figure) }));
  for (;;) {
    const shown = figures.filter(({ place, customers }) => hasEnough(customers) && !hidden.has(place));
    const revealed = new Set(revealedLeaves(leaves.map(({ customers }) => customers), shown.map((figure) => figure.leaves), MINIMUM_N).flat());
    if (revealed.size === 0) return;
    const groups = new Set([...revealed].map((leaf) => leaves[leaf]?.group));
    const near = (figure: (typeof figures)[number]): number => (figure.leaves.some((leaf) => revealed.has(leaf)) ? 0 : groups.has(figure.group) ? 1 : 2);
    const [next] = shown.filter(({ part }) => part !== 'total').toSorted((a, b) => near(a) - near(b) || a.customers - b.customers);
    if (!next) return;
    hidden.add(next.place);
  }
}

const quarterOf = (month: string): string => `${month.slice(0, 5)}${Math.floor((Number(month.slice(5, 7)) - 1) / 3)}`;
