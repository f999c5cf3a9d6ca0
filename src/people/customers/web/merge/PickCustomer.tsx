import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { TableSkeleton } from '../../../../ui/page/Skeletons.tsx';
import { Hits } from '../find/Hits.tsx';
import { SearchBox } from '../find/SearchBox.tsx';
import { pickIdentifiers } from '../find/search-term.logic.ts';
import { useCustomerSearch } from '../find/useCustomerSearch.ts';
import classes from '../customers.module.css';

const MOST = 20;

/** Picks one other customer by search. Arrow keys move between field and results. */
export function PickCustomer({ exceptId, onPick }: { exceptId: string; onPick: (id: string) => void }) {
  const { t } = useTranslation('customers');
  const [typed, setTyped] = useState('');
  const { list, customers, settled, isCurrent } = useCustomerSearch(typed, MOST);
  const box = useRef<HTMLDivElement>(null);
  const others = customers.filter(({ id }) => id !== exceptId);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !box.current) return;
    const stops = [...box.current.querySelectorAll<HTMLElement>('input, [data-pick]')];
    const next = stops[stops.findIndex((stop) => stop === document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div ref={box}>
      <div className={classes.sticky} role="search"><SearchBox label={t('merge.searchLabel')} placeholder={t('list.placeholder')} value={typed} onChange={setTyped} onKeyDown={move} /></div>
      {list.isPending && <TableSkeleton rows={5} />}
      {list.isError && list.data === undefined && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {settled.trim() !== '' && list.data && others.length === 0 && <EmptyState>{t('merge.nobody', { typed: settled.trim() })}</EmptyState>}
      {settled.trim() !== '' && (
        <ul className={classes.picks} data-stale={!isCurrent || undefined}>
          {others.map((customer) => (
            <li key={customer.id}>
              <button type="button" data-pick className={classes.pick} onKeyDown={move} onClick={() => onPick(customer.id)}>
                <span className={classes.recordTitle}><Hits text={customer.name} typed={settled} /></span>
                <span className={classes.identifiers}>{pickIdentifiers(customer.identifiers, settled, 3).shown.map(({ kind, value }) => <span key={`${kind}:${value}`}><Hits text={value} typed={settled} /></span>)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
