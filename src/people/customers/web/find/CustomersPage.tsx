import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../../ui/address.ts';
import { EmptyState } from '../../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../../ui/page/PageHeader.tsx';
import { Section } from '../../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { ExportMenu } from '../../../../ui/table/ExportMenu.tsx';
import { useUrlState } from '../../../../ui/url-state.ts';
import { CustomerTable } from './CustomerTable.tsx';
import { NewCustomer } from './NewCustomer.tsx';
import { RecentList } from './RecentList.tsx';
import { SearchBox } from './SearchBox.tsx';
import { useCustomerSearch } from './useCustomerSearch.ts';
import classes from '../customers.module.css';

const defaults = { search: '', new: '' };

/** Finds somebody by anything one may know of them. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const go = useGo();
  const canCreate = useCan('create', 'customer');
  const [address, setAddress] = useUrlState(defaults);
  const [typed, setTyped] = useState(address.search);
  const { list, customers, settled, isCurrent } = useCustomerSearch(typed);
  const results = useRef<HTMLDivElement>(null);
  const written = useRef(address.search);

  useEffect(() => {
    // While typing goes on, or has just been replaced by the address, there is nothing to write yet.
    if (settled !== typed || settled === written.current) return;
    written.current = settled;
    setAddress({ search: settled });
  }, [settled, typed, setAddress]);
  useEffect(() => {
    // The way back, or the rail: the address changed without us.
    if (address.search === written.current) return;
    written.current = address.search;
    setTyped(address.search);
  }, [address.search]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const [first] = customers;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      results.current?.querySelector<HTMLElement>('[data-row="0"]')?.focus();
    } else if (event.key === 'Enter' && first && isCurrent && typed.trim() !== '') go(`/customers/${first.id}`);
  };
  const isSearching = settled.trim() !== '';
  const seesPeople = useCan('read', 'personal_data');
  return (
    <>
      <PageHeader
        question={t('list.question')} answer={t(seesPeople ? 'list.answer' : 'list.answerMasked')}
        actions={<>{customers.length > 0 && !isSearching && <ExportMenu table="customers" />}{canCreate && <Button variant="default" leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => setAddress({ new: '1' })}>{t('new.action')}</Button>}</>}
      />
      <div className={classes.sticky} role="search">
        <SearchBox label={t('list.searchLabel')} placeholder={t(seesPeople ? 'list.placeholder' : 'list.placeholderMasked')} value={typed} onChange={setTyped} onKeyDown={onKeyDown} />
      </div>
      {!isSearching && <RecentList />}
      <div ref={results} data-stale={!isCurrent || undefined} className={classes.results}>
        {list.isPending && <TableSkeleton rows={10} />}
        {list.isError && list.data === undefined && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data !== undefined && customers.length === 0 && (isSearching
          ? <NobodyFound typed={settled.trim()} canCreate={canCreate} onCreate={() => setAddress({ new: '1' })} />
          : <NobodyYet canCreate={canCreate} onCreate={() => setAddress({ new: '1' })} />)}
        {customers.length > 0 && (
          <Section title={isSearching ? t('list.found', { typed: settled.trim() }) : t('list.all')}>
            <CustomerTable customers={customers} typed={settled} isLoadingMore={list.isFetchingNextPage} onEndReached={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }} />
          </Section>
        )}
      </div>
      <p className="m-hidden" role="status">{isSearching && isCurrent ? t(list.hasNextPage ? 'list.countMore' : 'list.count', { count: customers.length }) : ''}</p>
      {canCreate && <NewCustomer isOpen={address.new !== ''} typed={typed} onClose={() => setAddress({ new: '' })} />}
    </>
  );
}

function NobodyYet({ canCreate, onCreate }: { canCreate: boolean; onCreate: () => void }) {
  const { t } = useTranslation('customers');
  const mayImport = useCan('create', 'import');
  const action = mayImport ? { label: t('list.import'), to: '/listening/imports' } : canCreate ? { label: t('new.action'), onClick: onCreate } : null;
  return <EmptyState {...(action ? { action } : {})}>{mayImport && <>{t('list.emptyImport')} </>}{t('list.empty')}</EmptyState>;
}

function NobodyFound({ typed, canCreate, onCreate }: { typed: string; canCreate: boolean; onCreate: () => void }) {
  const { t } = useTranslation('customers');
  return (
    <EmptyState {...(canCreate ? { action: { label: t('new.action'), onClick: onCreate } } : {})}>
      <strong>{t('list.nobody', { typed })}</strong> {t('list.nobodyAdvice')}
    </EmptyState>
  );
}
