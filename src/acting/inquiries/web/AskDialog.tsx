import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asked } from '../inquiries.contract.ts';
import { AskForm } from './AskForm.tsx';
import { LinkReady } from './LinkReady.tsx';

/** Asks a partner or another department; afterwards the link, where one was made. */
export function AskDialog({ isOpen, onClose, caseId }: { isOpen: boolean; onClose: () => void; caseId: string }) {
  const { t } = useTranslation(['inquiries', 'ui']);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => {
    setAsked(null);
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={close} title={t('ask.title')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && (asked?.link ? <LinkReady link={asked.link} inquiry={asked.inquiry} onClose={close} /> : <AskForm caseId={caseId} onClose={close} onAsked={(answer) => (answer.link === null ? close() : setAsked(answer))} />)}
    </Modal>
  );
}
