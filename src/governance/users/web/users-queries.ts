import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import type { Invitation, ListedUser } from '../users.contract.ts';

export const usersQuery = infiniteQueryOptions({
  queryKey: ['users'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }) => api.get<{ items: ListedUser[]; nextCursor: string | null }>('/api/users', { signal, query: { cursor: pageParam } }),
  getNextPageParam: (page) => page.nextCursor,
});

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => api.get<{ items: Invitation[] }>('/api/invitations', { signal }),
});

interface Department {
  code: string;
  nameDe: string;
  nameEn: string;
}

/** Departments as choices in the language of the page; empty while there are none. */
export function useDepartments(): { value: string; label: string }[] {
  const { i18n } = useTranslation('users');
  const { data } = useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => api.get<{ items: Department[] }>('/api/departments', { signal }),
    retry: false,
  });
  return (data?.items ?? []).map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn }));
}
