import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { panelQuery } from './context-queries.ts';
import { LookupParts } from './LookupParts.tsx';
import { SendMyPage } from '../../my-page/web/SendMyPage.tsx';
import classes from './context.module.css';

/** On the page of a customer: what connected sources say, and the way to the customer's own page. */
export function CustomerSources({ customerId }: { customerId: string }) {
  const { t } = useTranslation('context');
  const panel = useQuery(panelQuery(null, customerId));
  if (!panel.data) return null;
  return (
    <section className={classes.part} aria-label={t('part.lookups')}>
      {panel.data.lookups.length > 0 && <LookupParts caseId={null} customerId={customerId} expected={panel.data.lookups} />}
      <div className={classes.actions}><SendMyPage customerId={customerId} /></div>
    </section>
  );
}
