import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import { useUrlState } from '../../../../ui/url-state.ts';
import type { CustomerPage } from '../../customers.contract.ts';
import classes from '../customers.module.css';

const defaults = { mergedFrom: '' };

/** Says that the address that was opened belongs to this customer now. */
export function MergedNote({ customer }: { customer: CustomerPage }) {
  const { t } = useTranslation('customers');
  const [{ mergedFrom }, change] = useUrlState(defaults);
  if (mergedFrom === '' || !customer.mergedFrom.includes(mergedFrom)) return null;
  return (
    <Alert variant="light" mb="lg" withCloseButton closeButtonLabel={t('ui:action.close')} onClose={() => change({ mergedFrom: '' })} role="status">
      {t('one.mergedNote', { name: customer.name })}{' '}
      <AppLink to={`/customers/${customer.id}/identity`} className={classes.inText ?? ''}>{t('one.mergedWhy')}</AppLink>
    </Alert>
  );
}
