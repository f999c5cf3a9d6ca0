/** The list with one entry in another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const one = list[from];
  return one === undefined || from === to ? [...list] : list.toSpliced(from, 1).toSpliced(to, 0, one);
}
