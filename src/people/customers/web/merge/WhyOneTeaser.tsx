import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { CustomerPage } from '../../customers.contract.ts';
import { Panel } from '../Panel.tsx';
import classes from '../customers.module.css';

/** How many identifiers were joined here, and the way to every reason. */
export function WhyOneTeaser({ customer }: { customer: CustomerPage }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const n = customer.identifiers.length;
  return (
    <Panel title={t('whyOne.title')}>
      <p className={classes.soft}>{t('whyOne.teaser', { count: n, formatted: format.integer(n) })} {customer.mergedFrom.length > 0 && t('whyOne.merged', { count: customer.mergedFrom.length })}</p>
      <AppLink to={`/customers/${customer.id}/identity`}>{t('whyOne.link')}</AppLink>
    </Panel>
  );
}
