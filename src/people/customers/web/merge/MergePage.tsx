import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../../ui/page/PageHeader.tsx';
import { usePathParam, useUrlState } from '../../../../ui/url-state.ts';
import { customerQuery, mergePreviewQuery } from '../customer-queries.ts';
import { MergeForm } from './MergeForm.tsx';
import { PickCustomer } from './PickCustomer.tsx';

const defaults = { with: '' };

/** Merging in two steps: pick the other one, see what moves. */
export function MergePage() {
  const { t } = useTranslation('customers');
  const id = usePathParam('customerId');
  const [{ with: withId }, change] = useUrlState(defaults);
  const customer = useQuery(customerQuery(id));
  const preview = useQuery({ ...mergePreviewQuery(id, withId), enabled: withId !== '' });
  const name = customer.data?.name ?? '…';
  return (
    <>
      <PageHeader
        question={t(withId === '' ? 'merge.question' : 'merge.checkQuestion', { name })} title={t('merge.title')}
        back={{ to: `/customers/${id}`, label: customer.data?.name ?? t('one.title') }} answer={t(withId === '' ? 'merge.answer' : 'merge.checkAnswer')}
      />
      {withId === ''
        ? <PickCustomer exceptId={customer.data?.id ?? id} onPick={(picked) => change({ with: picked })} />
        : <Loaded query={preview}>{(data) => <MergeForm customerId={id} withId={withId} preview={data} onBack={() => change({ with: '' })} />}</Loaded>}
    </>
  );
}
