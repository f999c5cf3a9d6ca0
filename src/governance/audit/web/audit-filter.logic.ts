/** The state of the page's address; '' means: not filtered. */
export const noFilter = { search: '', actor: '', kind: '', subject: '', action: '', customer: '', from: '', to: '' };
export type FilterState = typeof noFilter;

const SHORTEST_SEARCH = 3;

/** What is asked of the server: days become instants of the person's own time zone, `to` inclusive. */
export function askedOf(state: FilterState): Record<string, string> {
  const { from, to, search, ...rest } = state;
  const asked: Record<string, string> = { ...rest, from: startOf(from, 0), to: startOf(to, 1), search: search.trim().length >= SHORTEST_SEARCH ? search.trim() : '' };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

/** Midnight of a day (yyyy-mm-dd) plus whole days; '' for what is no day. */
function startOf(day: string, addDays: number): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return '';
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + addDays);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
