/** Below this a coefficient is the dust of rounding: all begin as 0 and 1. */
const DUST = 1e-9;

/**
 * What somebody who solves equations finds out about small groups from figures that are shown beside one another.
 *
 * Every figure is a sum over leaves, the finest groups. Gaussian elimination takes the large leaves first; the equations that
 * remain are about small leaves alone, and give them away where these have fewer than `minimum` customers together.
 * @param sizes - customers of each leaf
 * @param shown - of each figure that is shown the places of its leaves
 * @returns sets of places of leaves that come out; none where nothing does
 * @source audit of cell suppression by elimination: Willenborg & de Waal (2001), Elements of Statistical Disclosure Control, 6.3
 */
export function revealedLeaves(sizes: readonly number[], shown: readonly (readonly number[])[], minimum: number): number[][] {
  const known = new Set(shown.flatMap((leaves) => (leaves.length === 1 ? leaves : [])));
  const columns = sizes.flatMap((size, leaf) => (size > 0 && !known.has(leaf) ? [leaf] : [])).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const columnOf = new Map(columns.map((leaf, column) => [leaf, column]));
  const rows = shown.flatMap((leaves) => {
    const open = leaves.flatMap((leaf) => columnOf.get(leaf) ?? []);
    if (open.length === 0) return [];
    const row = new Float64Array(columns.length);
    for (const column of open) row[column] = 1;
    return [row];
  });
  reduce(rows, columns.length);
  const alone = [...known].filter((leaf) => (sizes[leaf] ?? 0) > 0).map((leaf) => [leaf]);
  const found = rows.map((row) => columns.filter((_, column) => Math.abs(row[column] ?? 0) > DUST));
  return [...alone, ...found].filter((leaves) => leaves.length > 0 && leaves.reduce((sum, leaf) => sum + (sizes[leaf] ?? 0), 0) < minimum);
}

/** To reduced row echelon form, in place. */
function reduce(rows: Float64Array[], width: number): void {
  for (let column = 0, rank = 0; column < width && rank < rows.length; column += 1) {
    const pivot = rows.findIndex((row, at) => at >= rank && Math.abs(row[column] ?? 0) > DUST);
    const own = rows[pivot];
    const first = rows[rank];
    if (!own || !first) continue;
    rows[pivot] = first;
    rows[rank] = own;
    const scale = own[column] ?? 1;
    for (let at = column; at < width; at += 1) own[at] = (own[at] ?? 0) / scale;
    for (const row of rows) {
      const times = row === own ? 0 : (row[column] ?? 0);
      if (Math.abs(times) > DUST) for (let at = column; at < width; at += 1) row[at] = (row[at] ?? 0) - times * (own[at] ?? 0);
    }
    rank += 1;
  }
}
