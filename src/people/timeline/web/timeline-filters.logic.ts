import { channels } from '../timeline.contract.ts';
import { endOfDay } from './days.logic.ts';

/** Filters of the timeline as the address keeps them; empty = not set. */
export const noFilters = { channel: '', kind: '', department: '', until: '' };
export type TimelineFilters = typeof noFilters;

/** What is asked of the server. What is no channel or no day in a hand-written address is left out. */
export function toTimelineQuery(filters: TimelineFilters): Record<string, string> {
  const channel = (channels as readonly string[]).includes(filters.channel) ? filters.channel : '';
  const before = endOfDay(filters.until) ?? '';
  return Object.fromEntries(Object.entries({ channel, kind: filters.kind, department: filters.department, before }).filter(([, value]) => value !== ''));
}

/** The same without the jump: what the picture above the list covers. */
export const toPictureQuery = (filters: TimelineFilters): Record<string, string> => toTimelineQuery({ ...filters, until: '' });

export const isFiltered = (filters: TimelineFilters): boolean => Object.keys(toPictureQuery(filters)).length > 0;

/** Kinds to choose from: those seen, most frequent first, and the chosen one even when it is not among them. */
export function listKinds(seen: readonly { kind: string }[], chosen: string): { kind: string; n: number }[] {
  const counts = new Map<string, number>();
  for (const { kind } of seen) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (chosen !== '' && !counts.has(chosen)) counts.set(chosen, 0);
  return [...counts].map(([kind, n]) => ({ kind, n })).sort((a, b) => b.n - a.n || a.kind.localeCompare(b.kind));
}
