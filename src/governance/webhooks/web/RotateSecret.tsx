import { useState } from 'react';
import { Button, Group, Modal, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { IssuedWebhook, Webhook } from '../webhooks.contract.ts';
import { SecretReady } from './SecretReady.tsx';
import classes from './webhooks.module.css';

const overlaps = [0, 1, 24, 168, 720];

export function RotateSecret({ webhook: { id }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation(['webhooks', 'ui']);
  const format = useFormat();
  const queryClient = useQueryClient();
  const [hours, setHours] = useState('24');
  const rotate = useMutation({
    mutationFn: () => api.post<IssuedWebhook>(`/api/webhooks/${id}/secret`, { body: { overlapHours: Number(hours) } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  const textOf = ({ oldSecretUntil }: IssuedWebhook) => `${t('secret.readyText')} ${oldSecretUntil === null ? '' : t('secret.oldSigns', { until: format.dateTime(oldSecretUntil) })}`;
  return (
    <Modal opened onClose={onClose} title={t('deed.secret')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {rotate.data ? <SecretReady secret={rotate.data.secret} text={textOf(rotate.data)} onClose={onClose} /> : (
        <div className={classes.stack}>
          <p className={classes.text}>{t('secret.rotateText')}</p>
          <NativeSelect label={t('secret.overlap')} value={hours} onChange={(event) => setHours(event.currentTarget.value)} data={overlaps.map((value) => ({ value: String(value), label: t(`secret.overlapName.${value}`) }))} />
          {rotate.isError && <ErrorState error={rotate.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
            <Button loading={rotate.isPending} onClick={() => rotate.mutate()}>{t('secret.rotate')}</Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}
