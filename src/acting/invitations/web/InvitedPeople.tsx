import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { When } from '../../../ui/words/When.tsx';
import { type Distribution, type Invited, type InvitedList, invitationStates, skipReasons } from '../invitations.contract.ts';

const noFilters = { state: '', reason: '', channel: '' };

/** The customers behind the numbers. */
export function InvitedPeople({ distribution }: { distribution: Distribution }) {
  const { t } = useTranslation('invitations');
  const canSee = useCan('read', 'customer');
  const [filters, setFilters] = useUrlState(noFilters);
  const list = useInfiniteQuery({
    queryKey: ['distributions', distribution.id, 'people', filters, distribution.state, distribution.version],
    queryFn: ({ pageParam, signal }) => api.get<InvitedList>(`/api/distributions/${distribution.id}/people`, { query: { ...filters, cursor: pageParam ?? '' }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: canSee,
  });
  if (!canSee) return null;
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Invited>[] = [
    { key: 'name', header: t('people.name'), cell: (person) => (person.customerId === null ? t('people.unknown') : person.name) },
    { key: 'state', header: t('people.state'), cell: (person) => (person.reason === null ? t(`is.${person.state}`) : t(`reason.${person.reason}`)) },
    { key: 'channel', header: t('figures.channel'), cell: (person) => (person.channel === null ? '' : t(`channel.${person.channel}`)), from: 'sm', widthPx: 130 },
    { key: 'sent', header: t('people.sent'), cell: sentCell, from: 'md', widthPx: 170 },
    { key: 'at', header: t('people.at'), cell: whenCell, from: 'sm', widthPx: 170 },
    { key: 'reminders', header: t('people.reminders'), cell: (person) => (person.reminders === 0 ? '' : String(person.reminders)), from: 'lg', widthPx: 120, align: 'end' },
  ];
  const option = (value: string, label: string) => ({ value, label });
  return (
    <Section title={t('people.title')}>
      <FilterBar state={filters} onChange={(change) => setFilters({ ...filters, ...change })} filters={[
        { key: 'state', label: t('people.state'), options: invitationStates.map((one) => option(one, t(`is.${one}`))) },
        { key: 'reason', label: t('people.reason'), options: skipReasons.map((one) => option(one, t(`reason.${one}`))) },
        { key: 'channel', label: t('figures.channel'), options: distribution.channels.map((one) => option(one, t(`channel.${one}`))) },
      ]} />
      <Loaded query={list} skeleton={<TableSkeleton rows={5} />} isEmpty={() => rows.length === 0} empty={<EmptyState>{t('people.none')}</EmptyState>}>
        {() => (
          <DataTable caption={t('people.title')} rows={rows} columns={columns} rowId={(person) => person.id} rowName={(person) => person.name} rowHref={(person) => (person.customerId === null ? '/customers' : `/customers/${person.customerId}`)}
            onEndReached={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }} isLoadingMore={list.isFetchingNextPage} />
        )}
      </Loaded>
    </Section>
  );
}

/** The last thing that happened, or will. */
const lastOf = (person: Invited) => person.finishedAt ?? person.startedAt ?? person.openedAt ?? person.bouncedAt ?? person.deliveredAt ?? person.sentAt ?? person.skippedAt ?? person.dueAt;
const sentCell = (person: Invited) => (person.sentAt === null ? '' : <When at={person.sentAt} />);
const whenCell = (person: Invited) => { const at = lastOf(person); return at === null ? '' : <When at={at} />; };
