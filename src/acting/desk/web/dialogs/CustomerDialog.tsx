import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PickCustomer } from '../../../../people/customers/web/merge/PickCustomer.tsx';
import type { Case } from '../../../cases/cases.contract.ts';
import { useCaseDeeds } from '../useCaseDeeds.ts';

/** Who wrote or called, for a case that does not know. */
export function CustomerDialog({ caseOf, onClose }: { caseOf: Case; onClose: () => void }) {
  const { t } = useTranslation('desk');
  const { change } = useCaseDeeds(caseOf);
  return (
    <Modal opened onClose={onClose} title={t('customer.title')} closeButtonProps={{ 'aria-label': t('ui:action.close') }} size="lg">
      <PickCustomer exceptId={caseOf.customerId ?? ''} onPick={(customerId) => { onClose(); void change({ customerId }, ''); }} />
    </Modal>
  );
}
