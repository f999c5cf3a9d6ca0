/** Somebody that this user looked at lately. Kept in this browser only. */
export interface RecentCustomer {
  id: string;
  name: string;
  seenAt: string;
}

const MOST = 12;

/** Puts somebody on top; nobody appears twice, and no more than twelve are kept. */
export function remember(list: readonly RecentCustomer[], seen: RecentCustomer): RecentCustomer[] {
  return [seen, ...list.filter(({ id }) => id !== seen.id)].slice(0, MOST);
}

/** Takes somebody off: merged away, or erased. */
export const forget = (list: readonly RecentCustomer[], ids: readonly string[]): RecentCustomer[] => list.filter(({ id }) => !ids.includes(id));

/** Reads what the browser kept; anything that is not such a list is nothing. */
export function parseRecent(kept: string | null): RecentCustomer[] {
  try {
    const list: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(list) ? list.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function isRecent(value: unknown): value is RecentCustomer {
  if (value === null || typeof value !== 'object') return false;
  const { id, name, seenAt }: Partial<Record<keyof RecentCustomer, unknown>> = value;
  return typeof id === 'string' && typeof name === 'string' && typeof seenAt === 'string';
}
