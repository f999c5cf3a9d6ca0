import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { AffectedList } from '../known-issues.contract.ts';
import classes from './known-issues.module.css';

/** Who it is, by name, a page at a time. */
export function AffectedCustomers({ issueId, version }: { issueId: string; version: number }) {
  const { t } = useTranslation('known-issues');
  const canSee = useCan('read', 'customer');
  const list = useInfiniteQuery({
    queryKey: ['known-issues', issueId, 'affected', version],
    queryFn: ({ pageParam, signal }) => api.get<AffectedList>(`/api/known-issues/${issueId}/affected`, { query: { limit: 10, cursor: pageParam ?? '' }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: canSee,
  });
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (!canSee || (list.isSuccess && people.length === 0)) return null;
  return (
    <Section title={t('one.customers')}>
      <Loaded query={list} skeleton={<TableSkeleton rows={4} />}>
        {() => (
          <>
            <ul className={classes.rows}>
              {people.map((person) => <li key={person.customerId}><AppLink to={`/customers/${person.customerId}`}>{person.name}</AppLink><span className={classes.soft}>{person.software ?? (person.model === null ? '' : t('one.unknown'))}</span></li>)}
            </ul>
            {list.hasNextPage && <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('one.more')}</Button>}
          </>
        )}
      </Loaded>
    </Section>
  );
}
