/**
 * The name that somebody most likely meant: the same but for case, blanks and signs, or the one with the fewest letters to change, leave out
 * or add (Levenshtein), at most one in four.
 * @returns null when none is near
 */
export function nearestName(said: string, names: readonly string[]): string | null {
  const plain = plainOf(said);
  const same = names.find((name) => plainOf(name) === plain && plain !== '');
  if (same !== undefined) return same;
  let nearest: { name: string; changes: number } | null = null;
  for (const name of names) {
    const changes = changesBetween(plain, plainOf(name));
    if (changes <= Math.max(plain.length, name.length) / 4 && changes < (nearest?.changes ?? Infinity)) nearest = { name, changes };
  }
  return nearest?.name ?? null;
}

const plainOf = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/[\s_.:;"'()/-]/g, '');

/** Row by row of the table; names longer than that are no typing mistake. */
const MOST_LETTERS = 100;

function changesBetween(a: string, b: string): number {
  if (Math.max(a.length, b.length) > MOST_LETTERS) return Infinity;
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= b.length; at += 1) now.push(Math.min((above[at] ?? 0) + 1, (now[at - 1] ?? 0) + 1, (above[at - 1] ?? 0) + Number(a[row - 1] !== b[at - 1])));
    above = now;
  }
  return above[b.length] ?? Infinity;
}
