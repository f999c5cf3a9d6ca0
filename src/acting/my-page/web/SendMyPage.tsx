import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { MyLinkSent } from '../my-page.contract.ts';

/** Sends the customer a link to their own page, on the channel they prefer. */
export function SendMyPage({ customerId }: { customerId: string }) {
  const { t } = useTranslation('my-page');
  const tell = useTell();
  const tellFailure = useTellFailure();
  const maySend = useCan('update', 'case');
  const send = useMutation({
    mutationFn: () => api.post<MyLinkSent>(`/api/customers/${customerId}/my-link`, { body: {} }),
    onSuccess: ({ channel, addressHint }) => tell(t('send.done', { channel: t(`channel.${channel}`), address: addressHint })),
    onError: tellFailure,
  });
  return maySend ? <Button size="compact-sm" variant="default" loading={send.isPending} onClick={() => send.mutate()}>{t('send.action')}</Button> : null;
}
