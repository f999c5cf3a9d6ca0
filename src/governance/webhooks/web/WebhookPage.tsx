import { useState } from 'react';
import { Alert, Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useGo } from '../../../ui/address.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Webhook } from '../webhooks.contract.ts';
import { DeliveryList } from './DeliveryList.tsx';
import { RotateSecret } from './RotateSecret.tsx';
import { WebhookDialog } from './WebhookDialog.tsx';

/** One webhook: does it arrive, and if not, why. */
export function WebhookPage() {
  const id = usePathParam('webhookId');
  const webhook = useQuery({ queryKey: ['webhooks', id], queryFn: ({ signal }) => api.get<Webhook>(`/api/webhooks/${id}`, { signal }), refetchInterval: 5_000 });
  return <Loaded query={webhook}>{(found) => <WebhookView webhook={found} />}</Loaded>;
}

type Open = 'edit' | 'secret' | 'remove' | null;

function WebhookView({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const [open, setOpen] = useState<Open>(null);
  const { id, url, description, eventKinds, dead, switchedOffBecause, switchedOffAt, failingSince } = webhook;
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader question={description === '' ? url : description} title={description === '' ? url : description} back={{ to: '/settings/webhooks', label: t('list.title') }}
        answer={<>{description !== '' && <>{url} · </>}{format.list(eventKinds.map((kind) => t(`kind.${kind}`)))}</>} />
      {switchedOffBecause !== null && switchedOffAt !== null && <Alert variant="light" color={switchedOffBecause === 'by_hand' ? 'gray' : 'red'} mb="md" role="status">{t(`off.${switchedOffBecause}`, { date: format.dateTime(switchedOffAt) })}</Alert>}
      {switchedOffBecause === null && failingSince !== null && <Alert variant="light" color="orange" mb="md" role="status">{t('state.failingSince', { date: format.dateTime(failingSince) })}</Alert>}
      <Deeds webhook={webhook} onOpen={setOpen} />
      <DeliveryList webhookId={id} dead={dead} isOff={switchedOffBecause !== null} />
      <WebhookDialog isOpen={open === 'edit'} onClose={close} webhook={webhook} />
      {open === 'secret' && <RotateSecret webhook={webhook} onClose={close} />}
      {open === 'remove' && <RemoveWebhook webhook={webhook} onClose={close} />}
    </>
  );
}

function Deeds({ webhook: { id, switchedOffBecause }, onOpen }: { webhook: Webhook; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('webhooks');
  const tell = useTell();
  const tellFailure = useTellFailure();
  const queryClient = useQueryClient();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['webhooks'] });
  const test = useMutation({ mutationFn: () => api.post(`/api/webhooks/${id}/test`), onSuccess: () => { tell(t('deed.tested')); refresh(); }, onError: tellFailure });
  const turn = useMutation({ mutationFn: (isSwitchedOff: boolean) => api.patch(`/api/webhooks/${id}`, { body: { isSwitchedOff } }), onSuccess: refresh, onError: tellFailure });
  const isOff = switchedOffBecause !== null;
  return (
    <Group gap="xs" mb="lg">
      {isOff ? <Button loading={turn.isPending} onClick={() => turn.mutate(false)}>{t('deed.on')}</Button> : <Button loading={test.isPending} onClick={() => test.mutate()}>{t('deed.test')}</Button>}
      <Button variant="default" onClick={() => onOpen('edit')}>{t('deed.edit')}</Button>
      <Button variant="default" onClick={() => onOpen('secret')}>{t('deed.secret')}</Button>
      {!isOff && <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate(true)}>{t('deed.off')}</Button>}
      <Button variant="default" onClick={() => onOpen('remove')}>{t('deed.remove')}</Button>
    </Group>
  );
}

function RemoveWebhook({ webhook: { id, url }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  const go = useGo();
  const queryClient = useQueryClient();
  const remove = async () => {
    await api.delete(`/api/webhooks/${id}`);
    go('/settings/webhooks');
    queryClient.removeQueries({ queryKey: ['webhooks', id] });
    void queryClient.invalidateQueries({ queryKey: ['webhooks'], exact: true });
  };
  return <Confirm isOpen onClose={onClose} title={t('remove.title')} confirmLabel={t('deed.remove')} tone="danger" onConfirm={remove}>{t('remove.text', { url })}</Confirm>;
}
