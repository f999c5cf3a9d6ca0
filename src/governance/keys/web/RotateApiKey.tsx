import { useState } from 'react';
import { Button, Group, Modal, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { ApiKey, IssuedApiKey } from '../keys.contract.ts';
import { ApiKeyReady } from './ApiKeyReady.tsx';
import classes from './keys.module.css';

const overlaps = [0, 1, 24, 168, 720];

/** A new secret for a key; the old one works on for as long as the programs need to be changed. */
export function RotateApiKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation(['keys', 'ui']);
  const queryClient = useQueryClient();
  const [hours, setHours] = useState('24');
  const rotate = useMutation({
    mutationFn: () => api.post<IssuedApiKey>(`/api/api-keys/${apiKey.id}/rotation`, { body: { overlapHours: Number(hours) } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  return (
    <Modal opened onClose={onClose} title={t('api.rotateTitle', { name: apiKey.name })} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {rotate.data ? <ApiKeyReady issued={rotate.data} onClose={onClose} /> : (
        <div className={classes.stack}>
          <p className={classes.text}>{t('api.rotateText')}</p>
          <NativeSelect label={t('api.overlap')} value={hours} onChange={(event) => setHours(event.currentTarget.value)} data={overlaps.map((value) => ({ value: String(value), label: t(`api.overlapName.${value}`) }))} />
          {rotate.isError && <ErrorState error={rotate.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('page.cancel')}</Button>
            <Button loading={rotate.isPending} onClick={() => rotate.mutate()}>{t('api.rotateSubmit')}</Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}
