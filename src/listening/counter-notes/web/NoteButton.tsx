import { useState } from 'react';
import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../ui/session.tsx';
import { QuickNote } from './QuickNote.tsx';

/** Beside a case: note what was heard without leaving it. It says nothing of the case or the customer. */
export function NoteButton({ touchpoint }: { touchpoint: string | null }) {
  const { t } = useTranslation(['counter-notes', 'ui']);
  const mayNote = useCan('create', 'voice');
  const [isOpen, setOpen] = useState(false);
  if (!mayNote) return null;
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>{t('action')}</Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('title')} closeButtonProps={{ 'aria-label': t('ui:action.close') }}>{isOpen && <QuickNote touchpoint={touchpoint} />}</Modal>
    </>
  );
}
