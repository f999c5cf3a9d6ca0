import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useCan } from '../../../ui/session.tsx';
import { DistributionTable, newPath, useDistributions } from './DistributionTable.tsx';

/** Whom we asked what, the newest first. */
export function InvitationsPage() {
  const { t } = useTranslation('invitations');
  const go = useGo();
  const canCreate = useCan('create', 'survey');
  const list = useDistributions(null);
  const running = list.data?.pages.flatMap((page) => page.items).filter(({ state }) => state === 'running').length ?? 0;
  return (
    <>
      <PageHeader question={t('list.question')} answer={list.isSuccess ? t('list.answer', { count: running }) : undefined} actions={canCreate ? <Button onClick={() => go(newPath(null))}>{t('list.new')}</Button> : undefined} />
      <DistributionTable list={list} survey={null} />
    </>
  );
}
