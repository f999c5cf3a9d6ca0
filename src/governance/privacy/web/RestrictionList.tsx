import { Button } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Restriction } from '../privacy.contract.ts';
import classes from './privacy.module.css';

interface RestrictedPage {
  items: (Restriction & { customerId: string; name: string })[];
  nextCursor: string | null;
}

const restrictedQuery = infiniteQueryOptions({
  queryKey: ['privacy', 'restriction', 'all'],
  queryFn: ({ pageParam, signal }) => api.get<RestrictedPage>('/api/privacy/restrictions', { query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

/** They are in no list and no search, so this is where they are found. */
export function RestrictionList() {
  const { t } = useTranslation(['privacy', 'ui']);
  const format = useFormat();
  const list = useInfiniteQuery(restrictedQuery);
  return (
    <Section title={t('restriction.list')} note={t('restriction.listNote')}>
      <Loaded query={list} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState>{t('restriction.empty')}</EmptyState>}>
        {({ pages }) => (
          <ul className={classes.list}>
            {pages.flatMap(({ items }) => items).map((one) => (
              <li key={one.customerId} className={classes.row}>
                <div className={classes.who}>
                  <AppLink to={`/customers/${one.customerId}`}>{one.name}</AppLink>
                  <span className={classes.soft}>{t('restriction.banner', { when: format.date(one.restrictedAt), ground: t(`ground.${one.ground}`) })} {one.note}</span>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('ui:action.more')}</Button>}
    </Section>
  );
}
