import { api } from '../../../../ui/api.ts';
import type { Link } from '../../../identity/identity.contract.ts';
import { findNewLink } from '../../../identity/web/link-words.logic.ts';
import type { Customer } from '../../customers.contract.ts';
import { customerPath } from '../customer-queries.ts';

const linksOf = (id: string) => api.get<{ items: Link[] }>(`${customerPath(id)}/links`);

/** Merges two customers and finds the link that did it, so that it can be taken back. */
export async function mergeCustomers(id: string, withId: string, reason: string): Promise<{ merged: Customer; link: Link | null }> {
  const before = await Promise.all([linksOf(id), linksOf(withId)]);
  const merged = await api.post<Customer>(`${customerPath(id)}/merge`, { body: { with: withId, reason } });
  const after = await linksOf(merged.id);
  const known = new Set(before.flatMap(({ items }) => items.map((link) => link.id)));
  return { merged, link: findNewLink(after.items, known) };
}

export const undoMerge = (link: Link, reason: string) => api.delete(`/api/links/${encodeURIComponent(link.id)}`, { query: { reason } });
