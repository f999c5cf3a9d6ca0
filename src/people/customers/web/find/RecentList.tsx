import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import { Section } from '../../../../ui/page/Section.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import { useRecent } from './useRecent.ts';
import classes from '../customers.module.css';

/** Customers looked at lately; nothing where there are none. */
export function RecentList() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { list, clear } = useRecent();
  if (list.length === 0) return null;
  return (
    <Section title={t('recent.title')} note={t('recent.note')} actions={<Button size="compact-sm" variant="subtle" onClick={clear}>{t('recent.clear')}</Button>}>
      <ul className={classes.recent}>
        {list.slice(0, 8).map((customer) => (
          <li key={customer.id}>
            <AppLink to={`/customers/${customer.id}`} look="plain" className={classes.recentLink ?? ''}>
              <span className={classes.recentName}>{customer.name}</span>
              <span className={classes.soft}>{format.relative(customer.seenAt, new Date())}</span>
            </AppLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
