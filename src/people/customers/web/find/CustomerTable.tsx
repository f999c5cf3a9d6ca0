import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import { DataTable, type Column } from '../../../../ui/table/DataTable.tsx';
import type { Format } from '../../../../ui/words/format.ts';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Customer } from '../../customers.contract.ts';
import { Hits } from './Hits.tsx';
import { pickIdentifiers } from './search-term.logic.ts';
import classes from '../customers.module.css';

interface CustomerTableProps {
  customers: readonly Customer[];
  typed: string;
  onEndReached: () => void;
  isLoadingMore: boolean;
}

export function CustomerTable({ customers, typed, onEndReached, isLoadingMore }: CustomerTableProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const hasCities = customers.some((customer) => cityOf(customer) !== '');
  const columns = useMemo(() => makeColumns(t, format, typed).filter(({ key }) => key !== 'city' || hasCities), [t, format, typed, hasCities]);
  return (
    <DataTable
      caption={t('list.caption')} rows={customers} columns={columns} rowId={(customer) => customer.id} rowName={(customer) => customer.name}
      rowHref={(customer) => `/customers/${customer.id}`} onEndReached={onEndReached} isLoadingMore={isLoadingMore}
    />
  );
}

function makeColumns(t: (key: string) => string, format: Format, typed: string): Column<Customer>[] {
  return [
    { key: 'name', header: t('column.name'), widthPx: 280, cell: (customer) => <AppLink to={`/customers/${customer.id}`} look="quiet"><Hits text={customer.name} typed={typed} /></AppLink> },
    { key: 'identifiers', header: t('column.identifiers'), cell: (customer) => <Identifiers customer={customer} typed={typed} /> },
    { key: 'city', header: t('column.city'), from: 'md', widthPx: 160, isHiddenOnPhone: true, cell: cityOf },
    { key: 'kind', header: t('column.kind'), from: 'md', widthPx: 120, isHiddenOnPhone: true, cell: (customer) => t(`kind.${customer.kind}`) },
    { key: 'since', header: t('column.since'), from: 'sm', widthPx: 130, align: 'end', isHiddenOnPhone: true, cell: (customer) => (customer.firstAt ? format.month(customer.firstAt) : '–') },
  ];
}

function Identifiers({ customer, typed }: { customer: Customer; typed: string }) {
  const { shown, more } = pickIdentifiers(customer.identifiers.filter(({ value }) => value !== customer.name), typed, 2);
  return (
    <span className={classes.identifiers}>
      {shown.map(({ kind, value }) => <span key={`${kind}:${value}`}><Hits text={value} typed={typed} /></span>)}
      {more > 0 && <span className={classes.count}>+{more}</span>}
    </span>
  );
}

function cityOf({ traits }: Customer): string {
  const { address, city } = traits;
  if (typeof city === 'string') return city;
  return address !== null && typeof address === 'object' && 'city' in address && typeof address.city === 'string' ? address.city : '';
}
