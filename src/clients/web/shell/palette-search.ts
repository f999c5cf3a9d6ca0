import { api } from '../../../ui/api.ts';
import type { Permission, SlicePages } from '../../../ui/pages.ts';
import { findDetailPath } from './navigation.ts';

export interface Finding {
  label: string;
  note: string;
  to: string;
}

interface CustomerHit { id: string; name: string | null; identifiers: { kind: string; value: string }[] }
interface TouchpointHit { code: string; name: string; stage: string | null }

/** Customers and touchpoints by what was typed, five of each; only what has a page that this person may open. */
export async function findInHouse(typed: string, slices: readonly SlicePages[], permissions: readonly Permission[], signal: AbortSignal) {
  const [customers, touchpoints] = await Promise.all([
    findDetailPath(slices, '/customers', permissions) ? searchCustomers(typed, signal) : [],
    findDetailPath(slices, '/touchpoints', permissions) ? searchTouchpoints(typed, signal) : [],
  ]);
  return { customers, touchpoints };
}

async function searchCustomers(search: string, signal: AbortSignal): Promise<Finding[]> {
  const { items } = await api.get<{ items: CustomerHit[] }>('/api/customers', { query: { search, limit: 5 }, signal });
  return items.slice(0, 5).map((hit) => {
    const values = hit.identifiers.map(({ value }) => value);
    return { label: hit.name || values[0] || hit.id, note: values.slice(0, 3).join(' · '), to: `/customers/${encodeURIComponent(hit.id)}` };
  });
}

async function searchTouchpoints(search: string, signal: AbortSignal): Promise<Finding[]> {
  const { items } = await api.get<{ items: TouchpointHit[] }>('/api/touchpoints', { query: { search, limit: 5 }, signal });
  return items.slice(0, 5).map((hit) => ({ label: hit.name, note: hit.code, to: `/touchpoints/${encodeURIComponent(hit.code)}` }));
}

/** Every typed word must begin a word of the text: "kun neu" finds "Neuer Kunde". */
export function matches(typed: string, text: string): boolean {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u);
  return plain(typed).split(/\s+/).filter(Boolean).every((part) => words.some((word) => word.startsWith(part)));
}

const plain = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
