/** The list with one taken out and put in at another place, inside of the list. */
export function moved(list: readonly string[], id: string, place: number): string[] {
  const others = list.filter((one) => one !== id);
  const at = Math.max(0, Math.min(others.length, place));
  return [...others.slice(0, at), id, ...others.slice(at)];
}
