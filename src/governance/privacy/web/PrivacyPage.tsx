import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { ErasureList } from './ErasureList.tsx';
import { ProcessingRecord } from './ProcessingRecord.tsx';
import { RestrictionList } from './RestrictionList.tsx';
import { RetentionList } from './RetentionList.tsx';
import { SettingsForm } from './SettingsForm.tsx';

/** What the data protection officer asks: who was erased, what is kept how long, what is processed and why. */
export function PrivacyPage() {
  const { t } = useTranslation('privacy');
  return (
    <>
      <PageHeader question={t('page.question')} answer={t('page.answer')} />
      <ErasureList />
      <RestrictionList />
      <RetentionList />
      <ProcessingRecord />
      <SettingsForm />
    </>
  );
}
