import { useState } from 'react';
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import { useTell, useUndo } from '../../../../ui/feedback/undo.tsx';
import type { Case, CaseItem } from '../../../cases/cases.contract.ts';
import { casePath } from '../../../cases/web/case-queries.ts';
import { useCaseDeeds } from '../useCaseDeeds.ts';
import { PickCase } from './PickCase.tsx';
import classes from './dialogs.module.css';

interface DialogProps {
  caseOf: Case;
  onClose: () => void;
  onGo: (caseId: string) => void;
}

/** One of two goes on. Said before it is done, because a conversation cannot be taken apart again by one click. */
export function MergeDialog({ caseOf, onClose, onGo }: DialogProps) {
  const { t } = useTranslation('desk');
  const tell = useTell();
  const { renew } = useCaseDeeds(caseOf);
  const [other, setOther] = useState<CaseItem | null>(null);
  if (!other) {
    return <Modal opened onClose={onClose} title={t('merge.title', { number: caseOf.number })} closeButtonProps={{ 'aria-label': t('ui:action.close') }} size="lg"><PickCase caseOf={caseOf} onPick={setOther} /></Modal>;
  }
  const merge = async () => {
    await api.post(`${casePath(caseOf.id)}/merge`, { body: { into: other.id } });
    await renew();
    tell(t('merge.done', { from: caseOf.number, into: other.number }));
    onGo(other.id);
  };
  const isOtherCustomer = other.customerId !== caseOf.customerId;
  return (
    <Confirm isOpen onClose={onClose} title={t('merge.title', { number: caseOf.number })} confirmLabel={t('merge.confirm', { number: other.number })} onConfirm={merge}>
      <p className={classes.text}>{t('merge.explained', { from: caseOf.number, into: other.number, subject: other.subjectLine })}</p>
      {isOtherCustomer && <p className={classes.warning}>{t('merge.otherCustomer', { name: other.customerName ?? other.fromAddress ?? t('list.unknown') })}</p>}
    </Confirm>
  );
}

export function LinkDialog({ caseOf, onClose }: Omit<DialogProps, 'onGo'>) {
  const { t } = useTranslation('desk');
  const undoable = useUndo();
  const { attempt } = useCaseDeeds(caseOf);
  const link = async (other: CaseItem) => {
    onClose();
    if (await attempt(() => api.post(`${casePath(caseOf.id)}/link`, { body: { caseId: other.id } }))) {
      undoable(t('link.done', { number: other.number }), () => attempt(() => api.post(`${casePath(caseOf.id)}/unlink`, { body: { caseId: other.id } })));
    }
  };
  return <Modal opened onClose={onClose} title={t('link.title', { number: caseOf.number })} closeButtonProps={{ 'aria-label': t('ui:action.close') }} size="lg"><PickCase caseOf={caseOf} onPick={(other) => void link(other)} /></Modal>;
}
