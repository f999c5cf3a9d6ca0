import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';

export function RemoveWayIn({ name, onRemove }: { name: string; onRemove: () => Promise<unknown> }) {
  const { t } = useTranslation('mailbox');
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('remove.of', { name })} onClick={() => setAsking(true)}>{t('remove.deed')}</Button>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={t('remove.title', { name })} confirmLabel={t('remove.deed')} tone="danger" onConfirm={onRemove}>{t('remove.text')}</Confirm>
    </>
  );
}
