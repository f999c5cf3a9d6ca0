import { useMemo } from 'react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useCan } from '../../../ui/session.tsx';

interface Named { code: string; name?: string; nameDe?: string; nameEn?: string }
interface NamedPage { items: Named[]; nextCursor?: string | null }

/** Inventories have a few hundred entries; this is far more than any. */
const MOST_PAGES = 10;

async function listNames(path: string, signal: AbortSignal): Promise<Named[]> {
  const all: Named[] = [];
  let cursor: string | null | undefined = '';
  for (let page = 0; page < MOST_PAGES && cursor !== null && cursor !== undefined; page += 1) {
    const answer: NamedPage = await api.get<NamedPage>(path, { query: { limit: 500, cursor }, signal });
    all.push(...answer.items);
    cursor = answer.nextCursor;
  }
  return all;
}

const namesQuery = (what: 'touchpoints/inventory' | 'departments') =>
  queryOptions({ queryKey: ['names', what], staleTime: 10 * 60_000, retry: false, queryFn: ({ signal }) => listNames(`/api/${what}`, signal) });

/** Names for the codes that contacts carry. A code stays a code where its name is not known (yet). */
export function useNames() {
  const { i18n } = useTranslation('timeline');
  const enabled = useCan('read', 'touchpoint');
  const touchpoints = useQuery({ ...namesQuery('touchpoints/inventory'), enabled }).data;
  const departments = useQuery({ ...namesQuery('departments'), enabled }).data;
  const isGerman = i18n.language === 'de';
  return useMemo(() => {
    const read = (list: Named[] | undefined) => new Map((list ?? []).map((named) => [named.code, (isGerman ? named.nameDe : named.nameEn) ?? named.name ?? named.code]));
    const [byTouchpoint, byDepartment] = [read(touchpoints), read(departments)];
    return {
      touchpoint: (code: string): string => byTouchpoint.get(code) ?? code,
      department: (code: string): string => byDepartment.get(code) ?? code,
    };
  }, [touchpoints, departments, isGerman]);
}
