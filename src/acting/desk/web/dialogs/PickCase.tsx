import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { TableSkeleton } from '../../../../ui/page/Skeletons.tsx';
import type { Case, CaseItem } from '../../../cases/cases.contract.ts';
import type { CasePage } from '../../../cases/web/case-queries.ts';
import { StatusTag } from '../../../cases/web/CaseMarks.tsx';
import classes from './dialogs.module.css';

const EVERY_STATUS = 'new,open,waiting_customer,waiting_partner,solved,closed';

/** Another case: first those of the same customer, then whatever is searched for. */
export function PickCase({ caseOf, onPick }: { caseOf: Case; onPick: (other: CaseItem) => void }) {
  const { t } = useTranslation('desk');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const isOwn = search === '' && caseOf.customerId !== null;
  const found = useQuery({
    queryKey: ['cases', 'pick', caseOf.id, search],
    queryFn: ({ signal }) => api.get<CasePage>('/api/cases', { query: { status: EVERY_STATUS, snoozed: 'with', sort: 'newest', limit: 20, ...(search === '' ? { customerId: caseOf.customerId } : { search }) }, signal }),
    enabled: search !== '' || caseOf.customerId !== null,
    placeholderData: (before) => before,
  });
  const others = (found.data?.items ?? []).filter(({ id }) => id !== caseOf.id);
  return (
    <>
      <TextInput type="search" label={t('pick.search')} placeholder={t('list.search')} value={typed} maxLength={200} data-autofocus autoComplete="off" onChange={(event) => setTyped(event.currentTarget.value)} />
      {isOwn && others.length > 0 && <p className={classes.label}>{t('pick.same')}</p>}
      {found.isLoading && <TableSkeleton rows={3} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && others.length === 0 && <p className={classes.soft}>{t('pick.none')}</p>}
      <ul className={classes.picks}>
        {others.map((other) => (
          <li key={other.id}>
            <button type="button" className={classes.pick} onClick={() => onPick(other)}>
              <span className={classes.pickLine}><strong>{other.number}</strong><StatusTag status={other.status} /></span>
              <span>{other.subjectLine}</span>
              <span className={classes.soft}>{other.customerName ?? other.fromAddress ?? t('list.unknown')}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
