import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../customers.contract.ts';
import { pickIdentifiers } from './find/search-term.logic.ts';
import { useKindName } from '../../identity/web/useKindName.ts';
import classes from './customers.module.css';

interface CustomerCardProps {
  customer: Customer;
  /** What is special about this one, above the name. */
  label?: string;
  note?: ReactNode;
}

/** One customer in short, for comparing two. */
export function CustomerCard({ customer, label, note }: CustomerCardProps) {
  const { t } = useTranslation('customers');
  const kindName = useKindName();
  const { shown, more } = pickIdentifiers(customer.identifiers, '', 6);
  return (
    <div className={classes.card}>
      {label && <span className={classes.cardLabel}>{label}</span>}
      <strong className={classes.cardName}>{customer.name}</strong>
      <ul className={classes.plainList}>
        {shown.map(({ kind, value }) => <li key={`${kind}:${value}`}><span className={classes.soft}>{kindName(kind)}</span> {value}</li>)}
        {more > 0 && <li className={classes.soft}>{t('card.more', { count: more })}</li>}
      </ul>
      {note && <p className={classes.soft}>{note}</p>}
    </div>
  );
}
