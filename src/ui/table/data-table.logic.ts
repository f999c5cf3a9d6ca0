/** A sort as the API takes it: `name` ascending, `-priority` descending. */
export interface Sort {
  key: string;
  isDescending: boolean;
}

function readSort(text: string): Sort | null {
  if (text === '') return null;
  return text.startsWith('-') ? { key: text.slice(1), isDescending: true } : { key: text, isDescending: false };
}

/** The next click on a header: figures start with the highest, text with A; then the other way round. */
export function nextSort(current: string, key: string, startsDescending: boolean): string {
  const sort = readSort(current);
  const isDescending = sort?.key === key ? !sort.isDescending : startsDescending;
  return isDescending ? `-${key}` : key;
}

export function ariaSort(current: string, key: string): 'ascending' | 'descending' | 'none' {
  const sort = readSort(current);
  if (sort?.key !== key) return 'none';
  return sort.isDescending ? 'descending' : 'ascending';
}

/** Where a key leads among `count` rows; null when the key means nothing to the table. */
export function moveRow(key: string, row: number, count: number, pageRows = 10): number | null {
  const steps: Record<string, number> = {
    ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + pageRows, PageUp: row - pageRows, Home: 0, End: count - 1,
  };
  const target = steps[key];
  return target === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, target));
}

/** One more or one less; with Shift everything between the last chosen row and this one joins. */
export function toggleSelection(
  selected: ReadonlySet<string>, ids: readonly string[], { row, lastRow, isRange }: { row: number; lastRow: number | null; isRange: boolean },
): Set<string> {
  const next = new Set(selected);
  const id = ids[row];
  if (id === undefined) return next;
  if (isRange && lastRow !== null) {
    for (const between of ids.slice(Math.min(row, lastRow), Math.max(row, lastRow) + 1)) next.add(between);
    return next;
  }
  if (!next.delete(id)) next.add(id);
  return next;
}
