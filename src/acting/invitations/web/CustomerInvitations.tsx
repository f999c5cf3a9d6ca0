import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { CustomerInvitation } from '../invitations.contract.ts';
import classes from './invitations.module.css';

const SHOWN = 5;

/** What this customer was asked lately, on the customer's page; nothing where nothing was. */
export function CustomerInvitations({ customerId }: { customerId: string }) {
  const { t, i18n } = useTranslation('invitations');
  const { data } = useQuery({ queryKey: ['customers', customerId, 'invitations'], queryFn: ({ signal }) => api.get<{ items: CustomerInvitation[] }>(`/api/customers/${customerId}/invitations`, { query: { limit: String(SHOWN) }, signal }) });
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t('customer.title')}>
      <ul className={classes.figures}>
        {data.items.map((one) => (
          <li key={one.id}>
            <AppLink to={`/listening/invitations/${one.distributionId}`}>{i18n.language === 'de' ? one.surveyNameDe : one.surveyNameEn}</AppLink>
            <span className={classes.soft}>{one.reason === null ? t(`is.${one.state}`) : t('customer.not', { reason: t(`reason.${one.reason}`) })}{one.reminders > 0 && ` · ${t('customer.reminded', { count: one.reminders })}`} · <When at={one.at} /></span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
