import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { ApiKeyDialog } from './ApiKeyDialog.tsx';
import { ApiKeyList } from './ApiKeyList.tsx';
import { SourceDialog } from './SourceDialog.tsx';
import { SourceList } from './SourceList.tsx';

const closed = { open: '' };

/** Where events come from, and which programs may read and change data. */
export function KeysPage() {
  const { t } = useTranslation('keys');
  const [address, setAddress] = useUrlState(closed);
  const close = () => setAddress({ open: '' });
  return (
    <>
      <PageHeader question={t('page.question')} answer={t('page.answer')} />
      <SourceList onAdd={() => setAddress({ open: 'source' })} />
      <ApiKeyList onAdd={() => setAddress({ open: 'key' })} />
      <SourceDialog isOpen={address.open === 'source'} onClose={close} />
      <ApiKeyDialog isOpen={address.open === 'key'} onClose={close} />
    </>
  );
}
