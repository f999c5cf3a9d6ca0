import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../../ui/address.ts';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { usePathParam } from '../../../../ui/url-state.ts';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Link } from '../../../identity/identity.contract.ts';
import { LinkLists } from '../../../identity/web/LinkLists.tsx';
import { countSources, sortLinks } from '../../../identity/web/link-words.logic.ts';
import { linksQuery } from '../../../identity/web/links-query.ts';
import { customerQuery } from '../customer-queries.ts';
import { UnmergeDialog } from './UnmergeDialog.tsx';

/** "Why is this one customer?" – every link with its reason, and the way to take it apart. */
export function IdentityPage() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const go = useGo();
  const navigate = useNavigate();
  const id = usePathParam('customerId');
  const canMerge = useCan('merge', 'customer');
  const customer = useQuery(customerQuery(id));
  const links = useQuery(linksQuery(id));
  const [taken, setTaken] = useState<Link | null>(null);
  const survivorId = customer.data?.id;
  useEffect(() => {
    if (survivorId && survivorId !== id) void navigate({ to: `/customers/${survivorId}/identity`, replace: true });
  }, [survivorId, id, navigate]);

  const { active, refused } = sortLinks(links.data?.items ?? []);
  const sources = countSources(active).map(({ source }) => (source === 'user' ? t('whyOne.byHand') : source));
  const count = customer.data?.identifiers.length ?? 0;
  const answer = [
    t('whyOne.answer', { count, formatted: format.integer(count) }),
    sources.length > 0 ? t('whyOne.from', { count: active.length, formatted: format.integer(active.length), sources: format.list(sources.slice(0, 5)) }) : '',
    refused.length > 0 ? t('whyOne.refused', { count: refused.length, formatted: format.integer(refused.length) }) : '',
  ].filter(Boolean).join(' ');
  return (
    <>
      <PageHeader
        question={t('whyOne.question', { name: customer.data?.name ?? '…' })} title={t('whyOne.title')}
        back={{ to: `/customers/${id}`, label: customer.data?.name ?? t('one.title') }}
        {...(customer.data && links.data ? { answer } : {})}
        actions={canMerge && <Button variant="default" onClick={() => go(`/customers/${id}/merge`)}>{t('one.merge')}</Button>}
      />
      <Loaded query={links} skeleton={<TableSkeleton rows={6} />}>
        {({ items }) => <LinkLists links={items} {...(canMerge ? { onUnmerge: setTaken } : {})} />}
      </Loaded>
      {taken && <UnmergeDialog customerId={id} link={taken} onClose={() => setTaken(null)} />}
    </>
  );
}
