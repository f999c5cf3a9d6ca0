import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Outreach, People as Page } from '../outreach.contract.ts';

type Person = Page['items'][number];
const noFilters = { standing: '', reason: '', channel: '' };
const standings = ['told', 'answered', 'waiting', 'unclear', 'left_out'];
const reasons = ['restricted', 'told_already', 'complained_himself', 'unreachable', 'no_consent', 'capped', 'duplicate_address', 'not_affected_any_more', 'stopped', 'refused', 'bounced', 'suppressed', 'unanswerable'];

/** The customers behind the numbers. */
export function People({ outreach }: { outreach: Outreach }) {
  const { t } = useTranslation('outreach');
  const canSee = useCan('read', 'customer');
  const [filters, setFilters] = useUrlState(noFilters);
  const list = useInfiniteQuery({
    queryKey: ['outreaches', outreach.id, 'people', filters, outreach.state],
    queryFn: ({ pageParam, signal }) => api.get<Page>(`/api/outreaches/${outreach.id}/people`, { query: { ...filters, cursor: pageParam ?? '' }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: canSee,
  });
  if (!canSee) return null;
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Person>[] = [
    { key: 'name', header: t('people.name'), cell: (person) => person.name },
    { key: 'standing', header: t('people.standing'), cell: (person) => (person.reason === null ? t(`people.is.${outreach.startedAt === null && person.standing === 'waiting' ? 'planned' : person.standing}`) : t(`reason.${person.reason}`)) },
    { key: 'channel', header: t('figures.channel'), cell: (person) => (person.channel === null ? '' : t(`channel.${person.channel}`)), from: 'sm', widthPx: 130 },
    { key: 'detail', header: t('people.detail'), cell: detailCell, from: 'md' },
    { key: 'at', header: t('people.at'), cell: whenCell, from: 'sm', widthPx: 170 },
  ];
  const option = (value: string, label: string) => ({ value, label });
  return (
    <Section title={t('people.title')}>
      <FilterBar state={filters} onChange={(change) => setFilters({ ...filters, ...change })} filters={[
        { key: 'standing', label: t('people.standing'), options: standings.map((one) => option(one, t(`people.is.${one}`))) },
        { key: 'reason', label: t('people.reason'), options: reasons.map((one) => option(one, t(`reason.${one}`))) },
        { key: 'channel', label: t('figures.channel'), options: outreach.channels.map((one) => option(one, t(`channel.${one}`))) },
      ]} />
      <Loaded query={list} skeleton={<TableSkeleton rows={5} />} isEmpty={() => rows.length === 0} empty={<EmptyState>{t('people.none')}</EmptyState>}>
        {() => (
          <DataTable caption={t('people.title')} rows={rows} columns={columns} rowId={(person) => person.customerId + (person.messageId ?? '')} rowName={(person) => person.name} rowHref={(person) => (person.caseId === null ? `/customers/${person.customerId}` : `/desk/${person.caseId}`)}
            onEndReached={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }} isLoadingMore={list.isFetchingNextPage} />
        )}
      </Loaded>
    </Section>
  );
}

const detailCell = (person: Person) => (person.standing === 'unclear' && person.messageId !== null ? <Resend messageId={person.messageId} /> : (person.detail ?? ''));
const whenCell = (person: Person) => (person.at === null ? '' : <When at={person.at} />);

/** Whether it arrived, nobody knows: a person decides. */
function Resend({ messageId }: { messageId: string }) {
  const { t } = useTranslation('outreach');
  const tell = useTell();
  const tellFailure = useTellFailure();
  const queryClient = useQueryClient();
  const canUpdate = useCan('update', 'customer');
  const resend = useMutation({ mutationFn: () => api.post(`/api/messages/${messageId}/resend`), onSuccess: () => { tell(t('people.resent')); void queryClient.invalidateQueries({ queryKey: ['outreaches'] }); }, onError: tellFailure });
  return canUpdate ? <Button size="compact-xs" variant="light" loading={resend.isPending} onClick={() => resend.mutate()}>{t('people.resend')}</Button> : null;
}
