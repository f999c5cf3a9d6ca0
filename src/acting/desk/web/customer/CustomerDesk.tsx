import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../../people/customers/web/Panel.tsx';
import { useGo } from '../../../../ui/address.ts';
import { api } from '../../../../ui/api.ts';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { Skeleton } from '../../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { CaseItem } from '../../../cases/cases.contract.ts';
import { DueMark, StatusTag } from '../../../cases/web/CaseMarks.tsx';
import type { CasePage } from '../../../cases/web/case-queries.ts';
import type { CustomerPromise } from '../../../promises/promises.contract.ts';
import classes from './customer.module.css';

/** On the page of a customer: what is open with us, and what we have promised. */
export function CustomerDesk({ customerId }: { customerId: string }) {
  const { t } = useTranslation('desk');
  const go = useGo();
  const mayCreate = useCan('create', 'case');
  const mayReadPromises = useCan('read', 'promise');
  const cases = useQuery({ queryKey: ['cases', 'of-customer', customerId], queryFn: ({ signal }) => api.get<CasePage>('/api/cases', { query: { customerId, snoozed: 'with', limit: 5 }, signal }) });
  const promises = useQuery({
    queryKey: ['promises', 'of-customer', customerId], enabled: mayReadPromises,
    queryFn: async ({ signal }) => (await api.get<{ items: CustomerPromise[] }>('/api/promises', { query: { whose: 'all', customerId, state: 'open', limit: 5 }, signal })).items,
  });
  const start = mayCreate && <Button size="compact-sm" variant="light" onClick={() => go(`/desk?new=1&customer=${customerId}`)}>{t('customer.start')}</Button>;
  return (
    <Panel title={t('customer.panel')} action={start}>
      <Loaded query={cases} skeleton={<Skeleton lines={2} />}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && (promises.data ?? []).length === 0 && <p className={classes.soft}>{t('customer.none')}</p>}
            <ul className={classes.list}>{items.map((item) => <OpenCaseLine key={item.id} item={item} />)}</ul>
            {nextCursor && <AppLink to={`/desk?view=all&customerId=${customerId}`}>{t('customer.all')}</AppLink>}
            {promises.data && promises.data.length > 0 && <Promises items={promises.data} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function OpenCaseLine({ item }: { item: CaseItem }) {
  return (
    <li className={classes.line}>
      <AppLink to={`/desk/${item.id}`} look="quiet">{item.subjectLine}</AppLink>
      <span className={classes.marks}><StatusTag status={item.status} /><span className={classes.soft}>{item.number}</span><DueMark nextDueAt={item.nextDueAt} status={item.status} /></span>
    </li>
  );
}

function Promises({ items }: { items: readonly CustomerPromise[] }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const [now] = useState(() => Date.now());
  return (
    <>
      <h3 className={classes.subtitle}>{t('customer.promises')}</h3>
      <ul className={classes.list}>
        {items.map((promise) => (
          <li key={promise.id} className={classes.line}>
            {promise.caseId ? <AppLink to={`/desk/${promise.caseId}`} look="quiet">{promise.text}</AppLink> : <span>{promise.text}</span>}
            <span className={Date.parse(promise.dueAt) < now ? classes.late : classes.soft}>{t('customer.promiseDue', { at: format.dateTime(promise.dueAt) })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
