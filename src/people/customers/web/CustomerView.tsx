import { useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LooksPanel } from '../../../governance/audit/web/LooksPanel.tsx';
import { PrivacyMenu, RestrictionBanner, useIsRestricted } from '../../../governance/privacy/web/PrivacyMenu.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Panels } from '../../../ui/panels.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useGo } from '../../../ui/address.ts';
import { findLastExperience } from '../../timeline/web/contact-words.logic.ts';
import { Timeline } from '../../timeline/web/Timeline.tsx';
import { noFilters } from '../../timeline/web/timeline-filters.logic.ts';
import { pictureQuery } from '../../timeline/web/timeline-queries.ts';
import { readToday } from '../../timeline/web/today.ts';
import type { CustomerPage } from '../customers.contract.ts';
import { AccountsPanel } from './AccountsPanel.tsx';
import { CustomerAnswer } from './CustomerAnswer.tsx';
import { DetailsPanel } from './details/DetailsPanel.tsx';
import { EditDetails } from './details/EditDetails.tsx';
import { FeelingPanel } from './FeelingPanel.tsx';
import { MergedNote } from './merge/MergedNote.tsx';
import { Panel } from './Panel.tsx';
import { QuotesPanel } from './QuotesPanel.tsx';
import { RecordsPanel } from './records/RecordsPanel.tsx';
import { WhyOneTeaser } from './merge/WhyOneTeaser.tsx';
import classes from './customers.module.css';

/** Who this is, what they have and how they feel beside everything that happened; one column on a phone, in this order. */
export function CustomerView({ customer }: { customer: CustomerPage }) {
  const { t } = useTranslation('customers');
  const go = useGo();
  const canUpdate = useCan('update', 'customer');
  const canMerge = useCan('merge', 'customer');
  const isRestricted = useIsRestricted(customer.id);
  const canReadContacts = useCan('read', 'interaction');
  const canReadAudit = useCan('read', 'audit');
  const happened = useRef<HTMLDivElement>(null);
  const [isEditing, setEditing] = useState(false);
  const today = readToday();
  const newest = useQuery({ ...pictureQuery(customer.id, noFilters), enabled: canReadContacts });
  const last = findLastExperience(newest.data?.items ?? []);
  return (
    <>
      <PageHeader
        question={customer.name} title={customer.name} back={{ to: '/customers', label: t('list.title') }}
        answer={<CustomerAnswer customer={customer} last={last} today={today} />}
        actions={
          <>
            {canReadContacts && <Button variant="light" className={classes.phoneOnly ?? ''} onClick={() => showTimeline(happened.current)}>{t('one.toTimeline')}</Button>}
            {canMerge && <Deed label={t('one.merge')} refusal={isRestricted ? t('one.restricted') : null} onClick={() => go(`/customers/${customer.id}/merge`)} />}
            {canUpdate && <Deed label={t('one.edit')} refusal={isRestricted ? t('one.restricted') : null} onClick={() => setEditing(true)} />}
            <PrivacyMenu customerId={customer.id} />
          </>
        }
      />
      <RestrictionBanner customerId={customer.id} />
      <MergedNote customer={customer} />
      <div className={classes.columns}>
        <div className={classes.context}>
          <Panels place="customer" customerId={customer.id} />
          <DetailsPanel customer={customer} />
          <RecordsPanel kind="contracts" customer={customer} today={today} canUpdate={canUpdate && !isRestricted} />
          <RecordsPanel kind="devices" customer={customer} today={today} canUpdate={canUpdate && !isRestricted} />
          <RecordsPanel kind="addresses" customer={customer} today={today} canUpdate={canUpdate && !isRestricted} />
          <AccountsPanel customer={customer} />
          <FeelingPanel customer={customer} />
          <QuotesPanel quotes={customer.quotes} />
          <WhyOneTeaser customer={customer} />
          {canReadAudit && <Panel title={t('audit:looks.title')}><LooksPanel customerId={customer.id} /></Panel>}
        </div>
        <div className={classes.happened} ref={happened} tabIndex={-1}>
          {canReadContacts
            ? <Timeline customerId={customer.id} counts={customer.contacts} firstAt={customer.firstAt} lastAt={customer.lastAt} />
            : <p className={classes.soft}>{t('timeline:section.noPermission')}</p>}
        </div>
      </div>
      {isEditing && <EditDetails customer={customer} onClose={() => setEditing(false)} />}
    </>
  );
}

/** Grey where it is refused, and says why to the pointer, the keyboard and screen readers. */
function Deed({ label, refusal, onClick }: { label: string; refusal: string | null; onClick: () => void }) {
  if (refusal === null) return <Button variant="default" onClick={onClick}>{label}</Button>;
  return (
    <Tooltip label={refusal}>
      <Button variant="default" data-disabled aria-disabled="true" aria-description={refusal} onClick={(event) => event.preventDefault()}>{label}</Button>
    </Tooltip>
  );
}

/** Scrolls by hand: a browser brings the middle of so long a part into view when it gets the focus. */
function showTimeline(part: HTMLElement | null): void {
  part?.focus({ preventScroll: true });
  part?.scrollIntoView({ block: 'start' });
}
