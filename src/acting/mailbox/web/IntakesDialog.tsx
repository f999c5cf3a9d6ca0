import { Button, Modal } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { Account, Intake } from '../mailbox.contract.ts';
import classes from './mailbox.module.css';

interface IntakePage { items: Intake[]; nextCursor: string | null }

/** What became of the last mails of a mailbox; who wrote stands in the case. */
export function IntakesDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const { t } = useTranslation(['mailbox', 'ui']);
  return (
    <Modal opened={account !== null} onClose={onClose} title={t('intakes.title', { name: account?.name ?? '' })} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {account && <IntakeList accountId={account.id} />}
    </Modal>
  );
}

function IntakeList({ accountId }: { accountId: string }) {
  const { t } = useTranslation(['mailbox', 'ui']);
  const intakes = useInfiniteQuery({
    queryKey: ['mail-accounts', accountId, 'intakes'], initialPageParam: '', getNextPageParam: (page: IntakePage) => page.nextCursor,
    queryFn: ({ pageParam, signal }) => api.get<IntakePage>(`/api/mail-accounts/${accountId}/intakes`, { query: { cursor: pageParam, limit: 50 }, signal }),
  });
  const items = intakes.data?.pages.flatMap((page) => page.items) ?? [];
  if (intakes.isError) return <ErrorState error={intakes.error} onRetry={() => void intakes.refetch()} />;
  if (intakes.isSuccess && items.length === 0) return <p className={classes.soft}>{t('intakes.empty')}</p>;
  return (
    <div className={classes.stack}>
      <table className={classes.intakes}>
        <thead><tr><th scope="col">{t('intakes.at')}</th><th scope="col">{t('intakes.outcome')}</th></tr></thead>
        <tbody>
          {items.map(({ id, at, outcome, reason, caseId }) => (
            <tr key={id}>
              <td><When at={at} as="dateTime" /></td>
              <td>{t(`outcome.${outcome}`)}{reason !== null && ` – ${t(`reason.${reason}`)}`} {caseId !== null && <AppLink to={`/desk/${caseId}`}>{t('intakes.open')}</AppLink>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {intakes.hasNextPage && <Button variant="default" loading={intakes.isFetchingNextPage} onClick={() => void intakes.fetchNextPage()}>{t('ui:action.more')}</Button>}
    </div>
  );
}
