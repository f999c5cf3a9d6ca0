import { useMemo } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { searchQuery } from '../customer-queries.ts';
import { readSearchTerm } from './search-term.logic.ts';

/** Kinds that can be asked for exactly by typing `kind:value`; others are found by their value alone. */
const exactKinds = ['userId', 'customerNumber', 'anonymousId', 'email', 'phone', 'deviceId'];
const SETTLE_MS = 120;

/** Customers that fit what is typed. A newer request aborts the older one; its result stays in sight until the next is there. */
export function useCustomerSearch(typed: string, limit?: number) {
  const [settled] = useDebouncedValue(typed, SETTLE_MS);
  const term = useMemo(() => readSearchTerm(settled, exactKinds), [settled]);
  const list = useInfiniteQuery(searchQuery(term, limit));
  const customers = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { list, customers, settled, isCurrent: settled === typed && !list.isPlaceholderData };
}
