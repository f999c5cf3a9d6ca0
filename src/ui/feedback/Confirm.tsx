import { useState, type ReactNode } from 'react';
import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../page/ErrorState.tsx';

interface ConfirmProps {
  isOpen: boolean;
  onClose: () => void;
  /** A question. */
  title: string;
  /** What will change, in figures and examples. */
  children: ReactNode;
  /** The verb of the deed, never "OK". */
  confirmLabel: string;
  /** `danger` for what cannot be taken back. */
  tone?: 'normal' | 'danger';
  /** Closes when it succeeds; a failure is shown inside and nothing typed is lost. */
  onConfirm: () => Promise<unknown>;
  /** E.g. while the preview is loading or a reason is missing. */
  isBlocked?: boolean;
}

/** For deeds that cannot be undone: shows first what would happen. For all others use `useUndo`. */
export function Confirm({ isOpen, onClose, title, children, confirmLabel, tone = 'normal', onConfirm, isBlocked = false }: ConfirmProps) {
  const { t } = useTranslation('ui');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const close = () => {
    setFailure(null);
    onClose();
  };
  const confirm = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('action.close') }} size="lg">
      {children}
      {failure !== null && <div style={{ marginTop: 16 }}><ErrorState error={failure} /></div>}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={close}>{t('action.cancel')}</Button>
        <Button color={tone === 'danger' ? 'danger' : 'accent'} loading={isBusy} disabled={isBlocked} onClick={() => void confirm()}>{confirmLabel}</Button>
      </Group>
    </Modal>
  );
}
